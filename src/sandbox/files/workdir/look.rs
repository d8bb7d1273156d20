//! Looking at a working directory: names, kinds, sizes, listings. Nothing here changes anything.

use super::{Body, ROOT, SHARED_TIME_NS, Shared, TMP, WorkDir};
use crate::sandbox::files::{At, FileResult, Kind, Stat};
use crate::sandbox::wasi::Errno;

impl WorkDir {
    pub(crate) fn child(&self, directory: At, name: &str) -> Option<At> {
        match directory {
            At::Own(index) => match &self.nodes.get(index as usize)?.body {
                Body::Directory { entries, .. } => match entries.get(name) {
                    Some(&node) => Some(At::Own(node)),
                    None if index == ROOT => self.tree.child(0, name).map(At::Shared),
                    None => None,
                },
                _ => None,
            },
            At::Shared(index) => self.tree.child(index, name).map(At::Shared),
        }
    }

    pub(crate) fn stat(&self, at: At) -> FileResult<Stat> {
        let (kind, links, size, accessed_ns, modified_ns) = match at {
            At::Own(index) => {
                let node = self.nodes.get(index as usize).ok_or(Errno::BadDescriptor)?;
                let (kind, size) = match &node.body {
                    Body::Directory { .. } => (Kind::Directory, 0),
                    Body::File(data) => (Kind::File, data.bytes().len() as u64),
                    Body::Symlink(target) => (Kind::Symlink, target.len() as u64),
                    Body::Vacant => return Err(Errno::NoEntry),
                };
                (
                    kind,
                    u64::from(node.links),
                    size,
                    node.accessed_ns,
                    node.modified_ns,
                )
            }
            At::Shared(index) => {
                let (kind, size) = match self.tree.node(index).ok_or(Errno::NoEntry)? {
                    Shared::Directory(_) => (Kind::Directory, 0),
                    Shared::File(file) => (Kind::File, file.len),
                    Shared::Device(device) => (Kind::Device(*device), 0),
                };
                (kind, 1, size, SHARED_TIME_NS, SHARED_TIME_NS)
            }
        };
        Ok(Stat {
            kind,
            inode: at.inode(),
            links,
            size,
            accessed_ns,
            modified_ns,
        })
    }

    pub(crate) fn read_link(&self, at: At) -> FileResult<&str> {
        match at {
            At::Own(index) => match &self.nodes[index as usize].body {
                Body::Symlink(target) => Ok(target),
                _ => Err(Errno::Invalid),
            },
            At::Shared(_) => Err(Errno::Invalid),
        }
    }

    /// Everything in a directory: name, node and kind, sorted by name.
    pub(crate) fn list(&self, directory: At) -> FileResult<Vec<(Box<str>, At, Kind)>> {
        match directory {
            At::Own(index) => match &self.nodes[index as usize].body {
                Body::Directory { entries, .. } => entries
                    .iter()
                    .filter(|&(_, &node)| node != TMP)
                    .map(|(name, &node)| {
                        Ok((name.clone(), At::Own(node), self.stat(At::Own(node))?.kind))
                    })
                    .collect(),
                _ => Err(Errno::NotDirectory),
            },
            At::Shared(index) => match self.tree.node(index) {
                Some(Shared::Directory(entries)) => entries
                    .iter()
                    .map(|(name, &node)| {
                        Ok((
                            name.clone(),
                            At::Shared(node),
                            self.stat(At::Shared(node))?.kind,
                        ))
                    })
                    .collect(),
                _ => Err(Errno::NotDirectory),
            },
        }
    }

    /// How many entries a listing would have.
    pub(crate) fn entry_count(&self, directory: At) -> usize {
        match directory {
            At::Own(index) => match &self.nodes[index as usize].body {
                Body::Directory { entries, .. } => entries.len(),
                _ => 0,
            },
            At::Shared(index) => match self.tree.node(index) {
                Some(Shared::Directory(entries)) => entries.len(),
                _ => 0,
            },
        }
    }
}
