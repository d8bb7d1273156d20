//! The server's side of boxes: the keeper that it started, and boxes that are ready before anybody asks for them.

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel as queue};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Signal, pidfd_send_signal};

use super::cgroup::{Controller, Group};
use super::order::{Held, Made, Ready, Wish};
use super::view::View;
use super::{Settings, keeper};
use crate::channel;

/// Nothing that the keeper or a box says of itself is longer.
const MAX_REPLY_BYTES: u64 = 1 << 16;
/// A box is made within milliseconds, or the machine is in a state in which it never will be.
const PATIENCE: Duration = Duration::from_secs(20);
/// For how many views boxes are kept ready.
const VIEWS: usize = 6;

/// A box that waits for its order. Dropped, it ends, and so does everything in it.
pub(super) struct Prepared {
    pub(super) control: UnixStream,
    pub(super) group: Option<Group>,
    pub(super) held: Held,
    /// Whether there is a `/proc` in it.
    pub(super) proc: bool,
    pub(super) landlock: bool,
    first_process: OwnedFd,
}

impl Prepared {
    /// Whether its first process has not ended.
    fn is_alive(&self) -> bool {
        !channel::is_readable(&self.first_process)
    }

    /// Ends it at once.
    pub(super) fn kill(&self) {
        // An error means that it has ended.
        let _ = pidfd_send_signal(&self.first_process, Signal::KILL);
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A box that is being made: it has not said yet that it is ready.
struct Coming {
    control: UnixStream,
    first_process: OwnedFd,
    groups: Vec<(Controller, PathBuf)>,
    held: Held,
}

impl Coming {
    fn ready(self) -> io::Result<Prepared> {
        // From here on it ends when it is dropped.
        let mut prepared = Prepared {
            control: self.control,
            group: None,
            held: Held::default(),
            proc: false,
            landlock: false,
            first_process: self.first_process,
        };
        match channel::receive::<Ready>(&prepared.control, MAX_REPLY_BYTES)?.0 {
            Ready::Yes {
                proc,
                landlock,
                ungrouped,
            } => {
                prepared.proc = proc;
                prepared.landlock = landlock;
                match ungrouped {
                    // It counts for itself then.
                    Some(why) => tracing::warn!(why, "a box is in no control group"),
                    None if self.groups.is_empty() => {}
                    None => {
                        prepared.group = Some(Group::open(self.groups));
                        prepared.held = self.held;
                    }
                }
            }
            Ready::No(why) => return Err(io::Error::other(why)),
        }
        Ok(prepared)
    }
}

/// Boxes, and whoever makes them.
pub(super) struct Pool {
    shared: Arc<Shared>,
    /// Views of which a box was taken.
    taken: Mutex<Sender<Arc<View>>>,
}

struct Shared {
    settings: Settings,
    keeper: Mutex<Option<Keeper>>,
    idle: Mutex<VecDeque<(Arc<View>, Prepared)>>,
}

/// A keeper that runs.
struct Keeper {
    socket: Option<UnixStream>,
    process: Child,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // It takes that for its own end.
        self.socket = None;
        let _ = self.process.wait();
    }
}

impl Pool {
    pub(super) fn new(settings: Settings) -> Self {
        let (taken, wishes) = queue();
        let shared = Arc::new(Shared {
            settings,
            keeper: Mutex::default(),
            idle: Mutex::default(),
        });
        let refilled = Arc::clone(&shared);
        // Without it every run waits for its box, which is slower and nothing else.
        let _ = std::thread::Builder::new()
            .name("enclos-boxes".to_owned())
            .spawn(move || refilled.refill(&wishes));
        Self {
            shared,
            taken: Mutex::new(taken),
        }
    }

    /// A box with this view, ready.
    ///
    /// # Errors
    /// When this machine does not let one be made.
    pub(super) fn take(&self, view: &Arc<View>) -> io::Result<Prepared> {
        let idle = {
            let mut idle = lock(&self.shared.idle);
            // With a keeper that was killed all its boxes ended.
            idle.retain(|(_, prepared)| prepared.is_alive());
            let found = idle.iter().position(|(has, _)| has == view);
            found.and_then(|found| idle.remove(found))
        };
        let prepared = match idle {
            Some((_, prepared)) => Ok(prepared),
            None => self.shared.make(view),
        };
        if prepared.is_ok() {
            let _ = lock(&self.taken).send(Arc::clone(view));
        }
        prepared
    }
}

impl Shared {
    fn make(&self, view: &View) -> io::Result<Prepared> {
        let wish = Wish { view: view.clone() };
        let mut keeper = lock(&self.keeper);
        let mut asked = match &*keeper {
            Some(running) => running.ask(&wish),
            None => Err(io::ErrorKind::NotConnected.into()),
        };
        // A keeper that was killed is replaced, once.
        if matches!(&asked, Err(error) if error.kind() != io::ErrorKind::Other) {
            *keeper = None;
            let started = Keeper::start(&self.settings)?;
            asked = started.ask(&wish);
            *keeper = Some(started);
        }
        drop(keeper);
        asked?.ready()
    }

    /// Makes a box for each that was taken, until nobody can take any more.
    fn refill(&self, wishes: &Receiver<Arc<View>>) {
        for view in wishes {
            let of_view = |idle: &VecDeque<(Arc<View>, Prepared)>| {
                idle.iter().filter(|(has, _)| *has == view).count()
            };
            while of_view(&lock(&self.idle)) < self.settings.boxes {
                let Ok(prepared) = self.make(&view) else {
                    break;
                };
                let mut idle = lock(&self.idle);
                idle.push_back((Arc::clone(&view), prepared));
                // Of what has not been asked for in a long time nothing is kept.
                let too_many = idle.len() > VIEWS * self.settings.boxes;
                let oldest = too_many.then(|| idle.pop_front());
                drop(idle);
                drop(oldest);
            }
        }
    }
}

impl Keeper {
    fn start(settings: &Settings) -> io::Result<Self> {
        let program = settings.keeper.as_ref().ok_or_else(|| {
            io::Error::other(
                "there is no program that could keep boxes: name one with `Builder::keeper`",
            )
        })?;
        let (socket, other) = UnixStream::pair()?;
        socket.set_read_timeout(Some(PATIENCE))?;
        let process = Command::new(program)
            // Boxes have its command line, which programs can read.
            .arg0("enclos")
            .arg(keeper::ARGUMENT)
            .arg(settings.first_uid.to_string())
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(other)))
            .stdout(Stdio::null())
            .spawn()?;
        Ok(Self {
            socket: Some(socket),
            process,
        })
    }

    fn ask(&self, wish: &Wish) -> io::Result<Coming> {
        let socket = self.socket.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        let (control, other) = UnixStream::pair()?;
        control.set_read_timeout(Some(PATIENCE))?;
        control.set_write_timeout(Some(PATIENCE))?;
        channel::send(socket, wish, &[other.as_fd()])?;
        let (made, fds) = channel::receive::<Made>(socket, MAX_REPLY_BYTES)?;
        match (made, fds.into_iter().next()) {
            (Made::Box { groups, held }, Some(first_process)) => Ok(Coming {
                control,
                first_process,
                groups,
                held,
            }),
            (Made::Failed(why), _) => Err(io::Error::other(why)),
            (Made::Box { .. }, None) => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
