//! The run's own part of the tree: everything that it may create, change and remove.

mod content;
mod look;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tree::{Node as Shared, SHARED_TIME_NS, Tree};
use super::{At, FileResult};
use crate::model::LimitsInForce;
use crate::sandbox::wasi::Errno;

const ROOT: u32 = 0;
const TMP: u32 = 1;

/// What a working directory may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capacity {
    /// Bytes of all files that the run wrote.
    pub(crate) bytes: u64,
    /// Files, directories and links that the run made.
    pub(crate) inodes: u64,
    /// Bytes of the largest file.
    pub(crate) file_bytes: u64,
}

impl Capacity {
    /// What a run's limits come to.
    pub(crate) fn of(limits: &LimitsInForce) -> Self {
        Self {
            bytes: limits.quota.bytes,
            inodes: limits.quota.inodes,
            file_bytes: limits.file_bytes,
        }
    }
}

/// A working directory. Its root also shows the shared tree, which listings leave out, so that a program that lists its
/// directory sees its own files and nothing else.
#[derive(Debug)]
pub(crate) struct WorkDir {
    tree: Arc<Tree>,
    nodes: Vec<Node>,
    vacant: Vec<u32>,
    capacity: Capacity,
    used_bytes: u64,
    used_inodes: u64,
    /// The time that nodes made or changed now will carry; the host of a run sets it before each change.
    pub(crate) now_ns: u64,
}

#[derive(Debug)]
struct Node {
    body: Body,
    /// Names that lead here.
    links: u32,
    /// Descriptors open on it.
    handles: u32,
    accessed_ns: u64,
    modified_ns: u64,
    /// Bytes that were given with the submission, which the quota does not count.
    free_bytes: u64,
    /// Made by the run, so that the quota counts it.
    counted: bool,
    /// Created or written to by the run.
    changed: bool,
}

#[derive(Debug)]
enum Body {
    Vacant,
    Directory {
        entries: BTreeMap<Box<str>, u32>,
        parent: u32,
    },
    File(Data),
    Symlink(Box<str>),
}

/// The bytes of a file. Those that came with the submission are shared between tests until a run writes to them.
#[derive(Debug)]
enum Data {
    Given(Arc<[u8]>),
    Own(Vec<u8>),
}

impl Data {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Given(bytes) => bytes,
            Self::Own(bytes) => bytes,
        }
    }

    fn own(&mut self) -> &mut Vec<u8> {
        if let Self::Given(bytes) = self {
            *self = Self::Own(bytes.to_vec());
        }
        match self {
            Self::Own(bytes) => bytes,
            Self::Given(_) => unreachable!("made own above"),
        }
    }
}

impl WorkDir {
    /// An empty directory with `/tmp` and the shared tree.
    pub(crate) fn new(tree: Arc<Tree>, capacity: Capacity) -> Self {
        let mut dir = Self {
            tree,
            nodes: Vec::with_capacity(8),
            vacant: Vec::new(),
            capacity,
            used_bytes: 0,
            used_inodes: 0,
            now_ns: SHARED_TIME_NS,
        };
        dir.add(Body::Directory {
            entries: BTreeMap::new(),
            parent: ROOT,
        });
        let tmp = dir.add(Body::Directory {
            entries: BTreeMap::new(),
            parent: ROOT,
        });
        debug_assert_eq!(tmp, TMP);
        dir.enter(ROOT, "tmp", TMP);
        dir
    }

    /// Whether the run has made nothing that is still there.
    pub(crate) fn is_untouched(&self) -> bool {
        self.used_inodes == 0 && self.used_bytes == 0
    }

    /// Where every path starts.
    pub(crate) fn root(&self) -> At {
        At::Own(ROOT)
    }

    /// Puts a file of the submission in place, with the directories it lies in. It is free of quota and not yet changed.
    pub(crate) fn give(&mut self, path: &str, content: Arc<[u8]>) -> FileResult<()> {
        let mut parent = ROOT;
        let mut components = path
            .split('/')
            .filter(|component| !component.is_empty())
            .peekable();
        while let Some(name) = components.next() {
            let existing = self.child(At::Own(parent), name);
            if components.peek().is_some() {
                parent = match existing {
                    None => {
                        let made = self.add(Body::Directory {
                            entries: BTreeMap::new(),
                            parent,
                        });
                        self.enter(parent, name, made);
                        made
                    }
                    Some(At::Own(node))
                        if matches!(self.nodes[node as usize].body, Body::Directory { .. }) =>
                    {
                        node
                    }
                    Some(_) => return Err(Errno::Exists),
                };
                continue;
            }
            let free_bytes = content.len() as u64;
            let body = Body::File(Data::Given(content));
            match existing {
                None => {
                    let made = self.add(body);
                    self.nodes[made as usize].free_bytes = free_bytes;
                    self.enter(parent, name, made);
                }
                // A test's file replaces the submission's of the same name.
                Some(At::Own(node)) if matches!(self.nodes[node as usize].body, Body::File(_)) => {
                    self.nodes[node as usize].body = body;
                    self.nodes[node as usize].free_bytes = free_bytes;
                }
                Some(_) => return Err(Errno::Exists),
            }
            return Ok(());
        }
        Err(Errno::NoEntry)
    }

    /// The files that the run created or changed, by path, outside `/tmp`.
    pub(crate) fn changed(&self) -> Vec<(String, &[u8])> {
        self.changed_below(ROOT, "")
    }

    /// The files that the run created or changed in `/tmp`, by path from the root.
    pub(crate) fn temporary(&self) -> Vec<(String, &[u8])> {
        self.changed_below(TMP, "tmp/")
    }

    fn changed_below(&self, directory: u32, prefix: &str) -> Vec<(String, &[u8])> {
        let mut found = Vec::new();
        let mut pending = vec![(directory, prefix.to_owned())];
        while let Some((directory, prefix)) = pending.pop() {
            let Body::Directory { entries, .. } = &self.nodes[directory as usize].body else {
                continue;
            };
            for (name, &index) in entries {
                let node = &self.nodes[index as usize];
                match &node.body {
                    Body::Directory { .. } if index != TMP => {
                        pending.push((index, format!("{prefix}{name}/")))
                    }
                    Body::File(data) if node.changed => {
                        found.push((format!("{prefix}{name}"), data.bytes()))
                    }
                    _ => {}
                }
            }
        }
        found.sort();
        found
    }

    /// Keeps a node alive while a descriptor is open on it, as an unlinked file stays readable.
    pub(crate) fn hold(&mut self, at: At) {
        if let At::Own(index) = at {
            self.nodes[index as usize].handles += 1;
        }
    }

    /// The descriptor is closed.
    pub(crate) fn let_go(&mut self, at: At) {
        if let At::Own(index) = at {
            self.nodes[index as usize].handles -= 1;
            self.reclaim(index);
        }
    }

    fn add(&mut self, body: Body) -> u32 {
        let node = Node {
            body,
            links: 0,
            handles: 0,
            accessed_ns: self.now_ns,
            modified_ns: self.now_ns,
            free_bytes: 0,
            counted: false,
            changed: false,
        };
        match self.vacant.pop() {
            Some(index) => {
                self.nodes[index as usize] = node;
                index
            }
            None => {
                self.nodes.push(node);
                self.nodes.len() as u32 - 1
            }
        }
    }

    fn enter(&mut self, directory: u32, name: &str, node: u32) {
        let now = self.now_ns;
        self.nodes[node as usize].links += 1;
        let directory = &mut self.nodes[directory as usize];
        directory.modified_ns = now;
        if let Body::Directory { entries, .. } = &mut directory.body {
            entries.insert(name.into(), node);
        }
    }

    fn leave(&mut self, directory: u32, name: &str) {
        let now = self.now_ns;
        let directory = &mut self.nodes[directory as usize];
        directory.modified_ns = now;
        let Body::Directory { entries, .. } = &mut directory.body else {
            return;
        };
        if let Some(index) = entries.remove(name) {
            self.nodes[index as usize].links -= 1;
            self.reclaim(index);
        }
    }

    /// Frees a node that no name and no descriptor leads to.
    fn reclaim(&mut self, index: u32) {
        let node = &mut self.nodes[index as usize];
        if node.links > 0 || node.handles > 0 || index == ROOT {
            return;
        }
        if let Body::File(data) = &node.body {
            self.used_bytes -= (data.bytes().len() as u64).saturating_sub(node.free_bytes);
        }
        node.body = Body::Vacant;
        self.used_inodes -= u64::from(node.counted);
        self.vacant.push(index);
    }
}

fn own_directory(at: At) -> FileResult<u32> {
    match at {
        At::Own(index) => Ok(index),
        At::Shared(_) => Err(Errno::ReadOnly),
    }
}
