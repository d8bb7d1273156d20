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
        let catalog = Catalog::load(languages.extra_languages.as_deref())?;
        print(&format!(
            "{:<12} {:<12} {:<10} {:<8} {}",
            "ID", "NAME", "VERSION", "SET-UP", "ALSO"
        ));
        for language in catalog.languages() {
            let set = if language.is_default {
                "default"
            } else {
                "on call"
            };
            let (id, name, version) = (language.id.to_string(), &language.name, &language.version);
            print(&format!(
                "{id:<12} {name:<12} {version:<10} {set:<8} {}",
                language.aliases.join(" ")
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
