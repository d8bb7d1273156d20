//! Room for large bodies: all that are held at a time are bounded together, a request's from its first byte to the answer, an
//! answer's until the client has it.
//!
//! Small ones need none. There are no more of them than connections, and whoever floods the server with large ones must not
//! keep them out.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::Body as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::App;
use super::error::Refusal;
use super::eval;
use super::keeping::Keeping;
use super::negotiate::{Formats, RequestId, declared_bytes};

/// A body up to this size needs no room of its own: a thousand connections hold 64 MiB of them.
const SMALL_BODY_BYTES: usize = 64 << 10;

/// A permit for each kB of the large bodies that may be held.
pub(super) struct Room(Arc<Semaphore>);

impl Room {
    pub(super) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(
            (bytes >> 10).min(Semaphore::MAX_PERMITS),
        )))
    }

    /// Room for a body of so many bytes, unless it is small or there is none left.
    fn take(&self, bytes: usize) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        if bytes <= SMALL_BODY_BYTES {
            return Ok(None);
        }
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        match Arc::clone(&self.0).try_acquire_many_owned(kilobytes) {
            Ok(permit) => Ok(Some(permit)),
            Err(_) => Err(Refusal::no_room()),
        }
    }
}

/// Holds the room that a request's body needs until there is an answer, and that of the answer until it was sent.
pub(super) async fn hold(
    State(app): State<Arc<App>>,
    formats: Formats,
    id: RequestId,
    request: Request,
    next: Next,
) -> Response {
    let max = app.settings.max_body_bytes;
    let chunked = request.headers().contains_key("transfer-encoding");
    // What is not declared may be as large as is allowed; what is larger will be refused and not kept.
    let bytes = match declared_bytes(&request) {
        Some(bytes) => bytes.min(max),
        None if chunked => max,
        None => 0,
    };
    let is_eval = request.uri().path() == eval::PATH;
    let refuse = |refusal: Refusal| match is_eval {
        true => eval::refuse(refusal, id),
        false => refusal.respond(&formats, id),
    };
    let response = match app.room.take(bytes) {
        Ok(_permit) => next.run(request).await,
        Err(refusal) => return refuse(refusal),
    };
    // A stream has no size; what waits in it is bounded where it is made.
    let bytes = response.body().size_hint().exact().unwrap_or(0);
    match app.room.take(usize::try_from(bytes).unwrap_or(usize::MAX)) {
        Ok(None) => response,
        Ok(permit) => response.map(|body| Keeping::body(body, permit)),
        Err(refusal) => refuse(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_bodies_share_the_room_and_small_ones_need_none() {
        let room = Room::new(1 << 20);
        let held = room.take(1 << 20).expect("room for one");
        assert!(held.is_some() && room.take(100 << 10).is_err());
        assert!(
            room.take(SMALL_BODY_BYTES)
                .is_ok_and(|permit| permit.is_none())
        );
        drop(held);
        assert!(room.take(100 << 10).is_ok());
    }
}
