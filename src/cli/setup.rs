//! `enclos setup`.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::ensure;
use clap::Args;

use super::{is_well, print};
use crate::config::Languages;
use crate::depot;
use crate::enclos::EVERY_LANGUAGE;

#[derive(Debug, Args)]
pub(super) struct Setup {
    /// Languages, by name or alias (default: the default set)
    #[arg(value_name = "LANG")]
    lang: Vec<String>,
    /// Every language there is
    #[arg(long, conflicts_with = "lang")]
    all: bool,
    /// First get the Debian packages that native languages need and that are missing: installed where this is root, unpacked
    /// into the cache otherwise
    #[arg(long)]
    install: bool,
    /// Afterwards remove what older versions of enclos left in the cache
    #[arg(long)]
    prune: bool,
}

impl Setup {
    pub(super) fn run(self, languages: &Languages) -> anyhow::Result<ExitCode> {
        let enclos = languages.builder().build()?;
        let names: Vec<&str> = match self.all {
            true => vec![EVERY_LANGUAGE],
            false => self.lang.iter().map(String::as_str).collect(),
        };
        let begun = Instant::now();
        if self.install {
            enclos.install(&names, &*depot::on_stderr())?;
        }
        enclos.set_up(&names, &*depot::on_stderr())?;
        let languages = enclos.catalog().languages();
        let (mut ready, mut broken) = (Vec::new(), Vec::new());
        for language in languages.filter(|language| enclos.is_served(language)) {
            match is_well(&enclos, language)? {
                true => ready.push(language.name.as_str()),
                false => broken.push(language.name.as_str()),
            }
        }
        if self.prune {
            let freed = enclos.prune()?;
            print(&format!("freed: {} MB", freed / 1_000_000));
        }
        print(&format!("ready: {}", ready.join(", ")));
        let depot = enclos.depot();
        print(&format!(
            "cache: {} MB in {}, after {} s",
            depot.sizes()?.total_bytes / 1_000_000,
            depot.cache().display(),
            begun.elapsed().as_secs()
        ));
        ensure!(
            broken.is_empty(),
            "these are there, but their reference programs fail: {}",
            broken.join(", ")
        );
        Ok(ExitCode::SUCCESS)
    }
}
