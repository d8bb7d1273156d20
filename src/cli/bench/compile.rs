//! Compiling C and C++, cold and from the cache, beside the native compilers.

use std::time::{Duration, SystemTime};

use anyhow::{Context, ensure};
use serde::Serialize;

use super::Findings;
use super::lab::{Lab, sound_test};
use super::native::Native;
use super::programs::{COMPILED, Program};
use super::table::{Table, figure, times_over};
use super::times::Times;
use crate::{CompileReport, Submission};

#[derive(Debug, Serialize)]
pub(super) struct Compile {
    programs: Vec<Compiled>,
}

#[derive(Debug, Serialize)]
struct Compiled {
    language: &'static str,
    program: &'static str,
    /// From the call to the report, less the run: `tools` and `admission` together.
    cold: Option<Times>,
    /// Compiler and linker, which the report has in one sum.
    tools: Option<Times>,
    /// What else a cold compilation takes: above all machine code for the artifact.
    admission: Option<Times>,
    /// The same source again.
    warm: Option<Times>,
    native_command: Option<String>,
    native_version: Option<String>,
    natively: Option<Times>,
    native_over_cold: Option<f64>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Compile> {
    let programs = COMPILED.into_iter();
    let programs = programs.filter(|program| lab.language(program.language).is_some());
    Ok(Compile {
        programs: programs
            .map(|program| compile(lab, program))
            .collect::<Result<_, _>>()?,
    })
}

fn compile(lab: &Lab, program: Program) -> anyhow::Result<Compiled> {
    let folder = lab.folder(&format!("compile-{}", program.language))?;
    let file = folder.join(program.file);
    let native = lab
        .language(program.language)
        .and_then(|language| Native::all(language).into_iter().next());
    let (mut cold, mut tools, mut admission) = (Vec::new(), Vec::new(), Vec::new());
    let (mut warm, mut natively) = (Vec::new(), Vec::new());
    // The first round maps the compiler's pages, which happens once in a server's life.
    for round in 0..=lab.rounds_of(5) {
        // Behind the program, so that it stays the same to the compiler, and is another to the cache.
        // Nobody has ever seen this source, in another run of the bench neither.
        let source = format!("{}\n// {:?}\n", program.source, SystemTime::now());
        let submission = Submission::new(program.language, &source);
        let (whole, spent, is_cached) = time(lab, &submission)?;
        ensure!(!is_cached, "a source that is new was compiled before");
        let (again, _, is_cached) = time(lab, &submission)?;
        ensure!(is_cached, "a source was compiled twice");
        std::fs::write(&file, &source)?;
        let native = native.as_ref().map(|native| native.time_compile(&file));
        let native = native.transpose()?;
        if round > 0 {
            cold.push(whole);
            tools.push(spent);
            admission.push(whole.saturating_sub(spent));
            warm.push(again);
            natively.extend(native);
        }
    }
    let (cold, natively) = (Times::of(cold), Times::of(natively));
    Ok(Compiled {
        language: program.language,
        program: program.name,
        cold,
        tools: Times::of(tools),
        admission: Times::of(admission),
        warm: Times::of(warm),
        native_command: native.as_ref().map(|native| native.shown.clone()),
        native_version: native.map(|native| native.version),
        natively,
        native_over_cold: natively
            .zip(cold)
            .map(|(native, cold)| native.p50_ms / cold.p50_ms),
    })
}

/// The time of everything but the run, that of the tools, and whether they had to do anything.
fn time(lab: &Lab, submission: &Submission) -> anyhow::Result<(Duration, Duration, bool)> {
    let (whole, report) = lab.time(submission)?;
    let ran = sound_test(&report)?.outcome.usage.wall;
    let CompileReport {
        outcome, cached, ..
    } = report
        .compile
        .context("a compiled language does not compile")?;
    Ok((whole.saturating_sub(ran), outcome.usage.wall, cached))
}

impl Findings for Compile {
    fn tables(&self) -> Vec<Table> {
        let columns = [
            "language",
            "program",
            "cold",
            "p95",
            "tools",
            "admission",
            "warm",
            "natively",
            "native/cold",
        ];
        let mut table = Table::new(
            "compile: in process, the run excluded, medians in ms",
            2,
            &columns,
        );
        let p50 = |times: Option<Times>| figure(times.map(|times| times.p50_ms));
        for program in &self.programs {
            table.row([
                program.language.to_owned(),
                program.program.to_owned(),
                p50(program.cold),
                figure(program.cold.map(|times| times.p95_ms)),
                p50(program.tools),
                p50(program.admission),
                p50(program.warm),
                p50(program.natively),
                times_over(program.native_over_cold),
            ]);
        }
        table.note("tools: compiler and linker; admission: checks and machine code; warm: the same source again");
        let mut told: Vec<&String> = Vec::new();
        for program in &self.programs {
            if let (Some(command), Some(version)) =
                (&program.native_command, &program.native_version)
                && !told.contains(&command)
            {
                told.push(command);
                table.note(format!(
                    "{}: natively is `{command}`, {version}",
                    program.language
                ));
            }
        }
        vec![table]
    }
}
