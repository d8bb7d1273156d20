//! The `enclos` program: parses the command line and hands over to the library's `cli`.

use std::process::ExitCode;

use clap::Parser;
use enclos::cli::Cli;

fn main() -> ExitCode {
    if let Some(code) = enclos::help() {
        return code;
    }
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            enclos::cli::say(&format!("enclos: {error:#}"));
            // As a shell does for a command that could not run; a guest's own codes go up to 255 too, but rarely this one.
            ExitCode::from(125)
        }
    }
}
