//! `enclos languages`.

use std::process::ExitCode;

use clap::Args;

use super::print;
use crate::config::Languages;
use crate::languages::Catalog;

#[derive(Debug, Args)]
pub(super) struct List {}

impl List {
    pub(super) fn run(self, languages: &Languages) -> anyhow::Result<ExitCode> {
        let catalog = Catalog::load(
            languages.extra_languages.as_deref(),
            &languages.preference(),
        )?;
        print(&format!(
            "{:<12} {:<12} {:<14} {:<8} {}",
            "ID", "NAME", "VERSION", "SET-UP", "ALSO"
        ));
        for language in catalog.languages() {
            let set = if language.is_default {
                "default"
            } else {
                "on call"
            };
            let variants = language.variants.iter();
            let variants = variants.flat_map(|variant| &variant.names);
            let also: Vec<&str> = language
                .aliases
                .iter()
                .chain(variants)
                .map(String::as_str)
                .collect();
            let (id, name, version) = (language.id.to_string(), &language.name, &language.version);
            print(&format!(
                "{id:<12} {name:<12} {version:<14} {set:<8} {}",
                also.join(" ")
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
