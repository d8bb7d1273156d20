//! Installs Debian packages on this machine, which nothing does but an operator who asks for it.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Depot;
use super::error::{Error, IoContext as _, tail};
use super::fetch::Client;
use super::lock::FileLock;
use super::progress::{Event, Progress};
use crate::ours;

/// How a person would begin it.
pub(crate) const INSTALL: [&str; 4] = ["apt-get", "install", "-y", "--no-install-recommends"];

/// How much of a failed installation's log is shown.
const TAIL_LINES: usize = 15;

const APT: Client = Client {
    program: INSTALL[0],
    hint: "the package apt of Debian and its kin",
};

impl Depot {
    /// Installs packages, as root. What `apt-get` says goes to a log in the cache.
    ///
    /// # Errors
    /// When it failed, with the end of its log.
    pub(crate) fn install(
        &self,
        packages: &[String],
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        self.layout.create()?;
        let begun = Instant::now();
        let label = APT.program;
        let _lock = FileLock::acquire(&self.layout.lock(label), || {
            progress.report(label, &Event::Waiting);
        })?;
        progress.report(label, &Event::Installing(packages));
        let path = self.layout.logs().join(format!("{label}.log"));
        let log = ours::create_anew(&path).or_cannot("create", &path)?;
        let errors = log.try_clone().or_cannot("create", &path)?;
        let status = Command::new(INSTALL[0])
            .args(&INSTALL[1..])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .status();
        let failure = match status {
            Ok(status) if status.success() => {
                let elapsed = begun.elapsed();
                progress.report(label, &Event::Installed { elapsed });
                return Ok(());
            }
            Ok(status) => Error::Install {
                packages: packages.join(" "),
                status: status.to_string(),
                tail: tail(&fs::read(&path).unwrap_or_default(), TAIL_LINES),
                log: path,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                APT.missing(format!("install {}", packages.join(" ")))
            }
            Err(error) => return Err(error).or_cannot("start", Path::new(label)),
        };
        progress.report(label, &Event::Failed(&failure));
        Err(failure)
    }
}
