//! Archives of packages: fetched once through the registry's own client, kept, and checked before every use.
//!
//! The clients know addresses, mirrors, proxies and credentials; none of that is ours to know. What they deliver is
//! not trusted: only an archive with the pinned hash gets past this module.

mod apt;
mod cargo;
mod client;
pub(super) mod deb;
mod npm;
mod pip;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::languages::{Package, Registry};

use super::error::{Error, IoContext as _};
use super::layout::Layout;
use super::lock::FileLock;
use super::work::{Work, remove_tree};
use crate::ours;

pub(super) use client::Client;

/// Gets the archive of a package from somewhere.
pub(super) trait Fetcher: Sync + Send {
    /// Fetches into `folder`, which is empty and private, and names the files that may be the archive, the likeliest
    /// first.
    fn fetch(&self, package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error>;
}

/// The ordinary clients of the registries.
#[derive(Debug)]
pub(super) struct Clients;

impl Fetcher for Clients {
    fn fetch(&self, package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        match package.registry {
            Registry::Npm => npm::fetch(package, folder),
            Registry::Pip => pip::fetch(package, folder),
            Registry::Cargo => cargo::fetch(package, folder),
            Registry::AptSource => apt::fetch(package, folder),
        }
    }
}

/// The archive of `package`, from `downloads/` or else from its registry. `fetching` is called when a registry has
/// to be asked.
pub(super) fn archive(
    package: &Package,
    layout: &Layout,
    work: &Work,
    fetcher: &dyn Fetcher,
    fetching: impl FnOnce(),
) -> Result<PathBuf, Error> {
    let _lock = FileLock::acquire(&layout.lock(&format!("download-{}", package.sha256)), || {})?;
    if let Some(kept) = kept(package, &layout.downloads())? {
        return Ok(kept);
    }
    fetching();
    // Networks hiccup; what fails twice in a row is something that a person should look at.
    let attempt = || -> Result<_, Error> {
        let scratch = work.scratch("fetch")?;
        let files = fetcher.fetch(package, scratch.path())?;
        Ok((scratch, files))
    };
    let (_scratch, files) = match attempt() {
        Err(Error::Fetch { .. }) => attempt()?,
        first => first?,
    };
    let mut found = None;
    for file in files {
        let hash = sha256(&file).or_cannot("read", &file)?;
        if hash == package.sha256 {
            return keep(&file, package, &layout.downloads());
        }
        found.get_or_insert(hash);
    }
    Err(Error::Checksum {
        package: package.name.clone(),
        version: package.version.clone(),
        expected: package.sha256.clone(),
        found: found.unwrap_or_else(|| "no archive at all".to_owned()),
    })
}

/// An archive fetched earlier. One that is damaged is removed.
fn kept(package: &Package, downloads: &Path) -> Result<Option<PathBuf>, Error> {
    for entry in fs::read_dir(downloads).or_cannot("list", downloads)? {
        let path = entry.or_cannot("list", downloads)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if !name.is_some_and(|name| name.starts_with(&package.sha256)) {
            continue;
        }
        if sha256(&path).is_ok_and(|hash| hash == package.sha256) {
            return Ok(Some(path));
        }
        remove_tree(&path).or_cannot("remove", &path)?;
    }
    Ok(None)
}

fn keep(file: &Path, package: &Package, downloads: &Path) -> Result<PathBuf, Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let target = downloads.join(format!("{}-{name}", package.sha256));
    File::open(file)
        .and_then(|file| file.sync_all())
        .or_cannot("write", file)?;
    fs::rename(file, &target).or_cannot("move a file to", &target)?;
    Ok(target)
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = ours::open_plain(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            length => hasher.update(&buffer[..length]),
        }
    }
    Ok(hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// The files in `folder` whose names pass.
fn files_in(folder: &Path, pass: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).or_cannot("list", folder)? {
        let entry = entry.or_cannot("list", folder)?;
        if entry.file_name().to_str().is_some_and(&pass) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests;
