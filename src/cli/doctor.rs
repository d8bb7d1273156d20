//! `enclos doctor`: what this machine has, what is installed, and whether each language answers.

use std::process::ExitCode;

use clap::Args;

use super::{Common, print};
use crate::depot::{Condition, Health, Silent};
use crate::enclos::answers;
use crate::model::Submission;

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    common: Common,
}

impl Doctor {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let enclos = self.common.builder().workers(1).build()?;
        let mut sound = true;
        print(&format!("enclos {}", env!("CARGO_PKG_VERSION")));
        print("engine: starts");
        print(&format!("cache: {}", enclos.depot().cache().display()));
        for client in ["npm", "python3", "cargo", "apt-get"] {
            let found = std::env::var_os("PATH").is_some_and(|path| {
                std::env::split_paths(&path).any(|dir| dir.join(client).is_file())
            });
            let note = if found {
                "found"
            } else {
                "missing; set-up needs it for some languages"
            };
            print(&format!("client {client}: {note}"));
        }
        let health = enclos.verify()?;
        for Health {
            component,
            condition,
            ..
        } in &health
        {
            match condition {
                Condition::Absent => {}
                Condition::Whole => print(&format!("component {component}: whole")),
                Condition::Damaged(damage) => {
                    print(&format!(
                        "component {component}: damaged, {} {}; the next set-up makes it again",
                        damage.file, damage.reason
                    ));
                    sound = false;
                }
            }
        }
        let languages: Vec<_> = enclos.catalog().languages().cloned().collect();
        for language in languages {
            let id = language.id.to_string();
            let whole =
                |health: &Health| health.component == id && health.condition == Condition::Whole;
            if !health.iter().any(whole) {
                print(&format!(
                    "language {id}: not set up; `enclos setup {id}` does it"
                ));
                continue;
            }
            enclos.set_up(&[&id], &Silent)?;
            let report = enclos.run_blocking(Submission::new(&id, language.reference_source()))?;
            let right = answers(&language, &report);
            sound &= right;
            print(&format!(
                "language {id}: {}",
                if right {
                    "answers"
                } else {
                    "its reference program fails"
                }
            ));
        }
        Ok(if sound {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
