//! A report in parts, as they become known.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::sync::mpsc::UnboundedReceiver;

use super::CancelOnDrop;
use super::held::Unread;
use super::stopped::Stopping;
use super::task::event_bytes;
use crate::error::Error;
use crate::model::Event;

/// The parts of a report in their order. Dropping it stops the run.
pub struct Events {
    pub(super) parts: UnboundedReceiver<Result<Option<Event>, Error>>,
    pub(super) unread: Arc<Unread>,
    /// Of the part that was given last: it counts as read when the next one is asked for.
    pub(super) given_bytes: u64,
    pub(super) stopped: Stopping,
    pub(super) ended: bool,
    pub(super) _guard: CancelOnDrop,
}

impl Events {
    /// The next part; `None` when there are no more.
    ///
    /// # Errors
    /// When enclos failed or is shutting down, or when what was not read yet has become too much; nothing comes after it.
    pub async fn next(&mut self) -> Result<Option<Event>, Error> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`Events::next`], for who polls.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Event>, Error>> {
        if self.ended {
            return Poll::Ready(Ok(None));
        }
        self.unread.read(std::mem::take(&mut self.given_bytes));
        let next = match self.parts.poll_recv(context) {
            Poll::Pending => {
                ready!(self.stopped.as_mut().poll(context));
                Some(Err(Error::ShuttingDown))
            }
            Poll::Ready(next) => next,
        };
        let next = next.unwrap_or_else(|| Err(Error::broken_worker()));
        if let Ok(Some(event)) = &next {
            self.given_bytes = event_bytes(event) as u64;
        }
        self.ended = !matches!(next, Ok(Some(_)));
        Poll::Ready(next)
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events")
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
