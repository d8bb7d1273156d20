//! Which system calls a worker process makes, and which kill it.
//!
//! Allowed is what the engine, the compiler, threads and the standard library were found to need behind the walls: memory,
//! threads, time, reading files, and descriptors that are open already or were sent. Everything that changes a file is
//! refused by its number or its flags, so that it holds without Landlock too.

use std::collections::BTreeMap;

use super::assemble::errno;
use super::{Case, Half, Rule, Test, Verdict};

/// A list of calls, by their names.
macro_rules! calls {
    ($($name:ident)*) => { &[$(libc::$name),*] };
}

/// Made as they are.
///
/// Not among them, and so missing: `openat2` and `clone3`, whose flags are in memory where a filter can't see them, and
/// whose callers fall back; `memfd_create` and `mremap`, by which memory is had that no limit counts, and without which the
/// engine and the allocator copy; file locks, by which one worker could hold up others.
const ALLOWED: &[i64] = calls! {
    SYS_brk SYS_capget SYS_clock_getres SYS_clock_gettime SYS_clock_nanosleep SYS_close SYS_close_range SYS_dup SYS_dup3
    SYS_epoll_create1 SYS_epoll_ctl SYS_epoll_pwait SYS_epoll_pwait2 SYS_eventfd2 SYS_exit SYS_exit_group
    SYS_faccessat SYS_faccessat2 SYS_fstat SYS_fstatfs SYS_futex SYS_futex_waitv SYS_getcpu SYS_getcwd SYS_getdents64
    SYS_getegid SYS_geteuid SYS_getgid SYS_getpeername SYS_getpgid SYS_getpid SYS_getppid SYS_getrandom
    SYS_getresgid SYS_getresuid SYS_getrusage SYS_getsockname SYS_getsockopt SYS_gettid SYS_gettimeofday SYS_getuid
    SYS_lseek SYS_madvise SYS_membarrier SYS_munmap SYS_nanosleep SYS_newfstatat SYS_pipe2 SYS_ppoll SYS_pread64
    SYS_preadv SYS_pselect6 SYS_pwrite64 SYS_read SYS_readlinkat SYS_readv SYS_recvfrom SYS_recvmsg
    SYS_restart_syscall SYS_rseq SYS_rt_sigaction SYS_rt_sigpending SYS_rt_sigprocmask SYS_rt_sigreturn
    SYS_rt_sigtimedwait SYS_sched_getaffinity SYS_sched_getparam SYS_sched_getscheduler SYS_sched_yield SYS_sendmsg
    SYS_sendto SYS_set_robust_list SYS_set_tid_address SYS_shutdown SYS_sigaltstack SYS_statx SYS_sysinfo SYS_times
    SYS_uname SYS_write SYS_writev
};

/// Made as they are where they have survived, beside what replaced them.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: &[i64] = calls! {
    SYS_access SYS_arch_prctl SYS_dup2 SYS_epoll_wait SYS_getpgrp SYS_getrlimit SYS_lstat SYS_pipe SYS_poll SYS_readlink
    SYS_select SYS_stat SYS_time
};

/// getrlimit, which has no name in the crate yet.
#[cfg(target_arch = "aarch64")]
const ALLOWED_HERE: &[i64] = &[163];

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const ALLOWED_HERE: &[i64] = &[];

/// Refused (`EPERM`): what a library, or a guest's call that became the host's, may ask for in good faith.
const REFUSED: &[i64] = calls! {
    SYS_chdir SYS_copy_file_range SYS_fallocate SYS_fchdir SYS_fchmod SYS_fchmodat SYS_fchown SYS_fchownat
    SYS_fdatasync SYS_flock SYS_fremovexattr SYS_fsetxattr SYS_fsync SYS_ftruncate SYS_lremovexattr SYS_lsetxattr
    SYS_linkat SYS_mkdirat SYS_mknodat SYS_mlock SYS_mlock2 SYS_mlockall SYS_personality SYS_removexattr
    SYS_renameat2 SYS_sched_setaffinity SYS_sched_setattr SYS_sched_setparam SYS_sched_setscheduler SYS_setgid
    SYS_setgroups SYS_setpriority SYS_setregid SYS_setresgid SYS_setresuid SYS_setreuid SYS_setuid SYS_setxattr
    SYS_symlinkat SYS_sync SYS_syncfs SYS_truncate SYS_unlinkat SYS_utimensat
};

#[cfg(target_arch = "x86_64")]
const REFUSED_HERE: &[i64] = calls! {
    SYS_chmod SYS_chown SYS_creat SYS_fchmodat2 SYS_futimesat SYS_lchown SYS_link SYS_mkdir SYS_mknod SYS_rename
    SYS_renameat SYS_rmdir SYS_setrlimit SYS_symlink SYS_unlink SYS_utime SYS_utimes
};

/// These have no name in the crate yet: renameat, setrlimit, fchmodat2.
#[cfg(target_arch = "aarch64")]
const REFUSED_HERE: &[i64] = &[38, 164, 452];

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const REFUSED_HERE: &[i64] = &[];

/// These kill. Nothing that a worker is made of asks for sockets, programs, other processes, mounts or what changes the
/// kernel, so that one that does is no longer ours.
const DEADLY: &[i64] = calls! {
    SYS_accept SYS_accept4 SYS_acct SYS_add_key SYS_bind SYS_bpf SYS_chroot SYS_clock_settime SYS_connect
    SYS_delete_module SYS_execve SYS_execveat SYS_fanotify_init SYS_fanotify_mark SYS_finit_module SYS_fsconfig
    SYS_fsmount SYS_fsopen SYS_fspick SYS_init_module SYS_io_uring_enter SYS_io_uring_register SYS_io_uring_setup
    SYS_kcmp SYS_kexec_file_load SYS_kexec_load SYS_keyctl SYS_listen SYS_mount SYS_mount_setattr SYS_move_mount
    SYS_name_to_handle_at SYS_open_by_handle_at SYS_open_tree SYS_perf_event_open SYS_pidfd_getfd SYS_pidfd_open
    SYS_pidfd_send_signal SYS_pivot_root SYS_process_vm_readv SYS_process_vm_writev SYS_ptrace SYS_quotactl SYS_reboot
    SYS_request_key SYS_rt_sigqueueinfo SYS_rt_tgsigqueueinfo SYS_setdomainname SYS_sethostname SYS_setns
    SYS_settimeofday SYS_socket SYS_swapoff SYS_swapon SYS_syslog SYS_tkill SYS_umount2 SYS_unshare SYS_userfaultfd
    SYS_vhangup
};

#[cfg(target_arch = "x86_64")]
const DEADLY_HERE: &[i64] = calls! { SYS_fork SYS_ioperm SYS_iopl SYS_vfork };

#[cfg(not(target_arch = "x86_64"))]
const DEADLY_HERE: &[i64] = &[];

/// Flags of `open` by which a file is made, emptied or written to. `O_TMPFILE` counts without `O_DIRECTORY`, which it has
/// in it and which readers give.
const WRITING: u32 = (libc::O_WRONLY
    | libc::O_RDWR
    | libc::O_CREAT
    | libc::O_TRUNC
    | libc::O_APPEND
    | (libc::O_TMPFILE & !libc::O_DIRECTORY)) as u32;

/// The flags of `clone` that the C libraries give for a thread: glibc's, and musl's with one that has no effect.
const THREADS: &[u32] = &[0x003d_0f00, 0x007d_0f00];

/// PAGEMAP_SCAN, which finds the pages that a run changed, and what the standard library asks of descriptors: `FIOCLEX`,
/// `FIONBIO` and whether it is a terminal.
const CONTROLS: &[u32] = &[0xc060_6610, 0x5451, 0x5421, 0x5401];

/// What `prctl` may be asked: names of threads and of memory, and what it only tells. Not when its parent's death is to
/// kill it, nor whether it may be looked into.
const CONTROLS_OF_PROCESS: &[u32] = &[
    libc::PR_SET_NAME as u32,
    libc::PR_GET_NAME as u32,
    libc::PR_SET_VMA as u32,
    libc::PR_GET_DUMPABLE as u32,
    libc::PR_GET_PDEATHSIG as u32,
    libc::PR_GET_SECCOMP as u32,
    libc::PR_GET_NO_NEW_PRIVS as u32,
    libc::PR_CAPBSET_READ as u32,
    // PR_GET_AUXV: the size of a page and the like.
    0x4155_5856,
];

/// What `fcntl` may be asked: copies, flags and seals of descriptors, but no locks, owners, leases or sizes of pipes.
const CONTROLS_OF_FILE: &[u32] = &[
    libc::F_DUPFD as u32,
    libc::F_DUPFD_CLOEXEC as u32,
    libc::F_GETFD as u32,
    libc::F_SETFD as u32,
    libc::F_GETFL as u32,
    libc::F_SETFL as u32,
    libc::F_GET_SEALS as u32,
];

/// The process itself, as wasmtime names it to the kernel.
const SELF: u32 = -10_000_i32 as u32;

const EPERM: Verdict = Verdict::Errno(errno(libc::EPERM));
const EACCES: Verdict = Verdict::Errno(errno(libc::EACCES));

/// Memory that can be written to and executed, which nothing honest has, because machine code is written first and
/// executed then.
const WRITTEN_AND_EXECUTED: Case = Case {
    tests: &[
        (Half::Lower(2), Test::AnyOf(libc::PROT_WRITE as u32)),
        (Half::Lower(2), Test::AnyOf(libc::PROT_EXEC as u32)),
    ],
    then: EACCES,
};

/// Nor is there memory that no limit counts: shared, or growing by itself as stacks do.
const MAPPED: &[Case] = &[
    WRITTEN_AND_EXECUTED,
    Case {
        tests: &[
            (Half::Lower(3), Test::AnyOf(libc::MAP_SHARED as u32)),
            (Half::Lower(3), Test::AnyOf(libc::MAP_ANONYMOUS as u32)),
        ],
        then: EPERM,
    },
    Case {
        tests: &[(Half::Lower(3), Test::AnyOf(libc::MAP_GROWSDOWN as u32))],
        then: EPERM,
    },
];

const PROTECTED: &[Case] = &[WRITTEN_AND_EXECUTED];

/// Limits are read, of this process.
const LIMITS: &[Case] = &[
    Case {
        tests: &[(Half::Lower(0), Test::NoneOf(&[0]))],
        then: EPERM,
    },
    Case {
        tests: &[(Half::Lower(2), Test::NoneOf(&[0]))],
        then: EPERM,
    },
    Case {
        tests: &[(Half::Upper(2), Test::NoneOf(&[0]))],
        then: EPERM,
    },
];

/// What becomes of each call that is not missing, made by the process `own`.
pub(super) fn rules(own: u32) -> BTreeMap<u32, Rule> {
    let mut rules = BTreeMap::new();
    for (verdict, lists) in [
        (Verdict::Allow, [ALLOWED, ALLOWED_HERE]),
        (EPERM, [REFUSED, REFUSED_HERE]),
        (Verdict::Kill, [DEADLY, DEADLY_HERE]),
    ] {
        for number in lists.concat() {
            rules.insert(number as u32, Rule::All(verdict));
        }
    }
    let only = |index, test, otherwise| Rule::Argument {
        index,
        test,
        then: Verdict::Allow,
        otherwise,
    };
    let cases = |cases| Rule::Cases {
        cases,
        otherwise: Verdict::Allow,
    };
    let reading = |index| Rule::Argument {
        index,
        test: Test::AnyOf(WRITING),
        then: EACCES,
        otherwise: Verdict::Allow,
    };
    for (number, rule) in [
        (libc::SYS_openat, reading(2)),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_open, reading(1)),
        (
            libc::SYS_clone,
            only(0, Test::OneOf(THREADS), Verdict::Kill),
        ),
        // Its own threads, by which it aborts.
        (libc::SYS_tgkill, only(0, Test::Is(own), Verdict::Kill)),
        (libc::SYS_kill, only(0, Test::Is(own), Verdict::Kill)),
        (
            libc::SYS_ioctl,
            only(
                1,
                Test::OneOf(CONTROLS),
                Verdict::Errno(errno(libc::ENOTTY)),
            ),
        ),
        (
            libc::SYS_prctl,
            only(0, Test::OneOf(CONTROLS_OF_PROCESS), EPERM),
        ),
        (
            libc::SYS_fcntl,
            only(1, Test::OneOf(CONTROLS_OF_FILE), EPERM),
        ),
        (
            libc::SYS_process_madvise,
            only(0, Test::Is(SELF), Verdict::Kill),
        ),
        (libc::SYS_prlimit64, cases(LIMITS)),
        (libc::SYS_mmap, cases(MAPPED)),
        (libc::SYS_mprotect, cases(PROTECTED)),
    ] {
        rules.insert(number as u32, rule);
    }
    rules
}
