//! The `[run]` section: the interpreter, or that the artifact itself is the module, and how it is called.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::compile::Compile;
use super::env::Env;
use super::error::Finding;
use super::id::{LanguageId, ToolchainId};
use super::language::Language;
use super::mount::{Mount, Owner, WireMount, is_declared};
use super::template::{Argv, Placeholder};
use super::toolchain::Toolchain;

/// How a language's programs are run.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Run {
    /// The interpreter's module among the outputs; None when the artifact itself is the module, or the interpreter is
    /// another language's, or programs are native.
    pub module: Option<String>,
    /// The language whose interpreter runs the programs.
    pub runtime: Option<Arc<Language>>,
    /// Its arguments; the submission's own follow them.
    pub argv: Argv,
    /// Its environment, below the submission's own; that of the runtime's language included.
    pub env: Env,
    /// How much fuel is a second of CPU time; 0 for native programs, which burn none.
    pub fuel_per_second: u64,
    /// Trees that the program sees, beside those of the runtime's language.
    pub mounts: Vec<Mount>,
    /// The export that initializes the interpreter, after which set-up takes a snapshot of it.
    pub snapshot: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireRun {
    module: Option<String>,
    pub(super) runtime: Option<String>,
    argv: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    fuel_per_second: u64,
    #[serde(default)]
    mount: Vec<WireMount>,
    snapshot: Option<String>,
}

/// What a manifest may refer to.
pub(super) struct Known<'a> {
    pub(super) toolchains: &'a BTreeMap<ToolchainId, Toolchain>,
    /// Those whose interpreters may be borrowed.
    pub(super) languages: &'a BTreeMap<LanguageId, Arc<Language>>,
}

impl WireRun {
    pub(super) fn check(
        self,
        outputs: &[String],
        compile: Option<&Compile>,
        known: &Known<'_>,
    ) -> Result<Run, Finding> {
        let mut allowed = vec![Placeholder::Source];
        let mut trees = vec![(Owner::Language, outputs)];
        if let Some(compile) = compile {
            allowed.push(Placeholder::Artifact);
            let ids = compile.toolchains.iter();
            trees.extend(ids.filter_map(|id| {
                let toolchain = known.toolchains.get(id)?;
                let owner = Owner::Toolchain(id.clone());
                Some((owner, &toolchain.build.outputs[..]))
            }));
        }
        let runtime = self.runtime.as_deref().map(|name| {
            let lends = |language: &&Arc<Language>| language.run.module.is_some();
            known.languages.get(name).filter(lends).ok_or_else(|| {
                let reason =
                    format!("there is no language {name:?} with an interpreter of its own");
                Finding::new("runtime", reason)
            })
        });
        let runtime = runtime.transpose()?.cloned();
        if runtime.is_some() && (self.module.is_some() || self.snapshot.is_some()) {
            let reason = "brings a module and its snapshot, so there are none beside it";
            return Err(Finding::new("runtime", reason));
        }
        match &self.module {
            Some(module) if !is_declared(module, outputs) => {
                return Err(Finding::new(
                    "module",
                    format!("{module:?} is in no build.outputs"),
                ));
            }
            None if compile.is_none() && runtime.is_none() => {
                return Err(Finding::new(
                    "module",
                    "is missing, and nothing is compiled either",
                ));
            }
            None if self.snapshot.is_some() => {
                return Err(Finding::new("snapshot", "wants a module to take one of"));
            }
            _ => {}
        }
        if self.fuel_per_second == 0 {
            return Err(Finding::new("fuel_per_second", "must be more than 0"));
        }
        let mut env = runtime
            .as_ref()
            .map(|runtime| runtime.run.env.clone())
            .unwrap_or_default();
        env.extend(Env::literal(self.env));
        Ok(Run {
            module: self.module,
            runtime,
            argv: Argv::parse(&self.argv, &allowed)
                .map_err(|reason| Finding::new("argv", reason))?,
            env,
            fuel_per_second: self.fuel_per_second,
            mounts: self
                .mount
                .into_iter()
                .map(|mount| mount.check(&trees))
                .collect::<Result<_, _>>()?,
            snapshot: self.snapshot,
        })
    }
}
