//! Bodies with something more to them: one holds on to something until it was sent, one is watched as it goes by.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

/// As much as hyper is given at a time. It lets go of a body with the last of it, whether or not the client has any, so what
/// is given in one piece would keep nothing.
const SLICE_BYTES: usize = 32 << 10;

/// A body, and what is dropped with it once all but the last of it was sent.
pub(super) struct Keeping<T> {
    body: Body,
    /// Of the body, and not given yet.
    rest: Bytes,
    patience: Option<Patience>,
    /// Of the frame at hand.
    deadline: Option<Instant>,
    _kept: T,
}

impl<T: Send + Unpin + 'static> Keeping<T> {
    pub(super) fn body(body: Body, kept: T) -> Body {
        Self::with(None, body, kept)
    }

    /// The same, which breaks off when a frame of it is taken too slowly.
    pub(super) fn patient(patience: Patience, body: Body, kept: T) -> Body {
        Self::with(Some(patience), body, kept)
    }

    fn with(patience: Option<Patience>, body: Body, kept: T) -> Body {
        Body::new(Self {
            body,
            rest: Bytes::new(),
            patience,
            deadline: None,
            _kept: kept,
        })
    }
}

/// How long a client that takes something now and then may need for all of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For anything.
    pub(super) least: Duration,
    /// For so many bytes as long again.
    pub(super) per_bytes: usize,
}

impl Patience {
    /// Where it ends for so many bytes; never, when that is later than any clock knows.
    fn end(self, bytes: usize) -> Option<Instant> {
        let times = 1.0 + bytes as f64 / self.per_bytes.max(1) as f64;
        let time = Duration::try_from_secs_f64(self.least.as_secs_f64() * times).ok()?;
        Instant::now().checked_add(time)
    }
}

impl<T: Unpin> HttpBody for Keeping<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<NextFrame> {
        // Asked for more whenever a slice has been taken, so no timer is needed: the connection ends when none is.
        if !self.rest.is_empty() && self.deadline.is_some_and(|end| Instant::now() > end) {
            return Poll::Ready(Some(Err(axum::Error::new(
                "the answer was taken too slowly",
            ))));
        }
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => {
                        self.deadline = self.patience.and_then(|patience| patience.end(data.len()));
                        self.rest = data;
                    }
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                end => return Poll::Ready(end),
            }
        }
        let bytes = self.rest.len().min(SLICE_BYTES);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(bytes)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.rest.len() as u64;
        let body = self.body.size_hint();
        let mut both = SizeHint::new();
        both.set_lower(body.lower() + rest);
        if let Some(upper) = body.upper() {
            both.set_upper(upper + rest);
        }
        both
    }
}

/// What comes of asking a body for more; `None` is its end.
pub(super) type NextFrame = Option<Result<Frame<Bytes>, axum::Error>>;

/// A body each of whose frames is seen, with whether there are more.
pub(super) struct Watched<F> {
    body: Body,
    see: F,
}

impl<F: FnMut(&NextFrame, bool) + Send + Unpin + 'static> Watched<F> {
    pub(super) fn body(body: Body, see: F) -> Body {
        Body::new(Self { body, see })
    }
}

impl<F: FnMut(&NextFrame, bool) + Unpin> HttpBody for Watched<F> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<NextFrame> {
        let next = ready!(Pin::new(&mut self.body).poll_frame(context));
        let more = next.is_some() && !self.body.is_end_stream();
        (self.see)(&next, more);
        Poll::Ready(next)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
