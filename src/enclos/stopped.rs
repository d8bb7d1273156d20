//! The end of an engine's work, for all who wait for some of it.

use std::future::pending;
use std::pin::Pin;

use tokio::sync::watch;

use crate::error::Error;

/// Whether an engine was told to stop.
pub(super) struct Stopped(watch::Sender<bool>);

/// Ends when the engine is told to stop.
pub(super) type Stopping = Pin<Box<dyn Future<Output = ()> + Send + Sync>>;

impl Default for Stopped {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stopped {
    /// Tells it to stop.
    pub(super) fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Ends when it is told to stop.
    pub(super) fn listen(&self) -> Stopping {
        let mut told = self.0.subscribe();
        Box::pin(async move {
            if told.wait_for(|stopped| *stopped).await.is_err() {
                // The engine is gone, and what it was asked for has an end of its own.
                pending::<()>().await;
            }
        })
    }

    /// What somebody waits for, unless the engine is told to stop before it comes; then it is dropped.
    pub(super) async fn or<T>(
        &self,
        wait: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        tokio::select! {
            biased;
            () = self.listen() => Err(Error::ShuttingDown),
            got = wait => got,
        }
    }
}
