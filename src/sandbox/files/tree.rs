//! The read-only part of every run of a language: its standard library or headers, and the devices.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustix::fs::OFlags;

use super::{Device, FileResult};
use crate::sandbox::wasi::Errno;

/// Every file of the shared tree carries this time, so that a run sees the same on every machine: the start of 2024.
pub(crate) const SHARED_TIME_NS: u64 = 1_704_067_200_000_000_000;

/// A read-only file tree. Node 0 is its root.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
pub(crate) enum Node {
    Directory(BTreeMap<Box<str>, u32>),
    File(SharedFile),
    Device(Device),
}

/// A file of the depot, read when a guest first opens it and then kept for all.
#[derive(Debug)]
pub(crate) struct SharedFile {
    path: PathBuf,
    pub(crate) len: u64,
    seen: Seen,
    content: OnceLock<Option<Arc<[u8]>>>,
}

impl SharedFile {
    /// The bytes. A file that vanished from the depot since start, or is another than the one that was compared with its
    /// checksum then, is an input/output error for the guest, no panic.
    pub(crate) fn content(&self) -> FileResult<Arc<[u8]>> {
        self.content
            .get_or_init(|| self.read().map(Arc::from))
            .clone()
            .ok_or(Errno::Io)
    }

    fn read(&self) -> Option<Vec<u8>> {
        // A pipe in its place would have nobody at its other end.
        let mut file = File::options()
            .read(true)
            .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
            .open(&self.path)
            .ok()?;
        let metadata = file.metadata().ok()?;
        if !metadata.is_file() || Seen::of(&metadata) != self.seen {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(self.len).ok()?);
        file.read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 == self.len).then_some(bytes)
    }
}

/// What tells a file from another that took its place, and from itself after it was written to.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    device: u64,
    inode: u64,
    modified: (i64, i64),
}

impl Seen {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }
}

impl Tree {
    /// A tree that holds only `/dev`.
    pub(crate) fn devices() -> Self {
        let mut tree = Self {
            nodes: vec![Node::Directory(BTreeMap::new())],
        };
        let dev = tree.directory(0, "dev");
        for (name, device) in [
            ("null", Device::Null),
            ("random", Device::Random),
            ("urandom", Device::Random),
            ("stdin", Device::Stdin),
            ("stdout", Device::Stdout),
            ("stderr", Device::Stderr),
        ] {
            tree.insert(dev, name, Node::Device(device));
        }
        tree
    }

    /// A tree that holds `/dev` and, at each absolute guest path, what lies in a host folder.
    ///
    /// # Errors
    /// When a folder can't be listed.
    pub(crate) fn with_mounts<'a>(
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> io::Result<Self> {
        let mut tree = Self::devices();
        for (at, host) in mounts {
            let mut parent = 0;
            for component in at.split('/').filter(|component| !component.is_empty()) {
                parent = tree.directory(parent, component);
            }
            tree.read_folder(parent, host)?;
        }
        Ok(tree)
    }

    pub(crate) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    pub(crate) fn child(&self, directory: u32, name: &str) -> Option<u32> {
        match self.node(directory)? {
            Node::Directory(entries) => entries.get(name).copied(),
            Node::File(_) | Node::Device(_) => None,
        }
    }

    fn directory(&mut self, parent: u32, name: &str) -> u32 {
        match self.child(parent, name) {
            Some(existing) => existing,
            None => self.insert(parent, name, Node::Directory(BTreeMap::new())),
        }
    }

    fn insert(&mut self, parent: u32, name: &str, node: Node) -> u32 {
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        if let Some(Node::Directory(entries)) = self.nodes.get_mut(parent as usize) {
            entries.insert(name.into(), index);
        }
        index
    }

    fn read_folder(&mut self, parent: u32, host: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(host)? {
            let entry = entry?;
            // A name that is no UTF-8 has no place in WASI, whose paths are strings.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let metadata = std::fs::metadata(entry.path())?;
            if metadata.is_dir() {
                let directory = self.directory(parent, &name);
                self.read_folder(directory, &entry.path())?;
            } else if metadata.is_file() {
                let file = SharedFile {
                    path: entry.path(),
                    len: metadata.len(),
                    seen: Seen::of(&metadata),
                    content: OnceLock::new(),
                };
                self.insert(parent, &name, Node::File(file));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_merged_and_files_read_when_opened() {
        let host = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(host.path().join("a.h"), "x").expect("written");
        let tree = Tree::with_mounts([("/usr/include", host.path()), ("/usr/lib", host.path())])
            .expect("listed");
        let usr = tree.child(0, "usr").expect("usr");
        let include = tree.child(usr, "include").expect("include");
        let file = tree.child(include, "a.h").expect("a.h");
        let Some(Node::File(file)) = tree.node(file) else {
            panic!("not a file")
        };
        assert_eq!(file.content().as_deref(), Ok(&b"x"[..]));
        assert!(tree.child(usr, "lib").is_some() && tree.child(0, "dev").is_some());
    }

    #[test]
    fn a_file_that_is_another_than_at_the_start_is_not_read() {
        let host = tempfile::tempdir().expect("a temporary directory");
        let at = |name: &str| host.path().join(name);
        let names = ["same", "replaced", "written", "cut", "gone", "pipe", "link"];
        for name in names {
            std::fs::write(at(name), "first").expect("written");
        }
        let tree = Tree::with_mounts([("/m", host.path())]).expect("listed");
        // All of the same size, but for the one that is cut short.
        std::fs::write(at("new"), "other").expect("written");
        std::fs::rename(at("new"), at("replaced")).expect("renamed");
        let file = File::options()
            .write(true)
            .open(at("written"))
            .expect("ours");
        std::os::unix::fs::FileExt::write_all_at(&file, b"other", 0).expect("written");
        let then = std::time::SystemTime::now() + std::time::Duration::from_secs(1);
        file.set_modified(then).expect("ours");
        std::fs::write(at("cut"), "fir").expect("written");
        for name in ["gone", "pipe", "link"] {
            std::fs::remove_file(at(name)).expect("ours");
        }
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.expect("coreutils").success());
        std::os::unix::fs::symlink("/etc/passwd", at("link")).expect("written");
        let mount = tree.child(0, "m").expect("the mount");
        for name in names {
            let Some(Node::File(file)) = tree.child(mount, name).and_then(|node| tree.node(node))
            else {
                panic!("{name} is not a file")
            };
            assert_eq!(file.content().is_ok(), name == "same", "{name}");
        }
    }
}
