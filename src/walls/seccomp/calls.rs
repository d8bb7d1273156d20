//! Which system calls are made, refused, and seemingly made.
//!
//! Allowed is what compilers, interpreters and their programs were found to need: files, processes, threads, memory,
//! time, signals, pipes and Unix sockets. It is what container engines allow, less what only services need.

use std::collections::BTreeMap;

use super::assemble::errno;
use super::{Case, Half, Memory, Rule, Test, Verdict};

/// The architecture, as the kernel's audit names it; `None` where these lists were not made for.
pub(super) const AUDIT_ARCHITECTURE: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0xc000_003e)
} else if cfg!(target_arch = "aarch64") {
    Some(0xc000_00b7)
} else {
    None
};

/// A list of calls, by their names.
macro_rules! calls {
    ($($name:ident)*) => { &[$(libc::$name),*] };
}

/// Made as they are.
///
/// Not among them, and so missing: System V's shared memory, semaphores and queues, POSIX queues and `memfd_create`,
/// because they hold memory that is no process's and in no file system whose size is limited; asynchronous IO by the
/// kernel and `vmsplice`, for what was found in them; inotify, which tells one box when another opens a file of the
/// host's.
const ALLOWED: &[i64] = calls! {
    SYS_accept SYS_accept4 SYS_bind SYS_brk SYS_capget SYS_capset SYS_chdir SYS_clock_getres SYS_clock_gettime
    SYS_clock_nanosleep SYS_close SYS_close_range SYS_connect SYS_copy_file_range SYS_dup SYS_dup3 SYS_epoll_create1
    SYS_epoll_ctl SYS_epoll_pwait SYS_epoll_pwait2 SYS_eventfd2 SYS_execve SYS_execveat SYS_exit SYS_exit_group
    SYS_faccessat SYS_faccessat2 SYS_fadvise64 SYS_fallocate SYS_fchdir SYS_fchmod SYS_fchmodat SYS_fchown
    SYS_fchownat SYS_fcntl SYS_fdatasync SYS_fgetxattr SYS_flistxattr SYS_flock SYS_fremovexattr SYS_fsetxattr
    SYS_fstat SYS_fstatfs SYS_fsync SYS_ftruncate SYS_futex SYS_futex_waitv SYS_get_mempolicy SYS_get_robust_list
    SYS_getcpu SYS_getcwd SYS_getdents64 SYS_getegid SYS_geteuid SYS_getgid SYS_getgroups SYS_getitimer
    SYS_getpeername SYS_getpgid SYS_getpid SYS_getppid SYS_getpriority SYS_getrandom SYS_getresgid SYS_getresuid
    SYS_getrusage SYS_getsid SYS_getsockname SYS_getsockopt SYS_gettid SYS_gettimeofday SYS_getuid SYS_getxattr
    SYS_ioprio_get SYS_ioprio_set SYS_kill SYS_lgetxattr SYS_linkat SYS_listen SYS_listxattr SYS_llistxattr
    SYS_lremovexattr SYS_lseek SYS_lsetxattr SYS_madvise SYS_mbind SYS_membarrier SYS_mincore SYS_mkdirat
    SYS_mknodat SYS_mlock SYS_mlock2 SYS_mlockall SYS_mprotect SYS_mremap SYS_msync SYS_munlock
    SYS_munlockall SYS_munmap SYS_nanosleep SYS_newfstatat SYS_openat SYS_openat2 SYS_pidfd_open
    SYS_pidfd_send_signal SYS_pipe2 SYS_pkey_alloc SYS_pkey_free SYS_pkey_mprotect SYS_ppoll SYS_prctl SYS_pread64
    SYS_preadv SYS_preadv2 SYS_pselect6 SYS_pwrite64 SYS_pwritev SYS_pwritev2 SYS_read SYS_readahead
    SYS_readlinkat SYS_readv SYS_recvfrom SYS_recvmmsg SYS_recvmsg SYS_removexattr SYS_renameat2 SYS_restart_syscall
    SYS_rseq SYS_rt_sigaction SYS_rt_sigpending SYS_rt_sigprocmask SYS_rt_sigqueueinfo SYS_rt_sigreturn
    SYS_rt_sigsuspend SYS_rt_sigtimedwait SYS_rt_tgsigqueueinfo SYS_sched_get_priority_max
    SYS_sched_get_priority_min SYS_sched_getaffinity SYS_sched_getattr SYS_sched_getparam SYS_sched_getscheduler
    SYS_sched_rr_get_interval SYS_sched_setaffinity SYS_sched_setattr SYS_sched_setparam SYS_sched_setscheduler
    SYS_sched_yield SYS_sendfile SYS_sendto SYS_set_mempolicy SYS_set_robust_list
    SYS_set_tid_address SYS_setfsgid SYS_setfsuid SYS_setgid SYS_setgroups SYS_setitimer SYS_setpgid SYS_setpriority
    SYS_setregid SYS_setresgid SYS_setresuid SYS_setreuid SYS_setsid SYS_setsockopt SYS_setuid SYS_setxattr
    SYS_shutdown SYS_sigaltstack SYS_signalfd4 SYS_splice SYS_statfs SYS_statx SYS_symlinkat SYS_sysinfo SYS_tee
    SYS_tgkill SYS_timer_create SYS_timer_delete SYS_timer_getoverrun SYS_timer_gettime SYS_timer_settime
    SYS_timerfd_create SYS_timerfd_gettime SYS_timerfd_settime SYS_times SYS_tkill SYS_truncate SYS_umask SYS_uname
    SYS_unlinkat SYS_utimensat SYS_wait4 SYS_waitid SYS_write SYS_writev
};

/// Made as they are where they have survived, beside what replaced them.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: &[i64] = calls! {
    SYS_access SYS_alarm SYS_arch_prctl SYS_chmod SYS_chown SYS_creat SYS_dup2 SYS_epoll_create SYS_epoll_wait
    SYS_eventfd SYS_fchmodat2 SYS_fork SYS_futimesat SYS_getdents SYS_getpgrp SYS_getrlimit SYS_lchown SYS_link
    SYS_lstat SYS_mkdir SYS_mknod SYS_open SYS_pause SYS_pipe SYS_poll SYS_readlink SYS_rename SYS_renameat
    SYS_rmdir SYS_select SYS_signalfd SYS_stat SYS_symlink SYS_sync_file_range SYS_time SYS_unlink
    SYS_utime SYS_utimes SYS_vfork
};

/// These have no name in the crate yet: renameat, sync_file_range, getrlimit, fchmodat2.
#[cfg(target_arch = "aarch64")]
const ALLOWED_HERE: &[i64] = &[38, 84, 163, 452];

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const ALLOWED_HERE: &[i64] = &[];

/// Refused (`EPERM`): programs that ask for these learn that they may not, rather than that the kernel is old.
const REFUSED: &[i64] = calls! {
    SYS_acct SYS_add_key SYS_adjtimex SYS_bpf SYS_chroot SYS_clock_adjtime SYS_clock_settime SYS_delete_module
    SYS_fanotify_init SYS_fanotify_mark SYS_finit_module SYS_fsconfig SYS_fsmount SYS_fsopen SYS_fspick
    SYS_init_module SYS_io_uring_enter SYS_io_uring_register SYS_io_uring_setup SYS_kcmp SYS_kexec_file_load
    SYS_kexec_load SYS_keyctl SYS_lookup_dcookie SYS_migrate_pages SYS_mount SYS_mount_setattr SYS_move_mount
    SYS_move_pages SYS_name_to_handle_at SYS_nfsservctl SYS_open_by_handle_at SYS_open_tree SYS_perf_event_open
    SYS_pidfd_getfd SYS_pivot_root SYS_process_vm_readv SYS_process_vm_writev SYS_ptrace SYS_quotactl
    SYS_quotactl_fd SYS_reboot SYS_request_key SYS_setdomainname SYS_sethostname SYS_setns SYS_settimeofday
    SYS_swapoff SYS_swapon SYS_syslog SYS_umount2 SYS_unshare SYS_userfaultfd SYS_vhangup
};

#[cfg(target_arch = "x86_64")]
const REFUSED_HERE: &[i64] = calls! { SYS_ioperm SYS_iopl };

#[cfg(not(target_arch = "x86_64"))]
const REFUSED_HERE: &[i64] = &[];

/// Seemingly made: they would have the kernel write everything that is dirty on the host's disks, at a guest's command,
/// and what a guest writes is on no disk.
const SEEMING: &[i64] = calls! { SYS_sync SYS_syncfs };

/// The bits of `clone` by which a process gets namespaces of its own: mount, cgroup, UTS, IPC, user, pid and network.
const NEW_NAMESPACES: u32 = 0x7e02_0000;

/// What `personality` may be asked: nothing but the usual, addresses that are not random, and what it is.
const PERSONALITIES: &[u32] = &[0, 0x0004_0000, 0xffff_ffff];

/// Commands that type into a terminal, or do things to a console.
const TERMINAL_TRICKS: &[u32] = &[libc::TIOCSTI as u32, libc::TIOCLINUX as u32];

/// `EPERM`.
const REFUSAL: Verdict = Verdict::Errno(errno(libc::EPERM));

/// The limit on core dumps. It is one byte, at which the kernel also starts no program of the host's to take them; with none
/// it would. So it stays, and changes of it are seemingly made.
const CORE: Test = Test::OneOf(&[libc::RLIMIT_CORE]);

/// `setrlimit` by the number that it has; on aarch64 it has no name in the crate yet.
#[cfg(target_arch = "aarch64")]
const SET_LIMIT: i64 = 164;
#[cfg(target_arch = "x86_64")]
const SET_LIMIT: i64 = libc::SYS_setrlimit;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const SET_LIMIT: i64 = -1;

/// A program may have its own limits lowered, but not those of the first process of its box, who is the same user.
const LIMITS: &[Case] = &[
    Case {
        tests: &[(Half::Lower(0), Test::NoneOf(&[0]))],
        then: REFUSAL,
    },
    Case {
        tests: &[(Half::Lower(1), CORE), (Half::Lower(2), Test::NoneOf(&[0]))],
        then: Verdict::Errno(0),
    },
    Case {
        tests: &[(Half::Lower(1), CORE), (Half::Upper(2), Test::NoneOf(&[0]))],
        then: Verdict::Errno(0),
    },
];

/// Memory that is shared and in no file belongs to no process as soon as none has it mapped in.
const SHARED_MEMORY: &[Case] = &[Case {
    tests: &[
        (Half::Lower(3), Test::AnyOf(libc::MAP_SHARED as u32)),
        (Half::Lower(3), Test::AnyOf(libc::MAP_ANONYMOUS as u32)),
    ],
    then: REFUSAL,
}];

/// By which descriptors are sent, and with them sockets whose buffers hold memory that is then nobody's.
const SENDING: &[i64] = calls! { SYS_sendmsg SYS_sendmmsg };

/// What becomes of each call that is not missing.
///
/// `clone3` is missing because its flags are in memory, where a filter can't see them; the C library falls back to `clone`.
pub(super) fn rules(memory: Memory) -> BTreeMap<u32, Rule> {
    let refused = REFUSAL;
    let only_unix_sockets = Rule::Argument {
        index: 0,
        test: Test::OneOf(&[libc::AF_UNIX as u32]),
        then: Verdict::Allow,
        otherwise: Verdict::Errno(errno(libc::EAFNOSUPPORT)),
    };
    let mut rules = BTreeMap::new();
    for (verdict, lists) in [
        (Verdict::Allow, [ALLOWED, ALLOWED_HERE]),
        (refused, [REFUSED, REFUSED_HERE]),
        (Verdict::Errno(0), [SEEMING, &[]]),
        match memory {
            Memory::Held => (Verdict::Allow, [SENDING, &[]]),
            Memory::Counted => (refused, [SENDING, &[]]),
        },
    ] {
        for number in lists.concat() {
            rules.insert(number as u32, Rule::All(verdict));
        }
    }
    for (number, rule) in [
        (
            libc::SYS_clone,
            Rule::Argument {
                index: 0,
                test: Test::AnyOf(NEW_NAMESPACES),
                then: refused,
                otherwise: Verdict::Allow,
            },
        ),
        (
            libc::SYS_prlimit64,
            Rule::Cases {
                cases: LIMITS,
                otherwise: Verdict::Allow,
            },
        ),
        (
            SET_LIMIT,
            Rule::Argument {
                index: 0,
                test: CORE,
                then: Verdict::Errno(0),
                otherwise: Verdict::Allow,
            },
        ),
        (
            libc::SYS_mmap,
            match memory {
                Memory::Held => Rule::All(Verdict::Allow),
                Memory::Counted => Rule::Cases {
                    cases: SHARED_MEMORY,
                    otherwise: Verdict::Allow,
                },
            },
        ),
        (libc::SYS_socket, only_unix_sockets),
        (libc::SYS_socketpair, only_unix_sockets),
        (
            libc::SYS_ioctl,
            Rule::Argument {
                index: 1,
                test: Test::OneOf(TERMINAL_TRICKS),
                then: refused,
                otherwise: Verdict::Allow,
            },
        ),
        (
            libc::SYS_personality,
            Rule::Argument {
                index: 0,
                test: Test::OneOf(PERSONALITIES),
                then: Verdict::Allow,
                otherwise: refused,
            },
        ),
    ] {
        rules.insert(number as u32, rule);
    }
    rules
}
