//! What the operator learns of each request: a line in the log and numbers for `/metrics`, under the request's id.
//!
//! The line has the target `access` and these fields: `request_id`, `method`, `route` (the pattern, or `other`), `status`,
//! `duration_ms`, `bytes_in`, `bytes_out`, `client` (a token's name, or an address), and where they apply `language`, `runs`
//! (how many ended how, as `OK=2,TIMED_OUT=1`), `refused` (`rate`, `busy`, `body`, `auth`) and `broken_off`. A client that
//! went away before there was an answer has the status 499. This module must never be given a source, an input, an output,
//! an argument, a file's name, a query or a token; what clients choose freely does not become a field or a label.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Body as _, SizeHint};
use tracing::{Instrument as _, Span};

use super::App;
use super::caller::{Caller, Peer};
use super::keeping::{NextFrame, Watched};
use super::metrics::{Metrics, Request as Numbers};
use super::negotiate::RequestId;
use crate::{Client, Status, Work, WorkKind};

/// nginx's status for a client that did not wait for its answer; it is never sent.
const CLIENT_CLOSED_REQUEST: u16 = 499;

/// Why a request was turned away before anything ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reason {
    Rate,
    Busy,
    Body,
    Auth,
}

impl Reason {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Busy => "busy",
            Self::Body => "body",
            Self::Auth => "auth",
        }
    }
}

/// The word for a run that was stopped because nobody waited for it, beside those of [`Status`].
pub(super) const CANCELED: &str = "CANCELED";

/// What is found out about a request while it is answered.
#[derive(Default)]
pub(super) struct Notes(Mutex<Noted>);

#[derive(Default)]
struct Noted {
    refused: Option<Reason>,
    /// The id of the language that ran last; a request has one, unless it asks for all.
    language: Option<String>,
    runs: Vec<(&'static str, u64)>,
}

impl Notes {
    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The notes of the request that this task answers, if it answers one.
    pub(super) fn current() -> Option<Arc<Self>> {
        NOTES.try_with(Arc::clone).ok()
    }

    /// Takes a run down.
    pub(super) fn worked(&self, work: &Work<'_>) {
        let mut noted = self.lock();
        if noted.language.as_deref() != Some(work.language) {
            noted.language = Some(work.language.to_owned());
        }
        if work.kind != WorkKind::Run {
            return;
        }
        let status = work.status.map_or(CANCELED, Status::as_str);
        match noted.runs.iter_mut().find(|(known, _)| *known == status) {
            Some((_, count)) => *count += 1,
            None => noted.runs.push((status, 1)),
        }
    }
}

tokio::task_local! {
    /// Handlers are many and none has to pass this on.
    static NOTES: Arc<Notes>;
}

/// Takes down that the request at hand is turned away.
pub(super) fn refused(reason: Reason) {
    let _ = NOTES.try_with(|notes| notes.lock().refused = Some(reason));
}

/// A request that is being answered. Dropping it ends it, however it ends.
struct Exchange {
    metrics: Arc<Metrics>,
    notes: Arc<Notes>,
    span: Span,
    id: RequestId,
    method: &'static str,
    route: Option<MatchedPath>,
    client: Client,
    begun: Instant,
    status: u16,
    bytes_in: Arc<AtomicU64>,
    bytes_out: u64,
    /// The answer was given to its end.
    complete: bool,
}

/// Gives each request its id, and tells of it when it is over.
pub(super) async fn observe(
    State(app): State<Arc<App>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::of(request.headers());
    let peer = request.extensions().get::<Peer>();
    let caller = Caller::of(&app, request.headers(), peer);
    let client = caller.log_name(&app, request.headers(), peer);
    let metrics = Arc::clone(&app.settings.metrics);
    metrics.begun();
    let mut exchange = Exchange {
        metrics,
        notes: Arc::default(),
        // At the highest level, so that whatever is logged of the request has its id.
        span: tracing::error_span!("request", request_id = %id),
        id,
        method: match *request.method() {
            Method::GET => "GET",
            Method::POST => "POST",
            _ => "other",
        },
        route: request.extensions().get().cloned(),
        client,
        begun: Instant::now(),
        status: CLIENT_CLOSED_REQUEST,
        bytes_in: Arc::default(),
        bytes_out: 0,
        complete: false,
    };
    drop(app);
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(caller);
    let bytes = Arc::clone(&exchange.bytes_in);
    let count = move |next: &NextFrame, _: bool| {
        bytes.fetch_add(length(next), Ordering::Relaxed);
    };
    let request = request.map(|body| Watched::body(body, count));
    let answer = NOTES.scope(Arc::clone(&exchange.notes), next.run(request));
    let mut response = answer.instrument(exchange.span.clone()).await;
    if let Some(id) = id.header_value() {
        response.headers_mut().insert(RequestId::HEADER, id);
    }
    exchange.status = response.status().as_u16();
    response.map(|body| {
        exchange.complete = body.is_end_stream();
        Body::new(Outgoing {
            // Nobody asks for more of what has ended.
            exchange: (!exchange.complete).then_some(exchange),
            body,
        })
    })
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut noted = self.notes.lock();
        let numbers = Numbers {
            route: self.route.as_ref().map_or("other", MatchedPath::as_str),
            method: self.method,
            status: self.status,
            duration: self.begun.elapsed(),
            bytes_in: self.bytes_in.load(Ordering::Relaxed),
            bytes_out: self.bytes_out,
            refused: noted.refused,
        };
        self.metrics.ended(&numbers);
        let runs = (!noted.runs.is_empty()).then(|| {
            let counts = noted.runs.iter();
            let counts: Vec<_> = counts.map(|(status, n)| format!("{status}={n}")).collect();
            counts.join(",")
        });
        tracing::info!(
            target: "access",
            parent: None,
            request_id = %self.id,
            method = numbers.method,
            route = numbers.route,
            status = numbers.status,
            duration_ms = (numbers.duration.as_secs_f64() * 1e6).round() / 1e3,
            bytes_in = numbers.bytes_in,
            bytes_out = numbers.bytes_out,
            client = self.client.name(),
            language = noted.language.take(),
            runs,
            refused = noted.refused.map(Reason::as_str),
            broken_off = (!self.complete).then_some(true),
            "request"
        );
    }
}

/// An answer's body, whose end is the end of the request.
struct Outgoing {
    body: Body,
    exchange: Option<Exchange>,
}

impl hyper::body::Body for Outgoing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<NextFrame> {
        let Self { body, exchange } = &mut *self;
        let mut poll = || Pin::new(&mut *body).poll_frame(context);
        let frame = ready!(match exchange {
            // A stream is made while it is sent.
            Some(exchange) => {
                let notes = Arc::clone(&exchange.notes);
                exchange.span.in_scope(|| NOTES.sync_scope(notes, poll))
            }
            None => poll(),
        });
        if let Some(exchange) = exchange {
            exchange.bytes_out += length(&frame);
            exchange.complete = frame.is_none() || body.is_end_stream();
        }
        // Told of before the client has the last of it, so that whoever looks then finds it.
        if exchange.as_ref().is_some_and(|exchange| exchange.complete) {
            *exchange = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn length(frame: &NextFrame) -> u64 {
    let data = frame
        .as_ref()
        .and_then(|frame| frame.as_ref().ok()?.data_ref());
    data.map_or(0, |data| data.len() as u64)
}
