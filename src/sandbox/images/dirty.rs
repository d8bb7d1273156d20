//! Which pages of a memory are no longer those of its image: the kernel's PAGEMAP_SCAN.

#![allow(
    unsafe_code,
    reason = "rustix has no such call, so its shape is told here"
)]

use std::ffi::c_void;
use std::fs::File;
use std::ops::Range;
use std::sync::LazyLock;

use rustix::ioctl::{Ioctl, IoctlOutput, Opcode, ioctl, opcode};

/// Stretches of changed pages that are looked for.
const MAX_STRETCHES: usize = 1024;

const FILE: u64 = 1 << 2;
const PRESENT: u64 = 1 << 3;
const SWAPPED: u64 = 1 << 4;
const ZERO_PAGE: u64 = 1 << 5;

static PAGEMAP: LazyLock<Option<File>> = LazyLock::new(|| File::open("/proc/self/pagemap").ok());

/// The pages of a range that were written to since they were mapped, in ascending order, as ranges of addresses. `None` when
/// there are more than `max_pages`, when they are too scattered, or when this kernel does not tell.
pub(super) fn pages(range: Range<usize>, max_pages: usize) -> Option<Stretches> {
    let file = PAGEMAP.as_ref()?;
    let mut found = Stretches {
        stretches: [Stretch {
            start: 0,
            end: 0,
            categories: 0,
        }; MAX_STRETCHES],
        count: 0,
    };
    let scan = Scan(Arguments {
        size: size_of::<Arguments>() as u64,
        flags: 0,
        start: range.start as u64,
        end: range.end as u64,
        walk_end: 0,
        stretches: found.stretches.as_mut_ptr() as u64,
        stretch_count: MAX_STRETCHES as u64,
        // One more than is wanted tells whether there are more.
        max_pages: max_pages as u64 + 1,
        // Neither still the file's nor the page of zeros that reading maps; in memory or in swap.
        category_inverted: FILE | ZERO_PAGE,
        category_mask: FILE | ZERO_PAGE,
        category_anyof_mask: PRESENT | SWAPPED,
        return_mask: 0,
    });
    // SAFETY: the arguments are those of this call, and the buffer that they name is ours and as large as they say.
    let (count, walk_end) = unsafe { ioctl(file, scan) }.ok()?;
    found.count = count;
    let pages: usize = found
        .iter()
        .map(|stretch| stretch.len() / super::slot::PAGE)
        .sum();
    // Where the walk ended early, there may be more.
    (walk_end == range.end as u64 && pages <= max_pages && count < MAX_STRETCHES).then_some(found)
}

/// Whether this kernel can tell.
pub(in crate::sandbox) fn works() -> bool {
    // Any page will do; the bottom of the address space has none.
    pages(0..super::slot::PAGE, 1).is_some()
}

/// What was found.
pub(super) struct Stretches {
    stretches: [Stretch; MAX_STRETCHES],
    count: usize,
}

impl Stretches {
    pub(super) fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        let found = self.stretches.iter().take(self.count);
        found.map(|stretch| stretch.start as usize..stretch.end as usize)
    }
}

/// `struct page_region` of linux/fs.h.
#[repr(C)]
#[derive(Clone, Copy)]
struct Stretch {
    start: u64,
    end: u64,
    categories: u64,
}

/// `struct pm_scan_arg` of linux/fs.h.
#[repr(C)]
struct Arguments {
    size: u64,
    flags: u64,
    start: u64,
    end: u64,
    walk_end: u64,
    stretches: u64,
    stretch_count: u64,
    max_pages: u64,
    category_inverted: u64,
    category_mask: u64,
    category_anyof_mask: u64,
    return_mask: u64,
}

struct Scan(Arguments);

// SAFETY: PAGEMAP_SCAN is number 16 of 'f', reads and writes a pm_scan_arg, and returns how many regions it filled in.
unsafe impl Ioctl for Scan {
    type Output = (usize, u64);

    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        opcode::read_write::<Arguments>(b'f', 16)
    }

    fn as_ptr(&mut self) -> *mut c_void {
        (&raw mut self.0).cast()
    }

    unsafe fn output_from_ptr(
        count: IoctlOutput,
        arguments: *mut c_void,
    ) -> rustix::io::Result<Self::Output> {
        // SAFETY: it is what `as_ptr` gave.
        let walk_end = unsafe { (*arguments.cast::<Arguments>()).walk_end };
        let count = usize::try_from(count).map_err(|_| rustix::io::Errno::INVAL)?;
        Ok((count.min(MAX_STRETCHES), walk_end))
    }
}
