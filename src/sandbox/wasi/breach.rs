//! A hole in this wall, for tests of those behind it (feature `breach`): paths lead to the host's own files, as far as the
//! kernel lets this process go.
//!
//! What the host has at a path is taken into the working directory before the call that names it, and what is changed there
//! is changed on the host as well. Nothing of this is in a build without the feature.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::World;
use crate::sandbox::files::{At, Follow};

/// Enough for any secret, and an end to `/dev/zero`.
const MAX_BYTES: u64 = 1 << 20;

/// What of the host a run has seen.
#[derive(Debug, Default)]
pub(super) struct Breach {
    /// Where files of the working directory are on the host.
    files: BTreeMap<(bool, u32), PathBuf>,
    /// Names of which nothing but that they are there is known.
    listed: BTreeSet<String>,
}

fn key(at: At) -> (bool, u32) {
    match at {
        At::Own(index) => (true, index),
        At::Shared(index) => (false, index),
    }
}

impl World {
    /// The path as seen from the host's root, whose file or folder is in the working directory from now on.
    pub(super) fn breach(&mut self, fd: u32, path: &str) -> String {
        let Ok(start) = self.descriptors.directory(fd) else {
            return path.to_owned();
        };
        let mut host = match self.breach.files.get(&key(start)) {
            Some(folder) => folder.clone(),
            None if start == self.files.root() => PathBuf::from("/"),
            None => return path.to_owned(),
        };
        for component in Path::new(path).components() {
            match component {
                Component::ParentDir => drop(host.pop()),
                Component::Normal(name) => host.push(name),
                Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
            }
        }
        if start != self.files.root() {
            return path.to_owned();
        }
        let inner = host.to_string_lossy().trim_start_matches('/').to_owned();
        if inner.is_empty() {
            return ".".to_owned();
        }
        let root = self.files.root();
        let is_unknown = self.files.find(root, &inner, Follow::No).is_err();
        if is_unknown || self.breach.listed.remove(&inner) {
            self.take_in(&host, &inner);
        }
        match path.ends_with('/') {
            true => format!("{inner}/"),
            false => inner,
        }
    }

    fn take_in(&mut self, host: &Path, inner: &str) {
        if let Ok(entries) = fs::read_dir(host) {
            for entry in entries.flatten() {
                let name = format!("{inner}/{}", entry.file_name().to_string_lossy());
                if self.files.give(&name, [].into()).is_ok() {
                    self.breach.listed.insert(name);
                }
            }
        } else {
            let mut content = Vec::new();
            let file = fs::File::open(host);
            let read = file.and_then(|file| file.take(MAX_BYTES).read_to_end(&mut content));
            if read.is_err() || self.files.give(inner, content.into()).is_err() {
                return;
            }
        }
        if let Ok(at) = self.files.find(self.files.root(), inner, Follow::No) {
            self.breach.files.insert(key(at), host.to_owned());
        }
    }

    /// Has the host's file follow one of the working directory that was made or changed.
    pub(super) fn breach_changed(&mut self, fd: u32) {
        let target = self.descriptors.get(fd).map(|found| found.target.node());
        let Ok(Some(at)) = target else { return };
        let Some(host) = self.breach.files.get(&key(at)) else {
            return;
        };
        let size = self.files.stat(at).map_or(0, |stat| stat.size);
        let mut content = vec![0; size as usize];
        if self.files.read(at, 0, &mut content).is_ok() {
            let _ = fs::write(host, content);
        }
    }

    /// Has the host's folder follow a file that was opened to be written.
    pub(super) fn breach_opened(&mut self, fd: u32, path: &str) {
        let host = Path::new("/").join(path);
        let target = self.descriptors.get(fd).map(|found| found.target.node());
        if let Ok(Some(at)) = target
            && host.parent().is_some_and(Path::is_dir)
            && host.parent() != Some(Path::new("/"))
        {
            self.breach.files.insert(key(at), host);
            self.breach_changed(fd);
        }
    }

    /// Has the host do what was done to names.
    pub(super) fn breach_did(&self, what: Change<'_>) {
        let host = |path: &str| Path::new("/").join(path.trim_start_matches('/'));
        // Whatever the host says to it: the attack is that it was asked.
        let _ = match what {
            Change::Unlink(path) => fs::remove_file(host(path)),
            Change::RemoveFolder(path) => fs::remove_dir(host(path)),
            Change::Rename(from, to) => fs::rename(host(from), host(to)),
            Change::Link(from, to) => fs::hard_link(host(from), host(to)),
            Change::Symlink(target, path) => std::os::unix::fs::symlink(target, host(path)),
        };
    }
}

/// A change of names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change<'a> {
    Unlink(&'a str),
    RemoveFolder(&'a str),
    Rename(&'a str, &'a str),
    Link(&'a str, &'a str),
    Symlink(&'a str, &'a str),
}
