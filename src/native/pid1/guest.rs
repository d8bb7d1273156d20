//! The step from the first process of a box to the program: streams, limits, walls, and the program in its place.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::time::Instant;

use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Pid, Resource, Rlimit, setrlimit};
use rustix::thread::{
    CapabilitySet, CapabilitySets, remove_capability_from_bounding_set, set_capabilities,
    set_no_new_privs,
};
use seccompiler::BpfProgram;

use super::super::order::{Limits, Order};
use super::super::sys;
use super::{files, mounts};
use crate::walls::{landlock, seccomp};

/// What holds the program beside namespaces and limits.
pub(super) struct Walls<'a> {
    pub(super) landlock: Option<landlock::Rules>,
    pub(super) filters: &'a BpfProgram,
}

/// A program that runs.
pub(super) struct Started {
    pub(super) pid: Pid,
    pub(super) at: Instant,
    /// Why it could not be executed, after all.
    pub(super) failure: Option<i32>,
}

/// Files that a process may have open at a time.
const OPEN_FILES: u64 = 4096;
/// The same where nobody counts the memory that the kernel needs for them.
const FEW_OPEN_FILES: u64 = 1024;
/// Memory that can't be paged out, and queues of messages: more than any honest program wants.
const LOCKED_BYTES: u64 = 1 << 20;
/// Signals that wait and timers, each of which the kernel keeps in memory of its own.
const PENDING_SIGNALS: u64 = 4096;
/// What a box may have of memory beside what the program may: the limit is held by counting what is used, and this one
/// only keeps a single request from running away from the count.
const SPARE_DATA_BYTES: u64 = 64 << 20;
/// How many stacks it may have room for beside that: a thread gets one as large as the limit, and uses little of it.
const SPARE_STACKS: u64 = 4;

/// Starts the program, and waits until it is executed or is known not to be.
pub(super) fn start(
    order: &Order,
    streams: [OwnedFd; 3],
    walls: &Walls<'_>,
) -> io::Result<Started> {
    let text = |text: &str| CString::new(text).map_err(io::Error::other);
    let args = order.args.iter().map(|arg| text(arg));
    let args: Vec<CString> = args.collect::<Result<_, _>>()?;
    let env = order
        .env
        .iter()
        .map(|(name, value)| text(&format!("{name}={value}")));
    let env: Vec<CString> = env.collect::<Result<_, _>>()?;
    let mut paths = order.env.iter().filter(|(name, _)| name == "PATH");
    let path = paths.next_back().map_or("/usr/bin:/bin", |(_, path)| path);
    let name = order.args.first().map_or("", String::as_str);
    let (failed, failure) = pipe_with(PipeFlags::CLOEXEC)?;
    let at = Instant::now();
    match sys::fork(0)? {
        sys::Forked::Child => {
            let error = become_guest(order, streams, walls).and_then(|()| {
                let program = files::find_program(name, path);
                let program = CString::new(program.as_os_str().as_bytes())?;
                Err::<(), _>(sys::execute(&program, &args, &env))
            });
            let errno = error.err().and_then(|error| error.raw_os_error());
            let _ = File::from(failure).write_all(&errno.unwrap_or(libc::EIO).to_le_bytes());
            sys::exit(127)
        }
        sys::Forked::Parent { pid, .. } => {
            // From here on only the program has its streams.
            drop(streams);
            drop(failure);
            let mut errno = [0; 4];
            let told = File::from(failed).read_exact(&mut errno);
            Ok(Started {
                pid,
                at,
                failure: told.is_ok().then(|| i32::from_le_bytes(errno)),
            })
        }
    }
}

/// How readily the kernel ends a process for want of memory.
pub(super) const OOM_SCORE: &str = "/proc/self/oom_score_adj";

/// Not at all.
pub(super) const NEVER: &str = "-1000";

/// Makes this process one that the kernel ends for want of memory, which root's first processes are not.
fn end_first() -> io::Result<()> {
    // Without a /proc no score was changed.
    let score = std::fs::read_to_string(OOM_SCORE).unwrap_or_default();
    if score.trim() != NEVER {
        return Ok(());
    }
    // Its files in /proc are root's as long as nobody may look into it; the program itself is looked into by its own user.
    set_dumpable_behavior(DumpableBehavior::Dumpable)?;
    std::fs::write(OOM_SCORE, "0")?;
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

/// Everything that makes the child a guest, the strictest last.
fn become_guest(order: &Order, streams: [OwnedFd; 3], walls: &Walls<'_>) -> io::Result<()> {
    rustix::process::setsid()?;
    end_first()?;
    // Should a stream have the number of one that is set before it, it would be lost: move all out of the way first.
    let high: Vec<OwnedFd> = streams
        .iter()
        .map(|stream| rustix::io::fcntl_dupfd_cloexec(stream, 10))
        .collect::<Result<_, _>>()?;
    rustix::stdio::dup2_stdin(&high[0])?;
    rustix::stdio::dup2_stdout(&high[1])?;
    rustix::stdio::dup2_stderr(&high[2])?;
    sys::close_on_exec_from(3);
    rustix::process::chdir(mounts::BOX)?;
    let _ = rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
    for (resource, value) in resources(&order.limits) {
        let limit = Rlimit {
            current: Some(value),
            maximum: Some(value),
        };
        // The host may allow less than that already, which is as good.
        match setrlimit(resource, limit) {
            Err(rustix::io::Errno::PERM) | Ok(()) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    for capability in CapabilitySet::all().iter() {
        // Those that this kernel does not know can't be had either.
        let _ = remove_capability_from_bounding_set(capability);
    }
    set_capabilities(None, none)?;
    sys::forget_signals();
    set_no_new_privs(true)?;
    if let Some(rules) = &walls.landlock {
        rules.enforce()?;
    }
    seccomp::install(walls.filters)
}

fn resources(limits: &Limits) -> Vec<(Resource, u64)> {
    // A process that is past this is past the limit of all processes together.
    let seconds = limits.cpu.as_secs().saturating_add(2);
    let mut resources = vec![
        (Resource::Cpu, seconds),
        (Resource::Fsize, limits.file_bytes),
        (Resource::Stack, limits.stack_bytes),
        // No file is so small, and at one byte the kernel does not start a program of the host's to take the dump, as it would
        // at none.
        (Resource::Core, 1),
        (
            Resource::Nofile,
            match limits.counts_memory {
                true => FEW_OPEN_FILES,
                false => OPEN_FILES,
            },
        ),
        (Resource::Memlock, LOCKED_BYTES),
        (Resource::Msgqueue, LOCKED_BYTES),
        (Resource::Sigpending, PENDING_SIGNALS),
        (Resource::Rtprio, 0),
        // One more, for the first process of the box.
        (Resource::Nproc, u64::from(limits.processes) + 1),
    ];
    if limits.counts_memory {
        let stacks = limits.stack_bytes.saturating_mul(SPARE_STACKS);
        let bytes = limits.memory_bytes.saturating_add(SPARE_DATA_BYTES);
        let bytes = bytes.saturating_add(stacks);
        resources.push((Resource::Data, bytes));
    }
    resources
}
