//! The signals that ask a server to end: the first politely, the second at once.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// The signals that came, from the beginning of the process on.
#[derive(Clone)]
pub(super) struct Signals(watch::Receiver<Came>);

#[derive(Debug, Clone, Copy, Default)]
struct Came {
    count: u32,
    last: u8,
}

impl Signals {
    /// Takes them from now on. Must be called in a runtime.
    ///
    /// # Errors
    /// When the system has no handler to give.
    pub(super) fn take() -> std::io::Result<Self> {
        let (came, signals) = watch::channel(Came::default());
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            tokio::spawn(tell(signal(kind)?, kind, came.clone()));
        }
        Ok(Self(signals))
    }

    /// Ends when so many have come, with the number of the last.
    pub(super) async fn wait(&self, count: u32) -> u8 {
        let mut signals = self.0.clone();
        match signals.wait_for(|came| came.count >= count).await {
            Ok(came) => came.last,
            // Nobody listens any more, so none will come.
            Err(_) => std::future::pending().await,
        }
    }
}

async fn tell(mut signal: Signal, kind: SignalKind, came: watch::Sender<Came>) {
    let number = u8::try_from(kind.as_raw_value()).unwrap_or_default();
    while signal.recv().await.is_some() {
        came.send_modify(|came| {
            came.count += 1;
            came.last = number;
        });
    }
}
