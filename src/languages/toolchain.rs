//! `toolchain.toml`: a compiler or a tool for recipes.

use serde::Deserialize;

use super::Error;
use super::build::{Build, WireBuild};
use super::error::Finding;
use super::folder::Folder;
use super::id::ToolchainId;
use super::language::Reference;
use super::manifest::WireReference;
use super::mount::is_declared;

/// A compiler that runs in the sandbox (it has modules), or a tool that only recipes use (it has none).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Toolchain {
    /// The name of its folder.
    pub id: ToolchainId,
    /// Its name for people.
    pub name: String,
    /// Its version for people.
    pub version: String,
    /// How it is made.
    pub build: Build,
    /// The WASI module that compile steps run when they name no other.
    pub module: Option<String>,
    /// Further modules, which compile steps call by name.
    pub further_modules: Vec<String>,
    /// The export that initializes the main module, after which set-up takes a snapshot of it. It sees no files.
    pub snapshot: Option<String>,
    /// A program that shows that it works, if it comes with one.
    pub reference: Option<Reference>,
    /// What it was read from.
    pub folder: Folder,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireToolchain {
    name: String,
    version: String,
    module: Option<String>,
    #[serde(default)]
    modules: Vec<String>,
    snapshot: Option<String>,
    #[serde(default)]
    build: WireBuild,
    reference: Option<WireReference>,
}

impl Toolchain {
    pub(crate) const MANIFEST: &str = "toolchain.toml";

    /// Every module, the main one first.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.module
            .iter()
            .chain(&self.further_modules)
            .map(String::as_str)
    }

    pub(super) fn parse(id: &str, folder: Folder) -> Result<Self, Error> {
        let (file, wire) = super::catalog::read_manifest::<WireToolchain>(&folder, Self::MANIFEST)?;
        wire.check(id, folder)
            .map_err(|finding| finding.in_file(&file))
    }
}

impl WireToolchain {
    fn check(self, id: &str, folder: Folder) -> Result<Toolchain, Finding> {
        let id = id.parse().map_err(|error: super::InvalidId| {
            Finding::new("the folder's name", error.to_string())
        })?;
        let build = self
            .build
            .check(&folder)
            .map_err(|finding| finding.under("build"))?;
        let reference = self
            .reference
            .map(|reference| reference.check(&folder))
            .transpose()?;
        let toolchain = Toolchain {
            id,
            name: self.name,
            version: self.version,
            build,
            module: self.module,
            further_modules: self.modules,
            snapshot: self.snapshot,
            reference,
            folder,
        };
        if toolchain.snapshot.is_some() && toolchain.module.is_none() {
            return Err(Finding::new("snapshot", "wants a module to take one of"));
        }
        let outputs = &toolchain.build.outputs;
        if let Some(module) = toolchain
            .modules()
            .find(|module| !is_declared(module, outputs))
        {
            return Err(Finding::new(
                "module",
                format!("{module:?} is in no build.outputs"),
            ));
        }
        Ok(toolchain)
    }
}
