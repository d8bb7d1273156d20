//! Calls on open descriptors that move no data: what they are, what is in a directory, which numbers they have.

use std::sync::Arc;

use super::abi::{self, Memory};
use super::descriptors::{Descriptor, Target};
use super::{CallResult, Errno, World};
use crate::sandbox::files::{At, Device};

/// Fuel for one entry of a listing that is taken.
const ENTRY_COST: u64 = 200;

impl World {
    pub(super) fn fd_close(&mut self, fd: u32) -> CallResult {
        let closed = self.descriptors.remove(fd)?;
        if let Some(at) = closed.target.node() {
            self.files.let_go(at);
        }
        Ok(0)
    }

    pub(super) fn fd_renumber(&mut self, from: u32, to: u32) -> CallResult {
        self.descriptors.get(to)?;
        if from == to {
            return Ok(0);
        }
        let moved = self.descriptors.remove(from)?;
        let closed = self.descriptors.replace(to, moved)?;
        if let Some(at) = closed.target.node() {
            self.files.let_go(at);
        }
        Ok(0)
    }

    pub(super) fn fd_fdstat_get(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        at: u32,
    ) -> CallResult {
        let descriptor = self.descriptors.get(fd)?;
        let mut rights = abi::RIGHTS_ALL;
        let kind = match descriptor.target {
            Target::Directory { .. } => 3,
            Target::File { .. } => {
                rights &= !abi::RIGHTS_DIRECTORY;
                4
            }
            Target::Device(device) => {
                rights &= !abi::RIGHTS_DIRECTORY;
                // A character device that can't seek is what the C library takes for a terminal.
                let standard = matches!(device, Device::Stdin | Device::Stdout | Device::Stderr);
                if self.terminal && standard {
                    rights &= !(abi::RIGHT_FD_SEEK | abi::RIGHT_FD_TELL);
                }
                2
            }
        };
        if !descriptor.readable {
            rights &= !abi::RIGHT_FD_READ;
        }
        if !descriptor.writable {
            rights &= !abi::RIGHT_FD_WRITE;
        }
        let mut bytes = [0; 24];
        bytes[0] = kind;
        bytes[2..4].copy_from_slice(&descriptor.flags.to_le_bytes());
        bytes[8..16].copy_from_slice(&rights.to_le_bytes());
        bytes[16..24].copy_from_slice(&abi::RIGHTS_ALL.to_le_bytes());
        memory.write(at, &bytes)?;
        Ok(0)
    }

    pub(super) fn fd_fdstat_set_flags(&mut self, fd: u32, flags: u16) -> CallResult {
        let descriptor = self.descriptors.get_mut(fd)?;
        descriptor.flags = flags & (abi::FDFLAG_APPEND | abi::FDFLAG_NONBLOCK);
        Ok(0)
    }

    pub(super) fn fd_fdstat_set_rights(&mut self, fd: u32, base: u64) -> CallResult {
        let descriptor = self.descriptors.get_mut(fd)?;
        descriptor.readable &= base & abi::RIGHT_FD_READ != 0;
        descriptor.writable &= base & abi::RIGHT_FD_WRITE != 0;
        Ok(0)
    }

    pub(super) fn fd_filestat_get(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        at: u32,
    ) -> CallResult {
        let bytes = match self.descriptors.get(fd)?.target.node() {
            Some(node) => abi::filestat(&self.files.stat(node)?),
            None => {
                let mut bytes = [0; 64];
                bytes[16] = 2;
                bytes[24] = 1;
                bytes
            }
        };
        memory.write(at, &bytes)?;
        Ok(0)
    }

    /// The node of a file that is open for writing.
    fn writable_file(&self, fd: u32) -> Result<At, Errno> {
        let descriptor = self.descriptors.get(fd)?;
        match descriptor.target {
            Target::File { at, .. } if descriptor.writable => Ok(at),
            Target::Directory { .. } => Err(Errno::IsDirectory),
            _ => Err(Errno::Invalid),
        }
    }

    pub(super) fn fd_filestat_set_size(&mut self, fd: u32, size: u64) -> CallResult {
        let at = self.writable_file(fd)?;
        let before = self.files.stat(at)?.size;
        self.files.now_ns = self.clock.realtime_ns();
        self.files.set_size(at, size)?;
        Ok(size.saturating_sub(before))
    }

    pub(super) fn fd_allocate(&mut self, fd: u32, offset: u64, len: u64) -> CallResult {
        let at = self.writable_file(fd)?;
        let end = offset.checked_add(len).ok_or(Errno::FileTooBig)?;
        if len == 0 {
            return Err(Errno::Invalid.into());
        }
        let before = self.files.stat(at)?.size;
        if end > before {
            self.files.set_size(at, end)?;
        }
        Ok(end.saturating_sub(before))
    }

    pub(super) fn fd_filestat_set_times(
        &mut self,
        fd: u32,
        times: (u64, u64),
        flags: u16,
    ) -> CallResult {
        let at = self
            .descriptors
            .get(fd)?
            .target
            .node()
            .ok_or(Errno::BadDescriptor)?;
        self.set_times(at, times, flags)
    }

    /// `flags`: 1 and 4 set a given time, 2 and 8 the present one.
    pub(super) fn set_times(
        &mut self,
        at: At,
        (accessed, modified): (u64, u64),
        flags: u16,
    ) -> CallResult {
        let now = self.clock.realtime_ns();
        let pick = |given: u64, set: bool, set_now: bool| match (set, set_now) {
            (true, true) => Err(Errno::Invalid),
            (true, false) => Ok(Some(given)),
            (false, true) => Ok(Some(now)),
            (false, false) => Ok(None),
        };
        let accessed = pick(accessed, flags & 1 != 0, flags & 2 != 0)?;
        let modified = pick(modified, flags & 4 != 0, flags & 8 != 0)?;
        self.files.set_times(at, accessed, modified)?;
        Ok(0)
    }

    /// Anything that is open can be synced, advised on and so on, to no effect.
    pub(super) fn fd_exists(&mut self, fd: u32) -> CallResult {
        self.descriptors.get(fd)?;
        Ok(0)
    }

    pub(super) fn fd_prestat_get(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        at: u32,
    ) -> CallResult {
        match self.descriptors.get(fd)?.target {
            Target::Directory {
                preopen: Some(name),
                ..
            } => {
                memory.write_u32(at, 0)?;
                memory.write_u32(at.wrapping_add(4), name.len() as u32)?;
                Ok(0)
            }
            _ => Err(Errno::BadDescriptor.into()),
        }
    }

    pub(super) fn fd_prestat_dir_name(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        at: u32,
        len: u32,
    ) -> CallResult {
        match self.descriptors.get(fd)?.target {
            Target::Directory {
                preopen: Some(name),
                ..
            } if name.len() <= len as usize => {
                memory.write(at, name.as_bytes())?;
                Ok(0)
            }
            Target::Directory {
                preopen: Some(_), ..
            } => Err(Errno::NameTooLong.into()),
            _ => Err(Errno::BadDescriptor.into()),
        }
    }

    pub(super) fn fd_readdir(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        buffer: (u32, u32),
        cookie: u64,
        count_at: u32,
    ) -> CallResult {
        let here = self.descriptors.directory(fd)?;
        let mut cost = 0;
        let kept = match &self.descriptors.get(fd)?.target {
            Target::Directory { listing, .. } if cookie != 0 => listing.clone(),
            _ => None,
        };
        let listing = match kept {
            Some(listing) => listing,
            None => {
                cost += ENTRY_COST * self.files.entry_count(here) as u64;
                let dots = [".", ".."]
                    .map(|name| (name.into(), here, crate::sandbox::files::Kind::Directory));
                let fresh = Arc::new(
                    dots.into_iter()
                        .chain(self.files.list(here)?)
                        .collect::<Vec<_>>(),
                );
                if let Descriptor {
                    target: Target::Directory { listing, .. },
                    ..
                } = self.descriptors.get_mut(fd)?
                {
                    *listing = Some(Arc::clone(&fresh));
                }
                fresh
            }
        };
        let space = memory.bytes_mut(buffer.0, buffer.1)?;
        let mut used = 0;
        let start = usize::try_from(cookie)
            .unwrap_or(usize::MAX)
            .min(listing.len());
        for (index, (name, at, kind)) in listing.iter().enumerate().skip(start) {
            let mut entry = [0; 24];
            entry[0..8].copy_from_slice(&(index as u64 + 1).to_le_bytes());
            entry[8..16].copy_from_slice(&at.inode().to_le_bytes());
            entry[16..20].copy_from_slice(&(name.len() as u32).to_le_bytes());
            entry[20] = abi::file_type(*kind);
            // An entry that does not fit is cut, which tells the program to come back with more space.
            for byte in entry.iter().chain(name.as_bytes()) {
                let Some(slot) = space.get_mut(used) else {
                    break;
                };
                *slot = *byte;
                used += 1;
            }
            if used == space.len() {
                break;
            }
        }
        memory.write_u32(count_at, used as u32)?;
        Ok(cost + used as u64)
    }
}
