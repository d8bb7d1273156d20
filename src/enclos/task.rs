//! A submission as work for the queue, and the ways in which its parts reach whoever waits.

use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use super::held::{Held, Unread};
use super::{Host, Inner};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::Streams;
use crate::judge::{Judging, Plan, Step};
use crate::model::{Event, Report};
use crate::queue::{Task, Turn};

/// Takes what came of a submission, and what it holds.
pub(super) type Answer = Box<dyn FnOnce(Result<(Report, Held), Error>) + Send>;

/// Where the parts of a report go.
pub(super) enum Sink {
    /// All at once, when it is complete.
    Whole(Box<Report>, Option<Held>, Option<Answer>),
    /// Each as it comes.
    Parts(Parts),
}

/// The writing end of a report in parts; `Ok(None)` is the end.
pub(super) struct Parts {
    pub(super) send: UnboundedSender<Result<Option<Event>, Error>>,
    /// What was sent and not read yet.
    pub(super) unread: Arc<Unread>,
    pub(super) cancel: Cancel,
}

impl Parts {
    fn event(&self, event: Event) {
        // Who stopped listening has canceled as well.
        let _ = match self.unread.add(event_bytes(&event) as u64) {
            Ok(()) => self.send.send(Ok(Some(event))),
            Err(error) => {
                self.cancel.cancel();
                self.send.send(Err(error))
            }
        };
    }
}

/// What a part of a report holds of output and files.
pub(super) fn event_bytes(event: &Event) -> usize {
    match event {
        Event::Compiled(report) => report.outcome.stdout.len() + report.outcome.stderr.len(),
        Event::Tested(report) => {
            let files = report.files.iter().map(|file| file.content.len());
            report.outcome.stdout.len() + report.outcome.stderr.len() + files.sum::<usize>()
        }
        Event::Skipped(_) => 0,
    }
}

impl Sink {
    /// Everything at once to `answer`.
    pub(super) fn whole(
        plan: &Plan,
        held: Held,
        answer: impl FnOnce(Result<(Report, Held), Error>) + Send + 'static,
    ) -> Self {
        Self::Whole(
            Box::new(Report::new(plan.language_id())),
            Some(held),
            Some(Box::new(answer)),
        )
    }

    /// False when there is no more room for it.
    fn event(&mut self, event: Event) -> bool {
        match self {
            Self::Whole(report, held, _) => {
                let bytes = event_bytes(&event) as u64;
                report.add(event);
                held.as_mut().is_none_or(|held| held.add(bytes))
            }
            Self::Parts(parts) => {
                parts.event(event);
                true
            }
        }
    }

    fn end(&mut self, end: Result<(), Error>) {
        match self {
            Self::Whole(report, held, answer) => {
                if let (Some(answer), Some(held)) = (answer.take(), held.take()) {
                    let empty = Report::new(String::new());
                    let report = std::mem::replace(&mut **report, empty);
                    answer(end.map(|()| (report, held)));
                }
            }
            Self::Parts(parts) => drop(parts.send.send(end.map(|()| None))),
        }
    }
}

/// A submission in the queue.
pub(super) struct Judgment {
    /// Where it was submitted, for the log: what is logged about its work belongs there.
    span: tracing::Span,
    work: Option<(Arc<Inner>, Judging<Host>)>,
    sink: Sink,
}

impl Judgment {
    pub(super) fn new(inner: &Arc<Inner>, plan: Plan, cancel: Cancel, sink: Sink) -> Self {
        let judging = inner.judge.begin(plan, cancel);
        Self {
            span: tracing::Span::current(),
            work: Some((Arc::clone(inner), judging)),
            sink,
        }
    }
}

impl Task for Judgment {
    fn step(&mut self) -> Turn {
        let Some((inner, judging)) = &mut self.work else {
            return Turn::Done;
        };
        let step = self.span.in_scope(|| inner.judge.step(judging));
        let end = match step {
            Ok(Step::Working) => return Turn::Again,
            Ok(Step::Event(event)) => match self.sink.event(event) {
                true => return Turn::Again,
                false => Err(Error::Busy),
            },
            Ok(Step::Over) => Ok(()),
            Err(error) => Err(error),
        };
        // Before the answer, so that who asks for the end of everything does not find this thread holding on to it.
        self.work = None;
        self.sink.end(end);
        Turn::Done
    }

    fn refuse(mut self: Box<Self>, why: Error) {
        self.work = None;
        self.sink.end(Err(why));
    }

    fn is_abandoned(&self) -> bool {
        self.work
            .as_ref()
            .is_some_and(|(_, judging)| judging.cancel().is_canceled())
    }
}

/// A program that is run once with its streams connected to the caller's.
pub(super) struct Live {
    work: Option<(Arc<Inner>, Plan, Streams)>,
    held: Option<Held>,
    answer: Option<Answer>,
}

impl Live {
    pub(super) fn new(inner: &Arc<Inner>, plan: Plan, streams: Streams, answer: Answer) -> Self {
        Self {
            held: Some(inner.reports.open()),
            work: Some((Arc::clone(inner), plan, streams)),
            answer: Some(answer),
        }
    }

    fn end(&mut self, result: Result<Report, Error>) {
        if let (Some(answer), Some(held)) = (self.answer.take(), self.held.take()) {
            answer(result.map(|report| (report, held)));
        }
    }
}

impl Task for Live {
    fn step(&mut self) -> Turn {
        if let Some((inner, plan, streams)) = self.work.take() {
            let report = inner.judge.run_live(&plan, streams, &Cancel::new());
            drop(inner);
            self.end(report);
        }
        Turn::Done
    }

    fn refuse(mut self: Box<Self>, why: Error) {
        self.end(Err(why));
    }

    fn is_abandoned(&self) -> bool {
        false
    }
}
