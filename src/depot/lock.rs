//! Advisory locks on files. The operating system lets go of one when its process dies, however it dies, so a lock
//! says who is alive more truthfully than a process id in a file could.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use super::error::{Error, IoContext as _};

/// An exclusive lock, held until dropped.
#[derive(Debug)]
pub(super) struct FileLock {
    file: File,
}

impl FileLock {
    /// Takes the lock, calling `waiting` once if somebody else has it.
    pub(super) fn acquire(path: &Path, waiting: impl FnOnce()) -> Result<Self, Error> {
        if let Some(lock) = Self::try_acquire(path)? {
            return Ok(lock);
        }
        waiting();
        let file = open(path)?;
        file.lock().or_cannot("lock", path)?;
        Ok(Self { file })
    }

    /// Takes the lock if nobody has it.
    pub(super) fn try_acquire(path: &Path) -> Result<Option<Self>, Error> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).or_cannot("lock", path),
        }
    }
}

impl Drop for FileLock {
    /// Closing the file is not enough: a child that another thread has just forked holds the same open file until it
    /// starts its own program, and the lock with it.
    fn drop(&mut self) {
        // What can't be unlocked is unlocked when the file is closed.
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> Result<File, Error> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        // A pipe of this name would let nobody open it before somebody else does.
        .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed())
        .open(path)
        .or_cannot("open", path)
}
