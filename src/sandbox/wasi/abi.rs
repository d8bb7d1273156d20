//! The numbers and layouts of WASI preview 1, and checked access to the guest's memory.

use super::super::files::{Kind, Stat};

/// The errnos that this host gives. Their numbers are WASI's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Errno {
    BadDescriptor = 8,
    Busy = 10,
    Exists = 20,
    Fault = 21,
    FileTooBig = 22,
    IllegalSequence = 25,
    Invalid = 28,
    Io = 29,
    IsDirectory = 31,
    Loop = 32,
    TooManyFiles = 33,
    NameTooLong = 37,
    NoEntry = 44,
    NoSpace = 51,
    NotDirectory = 54,
    NotEmpty = 55,
    NotSocket = 57,
    NotSupported = 58,
    NotPermitted = 63,
    ReadOnly = 69,
    NotSeekable = 70,
    CrossDevice = 75,
}

pub(crate) const RIGHT_FD_READ: u64 = 1 << 1;
pub(crate) const RIGHT_FD_SEEK: u64 = 1 << 2;
pub(crate) const RIGHT_FD_TELL: u64 = 1 << 5;
pub(crate) const RIGHT_FD_WRITE: u64 = 1 << 6;
pub(crate) const RIGHTS_ALL: u64 = (1 << 30) - 1;
/// Rights that mean something only on a directory: all of `path_*`, and `fd_readdir`, by which the C library would take a
/// file that is open for writing alone for one that can be read.
pub(crate) const RIGHTS_DIRECTORY: u64 = 0x3ff << 9 | 1 << 19 | 1 << 20 | 0x7 << 24;

pub(crate) const FDFLAG_APPEND: u16 = 1;
pub(crate) const FDFLAG_NONBLOCK: u16 = 4;

pub(crate) const OFLAG_CREATE: u16 = 1;
pub(crate) const OFLAG_DIRECTORY: u16 = 2;
pub(crate) const OFLAG_EXCLUSIVE: u16 = 4;
pub(crate) const OFLAG_TRUNCATE: u16 = 8;

/// The number of a file type.
pub(crate) fn file_type(kind: Kind) -> u8 {
    match kind {
        Kind::Device(_) => 2,
        Kind::Directory => 3,
        Kind::File => 4,
        Kind::Symlink => 7,
    }
}

/// `filestat` as the guest reads it.
pub(crate) fn filestat(stat: &Stat) -> [u8; 64] {
    let mut bytes = [0; 64];
    let mut put = |at: usize, value: u64| bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
    put(0, 1);
    put(8, stat.inode);
    put(16, u64::from(file_type(stat.kind)));
    put(24, stat.links);
    put(32, stat.size);
    put(40, stat.accessed_ns);
    put(48, stat.modified_ns);
    put(56, stat.modified_ns);
    bytes
}

/// The guest's linear memory. An address out of it is an errno for the guest, never a panic.
pub(crate) struct Memory<'a>(pub(crate) &'a mut [u8]);

impl Memory<'_> {
    pub(crate) fn bytes(&self, at: u32, len: u32) -> Result<&[u8], Errno> {
        let (at, len) = (at as usize, len as usize);
        self.0.get(at..at + len).ok_or(Errno::Fault)
    }

    pub(crate) fn bytes_mut(&mut self, at: u32, len: u32) -> Result<&mut [u8], Errno> {
        let (at, len) = (at as usize, len as usize);
        self.0.get_mut(at..at + len).ok_or(Errno::Fault)
    }

    pub(crate) fn read_u32(&self, at: u32) -> Result<u32, Errno> {
        let bytes = self.bytes(at, 4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(crate) fn read_u64(&self, at: u32) -> Result<u64, Errno> {
        Ok(u64::from(self.read_u32(at)?) | u64::from(self.read_u32(at.wrapping_add(4))?) << 32)
    }

    pub(crate) fn write(&mut self, at: u32, bytes: &[u8]) -> Result<(), Errno> {
        let len = u32::try_from(bytes.len()).map_err(|_| Errno::Fault)?;
        self.bytes_mut(at, len)?.copy_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn write_u32(&mut self, at: u32, value: u32) -> Result<(), Errno> {
        self.write(at, &value.to_le_bytes())
    }

    pub(crate) fn write_u64(&mut self, at: u32, value: u64) -> Result<(), Errno> {
        self.write(at, &value.to_le_bytes())
    }

    /// A path or name, which WASI wants in UTF-8.
    pub(crate) fn string(&self, at: u32, len: u32) -> Result<String, Errno> {
        // Longer than any path; spares the copy of a gigabyte.
        if len > 1 << 16 {
            return Err(Errno::NameTooLong);
        }
        std::str::from_utf8(self.bytes(at, len)?)
            .map(str::to_owned)
            .map_err(|_| Errno::IllegalSequence)
    }

    /// A list of (address, length) pairs. More of them than Linux's IOV_MAX are refused.
    pub(crate) fn vectors(&self, at: u32, count: u32) -> Result<Vec<(u32, u32)>, Errno> {
        if count > 1024 {
            return Err(Errno::Invalid);
        }
        (0..count)
            .map(|index| {
                let at = at.checked_add(8 * index).ok_or(Errno::Fault)?;
                Ok((self.read_u32(at)?, self.read_u32(at.wrapping_add(4))?))
            })
            .collect()
    }
}
