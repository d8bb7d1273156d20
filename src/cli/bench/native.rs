//! The native programs that a person would start instead, found on this machine, named with their versions, and timed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::cli::which;

/// What runs or compiles a language natively.
#[derive(Debug, Clone)]
pub(super) struct Native {
    /// As a person would type it.
    pub(super) shown: String,
    /// The first line that it says of itself.
    pub(super) version: String,
    tool: PathBuf,
    flags: &'static [&'static str],
    /// Compilers want these after the source, and leave a program to be run.
    compiler: Option<&'static [&'static str]>,
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
    /// Everything installed that runs programs in `language`, the usual one first.
    pub(super) fn all(language: &str) -> Vec<Self> {
        let interpreter = |tool: Option<PathBuf>, flags, version| Self::find(tool, flags, version);
        let found = match language {
            "python" => {
                let python = real_python();
                let same = |other: &PathBuf| {
                    python.as_ref().and_then(|path| path.canonicalize().ok())
                        == other.canonicalize().ok()
                };
                let of_system = PathBuf::from("/usr/bin/python3");
                let of_system = Some(of_system).filter(|path| path.exists() && !same(path));
                vec![
                    interpreter(python.clone(), &["-I", "-S"], "-V"),
                    interpreter(of_system, &["-I", "-S"], "-V"),
                ]
            }
            "javascript" => vec![
                interpreter(which("node"), &[], "--version"),
                // An interpreter beside an interpreter.
                interpreter(which("node"), &["--jitless"], "--version"),
            ],
            "lua" => vec![interpreter(which("lua5.4"), &[], "-v")],
            "c" => vec![Self::compiler("gcc", &["-lm"])],
            "cpp" => vec![Self::compiler("g++", &[])],
            _ => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }

    fn find(tool: Option<PathBuf>, flags: &'static [&'static str], version: &str) -> Option<Self> {
        let tool = tool?;
        let said = Command::new(&tool).arg(version).output().ok()?;
        let words = [said.stdout, said.stderr].concat();
        let words = String::from_utf8_lossy(&words);
        Some(Self {
            shown: [&[&*tool.to_string_lossy()], flags].concat().join(" "),
            // Lua has its copyright in the same line, two spaces on.
            version: words
                .lines()
                .next()
                .and_then(|line| line.split("  ").next())
                .unwrap_or_default()
                .to_owned(),
            tool,
            flags,
            compiler: None,
        })
    }

    fn compiler(name: &str, after: &'static [&'static str]) -> Option<Self> {
        let found = Self::find(which(name), &["-O2"], "--version")?;
        Some(Self {
            compiler: Some(after),
            ..found
        })
    }

    /// Makes a program of a source file, compiled beside it if need be.
    pub(super) fn prepare(&self, source: &Path) -> anyhow::Result<Prepared> {
        if self.compiler.is_none() {
            let mut argv = vec![self.tool.clone().into_os_string()];
            argv.extend(self.flags.iter().map(OsString::from));
            argv.push(source.into());
            return Ok(Prepared(argv));
        }
        let program = source.with_extension("native");
        self.compile(source, &program)?;
        Ok(Prepared(vec![program.into()]))
    }

    /// How long compiling a source file takes.
    pub(super) fn time_compile(&self, source: &Path) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        self.compile(source, &source.with_extension("native"))?;
        Ok(begun.elapsed())
    }

    fn compile(&self, source: &Path, program: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(&self.tool);
        command.args(self.flags).arg(source).arg("-o").arg(program);
        command.args(self.compiler.unwrap_or_default());
        let output = command.stdin(Stdio::null()).output()?;
        succeeded(&self.shown, output).map(drop)
    }
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

/// The interpreter itself. What stands in the path may be a script that chooses a version, which costs more than all that
/// is to be measured.
fn real_python() -> Option<PathBuf> {
    let mut python = Command::new(which("python3")?);
    python.args(["-c", "import sys; print(sys.executable)"]);
    let said = String::from_utf8(python.output().ok()?.stdout).ok()?;
    Some(PathBuf::from(said.trim())).filter(|path| path.is_file())
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
