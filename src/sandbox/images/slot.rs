//! The address space of one memory, and the bytes of an image.

#![allow(
    unsafe_code,
    reason = "memory mappings can't be checked by the compiler"
)]

use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::ptr::{self, NonNull};

use rustix::mm::{
    Advice, MapFlags, MprotectFlags, ProtFlags, madvise, mmap, mmap_anonymous, mprotect, munmap,
};

use super::dirty;
use super::file::Image;

/// The kernel's page on the processors that we build for. Where it is larger, mapping at such an offset fails, and says so.
pub(super) const PAGE: usize = 4096;
/// Changed pages that are worth copying back. A run that changed more has its memory thrown away, which costs the next one
/// its page faults, but none after it.
const COPY_PAGES: usize = 512;
/// Pages stay in a memory that one run changed, and are copied back after each run that follows. So now and then all are
/// forgotten.
const FORGET_AFTER: u32 = 64;

/// The bytes of a file, read-only.
#[derive(Debug)]
pub(in crate::sandbox) struct Mapping {
    base: NonNull<u8>,
    len: usize,
    file: File,
    offset: u64,
}

// SAFETY: nothing ever writes to it.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    pub(super) fn new(file: File, offset: u64, len: usize) -> io::Result<Self> {
        // SAFETY: a new mapping at an address of the kernel's choice touches no other.
        let base = unsafe {
            mmap(
                ptr::null_mut(),
                len,
                ProtFlags::READ,
                MapFlags::PRIVATE,
                &file,
                offset,
            )
        }?;
        let base = NonNull::new(base.cast()).ok_or_else(|| io::Error::other("mapped at zero"))?;
        Ok(Self {
            base,
            len,
            file,
            offset,
        })
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: the mapping is `len` bytes long and lives as long as `self`. The file belongs to the depot, which never
        // changes one: its machine code is mapped in the same way.
        unsafe { std::slice::from_raw_parts(self.base.as_ptr(), self.len) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is this one's own, and borrows of it have ended.
        let _ = unsafe { munmap(self.base.as_ptr().cast(), self.len) };
    }
}

/// The address space of a memory: accessible from its base up to some size, and nowhere else up to the end of its guard.
#[derive(Debug)]
pub(in crate::sandbox) struct Slot {
    base: NonNull<u8>,
    reserved: usize,
    guard: usize,
    accessible: usize,
    restored: u32,
}

// SAFETY: a slot has one owner at a time, who alone knows its address.
unsafe impl Send for Slot {}
// SAFETY: through a shared reference nothing of it can be written.
unsafe impl Sync for Slot {}

impl Slot {
    pub(super) fn new(image: &Image, reserved: usize, guard: usize) -> io::Result<Self> {
        // The engine may also ask that nothing lies right before a memory; the kernel leaves no such promise, we do.
        let whole = reserved + 2 * guard;
        // SAFETY: a new mapping at an address of the kernel's choice touches no other.
        let lowest = unsafe {
            mmap_anonymous(
                ptr::null_mut(),
                whole,
                ProtFlags::empty(),
                MapFlags::PRIVATE | MapFlags::NORESERVE,
            )
        }?;
        // SAFETY: within the mapping just made.
        let base = NonNull::new(unsafe { lowest.cast::<u8>().add(guard) })
            .ok_or_else(|| io::Error::other("mapped at zero"))?;
        let mut slot = Self {
            base,
            reserved,
            guard,
            accessible: 0,
            restored: 0,
        };
        slot.grow_to(image.minimum)?;
        if let Some(bytes) = &image.bytes {
            let (protection, flags) = (
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE | MapFlags::FIXED,
            );
            // SAFETY: the image lies within the minimum, as its opener checked, hence within this slot's own mapping.
            unsafe {
                mmap(
                    slot.at(image.start),
                    bytes.len,
                    protection,
                    flags,
                    &bytes.file,
                    bytes.offset,
                )
            }?;
        }
        Ok(slot)
    }

    pub(super) fn fits(&self, reserved: usize, guard: usize) -> bool {
        self.reserved == reserved && self.guard == guard
    }

    pub(super) fn reserved(&self) -> usize {
        self.reserved
    }

    pub(super) fn accessible(&self) -> usize {
        self.accessible
    }

    pub(super) fn base(&self) -> *mut u8 {
        self.base.as_ptr()
    }

    fn at(&self, offset: usize) -> *mut c_void {
        debug_assert!(offset <= self.reserved);
        // SAFETY: within this slot's own mapping.
        unsafe { self.base.as_ptr().add(offset) }.cast()
    }

    /// Makes more of it accessible.
    pub(super) fn grow_to(&mut self, size: usize) -> io::Result<()> {
        let size = size.next_multiple_of(PAGE);
        if size > self.reserved {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        if size > self.accessible {
            let flags = MprotectFlags::READ | MprotectFlags::WRITE;
            // SAFETY: within this slot's own mapping, beyond what anybody uses yet.
            unsafe { mprotect(self.at(self.accessible), size - self.accessible, flags) }?;
            self.accessible = size;
        }
        Ok(())
    }

    /// Makes the memory what it was before it was used.
    ///
    /// # Errors
    /// When the kernel refuses; then the slot must not be used again.
    pub(super) fn restore(&mut self, image: &Image) -> io::Result<()> {
        if self.accessible > image.minimum {
            let (end, beyond) = (self.at(image.minimum), self.accessible - image.minimum);
            // SAFETY: within this slot's own mapping, which nobody uses any more.
            unsafe {
                madvise(end, beyond, Advice::LinuxDontNeed)?;
                mprotect(end, beyond, MprotectFlags::empty())?;
            }
            self.accessible = image.minimum;
        }
        self.restored = self.restored.wrapping_add(1);
        if self.accessible == 0 {
            return Ok(());
        }
        let range = self.base.as_ptr() as usize..self.base.as_ptr() as usize + self.accessible;
        let changed = if self.restored.is_multiple_of(FORGET_AFTER) {
            None
        } else {
            dirty::pages(range, COPY_PAGES)
        };
        let Some(changed) = changed else {
            // SAFETY: within this slot's own mapping, which nobody uses any more. What is private of it goes, so that it shows
            // the file and zeros again.
            return Ok(unsafe { madvise(self.at(0), self.accessible, Advice::LinuxDontNeed) }?);
        };
        let bytes = image.bytes.as_ref().map_or(&[][..], Mapping::bytes);
        for stretch in changed.iter() {
            let first = stretch.start - self.base.as_ptr() as usize;
            // SAFETY: the kernel names pages of the range it was asked about, which is accessible and used by nobody.
            let memory = unsafe {
                std::slice::from_raw_parts_mut(self.at(first).cast::<u8>(), stretch.len())
            };
            restore(memory, first, bytes, image.start);
        }
        Ok(())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let whole = self.reserved + 2 * self.guard;
        // SAFETY: the mapping is this slot's own, and begins a guard before its base.
        let _ = unsafe { munmap(self.base.as_ptr().sub(self.guard).cast(), whole) };
    }
}

/// Gives the memory that begins at `first` its first content: `bytes` at `start`, and zeros around them.
fn restore(memory: &mut [u8], first: usize, bytes: &[u8], start: usize) {
    let before = start.saturating_sub(first).min(memory.len());
    let (zeros, rest) = memory.split_at_mut(before);
    zeros.fill(0);
    let from = (first + before).saturating_sub(start).min(bytes.len());
    let count = rest.len().min(bytes.len() - from);
    let (copied, zeros) = rest.split_at_mut(count);
    copied.copy_from_slice(&bytes[from..from + count]);
    zeros.fill(0);
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::file::write;
    use super::*;

    #[test]
    fn zeros_and_bytes_fall_where_they_belong() {
        for (first, length, wanted) in [
            (0, 4, [0, 0, 0, 0].as_slice()),
            (2, 4, &[0, 0, 1, 2]),
            (4, 3, &[1, 2, 3]),
            (5, 5, &[2, 3, 0, 0, 0]),
            (9, 2, &[0, 0]),
            (0, 9, &[0, 0, 0, 0, 1, 2, 3, 0, 0]),
        ] {
            let mut memory = vec![9; length];
            restore(&mut memory, first, &[1, 2, 3], 4);
            assert_eq!(memory, wanted, "{first}");
        }
    }

    /// A memory of 40 pages whose image is the pages 10 to 29, each filled with its number.
    fn image() -> Image {
        let bytes: Vec<u8> = (10..30).flat_map(|page| vec![page; PAGE]).collect();
        let content = write(b"code".to_vec(), 10 * PAGE, &bytes, 40 * PAGE);
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.write_all(&content).expect("written");
        Image::open(file.reopen().expect("there"))
            .expect("readable")
            .expect("an image")
    }

    fn memory(slot: &mut Slot) -> &mut [u8] {
        // SAFETY: the slot is the test's own, and all of this is accessible.
        unsafe { std::slice::from_raw_parts_mut(slot.base(), slot.accessible()) }
    }

    fn assert_as_new(slot: &mut Slot) {
        assert_eq!(slot.accessible(), 40 * PAGE);
        for (page, bytes) in memory(slot).chunks(PAGE).enumerate() {
            let wanted = if (10..30).contains(&page) {
                page as u8
            } else {
                0
            };
            assert!(bytes.iter().all(|&byte| byte == wanted), "page {page}");
        }
    }

    #[test]
    fn whatever_is_written_the_memory_is_as_new_after_it() {
        let image = image();
        let mut slot = Slot::new(&image, 1 << 30, 1 << 20).expect("mapped");
        assert_as_new(&mut slot);
        let mut state = 1_u32;
        for round in 0..300 {
            if round % 7 == 0 {
                slot.grow_to((40 + round) * PAGE).expect("room");
                let last = slot.accessible() - 1;
                memory(&mut slot)[last] = 1;
            }
            for _ in 0..round % 50 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % slot.accessible();
                memory(&mut slot)[at] = round as u8;
            }
            slot.restore(&image).expect("restored");
            assert_as_new(&mut slot);
        }
    }

    #[test]
    fn more_than_is_worth_copying_is_thrown_away() {
        let image = image();
        let mut slot = Slot::new(&image, 1 << 30, 1 << 20).expect("mapped");
        slot.grow_to(4096 * PAGE).expect("room");
        memory(&mut slot).fill(7);
        slot.restore(&image).expect("restored");
        assert_as_new(&mut slot);
        slot.grow_to(4096 * PAGE).expect("room");
        assert!(memory(&mut slot)[40 * PAGE..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn a_file_without_an_image_has_none_and_a_wrong_one_is_refused() {
        let open = |content: &[u8]| {
            let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
            file.write_all(content).expect("written");
            Image::open(file.reopen().expect("there"))
        };
        assert!(open(b"").expect("readable").is_none());
        assert!(open(&[1; 10_000]).expect("readable").is_none());
        let content = write(vec![], PAGE, &[1; 10], PAGE);
        assert!(open(&content).is_err(), "it is larger than the memory");
    }
}
