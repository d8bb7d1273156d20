//! How a snapshot lies on disk: the engine's machine code, at the next page the image of the memory, and at the end where
//! that is and where it belongs. One file, so that one checksum vouches for both.

use std::fs::File;
use std::io;
use std::sync::Mutex;

use super::Idle;
use super::slot::{Mapping, PAGE};

const MAGIC: &[u8; 16] = b"enclos image 1\n\n";
/// Magic and four numbers.
const TRAILER: usize = 16 + 4 * 8;

/// What a memory begins as: zeros, and from `start` on the bytes of a file.
#[derive(Debug)]
pub(in crate::sandbox) struct Image {
    /// Bytes that the memory has from the beginning.
    pub(super) minimum: usize,
    /// Where in the memory the bytes belong.
    pub(super) start: usize,
    pub(super) bytes: Option<Mapping>,
    /// Memories that hold exactly this.
    pub(super) idle: Idle,
}

impl Image {
    /// The image of a memory that begins empty.
    pub(super) fn blank() -> Self {
        Self {
            minimum: 0,
            start: 0,
            bytes: None,
            idle: Mutex::default(),
        }
    }

    /// The image in a file of machine code, if there is one.
    ///
    /// # Errors
    /// When the file can't be read or mapped, or contradicts itself.
    pub(in crate::sandbox) fn open(file: File) -> io::Result<Option<Self>> {
        use std::os::unix::fs::FileExt as _;
        let length = file.metadata()?.len();
        let Some(at) = length.checked_sub(TRAILER as u64) else {
            return Ok(None);
        };
        let mut trailer = [0; TRAILER];
        file.read_exact_at(&mut trailer, at)?;
        if !trailer.starts_with(MAGIC) {
            return Ok(None);
        }
        let mut numbers = trailer[MAGIC.len()..].chunks_exact(8).map(|bytes| {
            let number = bytes
                .iter()
                .rev()
                .fold(0, |number, &byte| (number << 8) | u64::from(byte));
            usize::try_from(number).unwrap_or(usize::MAX)
        });
        let mut number = || numbers.next().unwrap_or(usize::MAX);
        let (offset, count, start, minimum) = (number(), number(), number(), number());
        let fits = offset
            .checked_add(count)
            .is_some_and(|end| end as u64 <= at)
            && start.checked_add(count).is_some_and(|end| end <= minimum)
            && [offset, count, start, minimum]
                .iter()
                .all(|number| number % PAGE == 0);
        if !fits || count == 0 {
            return Err(io::Error::other("the image is not where the file says"));
        }
        Ok(Some(Self {
            minimum,
            start,
            bytes: Some(Mapping::new(file, offset as u64, count)?),
            idle: Mutex::default(),
        }))
    }
}

/// Machine code and the image that belongs to it, as a file's content. `memory` is all that the image holds, from the
/// address `start` on; the memory is `minimum` bytes large.
pub(in crate::sandbox) fn write(
    code: Vec<u8>,
    start: usize,
    memory: &[u8],
    minimum: usize,
) -> Vec<u8> {
    let mut file = code;
    file.resize(file.len().next_multiple_of(PAGE), 0);
    let (offset, first) = (file.len(), start / PAGE * PAGE);
    file.resize(offset + (start - first), 0);
    file.extend_from_slice(memory);
    file.resize(file.len().next_multiple_of(PAGE), 0);
    let count = file.len() - offset;
    file.extend_from_slice(MAGIC);
    for number in [offset, count, first, minimum] {
        file.extend_from_slice(&(number as u64).to_le_bytes());
    }
    file
}
