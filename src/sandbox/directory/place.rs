//! The working directory of a run on the host: made, filled, watched, read back and removed.
//!
//! Everything in it is the guest's, so nothing here follows a symlink, and nothing takes descriptors or stack in
//! proportion to what the guest made. All of it happens while the guest stands still.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, FileTimes, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::fs::OFlags;
use rustix::io::Errno;
use tempfile::TempDir;

use crate::executor::Collect;
use crate::sandbox::files::{Capacity, SHARED_TIME_NS};
use crate::sandbox::run::Stop;

/// How often the directory is measured at most.
const CHECK_EVERY: Duration = Duration::from_millis(20);
/// How much longer than a measurement the pause after it is, so that a directory of many files does not stop its run.
const PAUSE_FACTOR: u32 = 10;

/// A directory on the host that vanishes with this value.
#[derive(Debug)]
pub(super) struct Place {
    dir: TempDir,
    capacity: Capacity,
    /// What was put there for the guest, by path: which is free of quota, and has not changed as long as it looks like this.
    given: HashMap<String, u64>,
    given_bytes: u64,
    given_entries: u64,
    largest_given: u64,
    next_check: Instant,
}

impl Capacity {
    /// No file at all.
    pub(super) const NONE: Self = Self {
        bytes: 0,
        inodes: 0,
        file_bytes: 0,
    };
}

impl Place {
    /// A fresh directory below `parent` that only this user may enter.
    pub(super) fn new(parent: &Path, capacity: Capacity) -> io::Result<Self> {
        let dir = tempfile::Builder::new().prefix("run-").tempdir_in(parent)?;
        fs::create_dir(dir.path().join("tmp"))?;
        Ok(Self {
            dir,
            capacity,
            given: HashMap::new(),
            given_bytes: 0,
            given_entries: 1,
            largest_given: 0,
            next_check: Instant::now() + CHECK_EVERY,
        })
    }

    pub(super) fn root(&self) -> &Path {
        self.dir.path()
    }

    /// Puts a file of the submission in place, with the directories it lies in. A later one replaces an earlier one.
    pub(super) fn give(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut path = self.root().to_owned();
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            if parts.peek().is_none() {
                break;
            }
            match fs::create_dir(&path) {
                Ok(()) => self.given_entries += 1,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        fs::write(&path, content)?;
        // A time long gone tells what the guest wrote from what it was given, however coarse the host's clock.
        let then = long_gone();
        File::options()
            .write(true)
            .open(&path)?
            .set_times(FileTimes::new().set_accessed(then).set_modified(then))?;
        let inode = fs::symlink_metadata(&path)?.ino();
        let bytes = content.len() as u64;
        if self.given.insert(name.to_owned(), inode).is_none() {
            self.given_entries += 1;
        }
        self.given_bytes += bytes;
        self.largest_given = self.largest_given.max(bytes);
        Ok(())
    }

    /// Measures the directory when it was not measured for a while.
    pub(super) fn check_now_and_then(&mut self) -> Result<(), Stop> {
        if Instant::now() < self.next_check {
            return Ok(());
        }
        self.check()
    }

    /// Measures the directory against its capacity.
    pub(super) fn check(&mut self) -> Result<(), Stop> {
        let started = Instant::now();
        let (mut bytes, mut entries) = (0_u64, 0_u64);
        let mut linked = HashSet::new();
        let largest = self.capacity.file_bytes.max(self.largest_given);
        let max_bytes = self.capacity.bytes.saturating_add(self.given_bytes);
        let max_entries = self.capacity.inodes.saturating_add(self.given_entries);
        let walked = walk(self.root(), |_, metadata| {
            entries += 1;
            if metadata.is_file() && (metadata.nlink() == 1 || linked.insert(metadata.ino())) {
                bytes = bytes.saturating_add(metadata.len());
                if metadata.len() > largest {
                    return Err(Stop::TooMuch("File size limit exceeded"));
                }
            }
            if bytes > max_bytes || entries > max_entries {
                return Err(Stop::TooMuch("Disk quota exceeded"));
            }
            Ok(())
        })?;
        if let Err(error) = walked {
            let too_deep = Errno::from_io_error(&error) == Some(Errno::NAMETOOLONG);
            return Err(Stop::TooMuch(if too_deep {
                "Directories nested too deep"
            } else {
                tracing::error!(%error, "a working directory could not be measured");
                "The working directory could not be measured"
            }));
        }
        self.next_check = Instant::now() + CHECK_EVERY.max(started.elapsed() * PAUSE_FACTOR);
        Ok(())
    }

    /// Lets what was given so far count as what the guest makes does.
    pub(super) fn count_given(&mut self) {
        self.given_bytes = 0;
        self.given_entries = 1;
    }

    /// The files that are asked for, by path.
    pub(super) fn collect(&self, which: Collect) -> Vec<(String, Arc<[u8]>)> {
        let mut found = Vec::new();
        let mut left = self.capacity.bytes.saturating_add(self.given_bytes);
        let walked: Result<_, Stop> = match which {
            Collect::Nothing => return found,
            _ => walk(self.root(), |path, metadata| {
                let name = path.strip_prefix(self.root()).ok().and_then(Path::to_str);
                let Some(name) = name.filter(|_| metadata.is_file()) else {
                    return Ok(());
                };
                let wanted = name.starts_with("tmp/") == (which == Collect::Temporary);
                if wanted && (which == Collect::Everything || self.is_changed(name, metadata)) {
                    // A file that can't be read is as good as none; it can't be one that the guest made in a usual way.
                    if let Ok(content) = read(path, left) {
                        left -= content.len() as u64;
                        found.push((name.to_owned(), content.into()));
                    }
                }
                Ok(())
            }),
        };
        if !matches!(walked, Ok(Ok(()))) {
            tracing::warn!("a working directory could not be read to its end");
        }
        found.sort();
        found
    }

    fn is_changed(&self, name: &str, metadata: &Metadata) -> bool {
        self.given.get(name) != Some(&metadata.ino())
            || metadata.modified().ok() != Some(long_gone())
    }
}

impl Drop for Place {
    /// Empties the directory. A tree as deep as the guest could make it is taken apart from above: what lies in a directory
    /// is moved up before that is removed, so that no path grows long and no descriptor stays open.
    fn drop(&mut self) {
        let mut moved = 0_u64;
        if let Err(error) = empty(self.dir.path(), &mut moved) {
            tracing::warn!(%error, "a working directory could not be emptied");
        }
    }
}

fn empty(root: &Path, moved: &mut u64) -> io::Result<()> {
    loop {
        let mut any = false;
        for entry in fs::read_dir(root)? {
            any = true;
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                fs::remove_file(entry.path())?;
                continue;
            }
            for inner in fs::read_dir(entry.path())? {
                let inner = inner?;
                if inner.file_type()?.is_dir() {
                    // No guest runs any more that could have taken the name; it may have left one that is in the way.
                    let mut to = root.join(format!("..{moved}"));
                    while fs::symlink_metadata(&to).is_ok() {
                        *moved += 1;
                        to = root.join(format!("..{moved}"));
                    }
                    fs::rename(inner.path(), to)?;
                    *moved += 1;
                } else {
                    fs::remove_file(inner.path())?;
                }
            }
            match fs::remove_dir(entry.path()) {
                // A listing that was taken while files were removed may have skipped some; the next round finds them.
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                other => other?,
            }
        }
        if !any {
            return Ok(());
        }
    }
}

/// Shows everything below `root` to `look`. The inner error is the host's, for a path too long say.
fn walk<E>(
    root: &Path,
    mut look: impl FnMut(&Path, &Metadata) -> Result<(), E>,
) -> Result<io::Result<()>, E> {
    let mut pending: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(directory) = pending.pop() {
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(error) => return Ok(Err(error)),
        };
        for entry in entries {
            let entry = match entry.and_then(|entry| entry.metadata().map(|data| (entry, data))) {
                Ok(entry) => entry,
                Err(error) => return Ok(Err(error)),
            };
            let (entry, metadata) = (entry.0.path(), entry.1);
            look(&entry, &metadata)?;
            if metadata.is_dir() {
                pending.push(entry);
            }
        }
    }
    Ok(Ok(()))
}

fn read(path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > at_most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut content = Vec::with_capacity(metadata.len() as usize);
    file.take(at_most).read_to_end(&mut content)?;
    Ok(content)
}

/// The time that everything carries that was there before the run, on either host.
fn long_gone() -> SystemTime {
    UNIX_EPOCH + Duration::from_nanos(SHARED_TIME_NS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(parent: &TempDir) -> Place {
        let capacity = Capacity {
            bytes: 100,
            inodes: 10,
            file_bytes: 50,
        };
        Place::new(parent.path(), capacity).expect("made")
    }

    #[test]
    fn whatever_lies_in_it_is_removed_and_what_it_links_to_is_not() {
        let parent = tempfile::tempdir().expect("a temporary directory");
        fs::write(parent.path().join("outside"), "x").expect("written");
        let place = place(&parent);
        let root = place.root().to_owned();
        fs::create_dir_all(root.join("a/b/c/d")).expect("made");
        // Names that the removal itself would like to use.
        fs::write(root.join("..0"), "x").expect("written");
        fs::create_dir_all(root.join("..1/..2")).expect("made");
        std::os::unix::fs::symlink("../outside", root.join("a/link")).expect("linked");
        std::os::unix::fs::symlink("..", root.join("a/b/up")).expect("linked");
        drop(place);
        assert!(!root.exists());
        assert!(parent.path().join("outside").exists());
    }

    #[test]
    fn what_was_given_is_free_and_the_rest_is_counted() {
        let parent = tempfile::tempdir().expect("a temporary directory");
        let mut place = place(&parent);
        place.give("dir/given", &[0; 1000]).expect("given");
        assert!(place.check().is_ok());
        assert!(place.collect(Collect::Changed).is_empty());
        let own = place.root().join("own");
        fs::write(&own, [0; 50]).expect("written");
        // A second name is an entry more and no byte.
        fs::hard_link(&own, place.root().join("tmp/also")).expect("linked");
        fs::write(place.root().join("more"), [0; 50]).expect("written");
        assert!(place.check().is_ok());
        let names = |which| -> Vec<String> {
            let files = place.collect(which).into_iter();
            files.map(|(name, _)| name).collect()
        };
        assert_eq!(names(Collect::Changed), ["more", "own"]);
        assert_eq!(names(Collect::Temporary), ["tmp/also"]);
        assert_eq!(names(Collect::Everything), ["dir/given", "more", "own"]);
        fs::write(place.root().join("last"), "x").expect("written");
        assert!(matches!(place.check(), Err(Stop::TooMuch(_))));
    }
}
