//! `language.toml`: what a language is called, how its programs are run, and a program that shows that it works.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::Error;
use super::build::{Build, WireBuild};
use super::compile::{Compile, WireCompile};
use super::error::Finding;
use super::folder::Folder;
use super::id::{LanguageId, ToolchainId};
use super::limits::{LimitDefaults, WireLimits};
use super::mount::{Mount, Owner, WireMount, is_declared, relative_path};
use super::native::{NativeTool, WireNative};
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
    /// Names that a submission may use for the language with certain flags.
    pub variants: Vec<Variant>,
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
    /// What runs its programs natively, the usual one first.
    pub natives: Vec<NativeTool>,
    /// What it was read from.
    pub folder: Folder,
}

/// A `[[variant]]` section: a version or dialect of the language that is a matter of flags.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Variant {
    /// What it is called, in lower case.
    pub names: Vec<String>,
    /// The flags that make it, before the submission's own.
    pub flags: Vec<String>,
}

/// The `[run]` section.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Run {
    /// The interpreter's module among the outputs; None when the artifact itself is the module, or the interpreter is
    /// another language's.
    pub module: Option<String>,
    /// The language whose interpreter runs the programs.
    pub runtime: Option<Arc<Language>>,
    /// Its arguments; the submission's own follow them.
    pub argv: Argv,
    /// Its environment, below the submission's own; that of the runtime's language included.
    pub env: BTreeMap<String, String>,
    /// How much fuel is a second of CPU time.
    pub fuel_per_second: u64,
    /// Trees that the program sees, beside those of the runtime's language.
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
    variant: Vec<WireVariant>,
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
    #[serde(default)]
    native: Vec<WireNative>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireVariant {
    names: Vec<String>,
    flags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRun {
    module: Option<String>,
    runtime: Option<String>,
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

    /// Whether an interpreter runs its programs, rather than that they are modules themselves.
    pub fn is_interpreted(&self) -> bool {
        self.run.module.is_some() || self.run.runtime.is_some()
    }

    /// Every tree that its programs see.
    pub fn run_mounts(&self) -> impl Iterator<Item = &Mount> {
        let runtime = self.run.runtime.iter();
        let borrowed = runtime.flat_map(|runtime| &runtime.run.mounts);
        self.run.mounts.iter().chain(borrowed)
    }
}

/// A manifest that was read and not yet checked.
pub(super) struct Draft {
    folder: Folder,
    file: String,
    wire: WireLanguage,
}

impl Draft {
    pub(super) fn read(folder: Folder) -> Result<Self, Error> {
        let (file, wire) =
            super::catalog::read_manifest::<WireLanguage>(&folder, Language::MANIFEST)?;
        Ok(Self { folder, file, wire })
    }

    /// Whether the language is run by the interpreter of another one.
    pub(super) fn borrows(&self) -> bool {
        self.wire.run.runtime.is_some()
    }

    /// `languages` are those whose interpreters may be borrowed.
    pub(super) fn check(
        self,
        id: &str,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
        languages: &BTreeMap<LanguageId, Arc<Language>>,
    ) -> Result<Language, Error> {
        let known = Known {
            toolchains,
            languages,
        };
        self.wire
            .check(id, self.folder, &known)
            .map_err(|finding| finding.in_file(&self.file))
    }
}

/// What a manifest may refer to.
struct Known<'a> {
    toolchains: &'a BTreeMap<ToolchainId, Toolchain>,
    languages: &'a BTreeMap<LanguageId, Arc<Language>>,
}

impl WireLanguage {
    fn check(self, id: &str, folder: Folder, known: &Known<'_>) -> Result<Language, Finding> {
        let id = id.parse().map_err(|error: super::InvalidId| {
            Finding::new("the folder's name", error.to_string())
        })?;
        let build = self
            .build
            .check(&folder)
            .map_err(|finding| finding.under("build"))?;
        let compile = self
            .compile
            .map(|compile| compile.check(&build.outputs, known.toolchains))
            .transpose()
            .map_err(|finding| finding.under("compile"))?;
        let run = self
            .run
            .check(&build.outputs, compile.as_ref(), known)
            .map_err(|finding| finding.under("run"))?;
        let reference = self.reference.check(&folder)?;
        let is_word = |word: &&String| !word.is_empty() && !word.contains(char::is_whitespace);
        let variants = self.variant.into_iter();
        let variants: Vec<Variant> = variants
            .map(|variant| variant.check(compile.as_ref()))
            .collect::<Result<_, _>>()
            .map_err(|finding| finding.under("variant"))?;
        let variant_names = variants.iter().flat_map(|variant| &variant.names);
        let words = self
            .aliases
            .iter()
            .chain(&self.extensions)
            .chain(variant_names);
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
            variants,
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
            natives: self
                .native
                .into_iter()
                .map(WireNative::check)
                .collect::<Result<_, _>>()?,
            folder,
        })
    }
}

impl WireVariant {
    fn check(self, compile: Option<&Compile>) -> Result<Variant, Finding> {
        let allowed = |flag: &&String| !compile.is_some_and(|compile| compile.allows_flag(flag));
        if let Some(flag) = self.flags.iter().find(allowed) {
            let reason = format!("{flag:?} is no flag that a submission may choose");
            return Err(Finding::new("flags", reason));
        }
        Ok(Variant {
            names: self.names.iter().map(|name| name.to_lowercase()).collect(),
            flags: self.flags,
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
        env.extend(self.env);
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
