//! An errand as work for the queue.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::{CancelOnDrop, Enclos, Inner};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::judge::{Errand, Left};
use crate::queue::{Client, Task, Turn};

impl Enclos {
    /// Does an errand on the next free worker. Dropping the future stops it.
    ///
    /// # Errors
    /// As [`Enclos::run`].
    pub(crate) async fn errand(&self, client: &Client, mut errand: Errand) -> Result<Left, Error> {
        self.0.judge.check(&mut errand)?;
        let cancel = Cancel::new();
        let _guard = CancelOnDrop(cancel.clone());
        let (answer, answered) = oneshot::channel();
        let task = Going {
            work: Some((Arc::clone(&self.0), errand)),
            answer: Some(answer),
            cancel,
        };
        self.0.queue.submit(client, vec![Box::new(task)])?;
        let left = async {
            answered
                .await
                .unwrap_or_else(|_| Err(Error::broken_worker()))
        };
        self.0.stopped.or(left).await
    }

    /// Whether both are handles of one engine.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// An errand in the queue.
struct Going {
    work: Option<(Arc<Inner>, Errand)>,
    answer: Option<oneshot::Sender<Result<Left, Error>>>,
    cancel: Cancel,
}

impl Going {
    fn end(&mut self, result: Result<Left, Error>) {
        if let Some(answer) = self.answer.take() {
            // Who went away needs no answer.
            drop(answer.send(result));
        }
    }
}

impl Task for Going {
    fn step(&mut self) -> Turn {
        if let Some((inner, errand)) = self.work.take() {
            let left = inner.judge.go(errand, &self.cancel);
            drop(inner);
            self.end(left);
        }
        Turn::Done
    }

    fn refuse(mut self: Box<Self>, why: Error) {
        self.work = None;
        self.end(Err(why));
    }

    fn is_abandoned(&self) -> bool {
        self.cancel.is_canceled()
    }
}
