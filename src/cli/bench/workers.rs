//! What it costs that programs run in worker processes, beside the same engine in this process; and the memory of a worker.

use std::time::Duration;

use serde::Serialize;

use super::Findings;
use super::lab::{Lab, sound_test, time};
use super::programs::HELLO;
use super::table::{Table, figure, times_over};
use super::times::Times;
use crate::depot::Silent;
use crate::{Enclos, Submission, Test};

/// Runs that follow one another in one submission.
const SERIES: u32 = 100;

#[derive(Debug, Serialize)]
pub(super) struct Workers {
    languages: Vec<Hello>,
    memory: Vec<Memory>,
}

#[derive(Debug, Serialize)]
struct Hello {
    language: String,
    /// A submission of one run, from the call to the report.
    alone: Beside,
    /// A run among a hundred of one submission.
    in_series: Beside,
}

/// The same in both places.
#[derive(Debug, Serialize)]
struct Beside {
    in_process: Option<Times>,
    in_worker: Option<Times>,
}

impl Beside {
    fn of(in_process: Vec<Duration>, in_worker: Vec<Duration>) -> Self {
        Self {
            in_process: Times::of(in_process),
            in_worker: Times::of(in_worker),
        }
    }

    fn cells(&self) -> [String; 4] {
        let p50 = |times: Option<Times>| times.map(|times| times.p50_ms * 1e3);
        let (process, worker) = (p50(self.in_process), p50(self.in_worker));
        let both = process.zip(worker);
        [
            figure(process),
            figure(worker),
            figure(both.map(|(process, worker)| worker - process)),
            times_over(both.map(|(process, worker)| worker / process)),
        ]
    }
}

/// A process that helps this one.
#[derive(Debug, Serialize)]
struct Memory {
    process: u32,
    /// What no file could give back, in MiB.
    anonymous_mib: f64,
    /// The same and the pages of files, in MiB, of which most are shared with the others.
    resident_mib: f64,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Workers> {
    let ids: Vec<&str> = lab
        .languages()
        .iter()
        .map(|language| language.id.as_str())
        .collect();
    let in_process = lab.builder().worker_processes(false).build()?;
    in_process.set_up(&ids, &Silent)?;
    let mut languages = Vec::new();
    for (language, source) in HELLO {
        if lab.language(language).is_some() {
            languages.push(hello(lab, &in_process, language, source)?);
        }
    }
    drop(in_process);
    Ok(Workers {
        languages,
        memory: memory(),
    })
}

fn hello(lab: &Lab, in_process: &Enclos, language: &str, source: &str) -> anyhow::Result<Hello> {
    let alone = Submission::new(language, source);
    let mut series = alone.clone();
    series.tests = Some(vec![Test::default(); SERIES as usize]);
    let engines = [in_process, &lab.enclos];
    let mut times = [const { Vec::new() }; 4];
    // The first round compiles and fills caches.
    for round in 0..=lab.rounds {
        for (engine, place) in engines.into_iter().zip(0..) {
            for (submission, runs, kind) in [(&alone, 1, 0), (&series, SERIES, 2)] {
                let (took, report) = time(engine, submission)?;
                sound_test(&report)?;
                if round > 0 {
                    times[kind + place].push(took / runs);
                }
            }
        }
    }
    let [alone, alone_in_worker, series, series_in_worker] = times;
    Ok(Hello {
        language: language.to_owned(),
        alone: Beside::of(alone, alone_in_worker),
        in_series: Beside::of(series, series_in_worker),
    })
}

/// The memory of this process's workers, as far as the kernel tells it.
fn memory() -> Vec<Memory> {
    let this = std::process::id();
    let Ok(all) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let mut memory: Vec<Memory> = pids.filter_map(|pid| look(pid, this)).collect();
    memory.sort_by_key(|memory| memory.process);
    memory
}

fn look(pid: u32, parent: u32) -> Option<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let number = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    (number("PPid:")? as u32 == parent).then_some(Memory {
        process: pid,
        anonymous_mib: number("RssAnon:")? / 1024.0,
        resident_mib: number("VmRSS:")? / 1024.0,
    })
}

impl Findings for Workers {
    fn tables(&self) -> Vec<Table> {
        let columns = [
            "language",
            "in process",
            "in a worker",
            "difference",
            "ratio",
            "in series, in process",
            "in a worker",
            "difference",
            "ratio",
        ];
        let mut cost = Table::new(
            "workers: hello in a worker process and in this one, p50 in microseconds",
            1,
            &columns,
        );
        for hello in &self.languages {
            let cells = [hello.alone.cells(), hello.in_series.cells()].concat();
            cost.row([vec![hello.language.clone()], cells].concat());
        }
        cost.note("A series is a hundred runs of one submission, of which one is counted.");
        let mut memory = Table::new(
            "workers: processes of this engine after that, in MiB",
            1,
            &["process", "anonymous", "resident"],
        );
        for process in &self.memory {
            memory.row([
                process.process.to_string(),
                figure(process.anonymous_mib),
                figure(process.resident_mib),
            ]);
        }
        vec![cost, memory]
    }
}
