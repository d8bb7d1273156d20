//! What a name can stand for, wherever it is stored.

/// Where a node is kept. Copying it is free, and it is never followed without its tree at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum At {
    /// In the run's own part.
    Own(u32),
    /// In the shared tree.
    Shared(u32),
}

impl At {
    /// A number that tells nodes apart, as an inode number does.
    pub(crate) fn inode(self) -> u64 {
        match self {
            Self::Own(index) => (1 << 32) | u64::from(index),
            Self::Shared(index) => 1 + u64::from(index),
        }
    }
}

/// The devices under `/dev`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Device {
    /// Swallows what is written, is always at its end.
    Null,
    /// The run's own randomness.
    Random,
    /// Standard input.
    Stdin,
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Directory,
    File,
    Symlink,
    Device(Device),
}

/// What `stat` tells of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stat {
    pub(crate) kind: Kind,
    pub(crate) inode: u64,
    pub(crate) links: u64,
    pub(crate) size: u64,
    pub(crate) accessed_ns: u64,
    pub(crate) modified_ns: u64,
}
