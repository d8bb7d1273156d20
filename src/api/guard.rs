//! What holds for every answer: a handler that panics costs its client one sentence and nobody anything else, and no browser
//! takes what a program printed for a page, a script or a style.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::error::Refusal;
use super::eval;
use super::negotiate::{Formats, RequestId};

/// Nothing may be loaded or run for the sake of an answer, even if one opens it in a window.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");
/// A program may stand in the query, and is nobody else's business.
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");

/// Answers for a handler that panics, and gives each answer its headers.
pub(super) async fn guard(
    formats: Formats,
    id: RequestId,
    request: Request,
    next: Next,
) -> Response {
    let is_eval = request.uri().path() == eval::PATH;
    let mut answer = pin!(next.run(request));
    let answered = poll_fn(|context| {
        let poll = || answer.as_mut().poll(context);
        // What a request works on is its own, and is dropped with it.
        match catch_unwind(AssertUnwindSafe(poll)) {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    });
    let mut response = match (answered.await, is_eval) {
        (Some(response), _) => response,
        (None, true) => eval::refuse(Refusal::panicked(), id),
        (None, false) => Refusal::panicked().respond(&formats, id),
    };
    harden(response.headers_mut());
    response
}

/// Pages of our own have a policy that fits them.
fn harden(headers: &mut HeaderMap) {
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(POLICY);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    headers.insert(header::REFERRER_POLICY, NO_REFERRER);
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_answer_before_and_after_a_wait() {
        async fn at_once() {
            panic!("on purpose");
        }
        async fn later() {
            tokio::task::yield_now().await;
            panic!("on purpose");
        }
        let router = Router::new()
            .route("/now", get(at_once))
            .route("/eval", get(later))
            .route("/well", get(|| async { "well" }))
            .layer(axum::middleware::from_fn(guard));
        for (path, status) in [("/now", 500), ("/eval", 500), ("/well", 200)] {
            let request = Request::get(path).body(Body::empty()).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status().as_u16(), status, "{path}");
            assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
    }
}
