//! What native languages make for themselves once, at set-up: folders of files, kept by what they were made of, with a stamp
//! like everything that is kept.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Depot;
use super::error::{Error, IoContext as _};
use super::lock::FileLock;
use super::stamp::Stamp;
use super::upkeep::remove_trees_but;
use super::work::{Work, remove_tree};

/// Relative paths and contents.
pub(crate) type Files = Vec<(String, Arc<[u8]>)>;

impl Depot {
    /// The folder of this name, which must stand for everything that its files depend on; `make` makes them unless they are
    /// there and whole.
    ///
    /// # Errors
    /// Those of `make`, or when something can't be written.
    pub(crate) fn prepared<E: From<Error>>(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<Files, E>,
    ) -> Result<PathBuf, E> {
        let home = self.layout.prepared().join(name);
        if is_whole(&home) {
            return Ok(home);
        }
        self.layout.create()?;
        let _lock = FileLock::acquire(&self.layout.lock(&format!("prepared-{name}")), || {})?;
        if is_whole(&home) {
            return Ok(home);
        }
        let files = make()?;
        let work = Work::open(&self.layout)?;
        let scratch = work.scratch("prepared")?;
        let folder = scratch.folder("files")?;
        write(&folder, &files)?;
        let stamp = Stamp::of(&folder).map_err(|damage| {
            let reason = format!("{} {}", damage.file, damage.reason);
            io_error("list", &folder, &reason)
        })?;
        stamp.write(&folder, name).or_cannot("write", &folder)?;
        remove_tree(&home).or_cannot("remove", &home)?;
        fs::rename(&folder, &home).or_cannot("move a folder to", &home)?;
        Ok(home)
    }

    /// Removes prepared folders but these, and returns how many bytes that freed.
    ///
    /// # Errors
    /// When one can't be removed.
    pub(crate) fn remove_prepared_but(&self, wanted: &[String]) -> Result<u64, Error> {
        remove_trees_but(&self.layout.prepared(), wanted)
    }
}

fn is_whole(home: &Path) -> bool {
    Stamp::read(home).is_some_and(|stamp| stamp.verify(home).is_ok())
}

/// Everybody may read them: who runs native programs may be another user than the one who owns the cache.
fn write(folder: &Path, files: &Files) -> Result<(), Error> {
    let set = |path: &Path, mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(path, permissions).or_cannot("write", path)
    };
    set(folder, 0o755)?;
    for (name, content) in files {
        // The names are a guest's. None that the executor gives climbs, and none that did would be followed.
        let plain = |part: &str| !matches!(part, "" | "." | "..");
        if !name.split('/').all(plain) {
            return Err(io_error(
                "write",
                folder,
                &format!("{name:?} is not a plain path"),
            ));
        }
        let mut parent = folder.to_owned();
        let mut parts: Vec<&str> = name.split('/').collect();
        let last = parts.pop().unwrap_or_default();
        for part in parts {
            parent.push(part);
            if !parent.is_dir() {
                fs::create_dir(&parent).or_cannot("create", &parent)?;
                set(&parent, 0o755)?;
            }
        }
        let path = parent.join(last);
        fs::write(&path, content).or_cannot("write", &path)?;
        let is_program = content.starts_with(b"\x7fELF") || content.starts_with(b"#!");
        set(&path, if is_program { 0o755 } else { 0o644 })?;
    }
    Ok(())
}

fn io_error(action: &'static str, path: &Path, reason: &str) -> Error {
    Error::Io {
        action,
        path: path.to_owned(),
        source: std::io::Error::other(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Result<Files, Error> {
        let file = |name: &str, content: &[u8]| (name.to_owned(), Arc::from(content));
        Ok(vec![file("a/b.class", b"b"), file("run", b"#!/bin/sh\n")])
    }

    #[test]
    fn what_was_prepared_is_made_once_and_again_when_it_is_damaged() {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let depot = Depot::open(Some(cache.path())).expect("opens");
        let never = || -> Result<Files, Error> { panic!("it is there") };
        let home = depot.prepared("x-1", files).expect("made");
        assert_eq!(fs::read(home.join("a/b.class")).expect("there"), b"b");
        let mode = |name: &str| {
            fs::metadata(home.join(name))
                .expect("there")
                .permissions()
                .mode()
        };
        assert_eq!(
            (
                mode("a") & 0o777,
                mode("a/b.class") & 0o777,
                mode("run") & 0o777
            ),
            (0o755, 0o644, 0o755)
        );
        assert_eq!(depot.prepared("x-1", never).expect("kept"), home);
        fs::write(home.join("a/b.class"), "c").expect("writable");
        assert_eq!(depot.prepared("x-1", files).expect("made again"), home);
        assert_eq!(fs::read(home.join("a/b.class")).expect("there"), b"b");

        depot.prepared("x-2", files).expect("made");
        let freed = depot
            .remove_prepared_but(&["x-2".to_owned()])
            .expect("removed");
        assert!(freed > 0 && !home.exists());
        assert!(depot.prepared("x-2", never).is_ok());
    }

    #[test]
    fn a_name_that_climbs_is_refused() {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let depot = Depot::open(Some(cache.path())).expect("opens");
        for name in ["../x", "/x", "a//b", ""] {
            let made = || Ok::<_, Error>(vec![(name.to_owned(), Arc::default())]);
            assert!(depot.prepared("x", made).is_err(), "{name}");
        }
    }
}
