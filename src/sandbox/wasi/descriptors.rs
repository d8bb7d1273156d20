//! The table of open files.

use std::sync::Arc;

use super::Errno;
use crate::sandbox::files::{At, Device, Kind};

/// As many as Linux gives a process by default.
const MAX_OPEN: usize = 1024;

/// An open file, directory or device.
#[derive(Debug, Clone)]
pub(crate) struct Descriptor {
    pub(crate) target: Target,
    pub(crate) readable: bool,
    pub(crate) writable: bool,
    pub(crate) flags: u16,
}

#[derive(Debug, Clone)]
pub(crate) enum Target {
    Device(Device),
    Directory {
        at: At,
        /// The name under which the program finds it at start.
        preopen: Option<&'static str>,
        /// The listing that a sequence of reads goes through; taken when it begins.
        listing: Option<Listing>,
    },
    File {
        at: At,
        position: u64,
    },
}

/// A directory's entries at one moment: name, node, kind.
pub(crate) type Listing = Arc<Vec<(Box<str>, At, Kind)>>;

impl Target {
    /// The node, when there is one; a standard stream has none.
    pub(crate) fn node(&self) -> Option<At> {
        match self {
            Self::Device(_) => None,
            Self::Directory { at, .. } | Self::File { at, .. } => Some(*at),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Descriptors(Vec<Option<Descriptor>>);

impl Descriptors {
    /// The three standard streams and the root.
    pub(crate) fn new(root: At) -> Self {
        let stream = |device, readable, writable| {
            Some(Descriptor {
                target: Target::Device(device),
                readable,
                writable,
                flags: 0,
            })
        };
        let mut slots = Vec::with_capacity(8);
        slots.push(stream(Device::Stdin, true, false));
        slots.push(stream(Device::Stdout, false, true));
        slots.push(stream(Device::Stderr, false, true));
        slots.push(Some(Descriptor {
            target: Target::Directory {
                at: root,
                preopen: Some("/"),
                listing: None,
            },
            readable: true,
            writable: true,
            flags: 0,
        }));
        Self(slots)
    }

    /// How many are open.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    pub(crate) fn get(&self, fd: u32) -> Result<&Descriptor, Errno> {
        self.0
            .get(fd as usize)
            .and_then(Option::as_ref)
            .ok_or(Errno::BadDescriptor)
    }

    pub(crate) fn get_mut(&mut self, fd: u32) -> Result<&mut Descriptor, Errno> {
        self.0
            .get_mut(fd as usize)
            .and_then(Option::as_mut)
            .ok_or(Errno::BadDescriptor)
    }

    /// The directory that `fd` is.
    pub(crate) fn directory(&self, fd: u32) -> Result<At, Errno> {
        match self.get(fd)?.target {
            Target::Directory { at, .. } => Ok(at),
            _ => Err(Errno::NotDirectory),
        }
    }

    /// Takes the lowest free number.
    pub(crate) fn insert(&mut self, descriptor: Descriptor) -> Result<u32, Errno> {
        match self.0.iter().position(Option::is_none) {
            Some(free) => {
                self.0[free] = Some(descriptor);
                Ok(free as u32)
            }
            None if self.0.len() >= MAX_OPEN => Err(Errno::TooManyFiles),
            None => {
                self.0.push(Some(descriptor));
                Ok(self.0.len() as u32 - 1)
            }
        }
    }

    pub(crate) fn remove(&mut self, fd: u32) -> Result<Descriptor, Errno> {
        self.0
            .get_mut(fd as usize)
            .and_then(Option::take)
            .ok_or(Errno::BadDescriptor)
    }

    /// Puts `descriptor` at `fd`, which is open; returns what was there.
    pub(crate) fn replace(&mut self, fd: u32, descriptor: Descriptor) -> Result<Descriptor, Errno> {
        Ok(std::mem::replace(self.get_mut(fd)?, descriptor))
    }
}
