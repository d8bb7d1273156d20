//! A report in parts: a line of JSON or a server-sent event for each, as soon as it is known.
//!
//! Each part is an object with a `type`: `compile` and `test` with the fields that the whole report has for them, `skipped`
//! with the test's name, and at the end `end`, or `error` with a sentence. A part whose output JSON can't carry comes with
//! that output in base64 and says so. When the client stops reading, the run stops.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;

use super::negotiate::{Format, RequestId};
use super::response::{self, Encoding};
use super::value::{Value, object};
use crate::{Error, Event, Events};

struct Parts {
    events: Events,
    encoding: Encoding,
    format: Format,
    id: RequestId,
    tests: u64,
    ended: bool,
}

/// The response that carries the parts as they come.
pub(super) fn respond(
    events: Events,
    encoding: Encoding,
    format: Format,
    id: RequestId,
) -> Response {
    let parts = Parts {
        events,
        encoding,
        format,
        id,
        tests: 0,
        ended: false,
    };
    let headers = [
        (header::CONTENT_TYPE, format.mime()),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, Body::new(parts)).into_response()
}

impl Parts {
    fn part(&mut self, next: Result<Option<Event>, Error>) -> Bytes {
        let (kind, fields) = match next {
            Ok(Some(Event::Compiled(report))) => (
                "compile",
                response::compile_report(report, self.encoding.or_base64()),
            ),
            Ok(Some(Event::Tested(report))) => (
                "test",
                response::test_report(report, self.encoding.or_base64()),
            ),
            Ok(Some(Event::Skipped(name))) => ("skipped", object([("name", name.into())])),
            Ok(None) => ("end", object([("success", true.into())])),
            Err(error) => {
                let refusal = super::error::Refusal::from(error);
                let sentence = refusal.sentence().into();
                let id = self.id.to_string().into();
                let fields = [
                    ("success", false.into()),
                    ("error", sentence),
                    ("request_id", id),
                ];
                ("error", object(fields))
            }
        };
        self.ended = matches!(kind, "end" | "error");
        let mut all = vec![("type".to_owned(), kind.into())];
        if matches!(kind, "test" | "skipped") {
            all.push(("index".to_owned(), self.tests.into()));
            self.tests += 1;
        }
        if let Value::Map(fields) = fields {
            all.extend(fields);
        }
        let json = Value::Map(all).to_json().unwrap_or_default();
        match self.format {
            Format::Events => [b"event: ", kind.as_bytes(), b"\ndata: ", &json, b"\n\n"].concat(),
            _ => [json.as_slice(), b"\n"].concat(),
        }
        .into()
    }
}

impl hyper::body::Body for Parts {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let next = ready!(self.events.poll_next(context));
        Poll::Ready(Some(Ok(Frame::data(self.part(next)))))
    }
}
