//! Making, moving and removing what has a name.

use std::collections::BTreeMap;

use super::{Body, Data, Node, ROOT, TMP, WorkDir};
use crate::executor::Writable;
use crate::sandbox::files::{At, FileResult, resolve};
use crate::sandbox::wasi::Errno;

impl WorkDir {
    pub(crate) fn create_file(&mut self, directory: At, name: &str) -> FileResult<At> {
        self.create(directory, name, Body::File(Data::Own(Vec::new())))
    }

    pub(crate) fn make_directory(&mut self, directory: At, name: &str) -> FileResult<At> {
        let parent = self.own_directory(directory)?;
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
        let new_parent = self.own_directory(to)?;
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
        if new_name.len() > resolve::MAX_NAME_BYTES {
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
        if name.len() > resolve::MAX_NAME_BYTES {
            return Err(Errno::NameTooLong);
        }
        let parent = self.own_directory(directory)?;
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

    /// A directory whose names may be changed.
    fn own_directory(&self, at: At) -> FileResult<u32> {
        match (at, self.writable) {
            (At::Shared(_), _) | (_, Writable::Nothing) => Err(Errno::ReadOnly),
            (At::Own(index), Writable::NotTemporary) if self.lies_within(index, TMP) => {
                Err(Errno::ReadOnly)
            }
            (At::Own(index), _) => Ok(index),
        }
    }

    fn own_entry(&self, directory: At, name: &str) -> FileResult<(u32, u32)> {
        match self.child(directory, name).ok_or(Errno::NoEntry)? {
            At::Own(index) => Ok((self.own_directory(directory)?, index)),
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
}
