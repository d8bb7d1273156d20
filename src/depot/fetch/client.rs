//! Runs the client of a registry.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::super::error::{Error, tail};
use super::super::tied::{self, Scope};

/// How much of a client's complaint is shown.
const TAIL_LINES: usize = 12;

/// A program that set-up relies on.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Client {
    pub(in super::super) program: &'static str,
    /// How an operator gets it.
    pub(in super::super) hint: &'static str,
}

impl Client {
    pub(in super::super) fn missing(self, purpose: String) -> Error {
        Error::NoProgram {
            program: self.program,
            purpose,
            hint: self.hint,
        }
    }

    /// A call in `folder`. Clients look for settings in and above the folder they are called in; a private one keeps
    /// those of wherever the operator happens to stand out of it. The user's own settings (mirrors, proxies) apply.
    pub(super) fn command(self, folder: &Path) -> Command {
        let mut command = Command::new(self.program);
        command
            .current_dir(folder)
            .stdin(Stdio::null())
            .env("LC_ALL", "C");
        command
    }

    /// Runs a call to its end and wants success.
    pub(super) fn run(
        self,
        command: &mut Command,
        package: &impl ToString,
    ) -> Result<Output, Error> {
        let failed = |tail: String| Error::Fetch {
            program: self.program,
            package: package.to_string(),
            tail,
        };
        match tied::output(command, Scope::Child) {
            Ok(output) if output.status.success() => Ok(output),
            Ok(output) => {
                let said = [output.stdout, output.stderr].concat();
                Err(failed(tail(&said, TAIL_LINES)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(self.missing(format!("fetch {}", package.to_string())))
            }
            Err(error) => Err(failed(error.to_string())),
        }
    }
}
