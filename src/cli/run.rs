//! `enclos run`: one program, as if it were run natively.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;

use super::say;
use crate::config::Languages;
use crate::depot;
use crate::model::{Limits, Status, Submission, Test};
use crate::{Enclos, Error, LiveStreams, Streams};

/// What a shell reports for a program that was stopped for taking too long, as coreutils' `timeout` does.
const EXIT_TIMED_OUT: u8 = 124;
/// What a shell reports for a program that was killed: 128 + SIGKILL.
const EXIT_KILLED: u8 = 137;

#[derive(Debug, Args)]
pub(super) struct Run {
    /// Source file, or - for standard input
    file: PathBuf,
    /// Arguments of the program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
    /// Language (default: by the file's extension)
    #[arg(long, short)]
    lang: Option<String>,
    /// File that becomes standard input (default: this command's own)
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,
    /// CPU time, in seconds
    #[arg(long, value_name = "S")]
    time: Option<f64>,
    /// Wall time, in seconds
    #[arg(long, value_name = "S")]
    wall_time: Option<f64>,
    /// Memory, in kB
    #[arg(long, value_name = "K")]
    mem: Option<u64>,
    /// Output, in kB
    #[arg(long, value_name = "K")]
    output: Option<u64>,
    /// Instructions
    #[arg(long, value_name = "N")]
    fuel: Option<u64>,
    /// Environment variable of the program
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_variable)]
    env: Vec<(String, String)>,
    /// Say on standard error what the run used
    #[arg(long)]
    stats: bool,
}

fn parse_variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn seconds(option: &str, value: Option<f64>) -> anyhow::Result<Option<Duration>> {
    value
        .map(|value| {
            Duration::try_from_secs_f64(value)
                .with_context(|| format!("{option} {value} is not a time"))
        })
        .transpose()
}

impl Run {
    pub(super) fn run(self, languages: &Languages) -> anyhow::Result<ExitCode> {
        let from_stdin = self.file == Path::new("-");
        if from_stdin && self.stdin.is_none() && std::io::stdin().is_terminal() {
            say("enclos: reading the program from the terminal, end with Ctrl-D");
        }
        let source = if from_stdin {
            let mut source = Vec::new();
            std::io::stdin()
                .read_to_end(&mut source)
                .context("reading the program from standard input")?;
            source
        } else {
            std::fs::read(&self.file).with_context(|| format!("reading {}", self.file.display()))?
        };
        let mut builder = languages.builder().workers(1);
        let rules = builder.rules_mut();
        // A person at a terminal has no neighbors to protect: only what they ask for, and the engine's bounds, hold.
        let day = Duration::from_secs(86_400);
        for limits in [&mut rules.run_defaults, &mut rules.run_maxima] {
            limits.time = day;
            limits.wall_time = day;
            limits.output_bytes = u64::MAX;
        }
        rules.run_maxima.memory_bytes = 4 << 30;
        let enclos = builder.build()?;
        let language = self.language(&enclos)?;
        enclos.set_up(&[&language], &*depot::on_stderr())?;

        let mut submission = Submission::new(language, source);
        submission.execute = Test {
            args: Some(self.args.clone()),
            env: Some(self.env.iter().cloned().collect()),
            limits: Limits {
                time: seconds("--time", self.time)?,
                wall_time: seconds("--wall-time", self.wall_time)?,
                memory_bytes: self.mem.map(|kb| kb.saturating_mul(1024)),
                output_bytes: self.output.map(|kb| kb.saturating_mul(1024)),
                fuel: self.fuel,
                ..Limits::default()
            },
            ..Test::default()
        };
        let terminal = std::io::stdin().is_terminal()
            && std::io::stdout().is_terminal()
            && self.stdin.is_none();
        let live = LiveStreams {
            stdin: self.open_stdin(from_stdin)?,
            stdout: Box::new(std::io::stdout()),
            stderr: Box::new(std::io::stderr()),
            terminal,
        };
        let report = enclos.run_live(submission, Streams::Live(live))?;
        Ok(self.conclude(&report))
    }

    fn language(&self, enclos: &Enclos) -> anyhow::Result<String> {
        if let Some(language) = &self.lang {
            return Ok(language.clone());
        }
        let Some(extension) = self
            .file
            .extension()
            .and_then(|extension| extension.to_str())
        else {
            bail!(
                "say which language {} is in, with --lang",
                self.file.display()
            );
        };
        match enclos
            .catalog()
            .languages()
            .find(|language| language.has_extension(extension))
        {
            Some(language) => Ok(language.id.to_string()),
            None if enclos.catalog().unavailable(extension).is_some() => {
                Err(Error::unknown_language(enclos.catalog(), extension).into())
            }
            None => bail!(
                "no language is known for .{extension} files; choose one with --lang (see `enclos languages`)"
            ),
        }
    }

    /// Standard input in chunks, from a thread that ends with it or with the process.
    fn open_stdin(&self, used_up: bool) -> anyhow::Result<mpsc::Receiver<Vec<u8>>> {
        let (send, receive) = mpsc::sync_channel(4);
        let mut input: Box<dyn Read + Send> = match &self.stdin {
            Some(path) => Box::new(
                std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?,
            ),
            None if used_up => return Ok(receive),
            None => Box::new(std::io::stdin()),
        };
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 << 10];
            while let Ok(count) = input.read(&mut buffer) {
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Ok(receive)
    }

    fn conclude(&self, report: &crate::Report) -> ExitCode {
        if let Some(compile) = &report.compile {
            let mut stderr = std::io::stderr();
            let _ = stderr
                .write_all(&compile.outcome.stdout)
                .and_then(|()| stderr.write_all(&compile.outcome.stderr));
            if compile.outcome.status != Status::Ok {
                if compile.outcome.killed {
                    say(&format!(
                        "enclos: compiling: {}",
                        compile.outcome.message.as_deref().unwrap_or("stopped")
                    ));
                }
                return ExitCode::FAILURE;
            }
        }
        let Some(test) = report.tests.first().and_then(Option::as_ref) else {
            return ExitCode::FAILURE;
        };
        let outcome = &test.outcome;
        if self.stats {
            let usage = outcome.usage;
            say(&format!(
                "enclos: {} in {:.3} s of CPU, {:.3} s of wall time, {} kB, {} fuel ({})",
                outcome.status.as_str(),
                usage.cpu.as_secs_f64(),
                usage.wall.as_secs_f64(),
                usage.peak_memory_bytes / 1024,
                usage.fuel,
                outcome.enforcement.executor
            ));
        }
        let exited = matches!(outcome.status, Status::Ok | Status::RuntimeError);
        if let (false, Some(message)) = (exited, &outcome.message) {
            let trap = outcome.trap.as_ref();
            let trap = trap.map_or_else(String::new, |trap| format!(" ({trap})"));
            say(&format!("enclos: {message}{trap}"));
        }
        match outcome.status {
            Status::Ok | Status::RuntimeError => {
                ExitCode::from(u8::try_from(outcome.exit_code & 0xff).unwrap_or(1))
            }
            Status::TimedOut => ExitCode::from(EXIT_TIMED_OUT),
            Status::Signaled => {
                ExitCode::from(128 + outcome.signal.map_or(0, |signal| signal.number() as u8))
            }
            Status::OutOfMemory | Status::OutputLimit => ExitCode::from(EXIT_KILLED),
            Status::InternalError => ExitCode::from(125),
        }
    }
}
