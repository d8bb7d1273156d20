//! Calls that move data: reading, writing, and where in a file that is done.

use super::abi::{self, Memory};
use super::descriptors::Target;
use super::{CallResult, Errno, World};
use crate::sandbox::files::Device;

/// Randomness is made in pieces of this size, with a look at the clock between them.
const RANDOM_PIECE: usize = 1 << 20;

impl World {
    pub(super) fn fd_read(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        count_at: u32,
    ) -> CallResult {
        let offset = self.position(fd)?;
        let total = self.read_vectors(memory, fd, vectors, offset)?;
        self.advance(fd, offset + total)?;
        memory.write_u32(count_at, total as u32)?;
        Ok(total)
    }

    pub(super) fn fd_pread(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        offset: u64,
        count_at: u32,
    ) -> CallResult {
        if matches!(self.descriptors.get(fd)?.target, Target::Device(_)) {
            return Err(Errno::NotSeekable.into());
        }
        let total = self.read_vectors(memory, fd, vectors, offset)?;
        memory.write_u32(count_at, total as u32)?;
        Ok(total)
    }

    fn read_vectors(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        mut offset: u64,
    ) -> CallResult {
        let descriptor = self.descriptors.get(fd)?;
        if !descriptor.readable {
            return Err(Errno::BadDescriptor.into());
        }
        let mut total = 0;
        let target = match &descriptor.target {
            Target::File { at, .. } => Ok(*at),
            Target::Device(device) => Err(*device),
            Target::Directory { .. } => return Err(Errno::IsDirectory.into()),
        };
        for (at, len) in memory.vectors(vectors.0, vectors.1)? {
            let buffer = memory.bytes_mut(at, len)?;
            let count = match target {
                Ok(node) => self.files.read(node, offset, buffer)?,
                Err(Device::Stdin) => self.input.read(buffer, &self.clock)?,
                Err(Device::Random) => {
                    self.fill_random(buffer)?;
                    buffer.len()
                }
                Err(Device::Null) => 0,
                Err(Device::Stdout | Device::Stderr) => return Err(Errno::BadDescriptor.into()),
            };
            offset += count as u64;
            total += count as u64;
            if count < len as usize {
                break;
            }
            // What a person types comes when it comes: never wait for a second buffer.
            if matches!(target, Err(Device::Stdin))
                && matches!(self.input, super::Input::Stream { .. })
            {
                break;
            }
        }
        Ok(total)
    }

    /// Randomness by the piece, so that a gigabyte of it does not outlast the wall limit.
    pub(super) fn fill_random(&mut self, buffer: &mut [u8]) -> CallResult {
        for piece in buffer.chunks_mut(RANDOM_PIECE) {
            self.clock.check()?;
            self.random.fill(piece)?;
        }
        Ok(buffer.len() as u64)
    }

    pub(super) fn fd_write(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        count_at: u32,
    ) -> CallResult {
        let descriptor = self.descriptors.get(fd)?;
        let mut offset = self.position(fd)?;
        if let (Target::File { at, .. }, true) = (
            &descriptor.target,
            descriptor.flags & abi::FDFLAG_APPEND != 0,
        ) {
            offset = self.files.stat(*at)?.size;
        }
        let total = self.write_vectors(memory, fd, vectors, offset)?;
        #[cfg(feature = "breach")]
        self.breach_changed(fd);
        self.advance(fd, offset + total)?;
        memory.write_u32(count_at, total as u32)?;
        Ok(total)
    }

    pub(super) fn fd_pwrite(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        offset: u64,
        count_at: u32,
    ) -> CallResult {
        if matches!(self.descriptors.get(fd)?.target, Target::Device(_)) {
            return Err(Errno::NotSeekable.into());
        }
        let total = self.write_vectors(memory, fd, vectors, offset)?;
        #[cfg(feature = "breach")]
        self.breach_changed(fd);
        memory.write_u32(count_at, total as u32)?;
        Ok(total)
    }

    fn write_vectors(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        vectors: (u32, u32),
        mut offset: u64,
    ) -> CallResult {
        let descriptor = self.descriptors.get(fd)?;
        if !descriptor.writable {
            return Err(Errno::BadDescriptor.into());
        }
        let target = match &descriptor.target {
            Target::File { at, .. } => Ok(*at),
            Target::Device(device) => Err(*device),
            Target::Directory { .. } => return Err(Errno::IsDirectory.into()),
        };
        let mut total = 0;
        for (at, len) in memory.vectors(vectors.0, vectors.1)? {
            let bytes = memory.bytes(at, len)?;
            match target {
                Ok(node) => {
                    self.files.now_ns = self.clock.realtime_ns();
                    match self.files.write(node, offset, bytes) {
                        // What was written stays written; the next call will see the errno.
                        Err(_) if total > 0 => break,
                        written => written?,
                    }
                }
                Err(Device::Stdout) => self.output.write(false, bytes)?,
                Err(Device::Stderr) => self.output.write(true, bytes)?,
                Err(Device::Null) => {}
                Err(Device::Random | Device::Stdin) => return Err(Errno::BadDescriptor.into()),
            }
            offset += u64::from(len);
            total += u64::from(len);
        }
        Ok(total)
    }

    fn position(&self, fd: u32) -> Result<u64, Errno> {
        match self.descriptors.get(fd)?.target {
            Target::File { position, .. } => Ok(position),
            _ => Ok(0),
        }
    }

    fn advance(&mut self, fd: u32, to: u64) -> Result<(), Errno> {
        if let Target::File { position, .. } = &mut self.descriptors.get_mut(fd)?.target {
            *position = to;
        }
        Ok(())
    }

    pub(super) fn fd_seek(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        offset: i64,
        whence: u32,
        result_at: u32,
    ) -> CallResult {
        let Target::File { at, position } = self.descriptors.get(fd)?.target else {
            return Err(match self.descriptors.get(fd)?.target {
                Target::Directory { .. } => Errno::BadDescriptor.into(),
                _ => Errno::NotSeekable.into(),
            });
        };
        let base = match whence {
            0 => 0,
            1 => position,
            2 => self.files.stat(at)?.size,
            _ => return Err(Errno::Invalid.into()),
        };
        let to = base
            .checked_add_signed(offset)
            .filter(|&to| to <= i64::MAX as u64)
            .ok_or(Errno::Invalid)?;
        self.advance(fd, to)?;
        memory.write_u64(result_at, to)?;
        Ok(0)
    }

    pub(super) fn fd_tell(
        &mut self,
        memory: &mut Memory<'_>,
        fd: u32,
        result_at: u32,
    ) -> CallResult {
        match self.descriptors.get(fd)?.target {
            Target::File { position, .. } => memory.write_u64(result_at, position)?,
            Target::Directory { .. } => return Err(Errno::BadDescriptor.into()),
            Target::Device(_) => return Err(Errno::NotSeekable.into()),
        }
        Ok(0)
    }
}
