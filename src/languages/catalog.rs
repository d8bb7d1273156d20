//! All languages and toolchains, parsed and checked together.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::error::Finding;
use super::folder::{Folder, Folders};
use super::language::Draft;
use super::names::Names;
use super::{Error, Language, LanguageId, Toolchain, ToolchainId};

/// Every language and toolchain that this process knows.
#[derive(Debug)]
pub struct Catalog {
    languages: BTreeMap<LanguageId, Arc<Language>>,
    toolchains: BTreeMap<ToolchainId, Toolchain>,
    names: Names,
}

impl Catalog {
    /// The embedded languages and toolchains, overridden and extended by the `runtimes/` and `toolchains/` of
    /// `extra`.
    ///
    /// # Errors
    ///
    /// [`Error`] names the first manifest that is wrong, and its key.
    pub fn load(extra: Option<&Path>) -> Result<Self, Error> {
        let mut folders = Folders::embedded();
        if let Some(extra) = extra {
            folders.overlay(extra)?;
        }
        Self::from_folders(folders)
    }

    pub(super) fn from_folders(folders: Folders) -> Result<Self, Error> {
        let mut toolchains = BTreeMap::new();
        for (name, folder) in folders.toolchains {
            let toolchain = Toolchain::parse(&name, folder)?;
            toolchains.insert(toolchain.id.clone(), toolchain);
        }
        let mut drafts = folders
            .runtimes
            .into_iter()
            .map(|(name, folder)| Ok((name, Draft::read(folder)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        // Those that lend their interpreter come before those that borrow it.
        drafts.sort_by_key(|(_, draft)| draft.borrows());
        let mut languages = BTreeMap::new();
        for (name, draft) in drafts {
            let language = draft.check(&name, &toolchains, &languages)?;
            languages.insert(language.id.clone(), Arc::new(language));
        }
        let names = Names::index(&languages)?;
        let catalog = Self {
            languages,
            toolchains,
            names,
        };
        catalog.check_needs()?;
        Ok(catalog)
    }

    /// A catalog of these files alone, given as (path from the root, content). For tests.
    #[cfg(test)]
    pub(crate) fn from_files(files: &[(&str, &str)]) -> Result<Self, Error> {
        let mut folders = Folders::default();
        for (path, content) in files {
            folders.insert(path, false, content.as_bytes().to_vec().into());
        }
        Self::from_folders(folders)
    }

    /// The language of this id, alias, name or extension, in any case.
    pub fn find(&self, name: &str) -> Option<&Arc<Language>> {
        self.names.find(name).and_then(|id| self.languages.get(id))
    }

    /// The language of a name, with the flags of the variant that it means.
    pub fn resolve(&self, name: &str) -> Option<(&Arc<Language>, &[String])> {
        let language = self.find(name)?;
        let name = name.to_lowercase();
        let mut variants = language.variants.iter();
        let flags = variants
            .find(|variant| variant.names.contains(&name))
            .map_or(&[][..], |variant| &variant.flags);
        Some((language, flags))
    }

    /// The language that a misspelled name most likely means.
    pub fn nearest(&self, name: &str) -> Option<&LanguageId> {
        self.names.nearest(name)
    }

    /// The language of this id.
    pub fn language(&self, id: &LanguageId) -> Option<&Language> {
        self.languages.get(id).map(Arc::as_ref)
    }

    /// The toolchain of this id.
    pub fn toolchain(&self, id: &ToolchainId) -> Option<&Toolchain> {
        self.toolchains.get(id)
    }

    /// The languages, sorted by id.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.languages.values().map(Arc::as_ref)
    }

    /// The toolchains, sorted by id.
    pub fn toolchains(&self) -> impl Iterator<Item = &Toolchain> {
        self.toolchains.values()
    }

    /// Every need names a toolchain, and no toolchain needs itself in a roundabout way.
    fn check_needs(&self) -> Result<(), Error> {
        for language in self.languages.values() {
            let file = format!("{}/{}", language.folder.origin(), Language::MANIFEST);
            self.check_chain(&language.build.needs, &mut Vec::new(), &file)?;
        }
        for toolchain in self.toolchains.values() {
            let file = format!("{}/{}", toolchain.folder.origin(), Toolchain::MANIFEST);
            self.check_chain(&toolchain.build.needs, &mut vec![&toolchain.id], &file)?;
        }
        Ok(())
    }

    fn check_chain<'a>(
        &'a self,
        needs: &'a [ToolchainId],
        chain: &mut Vec<&'a ToolchainId>,
        file: &str,
    ) -> Result<(), Error> {
        let wrong = |reason: String| Finding::new("build.needs", reason).in_file(file);
        for need in needs {
            if chain.contains(&need) {
                return Err(wrong(format!(
                    "the toolchain {need} needs itself in the end"
                )));
            }
            let toolchain = self
                .toolchains
                .get(need)
                .ok_or_else(|| wrong(format!("there is no toolchain {:?}", need.as_str())))?;
            chain.push(need);
            self.check_chain(&toolchain.build.needs, chain, file)?;
            chain.pop();
        }
        Ok(())
    }
}

/// The manifest's name for messages, and what it says.
pub(super) fn read_manifest<T: DeserializeOwned>(
    folder: &Folder,
    manifest: &'static str,
) -> Result<(String, T), Error> {
    let file = format!("{}/{manifest}", folder.origin());
    let content = &folder
        .get(manifest)
        .ok_or_else(|| Error::NoManifest {
            folder: folder.origin().to_owned(),
            manifest,
        })?
        .content;
    let wrong = |message: String| Error::Syntax {
        file: file.clone(),
        message,
    };
    let text = std::str::from_utf8(content).map_err(|error| wrong(error.to_string()))?;
    let wire =
        toml::from_str(text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?;
    Ok((file, wire))
}

#[cfg(test)]
mod tests;
