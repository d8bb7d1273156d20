//! The working directory of a run: a file tree in memory.
//!
//! A read-only [`Tree`] (standard libraries, headers, devices) is shared by all runs of a language; each run has a
//! [`WorkDir`] of its own over it, with exact quotas, which vanishes with the run. Nothing here touches the host's files
//! but the tree, which reads the depot's, and nothing here knows WebAssembly.

mod node;
mod resolve;
mod tree;
mod workdir;

pub(crate) use node::{At, Device, Kind, Stat};
pub(crate) use resolve::Follow;
pub(crate) use tree::{SHARED_TIME_NS, Tree};
pub(crate) use workdir::{Capacity, WorkDir};

use super::wasi::Errno;

/// What a file operation comes to: a value, or the errno that the guest sees.
pub(crate) type FileResult<T> = Result<T, Errno>;
