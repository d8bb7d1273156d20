//! Which language a name means.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Error, Language, LanguageId};

/// The index of names. All keys are in lower case.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Ids and aliases: each means one language.
    exact: BTreeMap<String, LanguageId>,
    /// Names for people and extensions: the first claimant has them, asked only after the exact ones.
    loose: BTreeMap<String, LanguageId>,
}

impl Names {
    pub(super) fn index(
        languages: &BTreeMap<LanguageId, std::sync::Arc<Language>>,
    ) -> Result<Self, Error> {
        let mut names = Self::default();
        // Ids come first, so that an alias which repeats another language's id is the one that is refused.
        for id in languages.keys() {
            names.exact.insert(id.as_str().to_owned(), id.clone());
        }
        for language in languages.values() {
            let variants = language.variants.iter();
            let variants = variants.flat_map(|variant| &variant.names);
            for alias in language.aliases.iter().chain(variants) {
                names.claim(alias, language)?;
            }
        }
        // Two languages may share an extension (.pl is Perl and Prolog); the one of the default set has it, then
        // the first by id.
        let mut by_rank: Vec<&Language> = languages.values().map(std::sync::Arc::as_ref).collect();
        by_rank.sort_by_key(|language| !language.is_default);
        for language in &by_rank {
            names.offer(&language.name.to_lowercase(), language);
        }
        for language in &by_rank {
            for extension in &language.extensions {
                names.offer(extension, language);
            }
        }
        Ok(names)
    }

    fn claim(&mut self, name: &str, language: &Language) -> Result<(), Error> {
        match self.exact.entry(name.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(language.id.clone());
                Ok(())
            }
            // An alias that repeats the language's own id or an earlier alias of it does no harm.
            Entry::Occupied(taken) if *taken.get() == language.id => Ok(()),
            Entry::Occupied(taken) => Err(Error::Duplicate {
                file: format!("{}/{}", language.folder.origin(), Language::MANIFEST),
                name: name.to_owned(),
                owner: taken.get().to_string(),
            }),
        }
    }

    fn offer(&mut self, name: &str, language: &Language) {
        self.loose
            .entry(name.to_owned())
            .or_insert_with(|| language.id.clone());
    }

    pub(super) fn find(&self, name: &str) -> Option<&LanguageId> {
        let name = name.to_lowercase();
        let bare = name.strip_prefix('.').unwrap_or(&name);
        self.exact
            .get(&name)
            .or_else(|| self.loose.get(&name))
            .or_else(|| self.loose.get(bare))
    }

    /// The language that a misspelled name most likely means. One slip in four characters is a slip; more is
    /// another word.
    pub(super) fn nearest(&self, name: &str) -> Option<&LanguageId> {
        let name = name.to_lowercase();
        let allowed = 1 + name.chars().count() / 4;
        self.exact
            .iter()
            .filter(|(known, _)| known.chars().count() > 2)
            .map(|(known, id)| (strsim::damerau_levenshtein(&name, known), id))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, id)| id)
    }
}
