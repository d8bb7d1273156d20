//! Worker processes that wait for orders, and the thread that replaces those that ended.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel as queue};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::process::{Process, Settings};
use super::wire::Order;
use crate::channel::{self, Encoded};

/// How long a run waits for a worker. There are as many as runs, so it waits only while one is replaced.
const PATIENCE: Duration = Duration::from_secs(30);

/// Workers of one role. Dropped, all that are idle end; those that are out end when they are dropped.
pub(super) struct Pool {
    shared: Arc<Shared>,
    wishes: Mutex<Sender<Wish>>,
}

struct Shared {
    settings: Settings,
    /// How many there are to be.
    size: usize,
    /// Orders after which one is replaced.
    max_orders: u64,
    state: Mutex<State>,
    changed: Condvar,
    /// What loads the programs of the depot that were run so far, by their numbers. A new worker loads them before it is
    /// needed.
    tools: Mutex<BTreeMap<u64, Tool>>,
}

#[derive(Default)]
struct State {
    /// Those used last at the end.
    idle: Vec<Process>,
    /// Given to somebody.
    out: usize,
    /// On their way.
    coming: usize,
    /// How many wait for one.
    waiting: usize,
    /// Why the last one could not be made.
    failure: Option<String>,
}

/// A program of the depot.
#[derive(Clone)]
struct Tool {
    load: Arc<Encoded>,
    /// What goes along.
    code: Arc<OwnedFd>,
}

/// What the thread is to do.
enum Wish {
    Make,
    /// Wait for the end of one that is of no use any more, which takes as long as its memory is large.
    Bury(Box<Process>),
}

impl Pool {
    /// Up to `size` workers, of which none is started before one is asked for.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(super) fn new(settings: Settings, max_orders: u64, size: usize) -> io::Result<Self> {
        let (wishes, heard) = queue();
        let shared = Arc::new(Shared {
            settings,
            size: size.max(1),
            max_orders,
            state: Mutex::default(),
            changed: Condvar::new(),
            tools: Mutex::default(),
        });
        let theirs = Arc::clone(&shared);
        // Workers die with the thread that started them, so that it is one that lasts.
        std::thread::Builder::new()
            .name("enclos-workers".to_owned())
            .spawn(move || theirs.grant(&heard))?;
        Ok(Self {
            shared,
            wishes: Mutex::new(wishes),
        })
    }

    /// A worker, one that `prefers` likes where there is a choice.
    ///
    /// # Errors
    /// When none can be made on this machine.
    pub(super) fn take(&self, prefers: impl Fn(&Process) -> bool) -> io::Result<Process> {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shared.state();
        if state.waiting == 0 {
            // Nobody knows whether the next could be made either.
            state.failure = None;
        }
        state.waiting += 1;
        let taken = loop {
            let liked = state.idle.iter().rposition(&prefers);
            let found = liked.or_else(|| state.idle.len().checked_sub(1));
            if let Some(found) = found {
                let process = state.idle.remove(found);
                if process.is_idle() {
                    state.out += 1;
                    break Ok(process);
                }
                tracing::warn!("a worker process ended while it was idle");
                self.wish(Wish::Bury(Box::new(process)));
                continue;
            }
            if let Some(failure) = state.failure.take() {
                break Err(io::Error::other(failure));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break Err(io::ErrorKind::TimedOut.into());
            }
            if state.coming < state.waiting && state.coming + state.out < self.shared.size {
                self.make(&mut state);
            }
            let waited = self.shared.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        };
        state.waiting -= 1;
        taken
    }

    /// Takes a worker back, for the next run, or as one that has done enough.
    pub(super) fn give_back(&self, process: Process) {
        if process.orders_given >= self.shared.max_orders {
            return self.replace(process);
        }
        let mut state = self.shared.state();
        state.out -= 1;
        state.idle.push(process);
        drop(state);
        self.shared.changed.notify_one();
    }

    /// Has a worker that is of no use any more replaced.
    pub(super) fn replace(&self, process: Process) {
        let mut state = self.shared.state();
        state.out -= 1;
        self.wish(Wish::Bury(Box::new(process)));
        self.make(&mut state);
    }

    /// Has as many started as there may be, before anybody needs them.
    pub(super) fn fill(&self) {
        let mut state = self.shared.state();
        while state.idle.len() + state.out + state.coming < self.shared.size {
            self.make(&mut state);
        }
    }

    /// Has workers that are to come load a program of the depot at once.
    pub(super) fn expect(&self, program: u64, load: &Order<'_>, code: &Arc<OwnedFd>) {
        let mut tools = self.shared.tools();
        if !tools.contains_key(&program)
            && let Ok(load) = channel::encode(load)
        {
            let (load, code) = (Arc::new(load), Arc::clone(code));
            tools.insert(program, Tool { load, code });
        }
    }

    fn make(&self, state: &mut State) {
        state.coming += 1;
        self.wish(Wish::Make);
    }

    fn wish(&self, wish: Wish) {
        let wishes = self.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        // The thread ends only with this pool.
        let _ = wishes.send(wish);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tools(&self) -> MutexGuard<'_, BTreeMap<u64, Tool>> {
        self.tools.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A worker that has loaded what others had, unless somebody waits for it.
    fn start(&self) -> io::Result<Process> {
        let mut process = Process::start(&self.settings)?;
        let tools = self.tools().clone();
        for (program, tool) in &tools {
            if self.state().waiting > 0 {
                break;
            }
            if let Err(failure) = process.load_tool(*program, &tool.load, tool.code.as_fd()) {
                return Err(io::Error::other(format!("{failure:?}")));
            }
        }
        Ok(process)
    }

    fn grant(&self, wishes: &Receiver<Wish>) {
        while let Ok(wish) = wishes.recv() {
            match wish {
                Wish::Bury(process) => drop(process),
                Wish::Make => {
                    let made = self.start();
                    let mut state = self.state();
                    state.coming -= 1;
                    match made {
                        Ok(process) => {
                            state.failure = None;
                            state.idle.push(process);
                        }
                        Err(error) => {
                            tracing::error!(%error, role = ?self.settings.role(), "a worker process could not be started");
                            state.failure = Some(error.to_string());
                        }
                    }
                    drop(state);
                    self.changed.notify_all();
                }
            }
        }
        // Those that are idle end with the pool, and not with this thread, which others may outlive.
        self.state().idle.clear();
    }
}
