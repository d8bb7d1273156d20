//! Programs that compute, beside the same programs natively: CPU time of both, fuel, and a mean for each language.

use serde::Serialize;

use super::Findings;
use super::lab::{Lab, ample, sound_test};
use super::native::{self, Clock};
use super::programs::{CPU_BOUND, Program};
use super::table::{Table, figure, times_over};
use super::times::{Times, geometric_mean};
use crate::Submission;
use crate::languages::Language;

#[derive(Debug, Serialize)]
pub(super) struct Cpu {
    /// Of both sides.
    clock: Clock,
    programs: Vec<Computed>,
    geometric_means: Vec<Mean>,
}

#[derive(Debug, Serialize)]
struct Computed {
    program: &'static str,
    language: &'static str,
    sandbox: Option<Times>,
    /// Of the last run.
    fuel: u64,
    /// False where programs are seeded at random, as those of Lua are.
    is_fuel_the_same_every_run: bool,
    fuel_per_second: f64,
    natively: Vec<Natively>,
}

#[derive(Debug, Serialize)]
struct Natively {
    command: String,
    version: String,
    times: Option<Times>,
    sandbox_over_native: Option<f64>,
    is_output_equal: bool,
}

#[derive(Debug, Serialize)]
struct Mean {
    language: &'static str,
    command: String,
    version: String,
    sandbox_over_native: f64,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Cpu> {
    let clock = Clock::best();
    let mut programs = Vec::new();
    for program in CPU_BOUND {
        if let Some(language) = lab.language(program.language) {
            programs.push(compute(lab, language, program, clock)?);
        }
    }
    Ok(Cpu {
        clock,
        geometric_means: means(&programs),
        programs,
    })
}

fn compute(
    lab: &Lab,
    language: &Language,
    program: Program,
    clock: Clock,
) -> anyhow::Result<Computed> {
    let file = lab
        .folder(&format!("cpu-{}", program.language))?
        .join(program.file);
    std::fs::write(&file, program.source)?;
    let natives = native::able(language, &file);
    let submission = Submission::new(program.language, program.source).limits(ample());

    let (mut sandbox, mut fuels, mut stdout) = (Vec::new(), Vec::new(), Vec::new());
    let mut natively = vec![(Vec::new(), true); natives.len()];
    // A tenth of the rounds is enough for runs that take so long, and five show how they scatter.
    for _ in 0..lab.rounds_of(10).min(5) {
        let (_, report) = lab.time(&submission)?;
        let test = sound_test(&report)?;
        sandbox.push(match clock {
            Clock::Cpu => test.outcome.usage.cpu,
            Clock::Wall => test.outcome.usage.wall,
        });
        fuels.push(test.outcome.usage.fuel);
        stdout.clone_from(&test.outcome.stdout);
        for ((_, prepared), (times, is_equal)) in natives.iter().zip(&mut natively) {
            let (time, printed) = prepared.time_by(clock)?;
            times.push(time);
            *is_equal &= printed == stdout;
        }
    }
    let sandbox = Times::of(sandbox);
    let fuel = fuels.last().copied().unwrap_or_default();
    let natively = natives.into_iter().zip(natively);
    let natively = natively.map(|((native, _), (times, is_output_equal))| {
        let times = Times::of(times);
        Natively {
            command: native.shown,
            version: native.version,
            times,
            sandbox_over_native: sandbox
                .zip(times)
                .map(|(sandbox, native)| sandbox.p50_ms / native.p50_ms),
            is_output_equal,
        }
    });
    Ok(Computed {
        program: program.name,
        language: program.language,
        fuel,
        is_fuel_the_same_every_run: fuels.iter().all(|other| *other == fuel),
        fuel_per_second: sandbox.map_or(f64::NAN, |times| fuel as f64 / times.p50_ms * 1e3),
        natively: natively.collect(),
        sandbox,
    })
}

/// One for each language and native command.
fn means(programs: &[Computed]) -> Vec<Mean> {
    let mut means: Vec<Mean> = Vec::new();
    for program in programs {
        for native in &program.natively {
            let is_this = |language: &str, command: &str| {
                language == program.language && command == native.command
            };
            if means
                .iter()
                .any(|mean| is_this(mean.language, &mean.command))
            {
                continue;
            }
            let ratios = programs.iter().flat_map(|other| {
                let natively = other.natively.iter();
                natively
                    .filter(|native| is_this(other.language, &native.command))
                    .filter_map(|native| native.sandbox_over_native)
            });
            means.extend(geometric_mean(ratios).map(|sandbox_over_native| Mean {
                language: program.language,
                command: native.command.clone(),
                version: native.version.clone(),
                sandbox_over_native,
            }));
        }
    }
    means
}

impl Findings for Cpu {
    fn tables(&self) -> Vec<Table> {
        let clock = match self.clock {
            Clock::Cpu => "CPU time",
            Clock::Wall => "wall time",
        };
        let title = format!("cpu: programs that compute, {clock} from start to end, medians in ms");
        let columns = [
            "language",
            "program",
            "sandbox",
            "natively",
            "sandbox/native",
            "fuel",
            "G fuel/s",
            "beside",
        ];
        let mut table = Table::new(&title, 2, &columns);
        for program in &self.programs {
            for native in &program.natively {
                table.row([
                    program.language.to_owned(),
                    program.program.to_owned(),
                    figure(program.sandbox.map(|times| times.p50_ms)),
                    figure(native.times.map(|times| times.p50_ms)),
                    times_over(native.sandbox_over_native),
                    if program.is_fuel_the_same_every_run {
                        program.fuel.to_string()
                    } else {
                        format!("~{}", program.fuel)
                    },
                    figure(program.fuel_per_second / 1e9),
                    if native.is_output_equal {
                        native.label(&program.natively)
                    } else {
                        format!("{}: THE OUTPUTS DIFFER", native.label(&program.natively))
                    },
                ]);
            }
        }
        if !self
            .programs
            .iter()
            .all(|program| program.is_fuel_the_same_every_run)
        {
            table.note(
                "~: another number every run, because the interpreter seeds its hashes at random",
            );
        }
        let means_of = |language| {
            let mut means = self.geometric_means.iter();
            means.any(|mean| mean.language == language)
        };
        let columns = ["language", "beside", "version", "sandbox/native"];
        let mut means = Table::new("cpu: geometric means", 3, &columns);
        for mean in &self.geometric_means {
            means.row([
                mean.language.to_owned(),
                mean.command.clone(),
                mean.version.clone(),
                times_over(mean.sandbox_over_native),
            ]);
        }
        if means_of("javascript") {
            means.note("javascript: enclos brings an interpreter, QuickJS; node is one with --jitless only");
        }
        vec![table, means]
    }

    fn is_sound(&self) -> bool {
        let mut natively = self.programs.iter().flat_map(|program| &program.natively);
        natively.all(|native| native.is_output_equal)
    }
}

impl Natively {
    /// The command without the folder of its program, or where that is not enough to tell it from another, its version.
    fn label(&self, others: &[Self]) -> String {
        let is_same = |other: &&Self| short(&other.command) == short(&self.command);
        if others.iter().filter(is_same).count() > 1 {
            self.version.clone()
        } else {
            short(&self.command).to_owned()
        }
    }
}

/// A command without the folder of its program.
fn short(command: &str) -> &str {
    let end = command.find(' ').unwrap_or(command.len());
    let begin = command[..end].rfind('/').map_or(0, |slash| slash + 1);
    &command[begin..]
}
