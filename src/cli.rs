//! The command line: one file a subcommand, each a thin layer over the library.

mod bench;
mod doctor;
mod languages;
mod run;
mod serve;
mod setup;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::{Builder, GuestClock};

/// Compiles and runs programs that nobody trusts.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve POST /run over HTTP, after setting up what is missing
    Serve(serve::Serve),
    /// Run one program as if it were run natively
    Run(run::Run),
    /// Fetch, build and verify languages
    Setup(setup::Setup),
    /// List the languages and whether they are set up
    Languages(languages::List),
    /// Check this machine and everything that is installed
    Doctor(doctor::Doctor),
    /// Measure what runs cost, beside the native compilers and interpreters
    Bench(bench::Bench),
}

/// Options that every subcommand shares.
#[derive(Debug, Clone, Args)]
struct Common {
    /// Folder that keeps toolchains and runtimes (default: the user's cache directory)
    #[arg(long, env = "ENCLOS_CACHE", value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Folder with further `runtimes/` and `toolchains/`
    #[arg(long, env = "ENCLOS_LANGUAGES", value_name = "DIR")]
    extra_languages: Option<PathBuf>,
    /// Compiled programs to keep on disk for the next time, in MB; 0 keeps none
    #[arg(long, env = "ENCLOS_PROGRAM_CACHE", value_name = "MB")]
    program_cache: Option<u32>,
    /// What programs are told of the time: real, in whole milliseconds, or of their own instructions and sleeps only
    #[arg(long, env = "ENCLOS_CLOCK", value_enum, default_value_t = Clock::Real)]
    clock: Clock,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Clock {
    Real,
    Coarse,
    Virtual,
}

impl Common {
    fn builder(&self) -> Builder {
        let mut builder = Builder::default().clock(match self.clock {
            Clock::Real => GuestClock::Real,
            Clock::Coarse => GuestClock::Coarse,
            Clock::Virtual => GuestClock::Virtual,
        });
        if let Some(cache) = &self.cache {
            builder = builder.cache(cache);
        }
        if let Some(languages) = &self.extra_languages {
            builder = builder.languages(languages);
        }
        if let Some(megabytes) = self.program_cache {
            builder = builder.program_cache_bytes(u64::from(megabytes) << 20);
        }
        builder
    }
}

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    /// A chain of sentences for the person at the terminal.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Run(run) => run.run(),
            Command::Setup(setup) => setup.run(),
            Command::Languages(list) => list.run(),
            Command::Doctor(doctor) => doctor.run(),
            Command::Bench(bench) => bench.run(),
        }
    }
}

/// Sends the log to standard error, at the level that `ENCLOS_LOG` names.
pub fn start_log() {
    let wanted = std::env::var("ENCLOS_LOG").ok();
    let filter = wanted
        .and_then(|wanted| wanted.parse().ok())
        .unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let log = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    tracing_subscriber::registry().with(log).with(filter).init();
}

/// The program that a shell would start by this name.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// One line on standard error. A closed one is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// One line on standard output.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
