//! What set-up hands out: where the parts of a language are on this machine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::languages::{LanguageId, ToolchainId};

use super::error::Error;
use super::modules::HostMount;
use super::plan::{Component, ComponentId};
use super::shelf::Shelf;
use super::stamp::Stamp;

/// A language that is ready. Everything named here was compared with its checksum.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Installed {
    /// The language.
    pub id: LanguageId,
    /// The folder of its outputs.
    pub folder: PathBuf,
    /// The interpreter's machine code; None where the artifact is the module.
    pub module: Option<PathBuf>,
    /// Trees that its programs see.
    pub mounts: Vec<HostMount>,
    /// What compiles its sources, if anything does.
    pub compiler: Option<InstalledCompiler>,
}

/// What compiles the sources of a language.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InstalledCompiler {
    /// The toolchains.
    pub toolchains: Vec<ToolchainId>,
    /// Names everything that the toolchains, and what the language adds to them, are made of.
    pub key: String,
    /// Machine code by the name that compile steps use.
    pub modules: BTreeMap<String, PathBuf>,
    /// Trees that the compile steps of this language see.
    pub mounts: Vec<HostMount>,
}

/// Gathers the parts of a language that `ensure` has just compared or made.
pub(super) fn installed(shelf: &Shelf<'_>, id: &LanguageId) -> Result<Installed, Error> {
    let unknown = || Error::Unknown(id.to_string());
    let component = shelf
        .plan
        .get(&ComponentId::Language(id.clone()))
        .ok_or_else(unknown)?;
    let language = component.language.ok_or_else(unknown)?;
    let compiler = match &language.compile {
        Some(compile) => {
            let mut modules = BTreeMap::new();
            let mut key = component.store_name();
            for toolchain in &component.compilers {
                let toolchain = shelf.plan.get(toolchain).ok_or_else(unknown)?;
                key.push(' ');
                key.push_str(&toolchain.store_name());
                for (name, module) in code(shelf, toolchain)? {
                    modules.entry(name).or_insert(module);
                }
            }
            Some(InstalledCompiler {
                toolchains: compile.toolchains.clone(),
                key,
                modules,
                mounts: shelf.mounts(component, &compile.mounts),
            })
        }
        None => None,
    };
    let interpreter = match &component.runtime {
        Some(runtime) => shelf.plan.get(runtime).ok_or_else(unknown)?,
        None => component,
    };
    let mut code = code(shelf, interpreter)?;
    Ok(Installed {
        id: id.clone(),
        folder: shelf.home(component),
        module: interpreter
            .language
            .and_then(|language| language.run.module.as_ref())
            .and_then(|module| code.remove(module)),
        mounts: shelf.run_mounts(component),
        compiler,
    })
}

/// Machine code by module. The stamp is read, not compared again.
fn code(shelf: &Shelf<'_>, component: &Component<'_>) -> Result<BTreeMap<String, PathBuf>, Error> {
    let home = shelf.home(component);
    let vanished = || Error::Io {
        action: "read",
        path: home.clone(),
        source: std::io::Error::other("it was removed or changed a moment ago"),
    };
    let stamp = Stamp::read(&home).ok_or_else(vanished)?;
    let modules = shelf.modules(component, &stamp).map_err(|_| vanished())?;
    Ok(modules
        .iter()
        .map(|module| (module.name().to_owned(), module.code(shelf.layout)))
        .collect())
}
