//! What is forbidden, tried.
#![allow(unsafe_code, reason = "what an attacker calls has no safe form")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::net::{TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::ptr::null_mut;

use super::is_alone;
use super::stage::{Attempt, Came, Stage, apart, check, read};
use crate::walls::landlock;
use crate::walls::worker::Role;

/// What must become of an act behind the walls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is refused.
    No,
    /// It is refused by Landlock, and done where that is missing.
    NoByLandlock,
    /// It is refused by Landlock and to whoever is in a user namespace of its own.
    NoByEither,
    /// It kills.
    Death,
}
use Fate::{Death, No, NoByEither, NoByLandlock};

/// Without walls it is done; with walls it comes to this.
type Act = (&'static str, Fate, fn(&Stage) -> io::Result<()>);

const ON_FILES: &[Act] = &[
    ("open to write", No, |stage| {
        let mut file = OpenOptions::new()
            .write(true)
            .open(stage.path("allowed/file"))?;
        file.write_all(b"x")
    }),
    ("open to append", No, |stage| {
        OpenOptions::new()
            .append(true)
            .open(stage.path("allowed/file"))
            .map(drop)
    }),
    ("open to read and write outside", No, |stage| {
        let mut options = OpenOptions::new();
        options
            .read(true)
            .write(true)
            .open(stage.path("outside/canary"))
            .map(drop)
    }),
    ("open to read and truncate", No, |stage| {
        let path = stage.c_path("allowed/file");
        check(unsafe { libc::open(path.as_ptr(), libc::O_RDONLY | libc::O_TRUNC) })
    }),
    ("create", No, |stage| {
        File::create(stage.path("outside/new")).map(drop)
    }),
    ("creat", No, |stage| {
        check(unsafe { libc::creat(stage.c_path("allowed/new").as_ptr(), 0o666) })
    }),
    ("create without a name", No, |stage| {
        let mut options = OpenOptions::new();
        options.write(true).custom_flags(libc::O_TMPFILE);
        options.open(stage.path("allowed")).map(drop)
    }),
    ("truncate", No, |stage| {
        check(unsafe { libc::truncate(stage.c_path("allowed/file").as_ptr(), 0) })
    }),
    ("rename", No, |stage| {
        fs::rename(stage.path("allowed/file"), stage.path("allowed/new"))
    }),
    ("unlink", No, |stage| {
        fs::remove_file(stage.path("allowed/file"))
    }),
    ("rmdir", No, |stage| {
        fs::remove_dir(stage.path("allowed/empty"))
    }),
    ("link", No, |stage| {
        fs::hard_link(stage.path("allowed/file"), stage.path("allowed/new"))
    }),
    ("symlink", No, |stage| {
        std::os::unix::fs::symlink("/", stage.path("allowed/new"))
    }),
    ("mkdir", No, |stage| {
        fs::create_dir(stage.path("allowed/new"))
    }),
    ("mkfifo", No, |stage| {
        check(unsafe { libc::mkfifo(stage.c_path("allowed/new").as_ptr(), 0o666) })
    }),
    ("chmod", No, |stage| {
        check(unsafe { libc::chmod(stage.c_path("allowed/file").as_ptr(), 0o600) })
    }),
    ("chmod of what is open", No, |stage| {
        let file = File::open(stage.path("allowed/file"))?;
        check(unsafe { libc::fchmod(file.as_raw_fd(), 0o600) })
    }),
    ("chown", No, |stage| {
        let path = stage.c_path("allowed/file");
        check(unsafe { libc::chown(path.as_ptr(), libc::getuid(), libc::getgid()) })
    }),
    ("utimens", No, |stage| {
        let path = stage.c_path("allowed/file");
        check(unsafe { libc::utimensat(libc::AT_FDCWD, path.as_ptr(), std::ptr::null(), 0) })
    }),
    ("lock", No, |stage| {
        let file = File::open(stage.path("allowed/file"))?;
        check(unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_SH) })
    }),
];

const ON_READING: &[Act] = &[
    ("read outside", NoByLandlock, |stage| {
        read(&stage.path("outside/canary"))
    }),
    ("read /etc/passwd", NoByLandlock, |_| {
        read(Path::new("/etc/passwd"))
    }),
    ("read by ..", NoByLandlock, |stage| {
        read(&stage.path("allowed/../outside/canary"))
    }),
    ("read by a symlink", NoByLandlock, |stage| {
        read(&stage.path("allowed/symlink"))
    }),
    ("list outside", NoByLandlock, |stage| {
        fs::read_dir(stage.path("outside")).map(drop)
    }),
    ("list /proc", NoByLandlock, |_| {
        fs::read_dir("/proc").map(drop)
    }),
    ("read another's environment", NoByEither, |stage| {
        read(Path::new(&format!("/proc/{}/environ", stage.victim)))
    }),
    ("read another's memory", NoByEither, |stage| {
        // It was forked, so that there is the same at the same address.
        static THERE: u64 = 42;
        let memory = File::open(format!("/proc/{}/mem", stage.victim))?;
        let mut bytes = [0; 8];
        let address = &raw const THERE as u64;
        std::os::unix::fs::FileExt::read_exact_at(&memory, &mut bytes, address)
    }),
];

const ON_OTHERS: &[Act] = &[
    ("TCP", Death, |stage| {
        TcpStream::connect(("127.0.0.1", stage.port)).map(drop)
    }),
    ("UDP", Death, |_| UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("Unix sockets", Death, |stage| {
        UnixStream::connect(stage.path("outside/socket")).map(drop)
    }),
    ("exec", Death, |_| {
        Err(std::os::unix::process::CommandExt::exec(&mut Command::new(
            "/bin/true",
        )))
    }),
    ("start a program", Death, |_| {
        Command::new("/bin/true").status().map(drop)
    }),
    ("fork", Death, |_| match unsafe { libc::fork() } {
        0 => unsafe { libc::_exit(0) },
        child => check(child),
    }),
    ("kill", Death, |stage| {
        check(unsafe { libc::kill(stage.victim, 0) })
    }),
    ("kill a thread", Death, |stage| {
        check(unsafe { libc::syscall(libc::SYS_tgkill, stage.victim, stage.victim, 0) })
    }),
    ("pidfd", Death, |stage| {
        check(unsafe { libc::syscall(libc::SYS_pidfd_open, stage.victim, 0) })
    }),
    ("ptrace", Death, |stage| {
        check(unsafe { libc::ptrace(libc::PTRACE_SEIZE, stage.victim, 0, 0) })
    }),
    ("read memory by a call", Death, |stage| {
        static THERE: u64 = 42;
        let mut bytes = [0_u8; 8];
        let to = libc::iovec {
            iov_base: (&raw mut bytes).cast(),
            iov_len: 8,
        };
        let from = libc::iovec {
            iov_base: (&raw const THERE).cast_mut().cast(),
            iov_len: 8,
        };
        check(unsafe { libc::process_vm_readv(stage.victim, &to, 1, &from, 1, 0) } as i64)
    }),
];

const ON_LIMITS: &[Act] = &[
    ("set a limit", No, |_| {
        let limit = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        check(unsafe { libc::setrlimit(libc::RLIMIT_CORE, &limit) })
    }),
    ("a limit of another", No, |stage| {
        let (new, old) = (std::ptr::null(), &mut unsafe { std::mem::zeroed() });
        check(unsafe { libc::prlimit(stage.victim, libc::RLIMIT_CORE, new, old) })
    }),
    ("private memory", No, |_| {
        map(libc::MAP_PRIVATE, libc::PROT_READ | libc::PROT_WRITE)
    }),
    ("memory made writable", No, |_| {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        unsafe {
            let at = libc::mmap(null_mut(), 2 << 30, libc::PROT_NONE, flags, -1, 0);
            assert_ne!(at, libc::MAP_FAILED);
            check(libc::mprotect(
                at,
                2 << 30,
                libc::PROT_READ | libc::PROT_WRITE,
            ))
        }
    }),
    ("shared memory", No, |_| {
        map(libc::MAP_SHARED, libc::PROT_READ | libc::PROT_WRITE)
    }),
    ("memory that grows", No, |_| {
        map(
            libc::MAP_PRIVATE | libc::MAP_GROWSDOWN,
            libc::PROT_READ | libc::PROT_WRITE,
        )
    }),
    ("memory in a file", No, |_| {
        check(unsafe { libc::memfd_create(c"x".as_ptr(), 0) })
    }),
    ("System V's memory", No, |_| {
        let id = unsafe { libc::shmget(libc::IPC_PRIVATE, 4096, 0o600) };
        check(id)?;
        // Where it could be made, it would stay.
        check(unsafe { libc::shmctl(id, libc::IPC_RMID, null_mut()) })
    }),
    ("memory that is written and executed", No, |_| {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let access = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
        let at = unsafe { libc::mmap(null_mut(), 4096, access, flags, -1, 0) };
        check(at as i64)
    }),
    ("memory in pipes", No, |_| {
        let (reader, _writer) = io::pipe()?;
        check(unsafe { libc::fcntl(reader.as_raw_fd(), libc::F_SETPIPE_SZ, 1 << 20) })
    }),
    ("be looked into", No, |_| {
        check(unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 1) })
    }),
    ("outlive the parent", No, |_| {
        check(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, 0) })
    }),
];

/// These are tried behind the walls only: without them few users may, and root does.
const ON_THE_KERNEL: &[Act] = &[
    ("unshare", Death, |_| {
        check(unsafe { libc::unshare(libc::CLONE_NEWUSER) })
    }),
    ("setns", Death, |_| check(unsafe { libc::setns(-1, 0) })),
    ("mount", Death, |stage| {
        // Of a kind that is not, at a place that is not: a test that fails changes nothing for the machine.
        let (kind, at) = (c"no such kind".as_ptr(), stage.c_path("none"));
        check(unsafe { libc::mount(kind, at.as_ptr(), kind, 0, null_mut()) })
    }),
    ("a new namespace's child", Death, |_| {
        let flags = libc::CLONE_NEWUSER | libc::SIGCHLD;
        match unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) } {
            0 => unsafe { libc::_exit(0) },
            child => check(child),
        }
    }),
    ("clone3", No, |_| {
        check(unsafe { libc::syscall(libc::SYS_clone3, 0, 0) })
    }),
    ("openat2", No, |_| {
        check(unsafe { libc::syscall(libc::SYS_openat2, 0, 0, 0, 0) })
    }),
    ("io_uring", Death, |_| {
        check(unsafe { libc::syscall(libc::SYS_io_uring_setup, 1, 0) })
    }),
    ("bpf", Death, |_| {
        check(unsafe { libc::syscall(libc::SYS_bpf, 0, 0, 0) })
    }),
    ("perf", Death, |_| {
        check(unsafe { libc::syscall(libc::SYS_perf_event_open, 0, 0, 0, 0, 0) })
    }),
    ("keys", Death, |_| {
        check(unsafe { libc::syscall(libc::SYS_keyctl, 0, 0, 0) })
    }),
    ("userfaultfd", Death, |_| {
        check(unsafe { libc::syscall(libc::SYS_userfaultfd, 0) })
    }),
    ("signals in a queue", Death, |stage| {
        check(unsafe { libc::syscall(libc::SYS_rt_sigqueueinfo, stage.victim, 0, 0) })
    }),
    ("type into the terminal", No, |_| {
        check(unsafe { libc::ioctl(0, libc::TIOCSTI, c"x") })
    }),
    ("a call of tomorrow", No, |_| {
        check(unsafe { libc::syscall(4000, 0) })
    }),
];

fn map(kind: i32, access: i32) -> io::Result<()> {
    let flags = kind | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    check(unsafe { libc::mmap(null_mut(), 2 << 30, access, flags, -1, 0) } as i64)
}

/// Tries all of them, in both roles, with Landlock and seemingly without, as this user and, of root, as another.
fn try_all(acts: &[Act], is_tried_without_walls: bool) {
    let is_root = rustix::process::geteuid().is_root();
    let has_landlock = landlock::abi().is_some();
    if !is_root {
        eprintln!("skipped: only root can try what another user may");
    }
    if !has_landlock {
        eprintln!("skipped: this kernel has no Landlock");
    }
    let has_namespaces =
        apart(|| check(unsafe { libc::unshare(libc::CLONE_NEWUSER) })) == Came::Done;
    for uid in [None, Some(65_534)]
        .into_iter()
        .take(1 + usize::from(is_root))
    {
        for &(name, fate, act) in acts {
            if is_tried_without_walls {
                let free = Attempt {
                    uid,
                    walls: None,
                    without_landlock: false,
                };
                let came = Stage::new(uid).attempt(free, act);
                assert_eq!(came, Came::Done, "{name} without walls, {uid:?}");
            }
            let stage = Stage::new(uid);
            for role in [Role::Run, Role::Compile] {
                for without_landlock in [false, true] {
                    let attempt = Attempt {
                        uid,
                        walls: Some(role),
                        without_landlock,
                    };
                    let expected = match fate {
                        No => Came::Refused,
                        // A process of root has capabilities, which it takes more to look into.
                        NoByEither if has_namespaces || uid.is_none() && is_root => Came::Refused,
                        NoByLandlock | NoByEither if without_landlock || !has_landlock => {
                            Came::Done
                        }
                        NoByLandlock | NoByEither => Came::Refused,
                        Death => Came::Killed(libc::SIGSYS),
                    };
                    let came = stage.attempt(attempt, act);
                    assert_eq!(came, expected, "{name}, {attempt:?}");
                }
            }
            assert!(stage.is_unchanged(), "{name}");
        }
    }
}

#[test]
fn no_file_is_changed() {
    if is_alone("acts::no_file_is_changed") {
        try_all(ON_FILES, true);
    }
}

#[test]
fn nothing_is_read_but_what_is_allowed() {
    if is_alone("acts::nothing_is_read_but_what_is_allowed") {
        try_all(ON_READING, true);
    }
}

#[test]
fn nobody_is_reached() {
    if is_alone("acts::nobody_is_reached") {
        try_all(ON_OTHERS, true);
    }
}

#[test]
fn no_limit_is_lifted() {
    if is_alone("acts::no_limit_is_lifted") {
        try_all(ON_LIMITS, true);
    }
}

#[test]
fn the_kernel_is_left_alone() {
    if is_alone("acts::the_kernel_is_left_alone") {
        try_all(ON_THE_KERNEL, false);
    }
}
