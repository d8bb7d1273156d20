//! A language: what it is called, how its programs are run, and a program that shows that it works.

use super::bench::Rival;
use super::build::Build;
use super::compile::Compile;
use super::executor_kind::ExecutorKind;
use super::folder::Folder;
use super::id::LanguageId;
use super::limits::LimitDefaults;
use super::mount::Mount;
use super::native::Native;
use super::run::Run;
use super::template::{Placeholder, Values};

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
    /// What runs its programs; what stands below is the form for that.
    pub executor: ExecutorKind,
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
    /// What a native language needs of the machine; None for a language in WebAssembly.
    pub native: Option<Native>,
    /// What the bench measures beside it, the usual one first.
    pub rivals: Vec<Rival>,
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

/// A language that is known and that nothing here can run: the `[unavailable]` section.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Unavailable {
    /// The name of its folder.
    pub id: LanguageId,
    /// Its name for people.
    pub name: String,
    /// Other names, in lower case.
    pub aliases: Vec<String>,
    /// Extensions of its files, without the dot, in lower case.
    pub extensions: Vec<String>,
    /// What is missing and what would be needed, in a sentence.
    pub why: String,
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

    /// Whether its programs are native ones.
    pub fn is_native(&self) -> bool {
        self.executor == ExecutorKind::Native
    }

    /// Whether an interpreter runs its programs, rather than that they are modules themselves. To a native command, what a
    /// compiler made is a file like any other, so all native languages are of that kind.
    pub fn is_interpreted(&self) -> bool {
        self.is_native() || self.run.module.is_some() || self.run.runtime.is_some()
    }

    /// The interpreter with no program yet: a native one with what it is always told.
    pub fn interpreter(&self, values: &Values<'_>) -> Vec<String> {
        if self.is_native() {
            return self.run.argv.before(Placeholder::Source).expand(values);
        }
        let mut argv = self.run.argv.expand(values);
        argv.truncate(1);
        argv
    }

    /// Every tree that its programs see.
    pub fn run_mounts(&self) -> impl Iterator<Item = &Mount> {
        let runtime = self.run.runtime.iter();
        let borrowed = runtime.flat_map(|runtime| &runtime.run.mounts);
        self.run.mounts.iter().chain(borrowed)
    }
}
