//! `enclos doctor`: what this machine has, what is installed, and whether each language answers.

mod walls;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use super::{is_well, print, which};
use crate::Enclos;
use crate::config::Languages;
use crate::depot::{Condition, Health, Silent, on_stderr};
use crate::languages::Language;
use crate::model::{Outcome, Submission};
use crate::native::Hold;

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Compare each interpreter's snapshot with its start from the beginning, on its reference program and on PROGRAM
    #[arg(long)]
    snapshots: bool,
    /// Programs to compare too, their languages told by their extensions; implies --snapshots
    #[arg(value_name = "PROGRAM")]
    programs: Vec<PathBuf>,
}

impl Doctor {
    pub(super) fn run(self, set: &Languages) -> anyhow::Result<ExitCode> {
        let enclos = set.builder().workers(1).build()?;
        let mut sound = true;
        print(&format!("enclos {}", env!("CARGO_PKG_VERSION")));
        print("engine: starts");
        print(&format!(
            "kernel: {}",
            if crate::sandbox::finds_changed_pages() {
                "tells which pages of memory a run changed"
            } else {
                "does not tell which pages of memory a run changed (PAGEMAP_SCAN, Linux 6.7); interpreters start slower"
            }
        ));
        print(&format!("cache: {}", enclos.depot().cache().display()));
        for client in ["npm", "python3", "cargo", "apt-get"] {
            let note = if which(client).is_some() {
                "found"
            } else {
                "missing; set-up needs it for some languages"
            };
            print(&format!("client {client}: {note}"));
        }
        print("Worker processes");
        sound &= walls::tell(print);
        print("Native programs");
        for Hold {
            what,
            holds,
            meaning,
        } in enclos.native_holds()
        {
            let yes = if holds { "yes" } else { "no" };
            print(&format!("  {what}: {yes}, {meaning}"));
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
            if language.is_native() {
                sound &= native(&enclos, &language)?;
                continue;
            }
            let whole =
                |health: &Health| health.component == id && health.condition == Condition::Whole;
            if !health.iter().any(whole) {
                print(&format!(
                    "language {id}: not set up; `enclos setup {id}` does it"
                ));
                continue;
            }
            enclos.set_up(&[&id], &Silent)?;
            let right = is_well(&enclos, &language)?;
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
        if self.snapshots || !self.programs.is_empty() {
            sound &= self.compare(set, &enclos)?;
        }
        Ok(if sound {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// Runs programs on interpreters from snapshots and on the same ones from the beginning.
    fn compare(&self, set: &Languages, enclos: &Enclos) -> anyhow::Result<bool> {
        let beginning = set.builder().workers(1).snapshots(false).build()?;
        let mut same = true;
        let languages: Vec<_> = enclos.catalog().languages().cloned().collect();
        let snapshotted =
            |language: &&Language| language.run.snapshot.is_some() && enclos.is_served(language);
        for language in languages.iter().filter(snapshotted) {
            let id = language.id.as_str();
            beginning.set_up(&[id], &*on_stderr())?;
            let mut programs = vec![(
                "its reference program".to_owned(),
                language.reference_source().to_vec(),
            )];
            for path in &self.programs {
                let extension = path.extension().and_then(|extension| extension.to_str());
                if extension.is_some_and(|extension| language.has_extension(extension)) {
                    let source = std::fs::read(path)
                        .with_context(|| format!("reading {}", path.display()))?;
                    programs.push((path.display().to_string(), source));
                }
            }
            let count = programs.len();
            let mut differing = Vec::new();
            for (name, source) in programs {
                let told = |enclos: &Enclos| -> anyhow::Result<_> {
                    let report = enclos.run_blocking(Submission::new(id, source.clone()))?;
                    let tests = report.tests.into_iter().flatten().map(|test| {
                        let Outcome {
                            status,
                            exit_code,
                            signal,
                            stdout,
                            stderr,
                            ..
                        } = test.outcome;
                        (status, exit_code, signal, stdout, stderr)
                    });
                    Ok(tests.collect::<Vec<_>>())
                };
                if told(enclos)? != told(&beginning)? {
                    differing.push(name);
                }
            }
            same &= differing.is_empty();
            print(&format!(
                "snapshot {id}: {}",
                if differing.is_empty() {
                    format!("no different from the beginning on {count} programs")
                } else {
                    format!("different from the beginning on {}", differing.join(", "))
                }
            ));
        }
        Ok(same)
    }
}

/// Whether a native language that can be set up answers. One that can't be is no defect of this machine.
fn native(enclos: &Enclos, language: &Language) -> anyhow::Result<bool> {
    let id = language.id.as_str();
    if let Some(obstacle) = enclos.obstacle(language) {
        print(&format!("language {id} (native): not ready; {obstacle}"));
        return Ok(true);
    }
    if let Err(error) = enclos.set_up(&[id], &Silent) {
        print(&format!("language {id} (native): {error}"));
        return Ok(false);
    }
    let right = is_well(enclos, language)?;
    let answer = match (right, enclos.is_unpacked(language)) {
        (true, false) => "ready, answers",
        (true, true) => "ready, answers from unpacked packages",
        (false, _) => "its reference program fails",
    };
    print(&format!("language {id} (native): {answer}"));
    Ok(right)
}
