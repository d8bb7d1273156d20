//! The run's own part of the tree: everything that it may create, change and remove.

mod collect;
mod content;
mod look;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tree::{Node as Shared, SHARED_TIME_NS, Tree};
use super::{At, FileResult};
use crate::executor::Writable;
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
    given_bytes: u64,
    /// Whether the quota counts the files that are given from now on.
    pub(crate) counts_given: bool,
    /// What may be changed.
    pub(crate) writable: Writable,
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
    /// The quota counts it, because the run made it or because it outlives the run.
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
            given_bytes: 0,
            counts_given: false,
            writable: Writable::All,
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

    /// Puts a file in place, with the directories it lies in, as not yet changed. It is free of quota unless that
    /// [counts](Self::counts_given) what is given.
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
                        self.count_given(made);
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
            let bytes = content.len() as u64;
            let body = Body::File(Data::Given(content));
            let node = match existing {
                None => {
                    let made = self.add(body);
                    self.enter(parent, name, made);
                    self.count_given(made);
                    made
                }
                // A test's file replaces the submission's of the same name.
                Some(At::Own(node)) => {
                    let Body::File(old) = &self.nodes[node as usize].body else {
                        return Err(Errno::Exists);
                    };
                    let free_bytes = self.nodes[node as usize].free_bytes;
                    self.used_bytes -= (old.bytes().len() as u64).saturating_sub(free_bytes);
                    self.nodes[node as usize].body = body;
                    node
                }
                Some(At::Shared(_)) => return Err(Errno::Exists),
            };
            if self.counts_given {
                self.used_bytes += bytes;
            } else {
                self.given_bytes += bytes;
            }
            self.nodes[node as usize].free_bytes = if self.counts_given { 0 } else { bytes };
            return Ok(());
        }
        Err(Errno::NoEntry)
    }

    fn count_given(&mut self, node: u32) {
        if self.counts_given {
            self.nodes[node as usize].counted = true;
            self.used_inodes += 1;
        }
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
