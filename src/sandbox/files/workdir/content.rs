//! What is in a file, and its times.

use super::{Body, Shared, WorkDir};
use crate::executor::Writable;
use crate::sandbox::files::{At, FileResult};
use crate::sandbox::wasi::Errno;

impl WorkDir {
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
        let index = self.own(at)?;
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
        let index = self.own(at)?;
        let node = &mut self.nodes[index as usize];
        node.accessed_ns = accessed_ns.unwrap_or(node.accessed_ns);
        node.modified_ns = modified_ns.unwrap_or(node.modified_ns);
        Ok(())
    }

    /// A node whose content may be changed. Files of `/tmp` are kept from being changed by there being none.
    fn own(&self, at: At) -> FileResult<u32> {
        match (at, self.writable) {
            (At::Shared(_), _) | (_, Writable::Nothing) => Err(Errno::ReadOnly),
            (At::Own(index), _) => Ok(index),
        }
    }

    fn own_data(&mut self, at: At) -> FileResult<&mut Vec<u8>> {
        let index = self.own(at)?;
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
}
