//! The native programs that a person would start instead, found on this machine, named with their versions, and timed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::cli::which;
use crate::languages::{Language, Rival, Values};

/// What runs or compiles a language natively.
#[derive(Debug, Clone)]
pub(super) struct Native {
    /// As a person would type it.
    pub(super) shown: String,
    /// The first line that it says of itself.
    pub(super) version: String,
    path: PathBuf,
    tool: Rival,
}

/// A command that runs one program.
#[derive(Debug)]
pub(super) struct Prepared(Vec<OsString>);

/// How the CPU time of native programs is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Clock {
    /// User and system time.
    Cpu,
    /// For want of anything better.
    Wall,
}

impl Native {
    /// What is installed of what the language's manifest names, in its order.
    pub(super) fn all(language: &Language) -> Vec<Self> {
        let natives = language.rivals.iter();
        let mut found: Vec<Self> = natives.filter_map(Self::find).collect();
        let mut seen = Vec::new();
        found.retain(|native| {
            // One program under two names is measured once, unless it is told to work in another way.
            let args = native.argv(Path::new("source"), Path::new("program"));
            let same = (native.path.canonicalize().ok(), args[1..].to_vec());
            let is_new = !seen.contains(&same);
            seen.push(same);
            is_new
        });
        found
    }

    fn find(tool: &Rival) -> Option<Self> {
        let argv = tool.argv.expand(&Values::default());
        let path = real(&which(argv.first()?)?);
        let said = Command::new(&path)
            .args(&tool.version)
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let words = [said.stdout, said.stderr].concat();
        let words = String::from_utf8_lossy(&words);
        let flags = argv.get(1..).unwrap_or_default().iter();
        let flags = flags.filter(|flag| flag.starts_with('-') && *flag != "-o");
        Some(Self {
            shown: std::iter::once(path.display().to_string())
                .chain(flags.cloned())
                .collect::<Vec<_>>()
                .join(" "),
            // Lua has its copyright in the same line, two spaces on.
            version: words
                .lines()
                .find(|line| !line.trim().is_empty())
                .and_then(|line| line.split("  ").next())
                .unwrap_or_default()
                .to_owned(),
            path,
            tool: tool.clone(),
        })
    }

    /// Makes a program of a source file, compiled beside it if need be.
    pub(super) fn prepare(&self, source: &Path) -> anyhow::Result<Prepared> {
        if !self.tool.compiles() {
            return Ok(Prepared(self.argv(source, Path::new(""))));
        }
        let program = self.program(source);
        self.compile(source, &program)?;
        Ok(Prepared(vec![program.into()]))
    }

    /// How long compiling a source file takes.
    pub(super) fn time_compile(&self, source: &Path) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        self.compile(source, &self.program(source))?;
        Ok(begun.elapsed())
    }

    /// Where the program goes; two compilers of a language do not write over each other's.
    fn program(&self, source: &Path) -> PathBuf {
        let tool = self.path.file_name().unwrap_or_default();
        source.with_extension(tool)
    }

    fn compile(&self, source: &Path, program: &Path) -> anyhow::Result<()> {
        let mut command = Prepared::command(&self.argv(source, program))?;
        succeeded(&self.shown, command.output()?).map(drop)
    }

    fn argv(&self, source: &Path, program: &Path) -> Vec<OsString> {
        let (source, artifact) = (source.to_string_lossy(), program.to_string_lossy());
        let values = Values {
            source: &source,
            artifact: &artifact,
            ..Values::default()
        };
        let mut argv: Vec<OsString> = self
            .tool
            .argv
            .expand(&values)
            .into_iter()
            .map(Into::into)
            .collect();
        argv[0] = self.path.clone().into();
        argv
    }
}

/// What there is of a language's natives for one program: a compiler that is too old for it, or an interpreter that fails on
/// it, is as good as none.
pub(super) fn able(language: &Language, source: &Path) -> Vec<(Native, Prepared)> {
    let natives = Native::all(language).into_iter();
    let prepared = natives.filter_map(|native| {
        let prepared = native.prepare(source).ok()?;
        prepared.time().ok()?;
        Some((native, prepared))
    });
    prepared.collect()
}

impl Prepared {
    fn command(argv: &[OsString]) -> anyhow::Result<Command> {
        let (program, args) = argv.split_first().context("an empty command")?;
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::null());
        Ok(command)
    }

    /// The wall time from the start of the process to its end, its output thrown away.
    pub(super) fn time(&self) -> anyhow::Result<Duration> {
        let mut command = Self::command(&self.0)?;
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let status = command.status()?;
        let took = begun.elapsed();
        ensure!(status.success(), "{:?} failed natively", self.0);
        Ok(took)
    }

    /// The time by `clock`, and what it printed.
    pub(super) fn time_by(&self, clock: Clock) -> anyhow::Result<(Duration, Vec<u8>)> {
        if clock == Clock::Wall {
            let begun = Instant::now();
            let output = Self::command(&self.0)?.output()?;
            let took = begun.elapsed();
            return Ok((took, succeeded(&format!("{:?}", self.0), output)?.stdout));
        }
        let mut argv: Vec<OsString> = TIMING_SHELL.iter().map(OsString::from).collect();
        argv.extend_from_slice(&self.0);
        let output = Self::command(&argv)?.output()?;
        let output = succeeded(&format!("{:?}", self.0), output)?;
        let said = String::from_utf8_lossy(&output.stderr);
        let took = said.lines().last().and_then(user_and_system);
        Ok((took.context("a time that is none")?, output.stdout))
    }
}

/// The only program at hand that asks the kernel for a child's CPU time; doing it here would take unsafe code or one more
/// dependency. The keyword adds the fork of a shell, half a millisecond.
const TIMING_SHELL: [&str; 4] = ["bash", "-c", "TIMEFORMAT='%3U %3S'; time \"$@\"", "bash"];

impl Clock {
    /// The best that this machine has.
    pub(super) fn best() -> Self {
        which("bash").map_or(Self::Wall, |_| Self::Cpu)
    }
}

/// Adds up `0.123 0.004`.
fn user_and_system(line: &str) -> Option<Duration> {
    // A shell writes the decimal separator of its locale.
    let seconds = line
        .split_whitespace()
        .map(|word| word.replace(',', ".").parse::<f64>())
        .sum::<Result<f64, _>>();
    Duration::try_from_secs_f64(seconds.ok()?).ok()
}

fn succeeded(what: &str, output: Output) -> anyhow::Result<Output> {
    ensure!(
        output.status.success(),
        "{what} failed natively: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output)
}

/// The program itself. What stands in the path may be a script that chooses a version of Python, which costs more than all
/// that is to be measured.
fn real(tool: &Path) -> PathBuf {
    let is_python = tool.file_name().is_some_and(|name| name == "python3");
    let ask = || {
        let mut python = Command::new(tool);
        python.args(["-c", "import sys; print(sys.executable)"]);
        let said = String::from_utf8(python.output().ok()?.stdout).ok()?;
        Some(PathBuf::from(said.trim())).filter(|path| path.is_file())
    };
    let said = is_python.then(ask).flatten();
    said.unwrap_or_else(|| tool.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_s_times_are_added_up_whatever_its_locale() {
        let expected = Some(Duration::from_millis(127));
        assert_eq!(user_and_system("0.123 0.004"), expected);
        assert_eq!(user_and_system("0,123 0,004"), expected);
        assert_eq!(user_and_system("no such command"), None);
    }
}
