//! The folder in which servers of one user keep what they must agree on: whose box is whose, and what a view's folders
//! hold.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::process::{Pid, PidfdFlags, Signal, geteuid, pidfd_open, pidfd_send_signal};

use super::program::{Program, box_option};

/// How long a run that a killed server left behind may take to end once it is told to.
const PATIENCE: Duration = Duration::from_secs(2);
/// A claim's file is a flag and a process id.
const MAX_CLAIM_BYTES: u64 = 64;
/// What a claim says of a box with a control group: isolate takes no command about one without saying so.
const GROUPS: &str = "cg";

/// A folder that nobody else can look into, let alone write to.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) path: PathBuf,
}

impl Home {
    /// One for each isolate: two of them may have boxes of the same number.
    ///
    /// # Errors
    /// In a sentence, when there is no such folder to be had.
    pub(super) fn of(program: &Program) -> Result<Self, String> {
        let user = geteuid().as_raw();
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let base = match runtime.filter(|path| path.is_absolute() && path.is_dir()) {
            Some(runtime) => runtime.join("enclos-isolate"),
            None => std::env::temp_dir().join(format!("enclos-isolate-{user}")),
        };
        own_folder(&base)?;
        let hash = blake3::hash(program.path.as_os_str().as_encoded_bytes());
        let path = base.join(&hash.to_hex()[..16]);
        // isolate's rules for directories know neither.
        if path.to_string_lossy().contains([':', '=']) {
            return Err(format!("{} has a colon in its name", path.display()));
        }
        own_folder(&path)?;
        own_folder(&path.join("boxes"))?;
        Ok(Self { path })
    }

    /// Where isolate writes about a box.
    pub(super) fn meta(&self, id: u32) -> PathBuf {
        self.path.join("boxes").join(format!("{id}.meta"))
    }

    /// Takes a box for this process, unless another has it. What a killed server left in it is removed first.
    ///
    /// # Errors
    /// In a sentence, when what was left can't be removed, or the folder is of no use.
    pub(super) fn claim(&self, id: u32, program: &Program) -> Result<Option<Claim>, String> {
        let path = self.path.join("boxes").join(id.to_string());
        let cannot = |error| format!("cannot lock {}: {error}", path.display());
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(&path)
            .map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        let mut claim = Claim { file };
        let mut left = String::new();
        // What can't be read as a record was not written by a server that went on to make a box.
        let _ = (&claim.file)
            .take(MAX_CLAIM_BYTES)
            .read_to_string(&mut left);
        if let Some((pid, groups)) = left.trim_end().split_once(' ') {
            end_left_run(pid, id);
            program.cleanup(id, groups == GROUPS)?;
            claim.write("").map_err(cannot)?;
        }
        Ok(Some(claim))
    }
}

/// A box that is this process's, until dropped.
#[derive(Debug)]
pub(super) struct Claim {
    file: File,
}

impl Claim {
    /// Notes that there is a box, and the isolate that runs in it, if one does, for whoever finds the claim of a dead
    /// process.
    ///
    /// # Errors
    /// When the note can't be written.
    pub(super) fn note(&mut self, pid: Option<u32>, has_groups: bool) -> std::io::Result<()> {
        let groups = if has_groups { GROUPS } else { "-" };
        self.write(&format!("{} {groups}\n", pid.unwrap_or_default()))
    }

    /// Notes that there is no box any more.
    pub(super) fn forget(&mut self) {
        // Another server would clean up once more, for nothing.
        let _ = self.write("");
    }

    fn write(&mut self, text: &str) -> std::io::Result<()> {
        self.file.rewind()?;
        self.file.set_len(0)?;
        self.file.write_all(text.as_bytes())
    }
}

impl Drop for Claim {
    /// A child that another thread has just forked has the file open as well until it starts its own program.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Ends an isolate that outlived the server that started it, so that its box can be removed. The number may be another
/// process's by now, so the process has to say that it is the one.
fn end_left_run(pid: &str, id: u32) {
    let Some(process) = pid.parse().ok().and_then(Pid::from_raw) else {
        return;
    };
    let Ok(handle) = pidfd_open(process, PidfdFlags::empty()) else {
        return;
    };
    let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let option = box_option(id);
    if !command
        .split(|&byte| byte == 0)
        .any(|word| word == option.as_bytes())
    {
        return;
    }
    // One that is gone by now is what is wanted.
    let _ = pidfd_send_signal(&handle, Signal::TERM);
    super::watch::wait(&handle, Instant::now() + PATIENCE);
}

fn own_folder(path: &Path) -> Result<(), String> {
    let cannot = |error| format!("cannot make {}: {error}", path.display());
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(cannot(error));
        }
        _ => {}
    }
    let found = fs::symlink_metadata(path).map_err(cannot)?;
    let is_own = found.uid() == geteuid().as_raw() && found.mode() & 0o077 == 0;
    if found.is_dir() && is_own {
        Ok(())
    } else {
        Err(format!(
            "{} is not a folder of this user alone",
            path.display()
        ))
    }
}
