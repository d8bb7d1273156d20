//! Linear memories that begin as the image of a snapshot.
//!
//! The engine's own pool resets a memory by looking for pages that a run changed, but for 32 stretches of them at most; the
//! rest it gives back to the kernel, to be faulted in again by the next run. An interpreter's hello changes a hundred pages
//! in sixty places. Here a memory's changed pages are found however scattered they are, and copied back from the image, so
//! that a run neither faults nor makes the other processors flush their address caches: that is three quarters of a hello.
//!
//! This module owns the memories and must not know what runs in them. It and [`slot`] are one of the crate's two places with
//! unsafe code, for the memory mappings.

mod dirty;
mod file;
mod slot;

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{LinearMemory, MemoryCreator, MemoryType};

pub(super) use dirty::works as finds_changed_pages;
pub(super) use file::{Image, write};
use slot::Slot;

thread_local! {
    /// The image that the next memory of this thread is to begin as. The engine does not tell a creator of memories whose
    /// memory it creates, but it creates it on the thread that asked for the instance.
    static NEXT: RefCell<Option<Arc<Image>>> = const { RefCell::new(None) };
}

/// Names the image of the memory that is about to be instantiated on this thread, if it has one.
pub(super) fn expect(image: Option<&Arc<Image>>) {
    NEXT.set(image.cloned());
}

/// Creates memories, with images and without.
pub(super) struct Images {
    /// For memories that begin empty, such as the heap of exception objects.
    blank: Arc<Image>,
}

impl Images {
    pub(super) fn new() -> Self {
        Self {
            blank: Arc::new(Image::blank()),
        }
    }
}

#[allow(
    unsafe_code,
    reason = "what the engine asks of a memory can't be checked by the compiler"
)]
// SAFETY: a slot is as large as the reservation and the guard that the engine asked for, all of it inaccessible but what
// the memory has grown to; its base never moves; and what is accessible is zero but for the image of a module that has no
// data of its own.
unsafe impl MemoryCreator for Images {
    fn new_memory(
        &self,
        _: MemoryType,
        minimum: usize,
        _: Option<usize>,
        reserved_size_in_bytes: Option<usize>,
        guard_size_in_bytes: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        let reserved = reserved_size_in_bytes.ok_or("a memory without a reservation")?;
        let wanted = NEXT.with_borrow_mut(|next| next.take_if(|image| image.minimum == minimum));
        let image = wanted.unwrap_or_else(|| Arc::clone(&self.blank));
        let idle = image
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let slot = match idle.filter(|slot| slot.fits(reserved, guard_size_in_bytes)) {
            Some(slot) => slot,
            None => Slot::new(&image, reserved, guard_size_in_bytes)
                .map_err(|error| format!("mapping a memory: {error}"))?,
        };
        let mut memory = Memory {
            size: slot.accessible(),
            slot: Some(slot),
            image,
        };
        if memory.size < minimum {
            memory.grow_to(minimum).map_err(|error| error.to_string())?;
        }
        Ok(Box::new(memory))
    }
}

/// A memory in use.
struct Memory {
    /// There until it is dropped.
    slot: Option<Slot>,
    size: usize,
    image: Arc<Image>,
}

#[allow(
    unsafe_code,
    reason = "what the engine asks of a memory can't be checked by the compiler"
)]
// SAFETY: as above; the pointer is valid for the whole reservation as long as this lives.
unsafe impl LinearMemory for Memory {
    fn byte_size(&self) -> usize {
        self.size
    }

    fn byte_capacity(&self) -> usize {
        self.slot.as_ref().map_or(0, Slot::reserved)
    }

    fn grow_to(&mut self, new_size: usize) -> wasmtime::Result<()> {
        if let Some(slot) = &mut self.slot {
            slot.grow_to(new_size)?;
        }
        self.size = new_size;
        Ok(())
    }

    fn as_ptr(&self) -> *mut u8 {
        self.slot.as_ref().map_or(std::ptr::null_mut(), Slot::base)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let Some(mut slot) = self.slot.take() else {
            return;
        };
        // A slot that can't be made as new is unmapped.
        if slot.restore(&self.image).is_ok() {
            let mut idle = self
                .image
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if idle.len() < MAX_IDLE {
                idle.push(slot);
            }
        }
    }
}

/// Memories kept for the next runs of the same image: more run at a time on no machine that we know of.
const MAX_IDLE: usize = 64;

/// The idle memories of an image.
type Idle = Mutex<Vec<Slot>>;
