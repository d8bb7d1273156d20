//! Runs `tests/cases`: each case through HTTP and through the library, with the same expectations; and with the feature
//! `directory` once more in working directories of the host.

mod http;

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use enclos::{Enclos, FileName, Outcome, Status, Submission, Test};
use serde::Deserialize;

use crate::support::{
    WireLimits, each_language, enclos, enclos_with, folder, folders, server_with, unsnapshotted,
};
pub(crate) use http::{Meta, through_http};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    #[allow(dead_code, reason = "for people")]
    shows: String,
    source: String,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    compile_fails: bool,
    #[serde(default)]
    compile_stderr_contains: Vec<String>,
    #[serde(flatten)]
    first: Expectation,
    #[serde(default)]
    more: Vec<Expectation>,
    #[serde(default)]
    limits: WireLimits,
}

#[derive(Deserialize)]
struct Expectation {
    stdin: Option<String>,
    stdin_file: Option<String>,
    stdin_lines: Option<Lines>,
    stdin_base64: Option<String>,
    /// A further test without these takes those of the first.
    args: Option<Vec<String>>,
    env: Option<BTreeMap<String, String>>,
    status: Option<String>,
    exitcode: Option<i32>,
    exitsig: Option<u32>,
    stdout: Option<String>,
    stdout_file: Option<String>,
    stdout_base64: Option<String>,
    #[serde(default)]
    stdout_contains: Vec<String>,
    #[serde(default)]
    stderr_contains: Vec<String>,
}

#[derive(Deserialize)]
struct Lines {
    count: usize,
    text: String,
}

/// What either way of running a test says of it.
struct Seen {
    status: String,
    exit_code: i64,
    exit_signal: u64,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Case {
    /// The case in a folder.
    pub(crate) fn read(path: &Path) -> Self {
        let manifest = std::fs::read_to_string(path.join("case.toml")).unwrap();
        toml::from_str(&manifest).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn args(&self, expectation: &Expectation) -> Vec<String> {
        expectation
            .args
            .as_ref()
            .or(self.first.args.as_ref())
            .cloned()
            .unwrap_or_default()
    }

    fn env(&self, expectation: &Expectation) -> BTreeMap<String, String> {
        expectation
            .env
            .as_ref()
            .or(self.first.env.as_ref())
            .cloned()
            .unwrap_or_default()
    }
}

impl Expectation {
    fn stdin(&self, case: &Path) -> Vec<u8> {
        match (
            &self.stdin,
            &self.stdin_file,
            &self.stdin_lines,
            &self.stdin_base64,
        ) {
            (Some(text), ..) => text.clone().into_bytes(),
            (_, Some(file), ..) => std::fs::read(case.join(file)).unwrap(),
            (_, _, Some(lines), _) => format!("{}\n", lines.text).repeat(lines.count).into_bytes(),
            (_, _, _, Some(text)) => base64(text),
            _ => Vec::new(),
        }
    }

    fn check(&self, case: &Path, seen: &Seen) -> Result<(), String> {
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .chars()
                .take(2000)
                .collect::<String>()
        };
        let context = || {
            format!(
                "stdout: {}\nstderr: {}",
                text(&seen.stdout),
                text(&seen.stderr)
            )
        };
        let status = self.status.as_deref().unwrap_or("OK");
        if seen.status != status {
            return Err(format!(
                "status {} instead of {status}\n{}",
                seen.status,
                context()
            ));
        }
        if let Some(code) = self
            .exitcode
            .filter(|code| i64::from(*code) != seen.exit_code)
        {
            return Err(format!(
                "exit code {} instead of {code}\n{}",
                seen.exit_code,
                context()
            ));
        }
        if let Some(signal) = self
            .exitsig
            .filter(|signal| u64::from(*signal) != seen.exit_signal)
        {
            return Err(format!(
                "signal {} instead of {signal}\n{}",
                seen.exit_signal,
                context()
            ));
        }
        let stdout = match (&self.stdout, &self.stdout_file, &self.stdout_base64) {
            (Some(text), ..) => Some(text.clone().into_bytes()),
            (_, Some(file), _) => Some(std::fs::read(case.join(file)).unwrap()),
            (_, _, Some(text)) => Some(base64(text)),
            _ => None,
        };
        if let Some(expected) = stdout.filter(|expected| *expected != seen.stdout) {
            return Err(format!(
                "expected stdout: {}\n{}",
                text(&expected),
                context()
            ));
        }
        for (what, needles, bytes) in [
            ("stdout", &self.stdout_contains, &seen.stdout),
            ("stderr", &self.stderr_contains, &seen.stderr),
        ] {
            let hay = String::from_utf8_lossy(bytes);
            if let Some(needle) = needles.iter().find(|needle| !hay.contains(needle.as_str())) {
                return Err(format!("{what} lacks {needle:?}\n{}", context()));
            }
        }
        Ok(())
    }
}

fn base64(text: &str) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD
        .decode(text.trim())
        .unwrap()
}

fn submission(language: &str, path: &Path, case: &Case) -> Submission {
    let mut submission = Submission::new(language, std::fs::read(path.join(&case.source)).unwrap());
    for file in &case.files {
        submission = submission.file(
            FileName::new(file).unwrap(),
            std::fs::read(path.join(file)).unwrap(),
        );
    }
    submission.flags = case.flags.clone();
    submission.execute.limits = case.limits.limits();
    for expectation in std::iter::once(&case.first).chain(&case.more) {
        submission = submission.test(Test {
            args: Some(case.args(expectation)),
            env: Some(case.env(expectation)),
            ..Test::with_stdin(expectation.stdin(path))
        });
    }
    submission
}

fn through_library(
    enclos: &Enclos,
    language: &str,
    path: &Path,
    case: &Case,
) -> Result<(), String> {
    let report = enclos
        .run_blocking(submission(language, path, case))
        .map_err(|error| error.to_string())?;
    let compiled = report.compiled();
    let compile_stderr = report
        .compile
        .as_ref()
        .map(|compile| compile.outcome.stderr.clone())
        .unwrap_or_default();
    check_compile(case, compiled, &compile_stderr)?;
    for (expectation, test) in std::iter::once(&case.first)
        .chain(&case.more)
        .zip(&report.tests)
    {
        let outcome = &test.as_ref().ok_or("skipped")?.outcome;
        let seen = Seen {
            status: outcome.status.as_str().to_owned(),
            exit_code: i64::from(outcome.exit_code),
            exit_signal: u64::from(outcome.signal.map_or(0, enclos::Signal::number)),
            stdout: outcome.stdout.clone(),
            stderr: outcome.stderr.clone(),
        };
        expectation.check(path, &seen)?;
        // A program that is too large for its limit from the start does not begin.
        let never_began = matches!(outcome.status, Status::InternalError | Status::OutOfMemory);
        assert!(never_began || outcome.usage.fuel > 0);
    }
    Ok(())
}

fn check_compile(case: &Case, compiled: bool, stderr: &[u8]) -> Result<(), String> {
    let stderr = String::from_utf8_lossy(stderr);
    if compiled == case.compile_fails {
        return Err(format!("compiled: {compiled}\n{stderr}"));
    }
    match case
        .compile_stderr_contains
        .iter()
        .find(|needle| !stderr.contains(needle.as_str()))
    {
        Some(needle) => Err(format!("the compiler's stderr lacks {needle:?}\n{stderr}")),
        None => Ok(()),
    }
}

/// Runs the cases of a language in the given ways, each with its name.
fn run_all<const N: usize>(language: &str, ways: [(&str, Way); N]) {
    let mut failures = Vec::new();
    let all = folders(&folder("cases").join(language));
    for path in &all {
        let case = Case::read(path);
        for (name, way) in ways {
            if let Err(failure) = way(language, path, &case) {
                failures.push(format!(
                    "== {} ({name}): {failure}",
                    path.strip_prefix(folder("")).unwrap().display()
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases failed\n{}",
        failures.len(),
        all.len(),
        failures.join("\n")
    );
}

type Way = fn(&str, &Path, &Case) -> Result<(), String>;

const IN_MEMORY: [(&str, Way); 2] = [
    ("library", |language, path, case| {
        through_library(enclos_with(language), language, path, case)
    }),
    ("HTTP", |language, path, case| {
        through_http(server_with(language), language, path, case).map(drop)
    }),
];

/// What a program does must not tell whether its interpreter started from a snapshot.
fn as_from_the_beginning(language: &str, path: &Path, case: &Case) -> Result<(), String> {
    if path.ends_with("limit-memory") {
        // What is left for the program when its memory ends is another matter.
        return Ok(());
    }
    let run = |enclos: &Enclos| {
        let report = enclos.run_blocking(submission(language, path, case));
        report.map_err(|error| error.to_string())
    };
    let (snapshot, beginning) = (run(enclos())?, run(unsnapshotted())?);
    for (ours, theirs) in snapshot.tests.iter().zip(&beginning.tests) {
        let told = |test: &Option<enclos::TestReport>| {
            test.as_ref().map(|test| {
                let Outcome {
                    status,
                    exit_code,
                    signal,
                    ref stdout,
                    ref stderr,
                    ..
                } = test.outcome;
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                (status, exit_code, signal, text(stdout), text(stderr))
            })
        };
        let (ours, theirs) = (told(ours), told(theirs));
        if ours != theirs {
            return Err(format!(
                "{ours:?}\nis from the snapshot, and from the beginning it is\n{theirs:?}"
            ));
        }
    }
    Ok(())
}

#[test]
fn snapshots_change_nothing() {
    for language in ["python", "javascript", "lua"] {
        run_all(language, [("snapshot", as_from_the_beginning)]);
    }
}

fn in_memory(language: &str) {
    run_all(language, IN_MEMORY);
}

each_language!(in_memory);

#[cfg(feature = "directory")]
mod in_directories {
    use super::{Way, enclos, run_all, through_library};
    use crate::support::enclos_in_directories;

    const IN_DIRECTORIES: [(&str, Way); 1] = [("directory", |language, path, case| {
        through_library(enclos_in_directories(), language, path, case)
    })];

    #[test]
    fn in_directories() {
        for language in enclos().catalog().languages().filter(|one| one.is_default) {
            run_all(language.id.as_str(), IN_DIRECTORIES);
        }
    }
}

/// Programs that never end, that sleep and that take all memory.
const AT_THE_LIMITS: [&str; 3] = ["limit-fuel", "limit-memory", "limit-wall"];

#[test]
fn every_language_has_cases_and_meets_its_limits() {
    // Native languages have tests of their own.
    let languages = enclos().catalog().languages();
    for language in languages.filter(|language| !language.is_native()) {
        let cases = folders(&folder("cases").join(language.id.to_string()));
        assert!(cases.len() >= 10, "{}: {} cases", language.id, cases.len());
        for name in AT_THE_LIMITS {
            let is_there = cases.iter().any(|case| case.ends_with(name));
            assert!(is_there, "{} has no case {name}", language.id);
        }
    }
}
