//! The thread that moves the engines' epochs on, once a millisecond while anything runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread::Thread;
use std::time::Duration;

use wasmtime::{Engine, EngineWeak};

/// How late a stop may come. A shorter tick costs a core more wake-ups than it gives anybody.
const TICK: Duration = Duration::from_millis(1);
/// Ticks without a run after which the thread sleeps until it is woken, so that an idle server is idle.
const IDLE_TICKS: u64 = 1000;

/// Hands out [`Ticking`] guards. The thread ends with the engines, because it holds them weakly.
#[derive(Debug)]
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Thread,
}

#[derive(Debug, Default)]
struct Shared {
    running: AtomicU32,
    /// Runs begun, so that the thread sees activity between two ticks.
    begun: AtomicU64,
    asleep: std::sync::atomic::AtomicBool,
    ended: std::sync::atomic::AtomicBool,
}

/// While this lives, the epoch moves.
#[derive(Debug)]
pub(crate) struct Ticking<'a>(&'a Shared);

impl Ticker {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(crate) fn start(engines: [&Engine; 3]) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (weak, theirs) = (engines.map(Engine::weak), Arc::clone(&shared));
        let handle = std::thread::Builder::new()
            .name("enclos-ticker".to_owned())
            .spawn(move || tick(&weak, &theirs))?;
        Ok(Self {
            shared,
            thread: handle.thread().clone(),
        })
    }

    pub(crate) fn ticking(&self) -> Ticking<'_> {
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        self.shared.begun.fetch_add(1, Ordering::Relaxed);
        if self.shared.asleep.load(Ordering::SeqCst) {
            self.thread.unpark();
        }
        Ticking(&self.shared)
    }
}

impl Drop for Ticking<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.thread.unpark();
    }
}

fn tick(engines: &[EngineWeak], shared: &Shared) {
    let (mut idle, mut seen) = (0, 0);
    while !shared.ended.load(Ordering::SeqCst) {
        std::thread::sleep(TICK);
        for engine in engines {
            match engine.upgrade() {
                Some(engine) => engine.increment_epoch(),
                None => return,
            }
        }
        let begun = shared.begun.load(Ordering::Relaxed);
        idle = if begun == seen && shared.running.load(Ordering::SeqCst) == 0 {
            idle + 1
        } else {
            0
        };
        seen = begun;
        if idle >= IDLE_TICKS {
            shared.asleep.store(true, Ordering::SeqCst);
            // Looked at again after the flag is up: a run that began in between has not seen it, and would not wake us.
            while shared.running.load(Ordering::SeqCst) == 0
                && shared.begun.load(Ordering::SeqCst) == seen
                && !shared.ended.load(Ordering::SeqCst)
            {
                std::thread::park();
            }
            shared.asleep.store(false, Ordering::SeqCst);
            idle = 0;
        }
    }
}
