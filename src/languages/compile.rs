//! The `[compile]` section of a compiled language: the steps that turn sources into the artifact.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::env::Env;
use super::error::Finding;
use super::flags::FlagPattern;
use super::id::ToolchainId;
use super::limits::{LimitDefaults, WireLimits};
use super::mount::{Mount, Owner, WireMount, guest_path};
use super::template::{Argv, Placeholder};
use super::toolchain::Toolchain;

/// How a language's sources become the artifact.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Compile {
    /// The toolchains whose modules the steps run: at least one, or none where the compiler is native. A module or tree is
    /// that of the first that has it.
    pub toolchains: Vec<ToolchainId>,
    /// Where the last step leaves the artifact, inside the sandbox; with a slash at its end a folder, and the artifact is
    /// everything in it. A language with an interpreter finds it there again.
    pub artifact: String,
    /// The flags that a submission may choose.
    pub flags: Vec<FlagPattern>,
    /// Further flags that a submission may add, each with what the compiler is given in its place.
    pub replace: BTreeMap<String, Vec<String>>,
    /// Environment of every step.
    pub env: Env,
    /// Whether its programs have so much in common, byte for byte, that the machine code of the reference program's functions
    /// is worth keeping for the others.
    pub incremental: bool,
    /// The steps, in order; at least one.
    pub steps: Vec<Step>,
    /// Trees that the steps see.
    pub mounts: Vec<Mount>,
    /// Defaults for the compile step's limits.
    pub limits: LimitDefaults,
}

impl Compile {
    /// Whether a submission may add this flag.
    pub fn allows_flag(&self, flag: &str) -> bool {
        self.replace.contains_key(flag) || self.flags.iter().any(|pattern| pattern.allows(flag))
    }

    /// What the compiler is given for a submission's flags.
    pub fn expand_flags(&self, flags: &[String]) -> Vec<String> {
        let expand = |flag: &String| match self.replace.get(flag) {
            Some(others) => others.clone(),
            None => vec![flag.clone()],
        };
        flags.iter().flat_map(expand).collect()
    }

    /// Steps that make sense together.
    pub(super) fn check_steps(steps: Vec<Step>) -> Result<Vec<Step>, Finding> {
        if steps.is_empty() {
            return Err(Finding::new("step", "at least one is needed"));
        }
        let makes_objects = steps
            .iter()
            .any(|step| step.each && step.argv.uses(Placeholder::Object));
        let uses_objects = |step: &Step| step.argv.uses(Placeholder::Objects);
        if !makes_objects && steps.iter().any(uses_objects) {
            let reason = "{objects} is empty unless a step with each = true makes an {object}";
            return Err(Finding::new("step.argv", reason));
        }
        Ok(steps)
    }
}

/// One run of a compiler.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Step {
    /// Its arguments.
    pub argv: Argv,
    /// Whether it runs once for each source file, rather than once for all.
    pub each: bool,
    /// Which of the toolchains' modules runs; empty where the compiler is native.
    pub module: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireCompile {
    toolchain: OneOrMore,
    artifact: String,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    replace: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    incremental: bool,
    step: Vec<WireStep>,
    #[serde(default)]
    mount: Vec<WireMount>,
    #[serde(default)]
    limits: WireLimits,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireStep {
    argv: Vec<String>,
    #[serde(default)]
    each: bool,
    module: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl WireCompile {
    pub(super) fn check(
        self,
        own_outputs: &[String],
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
    ) -> Result<Compile, Finding> {
        let names = match self.toolchain {
            OneOrMore::One(name) => vec![name],
            OneOrMore::More(names) => names,
        };
        if names.is_empty() {
            return Err(Finding::new("toolchain", "at least one is needed"));
        }
        let toolchains = names
            .iter()
            .map(|name| {
                toolchains.get(name.as_str()).ok_or_else(|| {
                    Finding::new("toolchain", format!("there is no toolchain {name:?}"))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut outputs = vec![(Owner::Language, own_outputs)];
        outputs.extend(toolchains.iter().map(|toolchain| {
            let owner = Owner::Toolchain(toolchain.id.clone());
            (owner, &toolchain.build.outputs[..])
        }));
        let flags: Result<Vec<_>, _> = self
            .flags
            .iter()
            .map(|flag| FlagPattern::parse(flag))
            .collect();
        let steps: Result<Vec<_>, _> = self
            .step
            .into_iter()
            .map(|step| step.check(&toolchains))
            .collect();
        let steps = Compile::check_steps(steps?)?;
        Ok(Compile {
            toolchains: toolchains
                .iter()
                .map(|toolchain| toolchain.id.clone())
                .collect(),
            artifact: guest_path("artifact", &self.artifact)?,
            flags: flags.map_err(|reason| Finding::new("flags", reason))?,
            replace: self.replace,
            env: Env::literal(self.env),
            incremental: self.incremental,
            steps,
            mounts: self
                .mount
                .into_iter()
                .map(|mount| mount.check(&outputs))
                .collect::<Result<_, _>>()?,
            limits: self
                .limits
                .check()
                .map_err(|finding| finding.under("limits"))?,
        })
    }
}

impl WireStep {
    const EACH: [Placeholder; 3] = [Placeholder::Source, Placeholder::Object, Placeholder::Flags];
    const ONCE: [Placeholder; 5] = [
        Placeholder::Source,
        Placeholder::Sources,
        Placeholder::Objects,
        Placeholder::Flags,
        Placeholder::Artifact,
    ];

    fn check(self, toolchains: &[&Toolchain]) -> Result<Step, Finding> {
        let argv = self.argv(&[])?;
        let known = |module: &String| {
            let mut modules = toolchains.iter().flat_map(|toolchain| toolchain.modules());
            modules.any(|known| known == module)
        };
        let main = || toolchains.first().and_then(|first| first.module.clone());
        let module = self.module.or_else(main).filter(known).ok_or_else(|| {
            let names: Vec<_> = toolchains.iter().map(|one| one.id.as_str()).collect();
            let reason = format!("the toolchain {} has no such module", names.join(" or "));
            Finding::new("step.module", reason)
        })?;
        Ok(Step {
            argv,
            each: self.each,
            module,
        })
    }

    /// A step whose program is a native one, which may be told the limits in force.
    pub(super) fn check_native(self) -> Result<Step, Finding> {
        if self.module.is_some() {
            let reason = "a native compiler is the first of the arguments";
            return Err(Finding::new("step.module", reason));
        }
        Ok(Step {
            argv: self.argv(&[Placeholder::Mem, Placeholder::Stack])?,
            each: self.each,
            module: String::new(),
        })
    }

    fn argv(&self, further: &[Placeholder]) -> Result<Argv, Finding> {
        let allowed = match self.each {
            true => &Self::EACH[..],
            false => &Self::ONCE[..],
        };
        Argv::parse(&self.argv, &[allowed, further].concat())
            .map_err(|reason| Finding::new("step.argv", reason))
    }
}
