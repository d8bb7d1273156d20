//! Resident memory of this process by the number of Python runs that are in the middle of their work.

use std::io::Write;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::Findings;
use super::lab::{Lab, sound_test};
use super::programs::{WAITING_AFTER_WORK, WAITING_AT_ONCE};
use super::table::{Table, figure};
use crate::depot::Silent;
use crate::{Enclos, Error, LiveStreams, Report, Streams, Submission};

/// Rising, because what a run's place keeps for the next run would count for the larger number otherwise.
const CONCURRENT: [usize; 4] = [0, 1, 4, 8];
const WORKERS: usize = 8;

#[derive(Debug, Serialize)]
pub(super) struct Memory {
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    program: &'static str,
    runs: usize,
    resident: Resident,
    growth_per_run: Option<Resident>,
}

/// Of this process, in MiB.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Resident {
    /// What no file could give back: the memory that is really taken.
    pub(super) anonymous_mib: f64,
    /// The same and the pages of files, each divided by those who share it.
    proportional_mib: f64,
}

impl Resident {
    pub(super) fn look() -> anyhow::Result<Self> {
        let of = |file: &str, key: &str| {
            let text = std::fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
            let line = text.lines().find_map(|line| line.strip_prefix(key));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
            kib.map(|kib| kib / 1024.0)
                .with_context(|| format!("{file} has no {key}"))
        };
        Ok(Self {
            anonymous_mib: of("/proc/self/status", "RssAnon:")?,
            proportional_mib: of("/proc/self/smaps_rollup", "Pss:")?,
        })
    }

    fn per_run(self, before: Self, runs: usize) -> Self {
        Self {
            anonymous_mib: (self.anonymous_mib - before.anonymous_mib) / runs as f64,
            proportional_mib: (self.proportional_mib - before.proportional_mib) / runs as f64,
        }
    }
}

/// A run that waits for its input, which dropping the sender ends.
struct Waiting {
    stdin: Sender<Vec<u8>>,
    ready: Receiver<()>,
    thread: JoinHandle<Result<Report, Error>>,
}

/// Standard output that says when something was printed.
struct Bell(Sender<()>);

impl Write for Bell {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let _ = self.0.send(());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Memory> {
    let mut figures = Vec::new();
    if lab.language("python").is_none() {
        return Ok(Memory { figures });
    }
    for (program, source) in [
        ("hello", WAITING_AT_ONCE),
        ("typical work", WAITING_AFTER_WORK),
    ] {
        // An engine of its own, whose places no run has been in before.
        let enclos = lab.builder().workers(WORKERS).build()?;
        enclos.set_up(&["python"], &Silent)?;
        let mut before = None;
        for runs in CONCURRENT {
            let resident = look_at(&enclos, source, runs)?;
            let before = *before.get_or_insert(resident);
            figures.push(Figure {
                program,
                runs,
                resident,
                growth_per_run: (runs > 0).then(|| resident.per_run(before, runs)),
            });
        }
    }
    Ok(Memory { figures })
}

fn look_at(enclos: &Enclos, source: &str, runs: usize) -> anyhow::Result<Resident> {
    let waiting: Vec<Waiting> = (0..runs).map(|_| start(enclos, source)).collect();
    for run in &waiting {
        // A run that fails drops the other end, and so ends this wait as well.
        let ready = run.ready.recv_timeout(Duration::from_secs(30));
        ready.context("a run never got ready")?;
    }
    let resident = Resident::look()?;
    for Waiting { stdin, thread, .. } in waiting {
        drop(stdin);
        let report = thread.join().map_err(|_| anyhow!("a run panicked"))??;
        sound_test(&report)?;
    }
    Ok(resident)
}

fn start(enclos: &Enclos, source: &str) -> Waiting {
    let (stdin, input) = mpsc::channel();
    let (bell, ready) = mpsc::channel();
    let (enclos, submission) = (enclos.clone(), Submission::new("python", source));
    let streams = Streams::Live(LiveStreams {
        stdin: input,
        stdout: Box::new(Bell(bell)),
        stderr: Box::new(std::io::sink()),
        terminal: false,
    });
    Waiting {
        stdin,
        ready,
        thread: std::thread::spawn(move || enclos.run_live(submission, streams)),
    }
}

impl Findings for Memory {
    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "runs",
            "anonymous",
            "Pss",
            "anonymous per run",
            "Pss per run",
        ];
        let mut table = Table::new("memory: concurrent Python runs, resident, MiB", 1, &columns);
        for figures in &self.figures {
            let growth = figures.growth_per_run;
            table.row([
                figures.program.to_owned(),
                figures.runs.to_string(),
                figure(figures.resident.anonymous_mib),
                figure(figures.resident.proportional_mib),
                figure(growth.map(|growth| growth.anonymous_mib)),
                figure(growth.map(|growth| growth.proportional_mib)),
            ]);
        }
        vec![table]
    }
}
