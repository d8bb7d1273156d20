//! `language.toml`: what a language is called, how its programs are run, and a program that shows that it works.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Error;
use super::build::{Build, WireBuild};
use super::compile::{Compile, WireCompile};
use super::error::Finding;
use super::folder::Folder;
use super::id::{LanguageId, ToolchainId};
use super::limits::{LimitDefaults, WireLimits};
use super::mount::{Mount, Owner, WireMount, is_declared, relative_path};
use super::template::{Argv, Placeholder};
use super::toolchain::Toolchain;

/// A language that submissions can be written in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Language {
    /// The name of its folder.
    pub id: LanguageId,
    /// Its name for people.
    pub name: String,
    /// The version of its interpreter or compiler, for people.
    pub version: String,
    /// Other names that a submission may use, in lower case.
    pub aliases: Vec<String>,
    /// Extensions of its files, without the dot, in lower case.
    pub extensions: Vec<String>,
    /// Whether it belongs to the default set.
    pub is_default: bool,
    /// What the main source file is called.
    pub source: String,
    /// How its interpreter is made.
    pub build: Build,
    /// How its sources become an artifact; None for an interpreted language.
    pub compile: Option<Compile>,
    /// How its programs are run.
    pub run: Run,
    /// Defaults for a run's limits.
    pub limits: LimitDefaults,
    /// A program that shows that the language works.
    pub reference: Reference,
    /// What it was read from.
    pub folder: Folder,
}

/// The `[run]` section.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Run {
    /// The interpreter's module among the outputs; None when the artifact itself is the module.
    pub module: Option<String>,
    /// Its arguments; the submission's own follow them.
    pub argv: Argv,
    /// Its environment, below the submission's own.
    pub env: BTreeMap<String, String>,
    /// How much fuel is a second of CPU time.
    pub fuel_per_second: u64,
    /// Trees that the program sees.
    pub mounts: Vec<Mount>,
    /// The export that initializes the interpreter, after which set-up takes a snapshot of it.
    pub snapshot: Option<String>,
}

/// The `[reference]` section: a program and what it prints.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reference {
    /// The program's file in the language's folder.
    pub source: String,
    /// Its standard output.
    pub stdout: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireLanguage {
    name: String,
    version: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    extensions: Vec<String>,
    #[serde(default)]
    default: bool,
    source: String,
    #[serde(default)]
    build: WireBuild,
    compile: Option<WireCompile>,
    run: WireRun,
    #[serde(default)]
    limits: WireLimits,
    reference: WireReference,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRun {
    module: Option<String>,
    argv: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    fuel_per_second: u64,
    #[serde(default)]
    mount: Vec<WireMount>,
    snapshot: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireReference {
    source: String,
    stdout: String,
}

impl Language {
    pub(crate) const MANIFEST: &str = "language.toml";

    /// Whether files with this extension, given without its dot, are the language's.
    pub fn has_extension(&self, extension: &str) -> bool {
        self.extensions.iter().any(|known| known == extension)
    }

    /// The source of the reference program.
    pub fn reference_source(&self) -> &[u8] {
        self.folder
            .get(&self.reference.source)
            .map_or(&[], |file| &file.content)
    }

    pub(super) fn parse(
        id: &str,
        folder: Folder,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
    ) -> Result<Self, Error> {
        let (file, wire) = super::catalog::read_manifest::<WireLanguage>(&folder, Self::MANIFEST)?;
        wire.check(id, folder, toolchains)
            .map_err(|finding| finding.in_file(&file))
    }
}

impl WireLanguage {
    fn check(
        self,
        id: &str,
        folder: Folder,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
    ) -> Result<Language, Finding> {
        let id = id.parse().map_err(|error: super::InvalidId| {
            Finding::new("the folder's name", error.to_string())
        })?;
        let build = self
            .build
            .check(&folder)
            .map_err(|finding| finding.under("build"))?;
        let compile = self
            .compile
            .map(|compile| compile.check(&build.outputs, toolchains))
            .transpose()
            .map_err(|finding| finding.under("compile"))?;
        let run = self
            .run
            .check(&build.outputs, compile.as_ref(), toolchains)
            .map_err(|finding| finding.under("run"))?;
        let reference = self.reference.check(&folder)?;
        let is_word = |word: &&String| !word.is_empty() && !word.contains(char::is_whitespace);
        let words = self.aliases.iter().chain(&self.extensions);
        if let Some(bad) = words.clone().find(|word| !is_word(word)) {
            return Err(Finding::new("aliases", format!("{bad:?} is not a word")));
        }
        Ok(Language {
            id,
            name: self.name,
            version: self.version,
            aliases: self
                .aliases
                .iter()
                .map(|alias| alias.to_lowercase())
                .collect(),
            extensions: self
                .extensions
                .iter()
                .map(|extension| extension.trim_start_matches('.').to_lowercase())
                .collect(),
            is_default: self.default,
            source: relative_path("source", &self.source)?,
            build,
            compile,
            run,
            limits: self
                .limits
                .check()
                .map_err(|finding| finding.under("limits"))?,
            reference,
            folder,
        })
    }
}

impl WireReference {
    pub(super) fn check(self, folder: &Folder) -> Result<Reference, Finding> {
        if folder.get(&self.source).is_none() {
            let reason = format!("the folder has no file {:?}", self.source);
            return Err(Finding::new("reference.source", reason));
        }
        Ok(Reference {
            source: self.source,
            stdout: self.stdout,
        })
    }
}

impl WireRun {
    fn check(
        self,
        outputs: &[String],
        compile: Option<&Compile>,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
    ) -> Result<Run, Finding> {
        let mut allowed = vec![Placeholder::Source];
        let mut trees = vec![(Owner::Language, outputs)];
        if let Some(compile) = compile {
            allowed.push(Placeholder::Artifact);
            if let Some(toolchain) = toolchains.get(&compile.toolchain) {
                trees.push((Owner::Toolchain, &toolchain.build.outputs));
            }
        }
        match &self.module {
            Some(module) if !is_declared(module, outputs) => {
                return Err(Finding::new(
                    "module",
                    format!("{module:?} is in no build.outputs"),
                ));
            }
            None if compile.is_none() => {
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
        Ok(Run {
            module: self.module,
            argv: Argv::parse(&self.argv, &allowed)
                .map_err(|reason| Finding::new("argv", reason))?,
            env: self.env,
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
