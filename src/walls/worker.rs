//! The walls around a worker process: a process of this program that runs, or compiles, what guests sent.
//!
//! They are put up before the first byte of a guest is read, by the process itself, without any rights, and can't be taken
//! down again. *Invariant.* Whoever has the worker do as they like can read the runtimes, and answer the server; nothing else.
//! Landlock alone knows folders: without it they can read what the server's user can, and still change nothing, reach
//! nobody and start nothing.

use std::io;
use std::path::PathBuf;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use rustix::thread::{
    CapabilitySet, CapabilitySets, capabilities, remove_capability_from_bounding_set,
    set_capabilities, set_no_new_privs,
};
use serde::{Deserialize, Serialize};

use super::{landlock, seccomp};

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
    /// Private memory that may be written, of which address space that nobody can touch is no part. Threads' stacks and
    /// memories of guests that are kept for the next run count as far as they may be written, touched or not.
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
    /// Whether it is in a user namespace of its own, so that memory of others is closed to it even where Landlock is missing.
    pub(crate) user_namespace: bool,
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

/// Descriptors that may be open at once.
const DESCRIPTORS: u64 = 1024;

/// Threads and processes together, where the kernel counts those of this worker alone: more than an engine has on the
/// largest machines.
const THREADS: u64 = 1024;

/// Puts up the walls around this process, which has one thread.
///
/// What is opened before stays open; what behind the walls needs a file outside of `bounds.read` has it opened before.
///
/// # Errors
/// The process has several threads, or the kernel has a wall and refuses to put it up.
pub(crate) fn enclose(bounds: &Bounds) -> io::Result<Standing> {
    only_thread()?;
    // What older kernels tell of the machine by a file is asked for now, and remembered.
    let _ = rustix::param::page_size();
    be_first_to_go();
    // First, because in its own namespace the process has all rights to give up the others.
    let user_namespace = sys::leave_users().is_ok();
    limit(bounds, user_namespace)?;
    // Neither a core dump nor another process of this user tells what a guest had in memory.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let capabilities = drop_capabilities()?;
    set_no_new_privs(true)?;
    let landlock = landlock::only_reading(&bounds.read)?;
    // Last, because it forbids all of this.
    let seccomp = match seccomp::filter_of_worker().and_then(|filter| seccomp::install(&filter)) {
        Ok(()) => true,
        Err(error) if is_missing(&error) => false,
        Err(error) => return Err(error),
    };
    Ok(Standing {
        landlock,
        seccomp,
        capabilities,
        user_namespace,
    })
}

/// The walls are those of the thread that puts them up, and of those that it starts.
fn only_thread() -> io::Result<()> {
    // Where there is no /proc, the caller's word is all there is.
    match std::fs::read_dir("/proc/self/task").map(Iterator::count) {
        Ok(2..) => Err(io::Error::other("the walls come before any other thread")),
        _ => Ok(()),
    }
}

/// When memory is short, the kernel is to end a worker, which is replaced, and not the server.
fn be_first_to_go() {
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
}

fn limit(bounds: &Bounds, user_namespace: bool) -> io::Result<()> {
    let mut limits = vec![
        (Resource::Core, 0),
        // Of files only: pipes and sockets have no size.
        (Resource::Fsize, 0),
        (Resource::Data, bounds.data_bytes),
        (Resource::Nofile, DESCRIPTORS),
        (Resource::Memlock, 0),
        (Resource::Msgqueue, 0),
    ];
    if user_namespace && counts_by_namespace() {
        limits.push((Resource::Nproc, THREADS));
    }
    // Without it, writing to a file that was opened before, such as a log, would kill instead of failing.
    sys::ignore_file_size_signal();
    for (resource, wanted) in limits {
        let held = rustix::process::getrlimit(resource).maximum;
        let value = Some(held.map_or(wanted, |held| held.min(wanted)));
        let limit = Rlimit {
            current: value,
            maximum: value,
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

/// Whether `RLIMIT_NPROC` counts the processes of a user in this namespace, rather than all that they have anywhere.
fn counts_by_namespace() -> bool {
    let name = rustix::system::uname();
    let release = name.release().to_str().unwrap_or_default();
    let mut numbers = release.split(|character: char| !character.is_ascii_digit());
    let mut next = || numbers.next().and_then(|number| number.parse().ok());
    (next().unwrap_or(0), next().unwrap_or(0)) >= (5_u32, 14_u32)
}

/// Gives up all capabilities; tells whether there are none.
fn drop_capabilities() -> io::Result<bool> {
    for capability in CapabilitySet::all().iter() {
        // Those that this kernel does not know can't be had either, and an ordinary user has none to give up.
        let _ = remove_capability_from_bounding_set(capability);
    }
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    // Those that are ambient go with those that are inheritable.
    set_capabilities(None, none)?;
    Ok(capabilities(None)? == none)
}

/// Whether the kernel has no filters of system calls, or there are no lists for this architecture.
fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error() == Some(libc::ENOSYS)
}

/// System calls that rustix has no safe form of.
mod sys {
    #![allow(
        unsafe_code,
        reason = "namespaces and signal handlers have no safe calls"
    )]

    use std::io;

    /// Leaves for a user namespace of its own, in which nobody has an id.
    pub(super) fn leave_users() -> io::Result<()> {
        // SAFETY: it takes a number; this process has one thread, and shares nothing that the call would part.
        match unsafe { libc::unshare(libc::CLONE_NEWUSER) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// Has a write beyond the largest size of files fail rather than kill.
    pub(super) fn ignore_file_size_signal() {
        // SAFETY: no code of ours is called by it.
        unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on has failed, and one that was skipped says so"
)]
mod tests;
