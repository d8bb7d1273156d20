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

/// The compiler of a language.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InstalledCompiler {
    /// The toolchain.
    pub toolchain: ToolchainId,
    /// Names everything that the toolchain is made of.
    pub key: String,
    /// The folder of its outputs.
    pub folder: PathBuf,
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
    let mut code = code(shelf, component)?;
    let compiler = match (&component.compiler, &language.compile) {
        (Some(toolchain), Some(compile)) => {
            let toolchain = shelf.plan.get(toolchain).ok_or_else(unknown)?;
            Some(InstalledCompiler {
                toolchain: compile.toolchain.clone(),
                key: toolchain.store_name(),
                folder: shelf.home(toolchain),
                modules: self::code(shelf, toolchain)?,
                mounts: shelf.mounts(component, &compile.mounts),
            })
        }
        _ => None,
    };
    Ok(Installed {
        id: id.clone(),
        folder: shelf.home(component),
        module: language
            .run
            .module
            .as_ref()
            .and_then(|module| code.remove(module)),
        mounts: shelf.mounts(component, &language.run.mounts),
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
