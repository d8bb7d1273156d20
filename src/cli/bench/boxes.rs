//! Native programs: what a box adds to a run, beside bubblewrap and beside no sandbox at all.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde::Serialize;

use super::Findings;
use super::lab::{Lab, sound_test};
use super::table::{Table, figure, times_over};
use super::times::Times;
use crate::cli::which;
use crate::languages::ExecutorKind;
use crate::{Submission, Test};

/// Runs that follow one another.
const SERIES: usize = 10;

/// A program that both sides start in the same way: what is compiled is compiled beforehand.
struct Program {
    language: &'static str,
    source: &'static str,
    file: &'static str,
    /// Compiles the file in its folder.
    compile: &'static [&'static str],
    /// Runs it there.
    run: &'static [&'static str],
}

const PROGRAMS: [Program; 3] = [
    Program {
        language: "bash",
        source: "echo hello\n",
        file: "main.sh",
        compile: &[],
        run: &["bash", "main.sh"],
    },
    Program {
        language: "java",
        source: "public class Main { public static void main(String[] a) { System.out.println(\"hello\"); } }\n",
        file: "Main.java",
        compile: &["javac", "Main.java"],
        run: &["java", "Main"],
    },
    Program {
        language: "pascal",
        source: "begin writeln('hello') end.\n",
        file: "main.pas",
        compile: &["fpc", "-v0", "main.pas"],
        run: &["./main"],
    },
];

/// What bubblewrap needs to be told for a view like a box's.
const BUBBLEWRAP: [&str; 26] = [
    "--unshare-all",
    "--ro-bind",
    "/usr",
    "/usr",
    "--symlink",
    "usr/bin",
    "/bin",
    "--symlink",
    "usr/lib",
    "/lib",
    "--symlink",
    "usr/lib64",
    "/lib64",
    "--ro-bind",
    "/etc",
    "/etc",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--tmpfs",
    "/tmp",
    "--die-with-parent",
    "--chdir",
    "/box",
    "--ro-bind",
];

#[derive(Debug, Serialize)]
pub(super) struct Boxes {
    programs: Vec<Measured>,
}

#[derive(Debug, Serialize)]
struct Measured {
    language: &'static str,
    /// A run's whole life, by its report, when one follows the other.
    repeated: Option<Times>,
    /// From the call to the report.
    in_box: Option<Times>,
    in_bubblewrap: Option<Times>,
    natively: Option<Times>,
}

pub(super) fn measure(lab: &Lab) -> anyhow::Result<Boxes> {
    let mut programs = Vec::new();
    for program in &PROGRAMS {
        let language = lab.language(program.language);
        if language.is_some_and(|language| language.executor == ExecutorKind::Native) {
            programs.push(one(lab, program)?);
        }
    }
    Ok(Boxes { programs })
}

fn one(lab: &Lab, program: &Program) -> anyhow::Result<Measured> {
    let folder = lab.folder(&format!("box-{}", program.language))?;
    fs::write(folder.join(program.file), program.source)?;
    if !program.compile.is_empty() {
        time(&folder, program.compile, "")?;
    }
    let bubblewrap = which("bwrap").map(|bwrap| {
        let mut argv = vec![bwrap.display().to_string()];
        argv.extend(BUBBLEWRAP.map(str::to_owned));
        argv.extend([folder.display().to_string(), "/box".to_owned()]);
        argv.extend(program.run.iter().map(|&arg| arg.to_owned()));
        argv
    });
    let submission = Submission::new(program.language, program.source.as_bytes());
    let mut series = submission.clone();
    series.tests = Some(vec![Test::default(); SERIES]);
    let (mut repeated, mut in_box) = (Vec::new(), Vec::new());
    let (mut in_bubblewrap, mut natively) = (Vec::new(), Vec::new());
    // One round more than is counted: the first fills caches everywhere, and compiles what is compiled.
    for round in 0..=lab.rounds {
        let (took, report) = lab.time(&submission)?;
        sound_test(&report)?;
        let wrapped = bubblewrap.as_ref().map(|argv| {
            let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
            time(&folder, &argv, "hello\n")
        });
        let bare = time(&folder, program.run, "hello\n")?;
        let (_, report) = lab.time(&series)?;
        if round > 0 {
            in_box.push(took);
            in_bubblewrap.extend(wrapped.transpose()?);
            natively.push(bare);
            let runs = report.tests.iter().flatten();
            repeated.extend(runs.map(|test| test.outcome.usage.wall));
        }
    }
    Ok(Measured {
        language: program.language,
        repeated: Times::of(repeated),
        in_box: Times::of(in_box),
        in_bubblewrap: Times::of(in_bubblewrap),
        natively: Times::of(natively),
    })
}

/// How long a command takes that is to print this.
fn time(folder: &Path, argv: &[&str], stdout: &str) -> anyhow::Result<Duration> {
    let (name, args) = argv.split_first().context("nothing to run")?;
    let begun = Instant::now();
    let output = Command::new(name)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("starting {name}"))?;
    let took = begun.elapsed();
    ensure!(output.status.success(), "{name} failed: {}", output.status);
    ensure!(
        stdout.is_empty() || output.stdout == stdout.as_bytes(),
        "{name} printed something else"
    );
    Ok(took)
}

impl Findings for Boxes {
    fn tables(&self) -> Vec<Table> {
        let columns = [
            "language",
            "repeated",
            "p95",
            "in a box",
            "p95",
            "bubblewrap",
            "p95",
            "natively",
            "p95",
            "box/bubblewrap",
            "box/native",
        ];
        let mut table = Table::new(
            "boxes: hello, compiled before, p50 and p95 in ms",
            1,
            &columns,
        );
        for program in &self.programs {
            let times = [
                program.repeated,
                program.in_box,
                program.in_bubblewrap,
                program.natively,
            ];
            let figures = times.iter().flat_map(|times| {
                [
                    figure(times.map(|times| times.p50_ms)),
                    figure(times.map(|times| times.p95_ms)),
                ]
            });
            let over = |other: Option<Times>| {
                let both = program.in_box.zip(other);
                times_over(both.map(|(in_box, other)| in_box.p50_ms / other.p50_ms))
            };
            let cells = std::iter::once(program.language.to_owned()).chain(figures);
            table.row(cells.chain([over(program.in_bubblewrap), over(program.natively)]));
        }
        if self.programs.is_empty() {
            table.note("none of bash, java and pascal is among the languages, or none is native");
        }
        vec![table]
    }
}
