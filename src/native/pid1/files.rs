//! The files of a run: those that it starts with, and those that it leaves.
//!
//! They are written before the program starts. They are read when no process is left that could change them, without
//! following a link, and never more of them than was asked for.

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, openat, statat};
use serde_bytes::ByteBuf;

use super::super::order::Collect;
use super::mounts::{BOX, TEMPORARY};

/// Files of this folder of a submission lie in `/tmp`.
const TEMPORARY_PREFIX: &str = "tmp/";

/// No program makes folders in folders so deep but to annoy.
const MAX_DEPTH: usize = 64;

/// What identifies a file, and the last times at which its content and anything about it were changed. Of these a program
/// can't set the second.
type Mark = (u64, i64, i64, i64, i64);

/// How old the content of given files is made to look: clocks of file systems are coarse, and a program that writes a file
/// at once would write it at the same time.
const AGE: Duration = Duration::from_secs(1);

/// What was given to a program.
#[derive(Default)]
pub(super) struct Given(HashMap<String, Mark>);

/// Where a file of the submission lies.
fn place(name: &str) -> PathBuf {
    match name.strip_prefix(TEMPORARY_PREFIX) {
        Some(rest) => Path::new(TEMPORARY).join(rest),
        None => Path::new(BOX).join(name),
    }
}

/// Writes the files, as `owner` when this process may choose.
pub(super) fn write(files: Vec<(String, ByteBuf)>, owner: Option<u32>) -> io::Result<Given> {
    let mut given = Given::default();
    let written = SystemTime::now() - AGE;
    let mut folders: HashSet<PathBuf> = [BOX, TEMPORARY].map(PathBuf::from).into();
    for (name, content) in files {
        let path = place(&name);
        let mut missing = Vec::new();
        for folder in path.ancestors().skip(1) {
            if folders.contains(folder) {
                break;
            }
            missing.push(folder.to_owned());
        }
        for folder in missing.into_iter().rev() {
            match DirBuilder::new().mode(0o755).create(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => own(&folder, owner)?,
            }
            folders.insert(folder);
        }
        let is_program = content.starts_with(b"\x7fELF") || content.starts_with(b"#!");
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(if is_program { 0o755 } else { 0o644 })
            .open(&path)?;
        file.write_all(&content)?;
        own(&path, owner)?;
        file.set_modified(written)?;
        let metadata = file.metadata()?;
        let mark = (
            metadata.ino(),
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.ctime(),
            metadata.ctime_nsec(),
        );
        given.0.insert(name, mark);
    }
    Ok(given)
}

fn own(path: &Path, owner: Option<u32>) -> io::Result<()> {
    match owner {
        Some(owner) => std::os::unix::fs::lchown(path, Some(owner), Some(owner)),
        None => Ok(()),
    }
}

/// Hands on every file that is wanted and fits, by its name in the submission.
pub(super) fn collect(
    wanted: Collect,
    given: &Given,
    max_bytes: u64,
    take: &mut dyn FnMut(String, ByteBuf) -> io::Result<()>,
) -> io::Result<()> {
    let (folder, prefix) = match wanted {
        Collect::Nothing => return Ok(()),
        Collect::Temporary => (TEMPORARY, TEMPORARY_PREFIX),
        Collect::Changed | Collect::Everything => (BOX, ""),
    };
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = openat(CWD, folder, flags, Mode::empty())?;
    let mut walk = Walk {
        given: (wanted != Collect::Everything).then_some(given),
        room_bytes: max_bytes,
        take,
    };
    walk.folder(&folder, prefix, 0)
}

struct Walk<'a> {
    /// What need not come back when it is as it was.
    given: Option<&'a Given>,
    room_bytes: u64,
    take: &'a mut dyn FnMut(String, ByteBuf) -> io::Result<()>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &OwnedFd, prefix: &str, depth: usize) -> io::Result<()> {
        let Ok(entries) = Dir::read_from(folder) else {
            return Ok(());
        };
        for entry in entries {
            let Ok(entry) = entry else { return Ok(()) };
            let name = entry.file_name();
            // No submission could name it.
            let Ok(text) = name.to_str() else { continue };
            if text == "." || text == ".." {
                continue;
            }
            let path = format!("{prefix}{text}");
            let flags = rustix::fs::AtFlags::SYMLINK_NOFOLLOW;
            let Ok(stat) = statat(folder, name, flags) else {
                continue;
            };
            match FileType::from_raw_mode(stat.st_mode) {
                FileType::Directory if depth < MAX_DEPTH => {
                    let flags =
                        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                    if let Ok(inner) = openat(folder, name, flags, Mode::empty()) {
                        self.folder(&inner, &format!("{path}/"), depth + 1)?;
                    }
                }
                FileType::RegularFile => {
                    let mark = (
                        stat.st_ino,
                        stat.st_mtime,
                        stat.st_mtime_nsec as i64,
                        stat.st_ctime,
                        stat.st_ctime_nsec as i64,
                    );
                    let unchanged = |given: &Given| given.0.get(&path) == Some(&mark);
                    if !self.given.is_some_and(unchanged) {
                        self.file(folder, name, path)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn file(&mut self, folder: impl AsFd, name: &std::ffi::CStr, path: String) -> io::Result<()> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(file) = openat(folder, name, flags, Mode::empty()) else {
            return Ok(());
        };
        let file = File::from(file);
        let bytes = file.metadata()?.len();
        if bytes > self.room_bytes {
            return Ok(());
        }
        let mut content = Vec::new();
        file.take(bytes).read_to_end(&mut content)?;
        self.room_bytes -= bytes;
        (self.take)(path, ByteBuf::from(content))
    }
}

/// The bytes that all files of the program have.
pub(super) fn disk_bytes() -> u64 {
    rustix::fs::statvfs(BOX).map_or(0, |stat| (stat.f_blocks - stat.f_bfree) * stat.f_frsize)
}

/// The programs that a name without a slash may mean, as a shell looks for it.
pub(super) fn find_program(name: &str, path: &str) -> PathBuf {
    if name.contains('/') {
        return PathBuf::from(name);
    }
    let mut folders = path.split(':').map(Path::new);
    folders
        .find_map(|folder| Some(folder.join(name)).filter(|path| fs::metadata(path).is_ok()))
        .unwrap_or_else(|| PathBuf::from(name))
}
