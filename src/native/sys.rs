//! System calls that rustix has no safe form of, each behind a function that is safe to call from a process of one thread.
//!
//! Only the keeper and its boxes use those that fork: they never start a second thread, so a child may do anything.
#![allow(
    unsafe_code,
    reason = "processes are forked and waited for by their numbers, which rustix has no safe calls for"
)]

use std::ffi::{CStr, CString};
use std::io;
use std::mem::{MaybeUninit, size_of};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::time::Duration;

use rustix::process::Pid;

/// The two sides of a fork.
pub(super) enum Forked {
    Child,
    Parent {
        pid: Pid,
        /// Stands for the child, whose number may be given to another process after its end.
        pidfd: OwnedFd,
    },
}

/// Namespaces of a box, beside that of users.
pub(super) const NAMESPACES: u64 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUTS) as u64;

/// The namespace of users.
pub(super) const USERS: u64 = libc::CLONE_NEWUSER as u64;

/// Forks, with the child in new namespaces.
pub(super) fn fork(namespaces: u64) -> io::Result<Forked> {
    let mut pidfd: libc::c_int = -1;
    let mut args = CloneArgs {
        flags: namespaces | libc::CLONE_PIDFD as u64,
        pidfd: &raw mut pidfd as u64,
        exit_signal: libc::SIGCHLD as u64,
        ..CloneArgs::default()
    };
    // SAFETY: the structure is one that the kernel knows by its size, the place for the pidfd outlives the call, and memory
    // is not shared, so that the child goes on with its own copy of this stack. There is one thread, so no lock is held.
    let pid = unsafe { libc::syscall(libc::SYS_clone3, &raw mut args, size_of::<CloneArgs>()) };
    match pid {
        0 => Ok(Forked::Child),
        pid if pid > 0 => {
            // SAFETY: the kernel just opened it for this process, and nobody else knows of it.
            let pidfd = unsafe { OwnedFd::from_raw_fd(pidfd) };
            let pid = Pid::from_raw(pid as i32).ok_or_else(|| io::Error::other("no process"))?;
            Ok(Forked::Parent { pid, pidfd })
        }
        _ => Err(io::Error::last_os_error()),
    }
}

/// `struct clone_args`, as of Linux 5.3.
#[repr(C)]
#[derive(Default)]
struct CloneArgs {
    flags: u64,
    pidfd: u64,
    child_tid: u64,
    parent_tid: u64,
    exit_signal: u64,
    stack: u64,
    stack_size: u64,
    tls: u64,
}

/// Makes a mount, and all below it, read-only and free of devices and setuid programs.
pub(super) fn seal(mount: impl AsFd, read_only: bool) -> io::Result<()> {
    let attributes = libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NODEV;
    let wanted = libc::mount_attr {
        attr_set: attributes
            | if read_only {
                libc::MOUNT_ATTR_RDONLY
            } else {
                0
            },
        attr_clr: 0,
        propagation: libc::MS_PRIVATE,
        userns_fd: 0,
    };
    attribute(
        mount,
        c"",
        &wanted,
        libc::AT_EMPTY_PATH | libc::AT_RECURSIVE,
    )
}

/// Makes the mount at a path read-only, and nothing below it.
pub(super) fn make_read_only(path: &CStr) -> io::Result<()> {
    let wanted = libc::mount_attr {
        attr_set: libc::MOUNT_ATTR_RDONLY,
        attr_clr: 0,
        propagation: 0,
        userns_fd: 0,
    };
    attribute(rustix::fs::CWD, path, &wanted, 0)
}

fn attribute(
    at: impl AsFd,
    path: &CStr,
    wanted: &libc::mount_attr,
    flags: libc::c_int,
) -> io::Result<()> {
    // SAFETY: path and attributes outlive the call, and the size is that of the attributes.
    let done = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            at.as_fd().as_raw_fd(),
            path.as_ptr(),
            flags,
            std::ptr::from_ref(wanted),
            size_of::<libc::mount_attr>(),
        )
    };
    check(done)
}

/// A child that ended.
pub(super) struct Reaped {
    pub(super) pid: i32,
    /// As `wait` has it.
    pub(super) status: i32,
    /// Of it and of those of its children that it waited for.
    pub(super) cpu: Duration,
    /// The largest of them, in bytes.
    pub(super) peak_memory_bytes: u64,
    pub(super) voluntary_switches: u64,
    pub(super) forced_switches: u64,
}

/// What is known of children.
pub(super) enum Waited {
    Reaped(Reaped),
    /// All are still running.
    Running,
    /// There are none.
    None,
}

/// Asks for a child that ended; with `block`, waits for one.
pub(super) fn wait(block: bool) -> Waited {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    let flags = libc::__WALL | if block { 0 } else { libc::WNOHANG };
    let pid = loop {
        // SAFETY: both places outlive the call.
        let pid = unsafe { libc::wait4(-1, &mut status, flags, usage.as_mut_ptr()) };
        match pid {
            0 => return Waited::Running,
            pid if pid > 0 => break pid,
            _ if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
            _ => return Waited::None,
        }
    };
    // SAFETY: zero is a value of each of its fields, and the kernel has filled them in.
    let usage = unsafe { usage.assume_init() };
    let time = |time: libc::timeval| {
        Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
    };
    Waited::Reaped(Reaped {
        pid,
        status,
        cpu: time(usage.ru_utime) + time(usage.ru_stime),
        peak_memory_bytes: usage.ru_maxrss as u64 * 1024,
        voluntary_switches: usage.ru_nvcsw as u64,
        forced_switches: usage.ru_nivcsw as u64,
    })
}

/// The CPU time of all threads of a process, dead ones included.
pub(super) fn cpu_of(pid: i32) -> Option<Duration> {
    let mut clock = 0;
    // SAFETY: the place for the clock outlives the call.
    if unsafe { libc::clock_getcpuclockid(pid, &mut clock) } != 0 {
        return None;
    }
    let mut time = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: the place for the time outlives the call.
    if unsafe { libc::clock_gettime(clock, time.as_mut_ptr()) } != 0 {
        return None;
    }
    // SAFETY: zero is a value of both fields, and the kernel has filled them in.
    let time = unsafe { time.assume_init() };
    Some(Duration::new(time.tv_sec as u64, time.tv_nsec as u32))
}

/// How often a second the kernel counts in `/proc/PID/stat`.
pub(super) fn ticks_per_second() -> u64 {
    // SAFETY: it takes a number and gives one.
    let ticks = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    u64::try_from(ticks)
        .ok()
        .filter(|&ticks| ticks > 0)
        .unwrap_or(100)
}

/// Something to poll that is readable when a child ended.
pub(super) fn children() -> io::Result<OwnedFd> {
    let mut signals = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the set is initialized before it is used, and outlives the calls. The descriptor is new and nobody else's.
    unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGCHLD);
        check(libc::sigprocmask(libc::SIG_BLOCK, signals.as_ptr(), std::ptr::null_mut()).into())?;
        let fd = libc::signalfd(-1, signals.as_ptr(), libc::SFD_CLOEXEC | libc::SFD_NONBLOCK);
        check(fd.into())?;
        Ok(OwnedFd::from_raw_fd(fd))
    }
}

/// Signals as a program expects to find them: none blocked, none ignored.
pub(super) fn forget_signals() {
    let mut none = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the default action is one that every signal can have, and the set is initialized before it is used.
    unsafe {
        for signal in 1..=64 {
            libc::signal(signal, libc::SIG_DFL);
        }
        libc::sigemptyset(none.as_mut_ptr());
        libc::sigprocmask(libc::SIG_SETMASK, none.as_ptr(), std::ptr::null_mut());
    }
}

/// Kills every process that can be seen but this one and the first of the namespace.
pub(super) fn kill_all() {
    // SAFETY: it takes two numbers.
    unsafe { libc::kill(-1, libc::SIGKILL) };
}

/// Closes every descriptor from this one up.
pub(crate) fn close_from(first: u32) {
    // SAFETY: called by a child that is about to execute, or has just begun, so that nothing uses them any more.
    unsafe { libc::close_range(first, u32::MAX, 0) };
}

/// In a child that goes its own way: closes what it has of its parent's, but for one and for the standard streams.
pub(super) fn close_all_but(kept: BorrowedFd<'_>) {
    let kept = kept.as_raw_fd() as u32;
    // SAFETY: the child uses nothing that it did not open itself, but for this one.
    unsafe {
        if kept > 3 {
            libc::close_range(3, kept - 1, 0);
        }
        libc::close_range(kept + 1, u32::MAX, 0);
    }
}

/// Marks every descriptor from this one up to be closed when another program is executed.
pub(super) fn close_on_exec_from(first: u32) {
    // SAFETY: nothing is closed before the end of this program.
    unsafe { libc::close_range(first, u32::MAX, libc::CLOSE_RANGE_CLOEXEC as i32) };
}

/// Moves this process into a namespace of users of its own.
pub(super) fn enter_user_namespace() -> io::Result<()> {
    // SAFETY: it takes a number; no descriptors and no memory stop being shared.
    check(unsafe { libc::unshare(libc::CLONE_NEWUSER) }.into())
}

/// Becomes another program, unless it returns.
pub(super) fn execute(path: &CStr, args: &[CString], env: &[CString]) -> io::Error {
    let pointers = |strings: &[CString]| {
        let mut pointers: Vec<_> = strings.iter().map(|string| string.as_ptr()).collect();
        pointers.push(std::ptr::null());
        pointers
    };
    let (args, env) = (pointers(args), pointers(env));
    // SAFETY: both lists end with a null pointer, and they and their strings outlive the call.
    unsafe { libc::execve(path.as_ptr(), args.as_ptr(), env.as_ptr()) };
    io::Error::last_os_error()
}

/// Ends this process at once, without running what the process that it was forked from wanted run at its end.
pub(super) fn exit(code: i32) -> ! {
    // SAFETY: it takes a number.
    unsafe { libc::_exit(code) }
}

fn check(result: libc::c_long) -> io::Result<()> {
    match result {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
