//! `language.toml`, from its text to the forms of a language that it describes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::Error;
use super::bench::WireBench;
use super::build::WireBuild;
use super::compile::{Compile, WireCompile};
use super::error::Finding;
use super::executor_kind::ExecutorKind;
use super::folder::Folder;
use super::id::{LanguageId, ToolchainId};
use super::language::{Language, Reference, Unavailable, Variant};
use super::limits::WireLimits;
use super::mount::relative_path;
use super::native::{NativeForm, WireNative};
use super::run::{Known, WireRun};
use super::toolchain::Toolchain;

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
    run: Option<WireRun>,
    #[serde(default)]
    limits: WireLimits,
    native: Option<WireNative>,
    unavailable: Option<WireUnavailable>,
    reference: Option<WireReference>,
    #[serde(default)]
    bench: Vec<WireBench>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireVariant {
    names: Vec<String>,
    flags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireUnavailable {
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireReference {
    source: String,
    stdout: String,
}

/// What a manifest comes to.
pub(super) enum Checked {
    /// A language in one form or in both.
    Language {
        wasm: Option<Box<Language>>,
        native: Option<Box<Language>>,
    },
    Unavailable(Unavailable),
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
        let run = self.wire.run.as_ref();
        run.is_some_and(|run| run.runtime.is_some())
    }

    /// `languages` are those whose interpreters may be borrowed.
    pub(super) fn check(
        self,
        id: &str,
        toolchains: &BTreeMap<ToolchainId, Toolchain>,
        languages: &BTreeMap<LanguageId, Arc<Language>>,
    ) -> Result<Checked, Error> {
        let known = Known {
            toolchains,
            languages,
        };
        self.wire
            .check(id, self.folder, &known)
            .map_err(|finding| finding.in_file(&self.file))
    }
}

impl WireLanguage {
    fn check(self, id: &str, folder: Folder, known: &Known<'_>) -> Result<Checked, Finding> {
        let id = id.parse().map_err(|error: super::InvalidId| {
            Finding::new("the folder's name", error.to_string())
        })?;
        let variant_names = self.variant.iter().flat_map(|variant| &variant.names);
        let mut words = self
            .aliases
            .iter()
            .chain(&self.extensions)
            .chain(variant_names);
        let is_word = |word: &&String| !word.is_empty() && !word.contains(char::is_whitespace);
        if let Some(bad) = words.find(|word| !is_word(word)) {
            return Err(Finding::new("aliases", format!("{bad:?} is not a word")));
        }
        let aliases = self.aliases.iter().map(|alias| alias.to_lowercase());
        let aliases: Vec<String> = aliases.collect();
        let extensions = self.extensions.iter();
        let extensions: Vec<String> = extensions
            .map(|extension| extension.trim_start_matches('.').to_lowercase())
            .collect();
        let source = relative_path("source", &self.source)?;
        if let Some(unavailable) = self.unavailable {
            if self.run.is_some() || self.native.is_some() || self.default {
                let reason = "a language that can be run is not unavailable";
                return Err(Finding::new("unavailable", reason));
            }
            return Ok(Checked::Unavailable(Unavailable {
                id,
                name: self.name,
                aliases,
                extensions,
                why: unavailable.why,
            }));
        }
        if self.run.is_none() && self.compile.is_some() {
            return Err(Finding::new("run", "is missing"));
        }
        let build = self
            .build
            .check(&folder)
            .map_err(|finding| finding.under("build"))?;
        let wasm = match self.run {
            Some(run) => {
                let compile = self
                    .compile
                    .map(|compile| compile.check(&build.outputs, known.toolchains))
                    .transpose()
                    .map_err(|finding| finding.under("compile"))?;
                let run = run
                    .check(&build.outputs, compile.as_ref(), known)
                    .map_err(|finding| finding.under("run"))?;
                Some((compile, run))
            }
            None => None,
        };
        let native = self
            .native
            .map(|native| native.check(known.toolchains))
            .transpose()
            .map_err(|finding| finding.under("native"))?;
        let limits = self
            .limits
            .check()
            .map_err(|finding| finding.under("limits"))?;
        let reference = self
            .reference
            .ok_or_else(|| Finding::new("reference", "is missing"))?
            .check(&folder)?;
        let rivals = self.bench.into_iter().map(WireBench::check);
        let rivals = rivals.collect::<Result<Vec<_>, _>>()?;
        let variants = |compile: Option<&Compile>| {
            let variants = self.variant.iter();
            variants
                .map(|variant| variant.check(compile))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|finding| finding.under("variant"))
        };
        let wasm = wasm.map(|(compile, run)| {
            Ok(Box::new(Language {
                id: LanguageId::clone(&id),
                name: self.name.clone(),
                version: self.version.clone(),
                aliases: aliases.clone(),
                variants: variants(compile.as_ref())?,
                extensions: extensions.clone(),
                is_default: self.default,
                source: source.clone(),
                executor: ExecutorKind::Wasm,
                build: build.clone(),
                compile,
                run,
                limits,
                native: None,
                reference: reference.clone(),
                rivals: rivals.clone(),
                folder: folder.clone(),
            }))
        });
        let wasm = wasm.transpose()?;
        let native = native.map(|form| {
            let NativeForm {
                native,
                compile,
                run,
                limits,
            } = form;
            Ok(Box::new(Language {
                variants: variants(compile.as_ref())?,
                id,
                name: self.name,
                version: self.version,
                aliases,
                extensions,
                is_default: self.default,
                source,
                executor: ExecutorKind::Native,
                build,
                compile,
                run,
                limits,
                native: Some(native),
                reference,
                rivals,
                folder,
            }))
        });
        let native = native.transpose()?;
        if wasm.is_none() && native.is_none() {
            return Err(Finding::new("run", "is missing, and so is native"));
        }
        Ok(Checked::Language { wasm, native })
    }
}

impl WireVariant {
    fn check(&self, compile: Option<&Compile>) -> Result<Variant, Finding> {
        let allowed = |flag: &&String| !compile.is_some_and(|compile| compile.allows_flag(flag));
        if let Some(flag) = self.flags.iter().find(allowed) {
            let reason = format!("{flag:?} is no flag that a submission may choose");
            return Err(Finding::new("flags", reason));
        }
        Ok(Variant {
            names: self.names.iter().map(|name| name.to_lowercase()).collect(),
            flags: self.flags.clone(),
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
