//! Folders for work in progress, which disappear with the process that made them.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::error::{Error, IoContext as _};
use super::layout::Layout;
use super::lock::FileLock;

/// This process's part of `work/`. A killed process leaves its part behind; the next one that opens sees by the
/// lock that nobody is there any more, and clears it away.
#[derive(Debug)]
pub(super) struct Work {
    folder: PathBuf,
    lock_path: PathBuf,
    next: AtomicU64,
    _lock: FileLock,
}

impl Work {
    pub(super) fn open(layout: &Layout) -> Result<Self, Error> {
        let root = layout.work();
        // Between making a lock file and locking it, a process looks dead. Nobody sweeps during that time.
        let _turn = FileLock::acquire(&layout.lock("work"), || {})?;
        sweep(&root)?;
        let folder = tempfile::Builder::new()
            .prefix("set-up-")
            .tempdir_in(&root)
            .or_cannot("create a folder in", &root)?
            .keep();
        let lock_path = folder.with_extension("lock");
        let lock = FileLock::acquire(&lock_path, || {})?;
        Ok(Self {
            folder,
            lock_path,
            next: AtomicU64::new(0),
            _lock: lock,
        })
    }

    /// A new empty folder.
    pub(super) fn scratch(&self, label: &str) -> Result<Scratch, Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.join(format!("{number}-{label}"));
        fs::create_dir(&folder).or_cannot("create", &folder)?;
        Ok(Scratch(folder))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What cannot be removed now is found by the next sweep, which is why the lock file goes last.
        if remove_tree(&self.folder).is_ok() {
            let _ = fs::remove_file(&self.lock_path);
        }
    }
}

/// A folder that is removed when dropped.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A new folder in this one.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf, Error> {
        let folder = self.0.join(name);
        fs::create_dir(&folder).or_cannot("create", &folder)?;
        Ok(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = remove_tree(&self.0);
    }
}

fn sweep(root: &Path) -> Result<(), Error> {
    let mut folders = Vec::new();
    let mut locks = Vec::new();
    for entry in fs::read_dir(root).or_cannot("list", root)? {
        let path = entry.or_cannot("list", root)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "lock")
        {
            locks.push(path);
        } else {
            folders.push(path);
        }
    }
    for lock_path in locks {
        let Some(_dead) = FileLock::try_acquire(&lock_path)? else {
            continue;
        };
        // A recipe that outlives its killed parent can still be writing; then another sweep will succeed.
        if remove_tree(&lock_path.with_extension("")).is_ok() {
            let _ = fs::remove_file(&lock_path);
        }
    }
    // A folder without a lock was made in the moment before a kill.
    for folder in folders
        .iter()
        .filter(|folder| !folder.with_extension("lock").exists())
    {
        let _ = remove_tree(folder);
    }
    Ok(())
}

/// Removes a folder and all that is in it, or whatever else has its name; that it does not exist is fine. Recipes and archives leave folders
/// without write permission behind, which an ordinary user has to unlock first.
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            unlock(folder)?;
            fs::remove_dir_all(folder)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => fs::remove_file(folder),
        done => done,
    }
}

fn unlock(folder: &Path) -> io::Result<()> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            unlock(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_disappears_with_its_owner_and_the_leftovers_of_the_dead_are_swept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let layout = Layout::new(root.path()).expect("absolute");
        layout.create().expect("writable");
        let dead = layout.work().join("set-up-dead");
        fs::create_dir_all(dead.join("locked/inner")).expect("writable");
        fs::write(dead.with_extension("lock"), "").expect("writable");
        fs::set_permissions(dead.join("locked"), fs::Permissions::from_mode(0o500)).expect("ours");

        let alive = Work::open(&layout).expect("opens");
        let scratch = alive.scratch("x").expect("makes");
        assert!(!dead.exists());
        let other = Work::open(&layout).expect("opens");
        assert!(scratch.path().exists(), "a living process keeps its folder");
        drop((scratch, alive, other));
        assert_eq!(fs::read_dir(layout.work()).expect("there").count(), 0);
    }
}
