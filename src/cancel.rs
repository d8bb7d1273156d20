//! A wish to stop that any thread can express and a run notices within a tick, sleeping or not.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Cancels the runs that it was given to. Clones share one state.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<State>);

#[derive(Default)]
struct State {
    canceled: AtomicBool,
    /// What is done when somebody cancels.
    hooks: Mutex<Hooks>,
    changed: Condvar,
}

#[derive(Default)]
struct Hooks {
    next: u64,
    all: Vec<(u64, Box<dyn FnMut() + Send>)>,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State")
            .field("canceled", &self.canceled)
            .finish_non_exhaustive()
    }
}

/// Something that is done when somebody cancels, as long as this lives.
#[must_use]
pub(crate) struct Hook<'a> {
    state: &'a State,
    id: u64,
}

impl Drop for Hook<'_> {
    fn drop(&mut self) {
        self.state.hooks().all.retain(|(id, _)| *id != self.id);
    }
}

impl State {
    fn hooks(&self) -> MutexGuard<'_, Hooks> {
        self.hooks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cancel {
    /// A token that nobody has canceled yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops what carries this token, now or as soon as it starts.
    pub fn cancel(&self) {
        let mut hooks = self.0.hooks();
        let was_canceled = self.0.canceled.swap(true, Ordering::AcqRel);
        if !was_canceled {
            hooks.all.iter_mut().for_each(|(_, act)| act());
        }
        drop(hooks);
        self.0.changed.notify_all();
    }

    /// Has something done as soon as somebody cancels, which must not block; at once if somebody did.
    pub(crate) fn on_cancel(&self, mut act: impl FnMut() + Send + 'static) -> Hook<'_> {
        let mut hooks = self.0.hooks();
        if self.is_canceled() {
            act();
        }
        let id = hooks.next;
        hooks.next += 1;
        hooks.all.push((id, Box::new(act)));
        Hook { state: &self.0, id }
    }

    /// Whether somebody called [`Cancel::cancel`].
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.0.canceled.load(Ordering::Acquire)
    }

    /// Sleeps until `end` or until canceled.
    pub(crate) fn sleep_until(&self, end: Instant) {
        let mut guard = self.0.hooks();
        while !self.is_canceled() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            guard = self
                .0
                .changed
                .wait_timeout(guard, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_sleeper_wakes_when_canceled() {
        let cancel = Cancel::new();
        let sleeper = cancel.clone();
        let thread = std::thread::spawn(move || {
            sleeper.sleep_until(Instant::now() + Duration::from_secs(600))
        });
        cancel.cancel();
        assert!(thread.join().is_ok());
    }

    #[test]
    fn hooks_are_called_once_while_they_live_and_at_once_when_late() {
        let calls = Arc::new(Mutex::new(Vec::new()));
        let call = |name| {
            let calls = Arc::clone(&calls);
            move || calls.lock().expect("nobody panicked").push(name)
        };
        let cancel = Cancel::new();
        drop(cancel.on_cancel(call("dropped")));
        let early = cancel.on_cancel(call("early"));
        cancel.cancel();
        cancel.cancel();
        let late = cancel.on_cancel(call("late"));
        drop((early, late));
        assert_eq!(*calls.lock().expect("nobody panicked"), ["early", "late"]);
    }
}
