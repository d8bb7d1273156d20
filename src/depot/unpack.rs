//! Unpacks the archives of packages, and nothing outside of the folder that it is given.
//!
//! The archives are pinned by hash, so a hostile one would have had to be pinned; the checks are there because
//! reviewing a pin should not include reading tar headers.

mod tar;
mod zip;

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

use flate2::read::MultiGzDecoder;

use super::error::{Error, IoContext as _};
use super::fetch::Client;

/// Why an archive is refused, or what its reader said.
type Reason = String;

const XZ: Client = Client {
    program: "xz",
    hint: "the package xz-utils",
};
const BZIP2: Client = Client {
    program: "bzip2",
    hint: "the package bzip2",
};

/// Unpacks `archive` into the empty folder `into`, and returns the folder that holds the content: `into`, or the one
/// folder in it if the archive is a tarball that has everything in one.
pub(super) fn unpack(archive: &Path, into: &Path) -> Result<PathBuf, Error> {
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let file = File::open(archive).or_cannot("open", archive)?;
    let refused = |reason: Reason| Error::Unpack {
        archive: name.to_string(),
        reason,
    };
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
    if ends(&[".whl", ".zip"]) {
        zip::unpack(file, into).map_err(refused)?;
        return Ok(into.to_owned());
    }
    if ends(&[".tgz", ".crate", ".tar.gz"]) {
        tar::unpack(MultiGzDecoder::new(file), into).map_err(refused)?;
    } else if ends(&[".tar.xz", ".tar.bz2"]) {
        // Only source packages of distributions come like this, and such machines have these tools.
        let tool = if name.ends_with("xz") { XZ } else { BZIP2 };
        decompress(tool, file, &name, |tarball| {
            tar::unpack(tarball, into).map_err(refused)
        })?;
    } else {
        return Err(refused("its kind is unknown".to_owned()));
    }
    only_folder(into)
}

fn decompress(
    tool: Client,
    file: File,
    name: &str,
    read: impl FnOnce(ChildStdout) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut child = Command::new(tool.program)
        .arg("-dc")
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| tool.missing(format!("unpack {name}")))?;
    let outcome = match child.stdout.take() {
        Some(stdout) => read(stdout),
        None => Ok(()),
    };
    // The pipe is closed by now, so the child ends even if it was not read to its end.
    let _ = child.wait();
    outcome
}

fn only_folder(folder: &Path) -> Result<PathBuf, Error> {
    let mut entries = fs::read_dir(folder).or_cannot("list", folder)?;
    if let (Some(Ok(only)), None) = (entries.next(), entries.next())
        && only.file_type().is_ok_and(|kind| kind.is_dir())
    {
        return Ok(only.path());
    }
    Ok(folder.to_owned())
}

/// Where an entry belongs; None for the folder itself.
fn place(name: &Path, into: &Path) -> Result<Option<PathBuf>, Reason> {
    let mut place = into.to_owned();
    for part in name.components() {
        match part {
            Component::Normal(part) => place.push(part),
            Component::CurDir => {}
            _ => return Err(format!("{} points out of it", name.display())),
        }
    }
    Ok((place != into).then_some(place))
}

/// Writes one file, with the folders that lead to it. Links are made only after all files, so no part of the way can
/// be one.
fn write_file(place: &Path, content: &mut impl io::Read, executable: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    // Some archives have a file twice, and the later one counts.
    if place.is_file() {
        fs::remove_file(place)?;
    }
    let mode = if executable { 0o755 } else { 0o644 };
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(place)?;
    io::copy(content, &mut file)?;
    Ok(file)
}

#[cfg(test)]
mod tests;
