//! The directory of a box: what is laid into it before a run, and what is taken out after it.
//!
//! A guest owns what is in it while it runs, and leaves what it likes there. Before that, nothing in it is a guest's;
//! after it, nothing is written, no link is followed and only regular files are read, through one handle of the top.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, AsRawFd as _, OwnedFd};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustix::fs::{Dir, FileType, Mode, OFlags, ResolveFlags, fchmod, fstat, openat2};
use rustix::io::Errno;
use rustix::process::geteuid;

use crate::executor::Collect;
use crate::model::{self, LimitsInForce};

/// Seen as `/box`, `/tmp` and `/dev/shm`.
pub(super) const WORK: &str = "work";
pub(super) const TMP: &str = "tmp";
pub(super) const SHM: &str = "shm";
const FOLDERS: [&str; 3] = [WORK, TMP, SHM];
/// What a path of the working directory starts with when it lies in `/tmp`.
const TMP_PREFIX: &str = "tmp/";
/// Folders within folders that are looked into.
const MAX_DEPTH: usize = 64;
/// As on Linux.
const MAX_PATH_BYTES: usize = 4095;
/// Names that are looked at when the quota allows for more.
const MAX_ENTRIES: u64 = 1 << 20;

/// The files of a run, as they were laid there.
#[derive(Debug, Default)]
pub(super) struct Place {
    directory: PathBuf,
    given: HashMap<String, Given>,
    given_bytes: u64,
}

#[derive(Debug)]
struct Given {
    content: Arc<[u8]>,
    stamp: Stamp,
}

/// Tells a file from one that was written since or put in its place.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    seconds: i64,
    nanoseconds: i64,
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self {
            inode: found.ino(),
            seconds: found.mtime(),
            nanoseconds: found.mtime_nsec(),
        }
    }
}

/// Makes the folders that a box has. By them one is known that an enclos made.
///
/// # Errors
/// When one can't be made.
pub(super) fn furnish(directory: &Path) -> io::Result<()> {
    // isolate goes through it as whoever called it, while it already is the guest's.
    fs::set_permissions(directory, Permissions::from_mode(0o711))?;
    for name in FOLDERS {
        DirBuilder::new().mode(0o700).create(directory.join(name))?;
    }
    Ok(())
}

/// Whether an enclos of this user made that box, and no run is going on in it.
pub(super) fn is_furnished(directory: &Path) -> bool {
    let is_own = |path: &Path| {
        fs::symlink_metadata(path)
            .is_ok_and(|found| found.is_dir() && found.uid() == geteuid().as_raw())
    };
    is_own(directory) && FOLDERS.iter().all(|name| is_own(&directory.join(name)))
}

/// Removes what is in a box in which nothing runs any more, as far as this user may. isolate opens a folder within a
/// folder within a folder until it has no more handles for them.
pub(super) fn clear(directory: &Path) -> bool {
    let removed = Command::new("/bin/rm")
        .args(["-rf", "--one-file-system", "--"])
        .args(FOLDERS.iter().map(|name| directory.join(name)))
        .stderr(Stdio::null())
        .status();
    removed.is_ok_and(|status| status.success())
}

impl Place {
    /// Lays files into a box in which nothing has run yet.
    ///
    /// # Errors
    /// When one can't be written.
    pub(super) fn fill(directory: &Path, files: &[model::File]) -> io::Result<Self> {
        let mut place = Self {
            directory: directory.to_owned(),
            ..Self::default()
        };
        for file in files {
            place.lay(file.name.as_str(), &file.content)?;
        }
        Ok(place)
    }

    fn lay(&mut self, name: &str, content: &Arc<[u8]>) -> io::Result<()> {
        let path = match name.strip_prefix(TMP_PREFIX) {
            Some(name) => self.directory.join(TMP).join(name),
            None => self.directory.join(WORK).join(name),
        };
        if let Some(folder) = path.parent() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o755)
                .create(folder)?;
        }
        let is_program = content.starts_with(b"\x7fELF") || content.starts_with(b"#!");
        let mode = if is_program { 0o755 } else { 0o644 };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(path)?;
        file.write_all(content)?;
        file.set_permissions(Permissions::from_mode(mode))?;
        let stamp = Stamp::of(&file.metadata()?);
        self.given_bytes += content.len() as u64;
        let content = Arc::clone(content);
        self.given.insert(name.to_owned(), Given { content, stamp });
        Ok(())
    }

    /// The files that are asked for, by path. Nothing of the run is left that could change them meanwhile.
    ///
    /// A file may have any number of names, of which no quota knows, so what comes back is no larger together than the
    /// quota and what was given.
    pub(super) fn collect(
        &self,
        which: Collect,
        limits: &LimitsInForce,
    ) -> Vec<(String, Arc<[u8]>)> {
        let (top, prefix) = match which {
            Collect::Nothing => return Vec::new(),
            Collect::Temporary => (TMP, TMP_PREFIX),
            Collect::Changed | Collect::Everything => (WORK, ""),
        };
        let top = match File::open(&self.directory).map(OwnedFd::from) {
            Ok(directory) => open(&directory, top, OFlags::DIRECTORY),
            Err(error) => Err(Errno::from_io_error(&error).unwrap_or(Errno::IO)),
        };
        let mut search = Search {
            place: self,
            prefix,
            with_unchanged: which == Collect::Everything,
            bytes_left: limits.quota.bytes.saturating_add(self.given_bytes),
            entries_left: limits
                .quota
                .inodes
                .saturating_add(self.given.len() as u64)
                .min(MAX_ENTRIES),
            found: Vec::new(),
        };
        match top {
            Ok(top) => search.folder(&top, "", 0),
            Err(error) => tracing::error!(%error, "the directory of a box could not be opened"),
        }
        search.found.sort();
        search.found
    }
}

struct Search<'a> {
    place: &'a Place,
    prefix: &'static str,
    with_unchanged: bool,
    bytes_left: u64,
    entries_left: u64,
    found: Vec<(String, Arc<[u8]>)>,
}

impl Search<'_> {
    /// What can't be read is left out: it is the program's own doing.
    fn folder(&mut self, folder: &OwnedFd, path: &str, depth: usize) {
        let Ok(entries) = Dir::read_from(folder) else {
            return;
        };
        for entry in entries {
            let Ok(entry) = entry else { return };
            let Ok(name) = entry.file_name().to_str() else {
                continue;
            };
            // A folder of that name in the working directory would be taken for the temporary one.
            let is_ambiguous = path.is_empty() && self.prefix.is_empty() && name == TMP;
            if matches!(name, "." | "..") || is_ambiguous {
                continue;
            }
            if path.len() + name.len() > MAX_PATH_BYTES {
                continue;
            }
            let Some(left) = self.entries_left.checked_sub(1) else {
                return;
            };
            self.entries_left = left;
            let path = format!("{path}{name}");
            match entry.file_type() {
                FileType::Directory if depth < MAX_DEPTH => {
                    if let Ok(folder) = open(folder, name, OFlags::DIRECTORY) {
                        self.folder(&folder, &format!("{path}/"), depth + 1);
                    }
                }
                FileType::RegularFile => self.file(folder, name, &path),
                _ => {}
            }
        }
    }

    fn file(&mut self, folder: &OwnedFd, name: &str, path: &str) {
        let Ok(file) = open(folder, name, OFlags::NONBLOCK) else {
            return;
        };
        let file = File::from(file);
        let Ok(found) = file.metadata() else { return };
        if !found.is_file() || found.len() > self.bytes_left {
            return;
        }
        let mut content = Vec::new();
        if file.take(found.len()).read_to_end(&mut content).is_err() {
            return;
        }
        let path = format!("{}{path}", self.prefix);
        let stamp = Stamp::of(&found);
        let given = self.place.given.get(&path);
        let same = given.filter(|given| given.stamp == stamp && *given.content == *content);
        if same.is_some() && !self.with_unchanged {
            return;
        }
        self.bytes_left -= content.len() as u64;
        let content = same.map_or_else(|| content.into(), |given| Arc::clone(&given.content));
        self.found.push((path, content));
    }
}

/// Opens what is right in the folder, and is neither a link nor a mount. What its program has made inaccessible is made
/// accessible, through a handle of itself.
fn open(folder: &OwnedFd, name: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
    let at = |flags| {
        openat2(
            folder.as_fd(),
            name,
            flags | OFlags::CLOEXEC | OFlags::NOFOLLOW,
            Mode::empty(),
            ResolveFlags::BENEATH
                | ResolveFlags::NO_SYMLINKS
                | ResolveFlags::NO_MAGICLINKS
                | ResolveFlags::NO_XDEV,
        )
    };
    match at(flags | OFlags::RDONLY) {
        Err(Errno::ACCESS) => {}
        opened => {
            // A folder that may be read but not entered. One that can't be changed is its program's own doing.
            if flags.contains(OFlags::DIRECTORY)
                && let Ok(folder) = &opened
            {
                let _ = fchmod(folder, Mode::RWXU);
            }
            return opened;
        }
    }
    let handle = at(OFlags::PATH)?;
    let kind = FileType::from_raw_mode(fstat(&handle)?.st_mode);
    if !matches!(kind, FileType::RegularFile | FileType::Directory) {
        return Err(Errno::ACCESS);
    }
    let path = format!("/proc/self/fd/{}", handle.as_raw_fd());
    fs::set_permissions(path, Permissions::from_mode(0o700))
        .map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::ACCESS))?;
    at(flags | OFlags::RDONLY)
}
