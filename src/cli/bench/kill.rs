//! How late a loop without an end is stopped after its limit.

use std::time::Duration;

use anyhow::ensure;
use serde::Serialize;

use super::Findings;
use super::lab::{Lab, ample, only_test};
use super::programs::ENDLESS;
use super::table::{Table, figure};
use super::times::{Times, ms};
use crate::{Limits, Status, Submission};

const LIMIT: Duration = Duration::from_millis(50);

#[derive(Debug, Serialize)]
pub(super) struct Kill {
    limit_ms: f64,
    loops: Vec<Killed>,
}

#[derive(Debug, Serialize)]
struct Killed {
    language: &'static str,
    /// From the call to the report, less the wall limit.
    late_for_caller: Option<Times>,
    /// The wall time that the report states, less the wall limit.
    late_by_report: Option<Times>,
    /// The CPU time at which a limit on CPU time, which is enforced as fuel, ended the loop.
    cpu_at_fuel_limit: Option<Times>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Kill> {
    let mut loops = Vec::new();
    for (language, source) in ENDLESS {
        if lab.language(language).is_some() {
            loops.push(kill(lab, language, source)?);
        }
    }
    Ok(Kill {
        limit_ms: ms(LIMIT),
        loops,
    })
}

fn kill(lab: &Lab, language: &'static str, source: &str) -> anyhow::Result<Killed> {
    let by_wall = Limits {
        wall_time: Some(LIMIT),
        ..ample()
    };
    let by_fuel = Limits {
        time: Some(LIMIT),
        ..ample()
    };
    let by_wall = Submission::new(language, source).limits(by_wall);
    let by_fuel = Submission::new(language, source).limits(by_fuel);
    let (mut for_caller, mut by_report, mut cpu) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=lab.rounds {
        for submission in [&by_wall, &by_fuel] {
            let (took, report) = lab.time(submission)?;
            let outcome = &only_test(&report)?.outcome;
            ensure!(
                outcome.status == Status::TimedOut,
                "an endless {language} loop ended with {}",
                outcome.status.as_str()
            );
            // The first round compiles.
            if round == 0 {
                continue;
            }
            if std::ptr::eq(submission, &by_wall) {
                for_caller.push(took.saturating_sub(LIMIT));
                by_report.push(outcome.usage.wall.saturating_sub(LIMIT));
            } else {
                cpu.push(outcome.usage.cpu);
            }
        }
    }
    Ok(Killed {
        language,
        late_for_caller: Times::of(for_caller),
        late_by_report: Times::of(by_report),
        cpu_at_fuel_limit: Times::of(cpu),
    })
}

impl Findings for Kill {
    fn tables(&self) -> Vec<Table> {
        let limit = figure(self.limit_ms);
        let mut late = Table::new(
            &format!("kill: a loop after its wall limit of {limit} ms, ms late"),
            1,
            &[
                "language",
                "p50",
                "p95",
                "worst",
                "by its report p50",
                "p95",
                "worst",
            ],
        );
        let mut fuel = Table::new(
            &format!("kill: CPU time at which {limit} ms worth of fuel end a loop, ms"),
            1,
            &["language", "p50", "p95", "worst"],
        );
        let cells = |times: Option<Times>| {
            let figures = times.map(|times| [times.p50_ms, times.p95_ms, times.worst_ms]);
            [0, 1, 2].map(|index| figure(figures.map(|figures| figures[index])))
        };
        for killed in &self.loops {
            let name = vec![killed.language.to_owned()];
            let (caller, report) = (killed.late_for_caller, killed.late_by_report);
            let row = [name.clone(), cells(caller).to_vec(), cells(report).to_vec()];
            late.row(row.concat());
            fuel.row([name, cells(killed.cpu_at_fuel_limit).to_vec()].concat());
        }
        fuel.note("Fuel is the same on every machine, so this time is not: it says how well a language's rate fits here.");
        vec![late, fuel]
    }
}
