//! Room for large bodies: all that are held at a time are bounded together, a request's as it arrives and until there is an
//! answer, an answer's until the client has it.
//!
//! Small ones need none. There are no more of them than connections, and whoever floods the server with large ones must not
//! keep them out.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::Body as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::App;
use super::error::Refusal;
use super::eval;
use super::keeping::Keeping;
use super::negotiate::{Formats, RequestId};

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

    /// Room for so many bytes, unless there is none left.
    fn take(&self, bytes: usize) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        match Arc::clone(&self.0).try_acquire_many_owned(kilobytes) {
            Ok(permit) => Ok(Some(permit)),
            Err(_) => Err(Refusal::no_room()),
        }
    }
}

/// The room that a request's body takes, which grows as it arrives and is given back when there is an answer. What a client
/// only says that it will send takes none.
#[derive(Clone, Default)]
pub(super) struct Claim(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

/// By how much a claim grows.
const STEP_BYTES: usize = 64 << 10;

impl Claim {
    /// Makes it large enough for so many bytes.
    pub(super) fn grow(&self, room: &Room, bytes: usize) -> Result<(), Refusal> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held_bytes = held.as_ref().map_or(0, |permit| permit.num_permits() << 10);
        if bytes <= SMALL_BODY_BYTES.max(held_bytes) {
            return Ok(());
        }
        let wanted = bytes.next_multiple_of(STEP_BYTES).max(2 * STEP_BYTES);
        let more = room.take(wanted - held_bytes)?;
        match (&mut *held, more) {
            (Some(held), Some(more)) => held.merge(more),
            (held, more) => *held = more,
        }
        Ok(())
    }
}

/// Holds the room that a request's body needs until there is an answer, and that of the answer until it was sent.
pub(super) async fn hold(
    State(app): State<Arc<App>>,
    formats: Formats,
    id: RequestId,
    mut request: Request,
    next: Next,
) -> Response {
    let is_eval = request.uri().path() == eval::PATH;
    let refuse = |refusal: Refusal| match is_eval {
        true => eval::refuse(refusal, id),
        false => refusal.respond(&formats, id),
    };
    let claim = Claim::default();
    request.extensions_mut().insert(claim.clone());
    let response = next.run(request).await;
    drop(claim);
    let patience = app.settings.patience();
    let Some(bytes) = response.body().size_hint().exact() else {
        // A stream has no size; what waits in it is bounded where it is made.
        return response.map(|body| Keeping::patient(patience, body, ()));
    };
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes <= SMALL_BODY_BYTES {
        return response;
    }
    match app.room.take(bytes) {
        Ok(permit) => response.map(|body| Keeping::patient(patience, body, permit)),
        Err(refusal) => refuse(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_take_room_as_they_arrive_and_small_ones_need_none() {
        let room = Room::new(1 << 20);
        let (large, other) = (Claim::default(), Claim::default());
        for bytes in [1, 70 << 10, 1 << 19, 1 << 20] {
            assert!(large.grow(&room, bytes).is_ok(), "{bytes}");
        }
        assert!(large.grow(&room, (1 << 20) + 1).is_err());
        assert!(other.grow(&room, SMALL_BODY_BYTES).is_ok());
        assert!(other.grow(&room, SMALL_BODY_BYTES + 1).is_err());
        drop(large);
        assert!(other.grow(&room, 100 << 10).is_ok());
    }
}
