//! Where acts are tried: processes with and without walls, and files within and outside of them.
#![allow(
    unsafe_code,
    reason = "processes are forked, change their user and wait to be attacked"
)]

use std::ffi::CString;
use std::fs::{self, File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::net::UnixListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::super::*;

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// It was done.
    Done,
    /// The kernel said no.
    Refused,
    /// Its process was killed by this signal.
    Killed(i32),
    /// Neither.
    Failed,
}

/// Who tries, and behind what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    /// The user, if not this one.
    pub(super) uid: Option<u32>,
    /// The walls, if any.
    pub(super) walls: Option<Role>,
    /// Whether the kernel seems to have no Landlock.
    pub(super) without_landlock: bool,
}

/// Runs this in a process of its own, of one thread, and tells what became of it.
pub(super) fn apart(act: impl FnOnce() -> io::Result<()>) -> Came {
    // SAFETY: the parent's other thread waits for this test, and holds no lock that the child could want.
    match unsafe { libc::fork() } {
        0 => {
            let code = match catch_unwind(AssertUnwindSafe(act)) {
                Ok(Ok(())) => 0,
                Ok(Err(error)) => {
                    eprintln!("  {error}");
                    1
                }
                Err(_) => 2,
            };
            // SAFETY: nothing of the parent's is to be flushed or dropped by its copy.
            unsafe { libc::_exit(code) }
        }
        child => {
            let mut status = 0;
            // SAFETY: the status outlives the call.
            assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
            assert!(!libc::WCOREDUMP(status));
            match (libc::WIFSIGNALED(status), libc::WEXITSTATUS(status)) {
                (true, _) => Came::Killed(libc::WTERMSIG(status)),
                (_, 0) => Came::Done,
                (_, 1) => Came::Refused,
                _ => Came::Failed,
            }
        }
    }
}

/// The files and processes that acts are about.
pub(super) struct Stage {
    folder: tempfile::TempDir,
    /// Outside, of the same user, with nothing against being looked into.
    pub(super) victim: i32,
    _listener: UnixListener,
    pub(super) port: u16,
    _tcp: std::net::TcpListener,
}

impl Stage {
    pub(super) fn new(uid: Option<u32>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["", "allowed", "allowed/empty", "outside"] {
            fs::create_dir_all(path(name)).unwrap();
            fs::set_permissions(path(name), Permissions::from_mode(0o777)).unwrap();
        }
        for name in ["allowed/file", "outside/canary"] {
            fs::write(path(name), "canary").unwrap();
            fs::set_permissions(path(name), Permissions::from_mode(0o666)).unwrap();
            chown(path(name), uid, uid).unwrap();
        }
        chown(path("allowed"), uid, uid).unwrap();
        symlink("../outside/canary", path("allowed/symlink")).unwrap();
        let listener = UnixListener::bind(path("outside/socket")).unwrap();
        fs::set_permissions(path("outside/socket"), Permissions::from_mode(0o777)).unwrap();
        let tcp = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (mut ready, mut is_ready) = io::pipe().unwrap();
        // SAFETY: as above; the child does nothing but wait for its end.
        let victim = unsafe { libc::fork() };
        if victim == 0 {
            let _ = become_user(uid);
            // SAFETY: it takes numbers.
            unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
            let _ = is_ready.write_all(b"x");
            loop {
                std::thread::park();
            }
        }
        ready.read_exact(&mut [0]).unwrap();
        Self {
            victim,
            _listener: listener,
            port: tcp.local_addr().unwrap().port(),
            _tcp: tcp,
            folder,
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn c_path(&self, name: &str) -> CString {
        CString::new(self.path(name).to_str().unwrap()).unwrap()
    }

    pub(super) fn bounds(&self, role: Role) -> Bounds {
        Bounds {
            role,
            read: vec![self.path("allowed")],
            data_bytes: 1 << 30,
        }
    }

    /// Lets an act happen, and tells what became of it.
    pub(super) fn attempt(
        &self,
        attempt: Attempt,
        act: impl FnOnce(&Self) -> io::Result<()>,
    ) -> Came {
        apart(|| {
            become_user(attempt.uid).expect("root may");
            if attempt.without_landlock {
                hide_landlock();
            }
            if let Some(role) = attempt.walls {
                let standing = enclose(&self.bounds(role)).expect("the walls stand");
                assert!(standing.seccomp && standing.capabilities);
                assert!(!attempt.without_landlock || standing.landlock.is_none());
            }
            act(self)
        })
    }

    /// All that the acts are not to have done.
    pub(super) fn is_unchanged(&self) -> bool {
        let is = |name: &str| fs::read(self.path(name)).is_ok_and(|bytes| bytes == b"canary");
        let mut names: Vec<_> = fs::read_dir(self.path("allowed"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        let mode = fs::metadata(self.path("allowed/file"))
            .unwrap()
            .permissions();
        let outside = fs::read_dir(self.path("outside")).unwrap().count();
        is("allowed/file")
            && is("outside/canary")
            && names == ["empty", "file", "symlink"]
            && mode.mode() & 0o777 == 0o666
            && outside == 2
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // SAFETY: it is our child and was not waited for, so the number is still its own.
        unsafe {
            libc::kill(self.victim, libc::SIGKILL);
            libc::waitpid(self.victim, std::ptr::null_mut(), 0);
        }
    }
}

/// Root becomes another user, who may be looked into as one that logged in.
fn become_user(uid: Option<u32>) -> io::Result<()> {
    let Some(uid) = uid else { return Ok(()) };
    // SAFETY: they take numbers; there is one thread.
    let done = unsafe {
        libc::setgroups(0, std::ptr::null()) == 0
            && libc::setresgid(uid, uid, uid) == 0
            && libc::setresuid(uid, uid, uid) == 0
            && libc::prctl(libc::PR_SET_DUMPABLE, 1) == 0
    };
    match done {
        true => Ok(()),
        false => Err(io::Error::last_os_error()),
    }
}

/// Has the kernel answer as one without Landlock.
fn hide_landlock() {
    use seccompiler::{SeccompAction, SeccompFilter};
    let filter = SeccompFilter::new(
        [(libc::SYS_landlock_create_ruleset, vec![])].into(),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS as u32),
        std::env::consts::ARCH.try_into().unwrap(),
    );
    let program: seccompiler::BpfProgram = filter.unwrap().try_into().unwrap();
    seccomp::install(&program).unwrap();
}

/// The result of a system call.
pub(super) fn check(result: impl Into<i64>) -> io::Result<()> {
    match result.into() {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Opens a file that was there before.
pub(super) fn read(path: &Path) -> io::Result<()> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    assert!(!bytes.is_empty());
    Ok(())
}
