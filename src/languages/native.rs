//! The `[native]` section: a language whose programs, compilers and interpreters are native ones, which Debian packages
//! bring, or a toolchain.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::compile::{Compile, WireStep};
use super::env::Env;
use super::error::Finding;
use super::flags::FlagPattern;
use super::id::ToolchainId;
use super::limits::{LimitDefaults, WireLimits};
use super::mount::guest_path;
use super::run::Run;
use super::template::{Argv, Placeholder};
use super::toolchain::Toolchain;

/// What a native language needs of the machine.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Native {
    /// Debian packages that bring it.
    pub packages: Vec<String>,
    /// Files that must be there; at least one, but where a toolchain brings the language.
    pub needs: Vec<String>,
    /// The toolchain whose outputs its programs see in `/enclos`.
    pub toolchain: Option<ToolchainId>,
    /// The command that prints its version.
    pub version: Vec<String>,
    /// Paths of the host that its programs see beside those that all see.
    pub view: Vec<String>,
    /// The command that makes, once at set-up, what its programs then see in `/enclos`.
    pub prepare: Option<Argv>,
    /// Texts on standard error by which a program that failed says that it had too little memory.
    pub out_of_memory: Vec<String>,
    /// Stands for the whole section.
    pub digest: String,
}

/// The section, apart from the language's names.
pub(super) struct NativeForm {
    pub(super) native: Native,
    pub(super) compile: Option<Compile>,
    pub(super) run: Run,
    pub(super) limits: LimitDefaults,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireNative {
    #[serde(default)]
    packages: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    toolchain: Option<String>,
    version: Vec<String>,
    #[serde(default)]
    view: Vec<String>,
    prepare: Option<WirePrepare>,
    compile: Option<WireNativeCompile>,
    run: WireNativeRun,
    #[serde(default)]
    limits: WireLimits,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePrepare {
    argv: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireNativeCompile {
    artifact: String,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    replace: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    step: Vec<WireStep>,
    #[serde(default)]
    limits: WireLimits,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireNativeRun {
    argv: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    out_of_memory: Vec<String>,
}

/// The limits in force, which everything that is native may be told.
const LIMITS: [Placeholder; 2] = [Placeholder::Mem, Placeholder::Stack];

impl WireNative {
    pub(super) fn check(
        self,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
    ) -> Result<NativeForm, Finding> {
        // It has everything that was read, in an order of its own.
        let digest = blake3::hash(format!("{self:?}").as_bytes())
            .to_hex()
            .to_string();
        let compile = self
            .compile
            .map(WireNativeCompile::check)
            .transpose()
            .map_err(|finding| finding.under("compile"))?;
        let out_of_memory = self.run.out_of_memory.clone();
        let run = self
            .run
            .check(compile.is_some())
            .map_err(|finding| finding.under("run"))?;
        let prepare = self.prepare.map(|prepare| {
            Argv::parse(&prepare.argv, &LIMITS)
                .map_err(|reason| Finding::new("prepare.argv", reason))
        });
        let toolchain = self.toolchain.as_deref().map(|id| known(id, toolchains));
        let toolchain = toolchain.transpose()?;
        if toolchain.is_some() && prepare.is_some() {
            let reason = "there is one /enclos, which the toolchain's outputs have; let its recipe prepare what is needed";
            return Err(Finding::new("prepare", reason));
        }
        if self.needs.is_empty() && toolchain.is_none() {
            return Err(Finding::new("needs", "at least one file is needed"));
        }
        if self.version.is_empty() {
            return Err(Finding::new("version", "must not be empty"));
        }
        if let Some(package) = self.packages.iter().find(|package| !is_package(package)) {
            let reason = format!("{package:?} is no name of a Debian package");
            return Err(Finding::new("packages", reason));
        }
        let paths = |key, paths: &[String]| -> Result<Vec<String>, Finding> {
            paths.iter().map(|path| guest_path(key, path)).collect()
        };
        Ok(NativeForm {
            native: Native {
                needs: paths("needs", &self.needs)?,
                view: paths("view", &self.view)?,
                packages: self.packages,
                toolchain,
                version: self.version,
                prepare: prepare.transpose()?,
                out_of_memory,
                digest,
            },
            compile,
            run,
            limits: self
                .limits
                .check()
                .map_err(|finding| finding.under("limits"))?,
        })
    }
}

impl WireNativeCompile {
    fn check(self) -> Result<Compile, Finding> {
        // With a slash at its end it is a folder.
        let bare = self.artifact.strip_suffix('/').unwrap_or(&self.artifact);
        if !guest_path("artifact", bare)?.starts_with("/tmp/") {
            // What is left elsewhere does not outlive the step.
            return Err(Finding::new("artifact", "must lie below /tmp"));
        }
        let flags = self.flags.iter().map(|flag| FlagPattern::parse(flag));
        let flags = flags
            .collect::<Result<_, _>>()
            .map_err(|reason| Finding::new("flags", reason))?;
        let steps = self.step.into_iter().map(WireStep::check_native);
        Ok(Compile {
            toolchains: Vec::new(),
            flags,
            replace: self.replace,
            env: Env::parse(&self.env, &LIMITS)?,
            incremental: false,
            steps: Compile::check_steps(steps.collect::<Result<_, _>>()?)?,
            mounts: Vec::new(),
            limits: self
                .limits
                .check()
                .map_err(|finding| finding.under("limits"))?,
            artifact: self.artifact,
        })
    }
}

impl WireNativeRun {
    fn check(self, is_compiled: bool) -> Result<Run, Finding> {
        let mut allowed = vec![Placeholder::Source, Placeholder::Mem, Placeholder::Stack];
        if is_compiled {
            allowed.push(Placeholder::Artifact);
        }
        if self.out_of_memory.iter().any(String::is_empty) {
            let reason = "an empty text is in every output";
            return Err(Finding::new("out_of_memory", reason));
        }
        Ok(Run {
            module: None,
            runtime: None,
            argv: Argv::parse_command(&self.argv, &allowed)
                .map_err(|reason| Finding::new("argv", reason))?,
            env: Env::parse(&self.env, &LIMITS)?,
            fuel_per_second: 0,
            mounts: Vec::new(),
            snapshot: None,
        })
    }
}

/// The toolchain of this name.
fn known(id: &str, toolchains: &BTreeMap<ToolchainId, Toolchain>) -> Result<ToolchainId, Finding> {
    let unknown = || Finding::new("toolchain", format!("there is no toolchain {id:?}"));
    Ok(toolchains.get(id).ok_or_else(unknown)?.id.clone())
}

/// Such a name becomes an argument of `apt-get`, for which a `-` at its beginning is an option and one at its end a removal.
fn is_package(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.starts_with(is_plain)
        && !name.ends_with('-')
        && name.chars().all(|c| is_plain(c) || "+.-".contains(c))
}
