//! What the kernel holds a process to, whatever it was made to do: filters of system calls, and rules for files.
//!
//! Native programs run behind these, and so do the worker processes in which WebAssembly runs. This module owns filters and
//! rules; it must not know who is held to them, nor why.

pub(crate) mod landlock;
pub(crate) mod seccomp;
#[cfg(feature = "cli")]
pub(crate) mod trial;
pub(crate) mod worker;
