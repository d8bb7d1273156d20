//! What the server, the keeper and a box say to each other.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::cgroup::Controller;
use super::view::View;

/// From the server to the keeper, with the box's end of a socket.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Wish {
    pub(super) view: View,
}

/// From the keeper to the server, with what stands for the box's first process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Made {
    Box {
        /// The groups that it is in.
        groups: Vec<(Controller, PathBuf)>,
        held: Held,
    },
    /// Why there is none.
    Failed(String),
}

/// What groups hold a box to: `cgroup v1`, `cgroup v2`, or nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) memory: Option<String>,
    pub(super) processes: Option<String>,
    pub(super) time: Option<String>,
}

/// From a new box to the server.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Ready {
    Yes {
        /// Whether there is a `/proc` in it.
        proc: bool,
        /// Whether Landlock holds what runs in it.
        landlock: bool,
        /// Why it is not in the groups that were made for it.
        ungrouped: Option<String>,
    },
    No(String),
}

/// From the server to a box, with the three standard streams.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) args: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) files: Vec<(String, ByteBuf)>,
    pub(super) writable: Writable,
    pub(super) collect: Collect,
    pub(super) limits: Limits,
}

/// Which folders the program may write into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Writable {
    All,
    NotTemporary,
    Nothing,
}

/// Which files the server wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Collect {
    Nothing,
    Temporary,
    Changed,
    Everything,
}

/// What a box holds a program to. Output is the server's to count.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Limits {
    /// CPU time at which the program is killed.
    pub(super) cpu: Duration,
    pub(super) wall: Duration,
    pub(super) memory_bytes: u64,
    /// Whether nobody else counts the memory of all processes together.
    pub(super) counts_memory: bool,
    pub(super) stack_bytes: u64,
    pub(super) file_bytes: u64,
    /// What all files may have, those that are given included.
    pub(super) disk_bytes: u64,
    pub(super) inodes: u64,
    /// What files that come back may have.
    pub(super) collect_bytes: u64,
    pub(super) processes: u32,
}

/// From the server to a box at work.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stop;

/// From a box to the server, at its end: first this, then each file, then [`Left::End`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Ended {
    pub(super) cause: Cause,
    /// Of all processes.
    pub(super) cpu: Duration,
    pub(super) wall: Duration,
    /// Of the largest process.
    pub(super) peak_memory_bytes: u64,
    /// Of all processes and files together, as far as it was counted.
    pub(super) group_memory_bytes: u64,
    pub(super) voluntary_switches: u64,
    pub(super) forced_switches: u64,
}

/// Why a program ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Cause {
    Exited(i32),
    Signaled(i32),
    Time,
    WallTime,
    Memory,
    /// The server said so.
    Stopped,
    /// The program could not be executed: the errno.
    NotExecuted(i32),
    /// The box could not do its part.
    Failed(String),
}

/// A file that comes back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Left {
    File(String, ByteBuf),
    End,
}
