//! Calls that follow a path from an open directory.

use super::abi::{self, Memory};
#[cfg(feature = "breach")]
use super::breach::Change;
use super::descriptors::{Descriptor, Target};
use super::{CallResult, Errno, World};
use crate::sandbox::files::{At, Follow, Kind};

/// What `path_open` asks for, beside the path.
pub(super) struct OpenHow {
    pub(super) follow: Follow,
    pub(super) oflags: u16,
    pub(super) rights: u64,
    pub(super) fdflags: u16,
}

impl World {
    pub(super) fn path_open(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        path: &str,
        how: &OpenHow,
        fd_at: u32,
    ) -> CallResult {
        #[cfg(feature = "breach")]
        let path = &self.breach(fd, path)[..];
        let start = self.descriptors.directory(fd)?;
        let exclusive = how.oflags & abi::OFLAG_EXCLUSIVE != 0;
        let create = how.oflags & abi::OFLAG_CREATE != 0;
        let follow = if create && exclusive {
            Follow::No
        } else {
            how.follow
        };
        let place = self.files.place(start, path, follow)?;
        let writable = how.rights & abi::RIGHT_FD_WRITE != 0;
        let readable = how.rights & abi::RIGHT_FD_READ != 0 || !writable;
        self.files.now_ns = self.clock.realtime_ns();
        if create && place.wants_directory {
            // A file can't be made under a name that is a directory's, whether there is one or not.
            return Err(Errno::IsDirectory.into());
        }
        let node = match place.node {
            Some(_) if create && exclusive => return Err(Errno::Exists.into()),
            Some(node) => node,
            None if !create => return Err(Errno::NoEntry.into()),
            None if how.oflags & abi::OFLAG_DIRECTORY != 0 => {
                return Err(Errno::Invalid.into());
            }
            None => self.files.create_file(place.parent, &place.name)?,
        };
        let stat = self.files.stat(node)?;
        if (place.wants_directory || how.oflags & abi::OFLAG_DIRECTORY != 0)
            && stat.kind != Kind::Directory
        {
            return Err(Errno::NotDirectory.into());
        }
        let target = match stat.kind {
            Kind::Directory => {
                // Programs built on preview 1 ask for every right on a directory; only what makes no sense is refused.
                if create || how.oflags & abi::OFLAG_TRUNCATE != 0 {
                    return Err(Errno::IsDirectory.into());
                }
                Target::Directory {
                    at: node,
                    preopen: None,
                    listing: None,
                }
            }
            Kind::Symlink => return Err(Errno::Loop.into()),
            Kind::Device(device) => Target::Device(device),
            Kind::File => {
                if writable && matches!(node, At::Shared(_)) {
                    return Err(Errno::ReadOnly.into());
                }
                if how.oflags & abi::OFLAG_TRUNCATE != 0 && stat.size > 0 {
                    self.files.set_size(node, 0)?;
                }
                Target::File {
                    at: node,
                    position: 0,
                }
            }
        };
        let descriptor = Descriptor {
            target,
            readable,
            writable,
            flags: how.fdflags & (abi::FDFLAG_APPEND | abi::FDFLAG_NONBLOCK),
        };
        let held = descriptor.target.node();
        let opened = self.descriptors.insert(descriptor)?;
        if let Some(at) = held {
            self.files.hold(at);
        }
        #[cfg(feature = "breach")]
        if writable {
            self.breach_opened(opened, path);
        }
        memory.write_u32(fd_at, opened)?;
        Ok(path.len() as u64)
    }

    pub(super) fn path_filestat_get(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        follow: Follow,
        path: &str,
        at: u32,
    ) -> CallResult {
        #[cfg(feature = "breach")]
        let path = &self.breach(fd, path)[..];
        let node = self
            .files
            .find(self.descriptors.directory(fd)?, path, follow)?;
        memory.write(at, &abi::filestat(&self.files.stat(node)?))?;
        Ok(path.len() as u64)
    }

    pub(super) fn path_filestat_set_times(
        &mut self,
        fd: u32,
        follow: Follow,
        path: &str,
        times: (u64, u64),
        flags: u16,
    ) -> CallResult {
        let node = self
            .files
            .find(self.descriptors.directory(fd)?, path, follow)?;
        self.set_times(node, times, flags)
    }

    pub(super) fn path_create_directory(&mut self, fd: u32, path: &str) -> CallResult {
        let place = self
            .files
            .place(self.descriptors.directory(fd)?, path, Follow::No)?;
        if place.node.is_some() {
            return Err(Errno::Exists.into());
        }
        self.files.now_ns = self.clock.realtime_ns();
        self.files.make_directory(place.parent, &place.name)?;
        Ok(path.len() as u64)
    }

    pub(super) fn path_remove_directory(&mut self, fd: u32, path: &str) -> CallResult {
        #[cfg(feature = "breach")]
        let path = &self.breach(fd, path)[..];
        #[cfg(feature = "breach")]
        self.breach_did(Change::RemoveFolder(path));
        let place = self
            .files
            .place(self.descriptors.directory(fd)?, path, Follow::No)?;
        if place.name.is_empty() {
            return Err(Errno::Invalid.into());
        }
        self.files.remove_directory(place.parent, &place.name)?;
        Ok(path.len() as u64)
    }

    pub(super) fn path_unlink_file(&mut self, fd: u32, path: &str) -> CallResult {
        #[cfg(feature = "breach")]
        let path = &self.breach(fd, path)[..];
        #[cfg(feature = "breach")]
        self.breach_did(Change::Unlink(path));
        let place = self
            .files
            .place(self.descriptors.directory(fd)?, path, Follow::No)?;
        if place.name.is_empty() {
            return Err(Errno::IsDirectory.into());
        }
        if place.wants_directory
            && place.node.is_some_and(|node| {
                self.files
                    .stat(node)
                    .is_ok_and(|s| s.kind != Kind::Directory)
            })
        {
            return Err(Errno::NotDirectory.into());
        }
        self.files.unlink(place.parent, &place.name)?;
        Ok(path.len() as u64)
    }

    pub(super) fn path_rename(&mut self, from: (u32, &str), to: (u32, &str)) -> CallResult {
        #[cfg(feature = "breach")]
        let paths = (self.breach(from.0, from.1), self.breach(to.0, to.1));
        #[cfg(feature = "breach")]
        self.breach_did(Change::Rename(&paths.0, &paths.1));
        #[cfg(feature = "breach")]
        let (from, to) = ((from.0, &paths.0[..]), (to.0, &paths.1[..]));
        let old = self
            .files
            .place(self.descriptors.directory(from.0)?, from.1, Follow::No)?;
        let new = self
            .files
            .place(self.descriptors.directory(to.0)?, to.1, Follow::No)?;
        if old.name.is_empty() || new.name.is_empty() {
            return Err(Errno::Busy.into());
        }
        let node = old.node.ok_or(Errno::NoEntry)?;
        if (old.wants_directory || new.wants_directory)
            && self.files.stat(node)?.kind != Kind::Directory
        {
            return Err(Errno::NotDirectory.into());
        }
        self.files.now_ns = self.clock.realtime_ns();
        self.files
            .rename(old.parent, &old.name, new.parent, &new.name)?;
        Ok((from.1.len() + to.1.len()) as u64)
    }

    pub(super) fn path_link(
        &mut self,
        from: (u32, &str),
        follow: Follow,
        to: (u32, &str),
    ) -> CallResult {
        #[cfg(feature = "breach")]
        let paths = (self.breach(from.0, from.1), self.breach(to.0, to.1));
        #[cfg(feature = "breach")]
        self.breach_did(Change::Link(&paths.0, &paths.1));
        #[cfg(feature = "breach")]
        let (from, to) = ((from.0, &paths.0[..]), (to.0, &paths.1[..]));
        let node = self
            .files
            .find(self.descriptors.directory(from.0)?, from.1, follow)?;
        let new = self
            .files
            .place(self.descriptors.directory(to.0)?, to.1, Follow::No)?;
        if new.wants_directory {
            return Err(Errno::NoEntry.into());
        }
        self.files.link(node, new.parent, &new.name)?;
        Ok((from.1.len() + to.1.len()) as u64)
    }

    pub(super) fn path_symlink(&mut self, target: &str, fd: u32, path: &str) -> CallResult {
        #[cfg(feature = "breach")]
        self.breach_did(Change::Symlink(target, path));
        // An absolute target would name something outside of the directory that the link is a part of.
        if target.starts_with('/') {
            return Err(Errno::NotPermitted.into());
        }
        if target.is_empty() {
            return Err(Errno::NoEntry.into());
        }
        let place = self
            .files
            .place(self.descriptors.directory(fd)?, path, Follow::No)?;
        if place.wants_directory && place.node.is_none() {
            return Err(Errno::NoEntry.into());
        }
        self.files.now_ns = self.clock.realtime_ns();
        self.files.symlink(target, place.parent, &place.name)?;
        Ok((path.len() + target.len()) as u64)
    }

    pub(super) fn path_readlink(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        path: &str,
        buffer: (u32, u32),
        count_at: u32,
    ) -> CallResult {
        let node = self
            .files
            .find(self.descriptors.directory(fd)?, path, Follow::No)?;
        let target = self.files.read_link(node)?.as_bytes();
        let count = target.len().min(buffer.1 as usize);
        memory.write(buffer.0, &target[..count])?;
        memory.write_u32(count_at, count as u32)?;
        Ok(count as u64)
    }
}
