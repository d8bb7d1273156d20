//! What a client is told when there is no report, and the only place where HTTP status codes are chosen.
//!
//! The policy: the client's mistakes are 4xx with a sentence that names the mistake; what passes by itself is 503 or 429
//! with `Retry-After`; our own failures are 500, say so without details, and are logged with the request's id.

use std::time::Duration;

use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;

use super::access::{self, Reason};
use super::negotiate::{Formats, RequestId};
use super::value::object;
use crate::Error;

/// A refusal: the status and the sentence.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    sentence: String,
    retry_after_s: Option<u32>,
}

/// How long a client that was turned away for want of a worker should wait, in seconds.
const RETRY_AFTER_S: u32 = 1;

/// What a client is told of our own failures.
const FAILED: &str = "enclos failed; the operator's log says more under this request id";

/// What is longer is cut.
const MAX_SENTENCE_CHARS: usize = 500;

impl Refusal {
    fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self {
            status,
            sentence: cut(sentence.into()),
            retry_after_s: None,
        }
    }

    pub(super) fn bad_request(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence)
    }

    pub(super) fn unsupported_media_type(content_type: &str) -> Self {
        let shown: String = content_type.chars().take(60).collect();
        access::refused(Reason::Body);
        let sentence =
            format!("unknown content-type {shown}: send application/json or application/msgpack");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence)
    }

    pub(super) fn too_large(max_bytes: usize) -> Self {
        access::refused(Reason::Body);
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("request entity too large: the body is larger than {max_bytes} bytes"),
        )
    }

    pub(super) fn body_timeout() -> Self {
        access::refused(Reason::Body);
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "the body did not arrive in time",
        )
    }

    pub(super) fn unauthorized(why: &'static str) -> Self {
        access::refused(Reason::Auth);
        Self::new(StatusCode::UNAUTHORIZED, why)
    }

    pub(super) fn over_rate(wait: Duration) -> Self {
        access::refused(Reason::Rate);
        let seconds = wait.as_secs_f64().ceil().max(1.0) as u32;
        Self {
            retry_after_s: Some(seconds),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!("too many requests from this client: try again in {seconds} s"),
            )
        }
    }

    /// Other bodies take all the room there is.
    pub(super) fn no_room() -> Self {
        Self::from(Error::Busy)
    }

    /// A mistake of ours, which the log has told of where it happened.
    pub(super) fn panicked() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, FAILED)
    }

    /// Nobody unpacks a body here, so none can be larger than it looks.
    pub(super) fn coded_body(header: &str, coding: &str) -> Self {
        access::refused(Reason::Body);
        let shown: String = coding.chars().take(60).collect();
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("{header} {shown} is not taken here: send the body as it is"),
        )
    }

    /// What the client accepts can't carry the answer.
    pub(super) fn not_acceptable() -> Self {
        let sentence = "use 'Accept: application/msgpack' to be able to receive binary payloads";
        Self::new(StatusCode::NOT_ACCEPTABLE, sentence)
    }

    pub(super) fn nothing_acceptable() -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "accept application/json or application/msgpack",
        )
    }

    /// The answer, in a format that the client accepts, or else in JSON.
    pub(super) fn respond(self, formats: &Formats, id: RequestId) -> Response {
        let body = object([
            ("success", false.into()),
            ("error", self.sentence.as_str().into()),
            ("request_id", id.to_string().into()),
        ]);
        let response = formats.encode_or_json(&body);
        self.finish(response, id)
    }

    pub(super) fn method_not_allowed(method: &Method, uri: &Uri) -> Self {
        let sentence = format!("{method} is not possible here: use POST {}", uri.path());
        Self::new(StatusCode::METHOD_NOT_ALLOWED, sentence)
    }

    /// The status with its number and name, for an answer in another shape.
    pub(super) fn status_line(&self) -> String {
        self.status.to_string()
    }

    /// The sentence, for an answer in another shape.
    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Gives a response that carries the sentence its status and headers.
    pub(super) fn finish(self, mut response: Response, id: RequestId) -> Response {
        if self.status.is_server_error() {
            tracing::warn!(request_id = %id, status = self.status.as_u16(), sentence = self.sentence, "request failed");
        }
        *response.status_mut() = self.status;
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert("retry-after", seconds.into());
        }
        response
    }
}

/// A sentence quotes what the client sent, which may be megabytes.
fn cut(sentence: String) -> String {
    match sentence.char_indices().nth(MAX_SENTENCE_CHARS) {
        Some((end, _)) => format!("{}…", &sentence[..end]),
        None => sentence,
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownLanguage { .. }
            | Error::Unavailable { .. }
            | Error::NotSetUp(_)
            | Error::BadSubmission(_)
            | Error::SlowReader
            | Error::FileName(_) => Self::bad_request(error.to_string()),
            Error::Busy | Error::ShuttingDown => {
                access::refused(Reason::Busy);
                Self {
                    retry_after_s: Some(RETRY_AFTER_S),
                    ..Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
                }
            }
            other => {
                tracing::error!(error = %other, "a submission got no report");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, FAILED)
            }
        }
    }
}

pub(super) async fn not_found(uri: Uri, formats: Formats, id: RequestId) -> Response {
    let path: String = uri.path().chars().take(60).collect();
    let sentence = format!(
        "there is nothing at {path}: try POST /run, GET /languages, GET /system or GET /test"
    );
    Refusal::new(StatusCode::NOT_FOUND, sentence).respond(&formats, id)
}

pub(super) async fn method_not_allowed(
    method: Method,
    uri: Uri,
    formats: Formats,
    id: RequestId,
) -> Response {
    Refusal::method_not_allowed(&method, &uri).respond(&formats, id)
}

/// For paths that can only be read.
pub(super) async fn only_get(
    method: Method,
    uri: Uri,
    formats: Formats,
    id: RequestId,
) -> Response {
    let sentence = format!("{method} is not possible here: use GET {}", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, sentence).respond(&formats, id)
}
