//! The command line: one file a subcommand, each a thin layer over the library.

mod bench;
mod config;
mod doctor;
mod flags;
mod languages;
mod log;
mod operator;
mod run;
mod serve;
mod setup;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::enclos::answers;
use crate::languages::Language;
use crate::{Enclos, Error, Submission};

/// Compiles and runs programs that nobody trusts.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    common: flags::Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve POST /run over HTTP, after setting up what is missing
    #[command(alias = "start")]
    Serve(serve::Serve),
    /// Print every setting of the server as it is in force, as a file to be used with --config
    Config(config::Show),
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

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    /// A chain of sentences for the person at the terminal.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let server = match &self.command {
            Command::Serve(serve) => Some(&serve.server),
            Command::Config(show) => Some(&show.server),
            _ => None,
        };
        let loaded = self.common.load(server)?;
        // Held to the end, so that the last lines are written.
        let _log = log::start(&loaded.config.log);
        let languages = loaded.config.languages.clone();
        match self.command {
            Command::Serve(serve) => serve::run(&loaded.config, serve.install),
            Command::Config(show) => show.run(&loaded),
            Command::Run(run) => run.run(&languages),
            Command::Setup(setup) => setup.run(&languages),
            Command::Languages(list) => list.run(&languages),
            Command::Doctor(doctor) => doctor.run(&languages),
            Command::Bench(bench) => bench.run(languages),
        }
    }
}

/// The program that a shell would start by this name.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Whether a language's reference program does what its manifest promises.
fn is_well(enclos: &Enclos, language: &Language) -> Result<bool, Error> {
    let reference = Submission::new(language.id.as_str(), language.reference_source());
    Ok(answers(language, &enclos.run_blocking(reference)?))
}

/// One line on standard error. A closed one is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// One line on standard output.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
