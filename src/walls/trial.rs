//! Whether the walls of a worker process hold on this machine: they are put up around processes that end soon after, and
//! what they are to keep out is tried there.
//!
//! This module tries; what a failure means to whom is for others to say.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde::{Deserialize, Serialize};

use super::worker::{Bounds, Role, Standing, enclose};

/// The argument that makes `enclos` a process that tries its walls.
pub(crate) const ARGUMENT: &str = "__walls";

/// As much as a process needs that does nothing but this.
const DATA_BYTES: u64 = 256 << 20;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    pub(crate) standing: Standing,
    pub(crate) reached: Reached,
    /// Whether whoever asks for a socket is killed.
    pub(crate) dies_of_socket: bool,
    /// Whether whoever starts a program is killed.
    pub(crate) dies_of_program: bool,
}

/// What was in reach behind the walls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reached {
    /// A file in a folder that may be read.
    pub(crate) within: bool,
    /// A file of this user's elsewhere.
    pub(crate) elsewhere: bool,
    /// What another process of this user's holds.
    pub(crate) others: bool,
    /// Writing a file of this user's.
    pub(crate) writing: bool,
}

/// Tries them, with `program` as this program.
///
/// # Errors
/// The walls can't be put up, or the program can't be started.
pub(crate) fn tried(program: &Path) -> io::Result<Tried> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(within(folder.path()))?;
    for file in [within(folder.path()).join("file"), elsewhere(folder.path())] {
        fs::write(file, "text")?;
    }
    let ask = |what: &str| {
        Command::new(program)
            .args([OsStr::new(ARGUMENT), OsStr::new(what)])
            .arg(folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .output()
    };
    let looked = ask("look")?;
    if !looked.status.success() {
        let why = String::from_utf8_lossy(&looked.stderr);
        return Err(io::Error::other(match why.trim() {
            "" => looked.status.to_string(),
            why => why.to_owned(),
        }));
    }
    let (standing, reached) = rmp_serde::from_slice(&looked.stdout).map_err(io::Error::other)?;
    let dies = |what| ask(what).map(|output| output.status.signal() == Some(libc::SIGSYS));
    Ok(Tried {
        standing,
        reached,
        dies_of_socket: dies("socket")?,
        dies_of_program: dies("program")?,
    })
}

/// What such a process does: it encloses itself, tries what it was asked to, and says what came of it.
pub(crate) fn look(mut args: impl Iterator<Item = std::ffi::OsString>) -> ExitCode {
    let (Some(what), Some(folder)) = (args.next(), args.next()) else {
        return ExitCode::FAILURE;
    };
    match attempt(&what.to_string_lossy(), Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn attempt(what: &str, folder: &Path) -> io::Result<()> {
    let standing = enclose(&Bounds {
        role: Role::Run,
        read: vec![within(folder)],
        data_bytes: DATA_BYTES,
    })?;
    match what {
        "socket" => std::net::UdpSocket::bind("127.0.0.1:0").map(drop),
        "program" => Command::new("/bin/true").status().map(drop),
        _ => {
            let parent = rustix::process::getppid().map_or(0, rustix::process::Pid::as_raw_pid);
            let file = within(folder).join("file");
            let reached = Reached {
                within: reads(&file),
                elsewhere: reads(&elsewhere(folder)),
                others: reads(Path::new(&format!("/proc/{parent}/auxv"))),
                writing: File::options().write(true).open(file).is_ok()
                    || File::create(folder.join("new")).is_ok(),
            };
            let said = rmp_serde::to_vec(&(standing, reached)).map_err(io::Error::other)?;
            io::stdout().write_all(&said)
        }
    }
}

fn reads(file: &Path) -> bool {
    let read = File::open(file).and_then(|mut file| file.read(&mut [0]));
    read.is_ok_and(|count| count > 0)
}

fn within(folder: &Path) -> PathBuf {
    folder.join("within")
}

fn elsewhere(folder: &Path) -> PathBuf {
    folder.join("elsewhere")
}
