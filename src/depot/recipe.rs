//! Runs the recipe of a component.
//!
//! A recipe sees its own folder, its packages, the outputs of the toolchains it needs, and nothing of the operator's
//! environment but the search path: what is built must not depend on who builds it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::languages::File as Source;

use super::error::{Error, IoContext as _, tail};
use super::fetch::Client;
use super::tied::{self, Scope};
use super::work::Scratch;
use crate::ours;

/// How much of a failed recipe's log is shown.
const TAIL_LINES: usize = 15;

const SHELL: Client = Client {
    program: "sh",
    hint: "any POSIX shell",
};

/// A recipe that is about to run.
pub(super) struct Recipe<'a> {
    /// The component's name in messages.
    pub(super) label: &'a str,
    /// The recipe's file among the sources.
    pub(super) file: &'a str,
    /// What it sees of its folder: relative paths and files.
    pub(super) sources: Vec<(&'a str, &'a Source)>,
    /// Variables for packages and toolchains.
    pub(super) variables: Vec<(String, PathBuf)>,
    pub(super) log: PathBuf,
}

impl Recipe<'_> {
    /// Runs the recipe in `scratch`, and returns the folder that it filled.
    pub(super) fn run(&self, scratch: &Scratch) -> Result<PathBuf, Error> {
        let here = scratch.folder("here")?;
        write_sources(&self.sources, &here)?;
        let out = scratch.folder("out")?;
        let build = scratch.folder("build")?;
        let log = ours::create_anew(&self.log).or_cannot("create", &self.log)?;
        let errors = log.try_clone().or_cannot("create", &self.log)?;
        let mut command = Command::new(SHELL.program);
        command
            .arg("-eu")
            .arg(here.join(self.file))
            .current_dir(&build)
            .env_clear()
            .env("PATH", search_path())
            .env("LANG", "C")
            .env("LC_ALL", "C")
            .env("HOME", scratch.folder("home")?)
            .env("TMPDIR", scratch.folder("tmp")?)
            .env(
                "JOBS",
                thread::available_parallelism()
                    .map_or(1, usize::from)
                    .to_string(),
            )
            .env("HERE", &here)
            .env("OUT", &out)
            .envs(self.variables.iter().map(|(name, path)| (name, path)))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors);
        match tied::status(&mut command, Scope::Group) {
            Ok(status) if status.success() => Ok(out),
            Ok(status) => Err(Error::Recipe {
                component: self.label.to_owned(),
                status: status.to_string(),
                log: self.log.clone(),
                tail: tail(&fs::read(&self.log).unwrap_or_default(), TAIL_LINES),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(SHELL.missing(format!("build {}", self.label)))
            }
            Err(error) => Err(error).or_cannot("start", Path::new(SHELL.program)),
        }
    }
}

/// Where recipes find the usual tools.
fn search_path() -> OsString {
    env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into())
}

/// The component's own files, read-only.
fn write_sources(sources: &[(&str, &Source)], here: &Path) -> Result<(), Error> {
    for (name, file) in sources {
        let path = here.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).or_cannot("create", parent)?;
        }
        let mode = if file.executable { 0o555 } else { 0o444 };
        let mut target = File::options()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&path)
            .or_cannot("create", &path)?;
        io::copy(&mut &file.content[..], &mut target).or_cannot("write", &path)?;
    }
    Ok(())
}
