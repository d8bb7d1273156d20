//! Tarballs.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use ::tar::{Archive, Entry, EntryType};

use super::{Reason, place, write_file};

/// Unpacks a tarball. Files keep their times, by which `make` decides what generated files are out of date.
pub(super) fn unpack(tarball: impl Read, into: &Path) -> Result<(), Reason> {
    let mut links = Vec::new();
    let mut archive = Archive::new(tarball);
    for entry in archive.entries().map_err(said)? {
        let mut entry = entry.map_err(said)?;
        let name = entry.path().map_err(said)?.into_owned();
        let Some(place) = place(&name, into)? else {
            continue;
        };
        match entry.header().entry_type() {
            EntryType::Directory => fs::create_dir_all(&place).map_err(said)?,
            EntryType::Regular | EntryType::Continuous => file(&mut entry, &place).map_err(said)?,
            EntryType::Symlink => {
                let target = target(&entry)?;
                inside(&target, &place, into)?;
                links.push((target, place));
            }
            EntryType::Link => {
                // A second name becomes a second file; the difference is a little space.
                let original = super::place(&target(&entry)?, into)?
                    .filter(|original| original.is_file())
                    .ok_or_else(|| format!("{} is a second name of nothing", name.display()))?;
                fs::copy(original, &place).map_err(said)?;
            }
            EntryType::XGlobalHeader => {}
            kind => {
                return Err(format!(
                    "{} is of the unwanted kind {kind:?}",
                    name.display()
                ));
            }
        }
    }
    for (target, place) in links {
        link(&target, &place, into)?;
    }
    Ok(())
}

fn file<R: Read>(entry: &mut Entry<'_, R>, place: &Path) -> io::Result<()> {
    let executable = entry.header().mode()? & 0o100 != 0;
    let seconds = entry.header().mtime()?;
    let file = write_file(place, entry, executable)?;
    match SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)) {
        Some(time) => file.set_modified(time),
        None => Ok(()),
    }
}

fn target<R: Read>(entry: &Entry<'_, R>) -> Result<PathBuf, Reason> {
    let target = entry.link_name().map_err(said)?;
    Ok(target.ok_or("a link leads nowhere")?.into_owned())
}

/// A link may climb only at its beginning, and not above the archive's own folder. After a name, `..` could follow
/// another link to anywhere.
fn inside(target: &Path, place: &Path, into: &Path) -> Result<(), Reason> {
    let way = place
        .parent()
        .and_then(|parent| parent.strip_prefix(into).ok());
    let mut room = way.map_or(0, |way| way.components().count());
    let mut descended = false;
    for part in target.components() {
        let fits = match part {
            Component::Normal(_) => {
                descended = true;
                true
            }
            Component::CurDir => true,
            Component::ParentDir if !descended && room > 0 => {
                room -= 1;
                true
            }
            _ => false,
        };
        if !fits {
            return Err(format!("a link leads out of it, to {}", target.display()));
        }
    }
    Ok(())
}

fn link(target: &Path, place: &Path, into: &Path) -> Result<(), Reason> {
    let parent = place.parent().unwrap_or(into);
    fs::create_dir_all(parent).map_err(said)?;
    // The count in `inside` holds only if every folder on the way is a real one.
    let real = parent.canonicalize().map_err(said)?;
    let root = into.canonicalize().map_err(said)?;
    if parent.strip_prefix(into).ok() != real.strip_prefix(&root).ok() {
        return Err(format!(
            "the link {} lies behind another link",
            place.display()
        ));
    }
    symlink(target, place).map_err(said)
}

fn said(error: io::Error) -> Reason {
    error.to_string()
}
