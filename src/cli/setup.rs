//! `enclos setup`.

use std::process::ExitCode;

use clap::Args;

use super::print;
use crate::config::Languages;
use crate::depot;

#[derive(Debug, Args)]
pub(super) struct Setup {
    /// Languages, by name or alias (default: the default set)
    #[arg(value_name = "LANG")]
    lang: Vec<String>,
    /// Every language there is
    #[arg(long, conflicts_with = "lang")]
    all: bool,
    /// Afterwards remove what older versions of enclos left in the cache
    #[arg(long)]
    prune: bool,
}

impl Setup {
    pub(super) fn run(self, languages: &Languages) -> anyhow::Result<ExitCode> {
        let enclos = languages.builder().build()?;
        let every: Vec<String> = enclos
            .catalog()
            .languages()
            .map(|language| language.id.to_string())
            .collect();
        let names = if self.all { &every } else { &self.lang };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        enclos.set_up(&names, &*depot::on_stderr())?;
        let ready: Vec<&str> = enclos
            .catalog()
            .languages()
            .filter(|language| enclos.is_served(language))
            .map(|language| language.name.as_str())
            .collect();
        if self.prune {
            let freed = enclos.prune()?;
            print(&format!("freed: {} MB", freed / 1_000_000));
        }
        print(&format!("ready: {}", ready.join(", ")));
        Ok(ExitCode::SUCCESS)
    }
}
