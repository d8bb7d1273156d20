//! Bodies with something more to them: one holds on to something until it was sent, one is watched as it goes by.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

/// A body, and what is dropped with it.
pub(super) struct Keeping<T> {
    body: Body,
    _kept: T,
}

impl<T: Send + Unpin + 'static> Keeping<T> {
    pub(super) fn body(body: Body, kept: T) -> Body {
        Body::new(Self { body, _kept: kept })
    }
}

impl<T: Unpin> HttpBody for Keeping<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<NextFrame> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
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
