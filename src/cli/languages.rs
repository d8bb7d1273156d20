//! `enclos languages`.

use std::process::ExitCode;

use clap::Args;

use super::print;
use crate::config::Languages;
use crate::depot::Depot;
use crate::enclos::{Missing, lacking, missing_packages};
use crate::languages::Catalog;

#[derive(Debug, Args)]
pub(super) struct List {}

impl List {
    pub(super) fn run(self, languages: &Languages) -> anyhow::Result<ExitCode> {
        let catalog = Catalog::load(
            languages.extra_languages.as_deref(),
            &languages.preference(),
        )?;
        let depot = Depot::open(languages.cache.as_deref())?;
        print(&line("ID", "NAME", "VERSION", "RUNS", "SET-UP", "ALSO"));
        for language in catalog.languages() {
            let set = match missing_packages([language]).first() {
                Some(_) if lacking(&depot, language).is_none() => "unpacked",
                Some(_) => "missing",
                None if language.is_default => "default",
                None => "on call",
            };
            let variants = language.variants.iter();
            let variants = variants.flat_map(|variant| &variant.names);
            let also: Vec<&str> = language
                .aliases
                .iter()
                .chain(variants)
                .map(String::as_str)
                .collect();
            print(&line(
                language.id.as_str(),
                &language.name,
                &language.version,
                language.executor.as_str(),
                set,
                &also.join(" "),
            ));
        }
        let missing = catalog.languages();
        let missing: Vec<_> = missing
            .filter_map(|language| lacking(&depot, language))
            .collect();
        let packages = |missing: &Missing| match missing.packages.is_empty() {
            true => missing.files.join(" "),
            false => missing.packages.join(" "),
        };
        for missing in &missing {
            let (id, packages) = (&missing.language, packages(missing));
            print(&format!("{id} is missing {packages}"));
        }
        for language in catalog.all_unavailable() {
            print(&format!(
                "{} is not available: {}",
                language.id, language.why
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn line(id: &str, name: &str, version: &str, runs: &str, set: &str, also: &str) -> String {
    let line = format!("{id:<12} {name:<12} {version:<14} {runs:<7} {set:<8} {also}");
    line.trim_end().to_owned()
}
