//! All languages and toolchains, parsed and checked together.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::error::Finding;
use super::folder::{Folder, Folders};
use super::manifest::{Checked, Draft};
use super::names::Names;
use super::{
    Error, ExecutorKind, Language, LanguageId, Preference, Toolchain, ToolchainId, Unavailable,
};

/// Every language and toolchain that this process knows.
#[derive(Debug)]
pub struct Catalog {
    languages: BTreeMap<LanguageId, Arc<Language>>,
    toolchains: BTreeMap<ToolchainId, Toolchain>,
    names: Names,
    /// Those that are known and can't be run.
    unavailable: BTreeMap<LanguageId, Unavailable>,
}

/// The forms of a language, by what runs them. At least one is there.
struct Forms {
    wasm: Option<Arc<Language>>,
    native: Option<Arc<Language>>,
}

impl Forms {
    /// What there is of the two, or what is preferred if there are both.
    fn choose(self, preferred: ExecutorKind) -> Option<Arc<Language>> {
        match preferred {
            ExecutorKind::Wasm => self.wasm.or(self.native),
            ExecutorKind::Native => self.native.or(self.wasm),
        }
    }
}

impl Catalog {
    /// The embedded languages and toolchains, overridden and extended by the `runtimes/` and `toolchains/` of
    /// `extra`. A language that can be run by several executors is here as `prefer` says.
    ///
    /// # Errors
    ///
    /// [`Error`] names the first manifest that is wrong, and its key.
    pub fn load(extra: Option<&Path>, prefer: &Preference) -> Result<Self, Error> {
        let mut folders = Folders::embedded();
        if let Some(extra) = extra {
            folders.overlay(extra)?;
        }
        Self::from_folders(folders, prefer)
    }

    pub(super) fn from_folders(folders: Folders, prefer: &Preference) -> Result<Self, Error> {
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
        let (mut forms, mut unavailable) = (BTreeMap::new(), BTreeMap::new());
        let mut lenders = BTreeMap::new();
        for (name, draft) in drafts {
            let (wasm, native) = match draft.check(&name, &toolchains, &lenders)? {
                Checked::Language { wasm, native } => (wasm, native),
                Checked::Unavailable(language) => {
                    unavailable.insert(language.id.clone(), language);
                    continue;
                }
            };
            let (wasm, native) = (wasm.map(Arc::from), native.map(Arc::from));
            // An interpreter is lent whichever form of its own language is chosen.
            lenders.extend(
                wasm.iter()
                    .map(|wasm: &Arc<Language>| (wasm.id.clone(), Arc::clone(wasm))),
            );
            let id = wasm.as_ref().or(native.as_ref()).map(|one| one.id.clone());
            forms.extend(id.map(|id| (id, Forms { wasm, native })));
        }
        let languages = choose(forms, prefer)?;
        let names = Names::index(&languages)?;
        let catalog = Self {
            languages,
            toolchains,
            names,
            unavailable,
        };
        catalog.check_needs()?;
        Ok(catalog)
    }

    /// A catalog of these files alone, given as (path from the root, content). For tests.
    #[cfg(test)]
    pub(crate) fn from_files(files: &[(&str, &str)]) -> Result<Self, Error> {
        Self::from_files_preferring(files, &Preference::default())
    }

    /// The same, with a preference.
    #[cfg(test)]
    pub(crate) fn from_files_preferring(
        files: &[(&str, &str)],
        prefer: &Preference,
    ) -> Result<Self, Error> {
        let mut folders = Folders::default();
        for (path, content) in files {
            folders.insert(path, false, content.as_bytes().to_vec().into());
        }
        Self::from_folders(folders, prefer)
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

    /// The language that a name would mean if it could be run.
    pub fn unavailable(&self, name: &str) -> Option<&Unavailable> {
        if self.find(name).is_some() {
            return None;
        }
        let name = name.to_lowercase();
        let bare = name.strip_prefix('.').unwrap_or(&name);
        let is_meant = |language: &&Unavailable| {
            language.id.as_str() == name
                || language.name.to_lowercase() == name
                || language.aliases.contains(&name)
                || language.extensions.iter().any(|known| known == bare)
        };
        self.unavailable.values().find(is_meant)
    }

    /// The languages that are known and can't be run, sorted by id.
    pub fn all_unavailable(&self) -> impl Iterator<Item = &Unavailable> {
        self.unavailable.values()
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

/// Each language in the form that is preferred.
fn choose(
    forms: BTreeMap<LanguageId, Forms>,
    prefer: &Preference,
) -> Result<BTreeMap<LanguageId, Arc<Language>>, Error> {
    let any_form = |forms: &Forms| forms.wasm.clone().or(forms.native.clone());
    let any = forms
        .iter()
        .filter_map(|(id, forms)| Some((id.clone(), any_form(forms)?)));
    let names = Names::index(&any.collect())?;
    let mut natively = Vec::new();
    for name in &prefer.native {
        let found = names.find(name).cloned();
        let has_form = |id: &LanguageId| forms.get(id).is_some_and(|forms| forms.native.is_some());
        let no_form = || Error::NoNativeForm { name: name.clone() };
        natively.push(found.filter(has_form).ok_or_else(no_form)?);
    }
    let preferred = |id: &LanguageId| match natively.contains(id) {
        true => ExecutorKind::Native,
        false => prefer.executor,
    };
    let chosen = forms.into_iter().filter_map(|(id, forms)| {
        let language = forms.choose(preferred(&id))?;
        Some((id, language))
    });
    Ok(chosen.collect())
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
