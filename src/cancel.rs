//! A wish to stop that any thread can express and a run notices within a tick, sleeping or not.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

/// Cancels the runs that it was given to. Clones share one state.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<State>);

#[derive(Debug, Default)]
struct State {
    canceled: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Cancel {
    /// A token that nobody has canceled yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops what carries this token, now or as soon as it starts.
    pub fn cancel(&self) {
        let guard = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.canceled.store(true, Ordering::Release);
        drop(guard);
        self.0.changed.notify_all();
    }

    /// Whether somebody called [`Cancel::cancel`].
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.0.canceled.load(Ordering::Acquire)
    }

    /// Sleeps until `end` or until canceled.
    pub(crate) fn sleep_until(&self, end: Instant) {
        let mut guard = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner);
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
}
