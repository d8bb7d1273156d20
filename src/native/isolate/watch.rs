//! Watching an isolate while it runs: its output, up to the limit; who wants it to stop; and that it does.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, ChildStdin};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open, pidfd_send_signal};

use crate::cancel::Cancel;

/// How often is looked whether a run was canceled.
const TICK: Duration = Duration::from_millis(20);
/// How long isolate may take to end a run when it is told to, and past the run's wall time.
const GRACE: Duration = Duration::from_secs(3);
/// What a pipe holds.
const CHUNK_BYTES: usize = 64 << 10;

/// Why a run was stopped, when isolate was told to stop it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Canceled,
    OutputLimit,
    /// isolate did not do it when it was time.
    Overdue,
}

/// An isolate that runs a program.
#[derive(Debug)]
pub(super) struct Watch {
    handle: OwnedFd,
    pid: Pid,
    stop: OnceLock<Stop>,
    /// How much more may be printed.
    output_left: AtomicU64,
}

impl Watch {
    /// # Errors
    /// When the operating system gives no handle for the process.
    pub(super) fn new(child: &Child, output_bytes: u64) -> Result<Self, Errno> {
        let pid = Pid::from_child(child);
        Ok(Self {
            handle: pidfd_open(pid, PidfdFlags::empty())?,
            pid,
            stop: OnceLock::new(),
            output_left: AtomicU64::new(output_bytes),
        })
    }

    /// Waits for the end of the run, and brings it about when the run is canceled or isolate does not. Says whether
    /// isolate ended as it should, so that nothing of the run is left.
    pub(super) fn until_end(&self, cancel: &Cancel, wall_time: Duration) -> bool {
        let end = Instant::now().checked_add(wall_time.saturating_add(GRACE));
        loop {
            let now = Instant::now();
            if wait(&self.handle, now + TICK) {
                return true;
            }
            if cancel.is_canceled() {
                self.stop(Stop::Canceled);
            } else if end.is_some_and(|end| now >= end) {
                self.stop(Stop::Overdue);
            }
            if self.stop.get().is_some() {
                break;
            }
        }
        if wait(&self.handle, Instant::now() + GRACE) {
            return true;
        }
        self.kill();
        false
    }

    /// Why the run was stopped, if it was.
    pub(super) fn stopped(&self) -> Option<Stop> {
        self.stop.get().copied()
    }

    /// Tells isolate to end the run, which it does at once.
    fn stop(&self, why: Stop) {
        if self.stop.set(why).is_ok() {
            // One that has just ended by itself needs none.
            let _ = pidfd_send_signal(&self.handle, Signal::TERM);
        }
    }

    /// Ends an isolate that does not answer. Its child is the first process in the box, with which all others die, and
    /// which belongs to whoever called isolate.
    fn kill(&self) {
        let pid = self.pid;
        tracing::error!(%pid, "isolate did not end a run; it is killed");
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
        for child in children.unwrap_or_default().split_whitespace() {
            if let Some(child) = child.parse().ok().and_then(Pid::from_raw) {
                let _ = kill_process(child, Signal::KILL);
            }
        }
        let _ = pidfd_send_signal(&self.handle, Signal::KILL);
    }

    /// Passes on what is printed until the end, and stops the run when it is more than may be. Says whether it was.
    pub(super) fn pump(&self, mut from: impl Read, mut to: impl Write) -> bool {
        let mut buffer = vec![0; CHUNK_BYTES];
        let mut was_cut = false;
        loop {
            let count = match from.read(&mut buffer) {
                Ok(0) | Err(_) => return was_cut,
                Ok(count) => count,
            };
            let wanted = count as u64;
            let take = |left: u64| Some(left.saturating_sub(wanted));
            let left = self
                .output_left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
                .unwrap_or_default();
            if wanted > left {
                was_cut = true;
                self.stop(Stop::OutputLimit);
            }
            let kept = usize::try_from(left).unwrap_or(usize::MAX).min(count);
            // Whoever does not listen any more does not keep the program from going on.
            let _ = to.write_all(&buffer[..kept]).and_then(|()| to.flush());
        }
    }
}

/// Waits until the process has ended, or until then. Says whether it has.
pub(super) fn wait(handle: &OwnedFd, until: Instant) -> bool {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).ok();
        match poll(&mut [PollFd::new(handle, PollFlags::IN)], timeout.as_ref()) {
            Ok(0) if left.is_zero() => return false,
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return true,
            Err(error) => {
                tracing::error!(%error, "cannot wait for isolate");
                return false;
            }
        }
    }
}

/// Passes on chunks of standard input until there are no more, nobody reads them, or the run has ended.
pub(super) fn feed(chunks: &Receiver<Vec<u8>>, mut to: ChildStdin, has_ended: &Arc<AtomicBool>) {
    while !has_ended.load(Ordering::Relaxed) {
        match chunks.recv_timeout(TICK) {
            Ok(chunk) => {
                if to.write_all(&chunk).is_err() {
                    return;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
