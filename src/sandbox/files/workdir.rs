//! The run's own part of the tree: everything that it may create, change and remove.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tree::{Node as Shared, SHARED_TIME_NS, Tree};
use super::{At, FileResult, Kind, Stat};
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

    pub(crate) fn create_file(&mut self, directory: At, name: &str) -> FileResult<At> {
        self.create(directory, name, Body::File(Data::Own(Vec::new())))
    }

    pub(crate) fn make_directory(&mut self, directory: At, name: &str) -> FileResult<At> {
        let parent = own_directory(directory)?;
        self.create(
            directory,
            name,
            Body::Directory {
                entries: BTreeMap::new(),
                parent,
            },
        )
    }

    pub(crate) fn symlink(&mut self, target: &str, directory: At, name: &str) -> FileResult<()> {
        self.create(directory, name, Body::Symlink(target.into()))
            .map(drop)
    }

    /// One more name for a file.
    pub(crate) fn link(&mut self, node: At, directory: At, name: &str) -> FileResult<()> {
        let At::Own(index) = node else {
            return Err(Errno::CrossDevice);
        };
        if matches!(self.nodes[index as usize].body, Body::Directory { .. }) {
            return Err(Errno::NotPermitted);
        }
        let parent = self.vacant_name(directory, name)?;
        self.enter(parent, name, index);
        Ok(())
    }

    pub(crate) fn unlink(&mut self, directory: At, name: &str) -> FileResult<()> {
        let (parent, index) = self.own_entry(directory, name)?;
        if matches!(self.nodes[index as usize].body, Body::Directory { .. }) {
            return Err(Errno::IsDirectory);
        }
        self.leave(parent, name);
        Ok(())
    }

    pub(crate) fn remove_directory(&mut self, directory: At, name: &str) -> FileResult<()> {
        let (parent, index) = self.own_entry(directory, name)?;
        match &self.nodes[index as usize].body {
            _ if index == TMP => Err(Errno::Busy),
            Body::Directory { entries, .. } if entries.is_empty() => {
                self.leave(parent, name);
                Ok(())
            }
            Body::Directory { .. } => Err(Errno::NotEmpty),
            _ => Err(Errno::NotDirectory),
        }
    }

    pub(crate) fn rename(
        &mut self,
        from: At,
        name: &str,
        to: At,
        new_name: &str,
    ) -> FileResult<()> {
        let (old_parent, index) = self.own_entry(from, name)?;
        let new_parent = own_directory(to)?;
        let moving_directory = matches!(self.nodes[index as usize].body, Body::Directory { .. });
        if index == TMP {
            return Err(Errno::Busy);
        }
        if moving_directory && self.lies_within(new_parent, index) {
            return Err(Errno::Invalid);
        }
        match self.child(to, new_name) {
            None => {}
            Some(At::Shared(_)) => return Err(Errno::ReadOnly),
            Some(At::Own(existing)) if existing == index => return Ok(()),
            Some(At::Own(existing)) => {
                match (&self.nodes[existing as usize].body, moving_directory) {
                    (Body::Directory { .. }, false) => return Err(Errno::IsDirectory),
                    (Body::Directory { entries, .. }, true)
                        if !entries.is_empty() || existing == TMP =>
                    {
                        return Err(Errno::NotEmpty);
                    }
                    (Body::Directory { .. }, true) => self.leave(new_parent, new_name),
                    (_, true) => return Err(Errno::NotDirectory),
                    (_, false) => self.leave(new_parent, new_name),
                }
            }
        }
        // Entered before it leaves, so that the count of its names never reaches zero on the way.
        if new_name.len() > super::resolve::MAX_NAME_BYTES {
            return Err(Errno::NameTooLong);
        }
        self.enter(new_parent, new_name, index);
        self.leave(old_parent, name);
        if let Body::Directory { parent, .. } = &mut self.nodes[index as usize].body {
            *parent = new_parent;
        }
        self.nodes[index as usize].changed = true;
        Ok(())
    }

    /// Reads at `offset` into `buffer`; returns how many bytes there were.
    pub(crate) fn read(&self, at: At, offset: u64, buffer: &mut [u8]) -> FileResult<usize> {
        let copy = |bytes: &[u8], buffer: &mut [u8]| {
            let start = usize::try_from(offset)
                .unwrap_or(usize::MAX)
                .min(bytes.len());
            let count = buffer.len().min(bytes.len() - start);
            buffer[..count].copy_from_slice(&bytes[start..start + count]);
            count
        };
        match at {
            At::Own(index) => match &self.nodes[index as usize].body {
                Body::File(data) => Ok(copy(data.bytes(), buffer)),
                Body::Directory { .. } => Err(Errno::IsDirectory),
                _ => Err(Errno::BadDescriptor),
            },
            At::Shared(index) => match self.tree.node(index) {
                Some(Shared::File(file)) => Ok(copy(&file.content()?, buffer)),
                Some(Shared::Directory(_)) => Err(Errno::IsDirectory),
                _ => Err(Errno::BadDescriptor),
            },
        }
    }

    /// Writes all of `bytes` at `offset`, or nothing.
    pub(crate) fn write(&mut self, at: At, offset: u64, bytes: &[u8]) -> FileResult<()> {
        let end = offset
            .checked_add(bytes.len() as u64)
            .ok_or(Errno::FileTooBig)?;
        if bytes.is_empty() {
            return Ok(());
        }
        let size = self.stat(at)?.size;
        if end > size {
            self.set_size(at, end)?;
        }
        let data = self.own_data(at)?;
        data[offset as usize..end as usize].copy_from_slice(bytes);
        self.touch(at);
        Ok(())
    }

    /// Cuts or extends a file, the new bytes being zero.
    pub(crate) fn set_size(&mut self, at: At, size: u64) -> FileResult<()> {
        let At::Own(index) = at else {
            return Err(Errno::ReadOnly);
        };
        let node = &self.nodes[index as usize];
        let Body::File(data) = &node.body else {
            return Err(Errno::Invalid);
        };
        if size > self.capacity.file_bytes {
            return Err(Errno::FileTooBig);
        }
        let counted = |size: u64| size.saturating_sub(node.free_bytes);
        let used = self.used_bytes - counted(data.bytes().len() as u64) + counted(size);
        if used > self.capacity.bytes {
            return Err(Errno::NoSpace);
        }
        self.used_bytes = used;
        self.own_data(at)?.resize(size as usize, 0);
        self.touch(at);
        Ok(())
    }

    pub(crate) fn set_times(
        &mut self,
        at: At,
        accessed_ns: Option<u64>,
        modified_ns: Option<u64>,
    ) -> FileResult<()> {
        let At::Own(index) = at else {
            return Err(Errno::ReadOnly);
        };
        let node = &mut self.nodes[index as usize];
        node.accessed_ns = accessed_ns.unwrap_or(node.accessed_ns);
        node.modified_ns = modified_ns.unwrap_or(node.modified_ns);
        Ok(())
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

    fn own_data(&mut self, at: At) -> FileResult<&mut Vec<u8>> {
        let At::Own(index) = at else {
            return Err(Errno::ReadOnly);
        };
        match &mut self.nodes[index as usize].body {
            Body::File(data) => Ok(data.own()),
            Body::Directory { .. } => Err(Errno::IsDirectory),
            _ => Err(Errno::Invalid),
        }
    }

    fn touch(&mut self, at: At) {
        if let At::Own(index) = at {
            let node = &mut self.nodes[index as usize];
            node.modified_ns = self.now_ns;
            node.changed = true;
        }
    }

    fn create(&mut self, directory: At, name: &str, body: Body) -> FileResult<At> {
        let parent = self.vacant_name(directory, name)?;
        if self.used_inodes >= self.capacity.inodes {
            return Err(Errno::NoSpace);
        }
        self.used_inodes += 1;
        let made = self.add(body);
        self.nodes[made as usize].counted = true;
        self.nodes[made as usize].changed = true;
        self.enter(parent, name, made);
        Ok(At::Own(made))
    }

    /// The own directory that `name` can be put into.
    fn vacant_name(&self, directory: At, name: &str) -> FileResult<u32> {
        if name.is_empty() || self.child(directory, name).is_some() {
            return Err(Errno::Exists);
        }
        if name.len() > super::resolve::MAX_NAME_BYTES {
            return Err(Errno::NameTooLong);
        }
        let parent = own_directory(directory)?;
        // A directory that was removed while a descriptor was open on it takes no new names.
        match &self.nodes[parent as usize] {
            Node {
                body: Body::Directory { .. },
                links,
                ..
            } if *links > 0 || parent == ROOT => Ok(parent),
            _ => Err(Errno::NoEntry),
        }
    }

    fn own_entry(&self, directory: At, name: &str) -> FileResult<(u32, u32)> {
        match self.child(directory, name).ok_or(Errno::NoEntry)? {
            At::Own(index) => Ok((own_directory(directory)?, index)),
            At::Shared(_) => Err(Errno::ReadOnly),
        }
    }

    fn lies_within(&self, mut directory: u32, ancestor: u32) -> bool {
        loop {
            if directory == ancestor {
                return true;
            }
            match &self.nodes[directory as usize].body {
                Body::Directory { parent, .. } if directory != ROOT => directory = *parent,
                _ => return false,
            }
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
