//! The threads that run guests, and the bounded queue before them.
//!
//! Guests run on threads of our own, because they need deep stacks and because a run blocks; the async runtime's threads
//! never do. A job that finds the queue full is refused at once.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::sandbox::MAX_STACK_BYTES;

/// Beside the guest's stack: the host's own frames under it.
const HOST_STACK_BYTES: usize = 8 << 20;

type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads. Dropping it lets waiting jobs go and waits for those that run.
pub(crate) struct Workers {
    shared: Arc<Shared>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    backlog: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    running: usize,
    idle: usize,
    closed: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A job that panics does so outside of the lock, so a poisoned lock still guards a sound state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Workers {
    /// Starts `count` threads before which up to `backlog` jobs may wait.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(crate) fn start(count: usize, backlog: usize) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            backlog,
        });
        let threads = (0..count.max(1))
            .map(|index| {
                let shared = Arc::clone(&shared);
                std::thread::Builder::new()
                    .name(format!("enclos-run-{index}"))
                    .stack_size(MAX_STACK_BYTES + HOST_STACK_BYTES)
                    .spawn(move || work(&shared))
            })
            .collect::<Result<_, _>>()
            .map_err(|source| Error::Io {
                what: "starting the worker threads".to_owned(),
                source,
            })?;
        Ok(Self { shared, threads })
    }

    /// Hands a job to the next free thread.
    ///
    /// # Errors
    /// [`Error::Busy`] when the backlog is full.
    pub(crate) fn submit(&self, job: impl FnOnce() + Send + 'static) -> Result<(), Error> {
        let mut state = self.shared.state();
        // Those that idle threads are about to take do not count as backlog.
        if state.waiting.len() >= self.shared.backlog + state.idle {
            return Err(Error::Busy);
        }
        state.waiting.push_back(Box::new(job));
        drop(state);
        self.shared.changed.notify_one();
        Ok(())
    }

    /// How many jobs run and how many wait.
    pub(crate) fn load(&self) -> (usize, usize) {
        let state = self.shared.state();
        (state.running, state.waiting.len())
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        let abandoned = std::mem::take(&mut state.waiting);
        drop(state);
        drop(abandoned);
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            // The last reference may be dropped by a job itself, and a thread can't wait for its own end.
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

fn work(shared: &Shared) {
    loop {
        let mut state = shared.state();
        state.idle += 1;
        let job = loop {
            if let Some(job) = state.waiting.pop_front() {
                break job;
            }
            if state.closed {
                return;
            }
            state = shared
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        };
        state.idle -= 1;
        state.running += 1;
        drop(state);
        // A panic is ours, not the guest's; it must not cost the other users this thread.
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(job)).is_err() {
            tracing::error!("a job panicked");
        }
        shared.state().running -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_full_backlog_refuses_and_a_panic_costs_nothing() {
        let workers = Workers::start(1, 1).expect("started");
        let (release, gate) = mpsc::channel::<()>();
        let (started, running) = mpsc::channel();
        workers
            .submit(move || {
                started.send(()).ok();
                gate.recv().ok();
                panic!("on purpose")
            })
            .expect("taken");
        running.recv().expect("the first runs");
        let (done, last) = mpsc::channel();
        workers
            .submit(move || {
                done.send(()).ok();
            })
            .expect("one may wait");
        assert!(matches!(workers.submit(|| {}), Err(Error::Busy)));
        assert_eq!(workers.load(), (1, 1));
        release.send(()).expect("still waiting");
        assert!(last.recv().is_ok(), "the thread survived");
    }
}
