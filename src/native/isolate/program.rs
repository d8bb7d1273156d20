//! The program isolate itself: where it is, which version, what it takes, and how its commands are given.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::model::Quota;

/// Names another isolate than the one on `PATH`; empty, none.
const VARIABLE: &str = "ENCLOS_ISOLATE";
/// What the banner of each version starts with.
const BANNER: &str = "The process isolator ";
/// Compilers open many files; isolate's own bound is 64.
const OPEN_FILES: &str = "--open-files=1024";

/// An isolate that answers.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) path: PathBuf,
    /// As it says itself: `1.8.1`.
    pub(super) version: String,
    /// Whether runs are held in control groups.
    pub(super) has_groups: bool,
    /// Whether boxes get a disk quota.
    pub(super) has_quotas: bool,
    /// Options for each run that not all versions know.
    pub(super) options: Vec<&'static str>,
}

impl Program {
    /// The isolate of this machine. Nobody knows yet whether it can run anything.
    ///
    /// # Errors
    /// In a sentence, when there is one that does not answer.
    pub(super) fn find() -> Result<Option<Self>, String> {
        let Some(path) = look() else {
            return Ok(None);
        };
        let mut program = Self {
            path,
            version: String::new(),
            has_groups: false,
            has_quotas: false,
            options: Vec::new(),
        };
        let banner = program.ask(&["--version"])?;
        let version = banner
            .lines()
            .find_map(|line| line.strip_prefix(BANNER)?.split_whitespace().next());
        program.version = version
            .ok_or_else(|| format!("{} is not isolate", program.path.display()))?
            .to_owned();
        let knows = |option: &str| program.ask(&[option, "--version"]).is_ok();
        // Without its submounts the host's /dev has no /dev/shm and no /dev/pts, which all boxes would share.
        let devices = "--dir=dev:dev:norec";
        program.options = [OPEN_FILES, devices]
            .into_iter()
            .filter(|option| knows(option))
            .collect();
        Ok(Some(program))
    }

    /// Makes a box and says where it is.
    ///
    /// # Errors
    /// isolate's words.
    pub(super) fn init(&self, id: u32, quota: Option<Quota>) -> Result<PathBuf, String> {
        let quota = quota.map(|quota| {
            let blocks = quota.bytes.div_ceil(1024).clamp(1, MAX_NUMBER);
            format!("--quota={blocks},{}", quota.inodes.clamp(1, MAX_NUMBER))
        });
        let mut args = common(id, self.has_groups);
        args.extend(quota);
        args.push("--init".to_owned());
        let said = self.ask(&args)?;
        let directory = PathBuf::from(said.trim_end());
        if directory.is_absolute() {
            Ok(directory.join("box"))
        } else {
            Err(format!("isolate made a box at {said:?}"))
        }
    }

    /// Removes a box and all that is in it.
    ///
    /// # Errors
    /// isolate's words.
    pub(super) fn cleanup(&self, id: u32, has_groups: bool) -> Result<(), String> {
        let mut args = common(id, has_groups);
        args.push("--cleanup".to_owned());
        self.ask(&args).map(drop)
    }

    /// A command without an environment: isolate may run with more rights than its caller has.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.env_clear().current_dir("/");
        command
    }

    fn ask<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<String, String> {
        let asked = self.command().args(args).stdin(Stdio::null()).output();
        match asked {
            Ok(Output { status, stdout, .. }) if status.success() => {
                Ok(String::from_utf8_lossy(&stdout).into_owned())
            }
            Ok(Output { stderr, .. }) => Err(String::from_utf8_lossy(&stderr).trim().to_owned()),
            Err(error) => Err(format!("cannot start {}: {error}", self.path.display())),
        }
    }
}

/// isolate reads numbers into an `int`.
pub(super) const MAX_NUMBER: u64 = i32::MAX as u64;

/// Names a box, in a form by which a running isolate is known again.
pub(super) fn box_option(id: u32) -> String {
    format!("--box-id={id}")
}

/// What each command about a box starts with.
pub(super) fn common(id: u32, has_groups: bool) -> Vec<String> {
    let groups = has_groups.then(|| "--cg".to_owned());
    groups.into_iter().chain([box_option(id)]).collect()
}

fn look() -> Option<PathBuf> {
    match std::env::var_os(VARIABLE) {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(PathBuf::from(path)),
        None => std::env::split_paths(&std::env::var_os("PATH")?)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join("isolate"))
            .find(|path| is_executable(path)),
    }
}

fn is_executable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}
