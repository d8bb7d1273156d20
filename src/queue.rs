//! The queue before the sandbox: whose turn it is, how many may wait, and the threads that do the work.
//!
//! Clients take turns, and so do the submissions of one client: whatever has had a slice of a worker's time goes behind what
//! has not, so a thousand tests do not keep a hello waiting for longer than one of them. A spare thread takes
//! work when all workers are busy, but only of clients that have nothing running. When too many wait, who has most of them
//! waiting is refused first.
//!
//! Guests run on threads of our own, because they need deep stacks and because a run blocks; the async runtime's threads
//! never do.

mod client;
#[cfg(feature = "server")]
mod rates;
#[cfg(test)]
mod tests;
mod turns;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use client::Client;
#[cfg(feature = "server")]
pub(crate) use rates::Rates;

use crate::error::Error;
use crate::sandbox::MAX_STACK_BYTES;
use turns::{Taken, Turns};

/// Beside the guest's stack: the host's own frames under it.
const HOST_STACK_BYTES: usize = 8 << 20;
/// The stack of a thread that runs guests.
pub(crate) const RUN_STACK_BYTES: usize = MAX_STACK_BYTES + HOST_STACK_BYTES;
/// Threads beyond the workers, for clients that have nothing running while every worker is busy with others.
pub(crate) const SPARE_WORKERS: usize = 1;
/// What a submission may use of a worker before it lets others go first. A hello of any language takes less.
const SLICE: Duration = Duration::from_millis(20);

/// Work that can be interrupted between its steps.
pub(crate) trait Task: Send + 'static {
    /// Does the next bit of it. Called again only after [`Turn::Again`].
    fn step(&mut self) -> Turn;

    /// Tells whoever waits for it that nothing will come of it.
    fn refuse(self: Box<Self>, why: Error);

    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool;
}

/// How a step of a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// There is more to do.
    Again,
    /// That was all.
    Done,
}

/// How busy the workers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Load {
    /// Submissions that are being worked on.
    pub running: usize,
    /// Submissions that wait for their first turn.
    pub waiting: usize,
}

/// A fixed number of threads. Dropping it lets waiting tasks go and waits for those that run.
pub(crate) struct Queue {
    shared: Arc<Shared>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

struct Shared {
    turns: Mutex<Turns>,
    changed: Condvar,
}

impl Shared {
    fn turns(&self) -> MutexGuard<'_, Turns> {
        // A task that panics does so outside of the lock, so a poisoned lock still guards a sound state.
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Starts threads that run `workers` tasks at a time, before which up to `backlog` may wait.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(crate) fn start(workers: usize, backlog: usize) -> Result<Self, Error> {
        let workers = workers.max(1);
        let shared = Arc::new(Shared {
            turns: Mutex::new(Turns::new(workers, SPARE_WORKERS, backlog)),
            changed: Condvar::new(),
        });
        let threads = (0..workers + SPARE_WORKERS)
            .map(|index| {
                let shared = Arc::clone(&shared);
                std::thread::Builder::new()
                    .name(format!("enclos-run-{index}"))
                    .stack_size(RUN_STACK_BYTES)
                    .spawn(move || work(&shared))
            })
            .collect::<Result<_, _>>()
            .map_err(|source| Error::Io {
                what: "starting the worker threads".to_owned(),
                source,
            })?;
        Ok(Self { shared, threads })
    }

    /// Puts a client's tasks into the queue. All of them together take one place in the backlog.
    ///
    /// # Errors
    /// [`Error::Busy`] when the backlog is full and no other client has more waiting than this one.
    pub(crate) fn submit(&self, client: &Client, tasks: Vec<Box<dyn Task>>) -> Result<(), Error> {
        let count = tasks.len();
        let (outcome, dropped) = self.shared.turns().submit(client, tasks);
        for task in dropped {
            task.refuse(Error::Busy);
        }
        for _ in 0..count {
            self.shared.changed.notify_one();
        }
        outcome
    }

    /// How many tasks run and how many wait.
    pub(crate) fn load(&self) -> Load {
        self.shared.turns().load()
    }

    /// How many tasks are worked on at a time, clients with nothing else running aside.
    pub(crate) fn workers(&self) -> usize {
        self.threads.len() - SPARE_WORKERS
    }

    /// Whether all threads are there, and the lock can be had.
    pub(crate) fn is_alive(&self) -> bool {
        drop(self.shared.turns());
        self.threads.iter().all(|thread| !thread.is_finished())
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let abandoned = self.shared.turns().close();
        for task in abandoned {
            task.refuse(Error::ShuttingDown);
        }
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            // The last reference may be dropped by a task itself, and a thread can't wait for its own end.
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

fn work(shared: &Shared) {
    loop {
        let mut turns = shared.turns();
        let taken = loop {
            if let Some(taken) = turns.next() {
                break taken;
            }
            if turns.is_closed() {
                return;
            }
            turns = shared
                .changed
                .wait(turns)
                .unwrap_or_else(PoisonError::into_inner);
        };
        // A thread that put a task back may have taken another's: then the first is for who is idle.
        let more = turns.has_next();
        drop(turns);
        if more {
            shared.changed.notify_one();
        }
        let Taken { client, mut task } = taken;
        // A panic is ours, not the guest's; it must not cost the other users this thread.
        let stepped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let turn = slice(shared, &client, &mut *task);
            (turn, task)
        }));
        match stepped {
            Ok((Turn::Again, task)) => shared.turns().put_back(client, task),
            Ok((Turn::Done, task)) => {
                // Before the count, so that who finds nothing running finds nothing held either.
                drop(task);
                shared.turns().ended(&client);
            }
            Err(_) => {
                tracing::error!("a task panicked");
                shared.turns().ended(&client);
            }
        }
    }
}

/// Works on a task until it is done, or has had its slice and others wait.
fn slice(shared: &Shared, client: &Client, task: &mut dyn Task) -> Turn {
    let begun = Instant::now();
    loop {
        match task.step() {
            Turn::Done => return Turn::Done,
            Turn::Again if begun.elapsed() < SLICE => {}
            Turn::Again => {
                if shared.turns().others_wait(client) {
                    return Turn::Again;
                }
            }
        }
    }
}
