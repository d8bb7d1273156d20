//! The keeper: a small process of one thread that makes boxes for a server, and sees to it that nothing of them is left.
//!
//! Boxes are forked from it and not from the server: it is small, holds nothing of anybody's, and a fork of a process of
//! one thread may go on as it likes. It ends, and with it all boxes, when the server does, however that ended.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use super::cgroup::{Group, Groups};
use super::order::{Held, Made, Wish};
use super::pid1::{self, Identity};
use super::sys;
use crate::channel;
use crate::walls::{landlock, seccomp};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, WaitOptions, pidfd_send_signal, waitpid};

/// The argument that makes `enclos` a keeper; the second is the first of the user ids that it may give to boxes.
pub(crate) const ARGUMENT: &str = "__keeper";

/// A wish names a view, which has some paths.
const MAX_WISH_BYTES: u64 = 1 << 20;

/// A box that was made and is not gone.
struct Kept {
    slot: u32,
    pid: Pid,
    pidfd: OwnedFd,
    group: Option<Group>,
}

struct Keeper {
    first_uid: u32,
    groups: Groups,
    filters: pid1::Filters,
    boxes: Vec<Kept>,
}

/// Makes boxes for the server at the other end of standard input until that is closed.
pub(crate) fn keep(first_uid: u32) -> ExitCode {
    // Of what the server had open nothing is to reach a box.
    sys::close_from(3);
    let Ok(server) = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3) else {
        return ExitCode::FAILURE;
    };
    let server = UnixStream::from(server);
    if let Ok(null) = std::fs::File::open("/dev/null") {
        let _ = rustix::stdio::dup2_stdin(&null);
    }
    // A terminal's interrupt is meant for the server, which ends its runs in its own time.
    let _ = rustix::process::setsid();
    // It is asked in a thread, and a box, which has this answer from here, must never have had one.
    let _ = landlock::abi();
    let held = seccomp::filter(seccomp::Memory::Held);
    let counted = seccomp::filter(seccomp::Memory::Counted);
    let filters = match held.and_then(|held| Ok((held, counted?))) {
        Ok((held, counted)) => pid1::Filters { held, counted },
        Err(error) => {
            let _ = channel::send(&server, &Made::Failed(error.to_string()), &[]);
            return ExitCode::FAILURE;
        }
    };
    // The first question starts a thread for a moment, which must be over before anything is forked.
    let _ = landlock::abi();
    let mut keeper = Keeper {
        first_uid,
        groups: Groups::find(),
        filters,
        boxes: Vec::new(),
    };
    let ended = keeper.serve(&server);
    keeper.end_all();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

impl Keeper {
    fn serve(&mut self, server: &UnixStream) -> io::Result<()> {
        loop {
            let mut fds = vec![PollFd::new(server, PollFlags::IN)];
            fds.extend(
                self.boxes
                    .iter()
                    .map(|kept| PollFd::new(&kept.pidfd, PollFlags::IN)),
            );
            match poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => continue,
                result => result?,
            };
            let ready: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
            drop(fds);
            let mut gone = ready[1..].iter();
            let is_gone = |_: &mut Kept| gone.next().copied().unwrap_or(false);
            self.boxes.extract_if(.., is_gone).for_each(bury);
            if ready[0] {
                match channel::receive::<Wish>(server, MAX_WISH_BYTES) {
                    Ok((wish, fds)) => self.grant(server, &wish, fds)?,
                    Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
        }
    }

    fn grant(&mut self, server: &UnixStream, wish: &Wish, fds: Vec<OwnedFd>) -> io::Result<()> {
        let made = match fds.into_iter().next() {
            Some(control) => self.make(wish, control),
            None => Err(io::Error::other("a wish came without a socket")),
        };
        match made {
            Ok(()) => {
                let Some(kept) = self.boxes.last() else {
                    return Ok(());
                };
                let made = match &kept.group {
                    Some(group) => Made::Box {
                        groups: group.folders().to_vec(),
                        held: self.held(),
                    },
                    None => Made::Box {
                        groups: Vec::new(),
                        held: Held::default(),
                    },
                };
                channel::send(server, &made, &[kept.pidfd.as_fd()])
            }
            Err(error) => channel::send(server, &Made::Failed(error.to_string()), &[]),
        }
    }

    fn make(&mut self, wish: &Wish, control: OwnedFd) -> io::Result<()> {
        let (slot, group) = self.slot();
        let is_root = rustix::process::geteuid().is_root();
        let number = self.first_uid.checked_add(slot);
        let number = number.ok_or_else(|| io::Error::other("there are no more user ids"))?;
        let (identity, namespaces) = match is_root {
            true => (Identity::Number(number), sys::NAMESPACES),
            false => (Identity::Caller, sys::NAMESPACES | sys::USERS),
        };
        match sys::fork(namespaces)? {
            sys::Forked::Child => {
                // What it takes from here on is counted. A box that is counted by nobody counts for itself.
                let joined = group.as_ref().map_or(Ok(()), Group::join);
                let ungrouped = joined.err().map(|error| error.to_string());
                // The keeper's own sockets are not the box's.
                sys::close_all_but(control.as_fd());
                pid1::run(control, ungrouped, &wish.view, identity, &self.filters)
            }
            sys::Forked::Parent { pid, pidfd } => {
                self.boxes.push(Kept {
                    slot,
                    pid,
                    pidfd,
                    group,
                });
                Ok(())
            }
        }
    }

    /// A number that no box has, and groups for it where there can be any. A folder that could not be removed keeps its
    /// number from being given again.
    fn slot(&self) -> (u32, Option<Group>) {
        let mut slot = 0;
        loop {
            if self.boxes.iter().all(|kept| kept.slot != slot) {
                match self.groups.make(slot) {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    made => return (slot, made.ok()),
                }
            }
            slot += 1;
        }
    }

    fn held(&self) -> Held {
        let word = |word: Option<&'static str>| word.map(str::to_owned);
        Held {
            memory: word(self.groups.memory()),
            processes: word(self.groups.processes()),
            time: word(self.groups.cpu()),
        }
    }

    fn end_all(&mut self) {
        for kept in &self.boxes {
            let _ = pidfd_send_signal(&kept.pidfd, Signal::KILL);
        }
        self.boxes.drain(..).for_each(bury);
    }
}

/// Waits for the end of a box whose first process ended or was killed, and removes what was made for it.
fn bury(kept: Kept) {
    let _ = waitpid(Some(kept.pid), WaitOptions::empty());
    if let Some(group) = kept.group {
        // What can't be removed now is swept away at the next start.
        let _ = group.remove();
    }
}
