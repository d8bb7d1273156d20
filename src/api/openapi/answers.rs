//! What every endpoint may answer instead of what it is for.

use std::collections::BTreeMap;

use serde_json::json;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder, Responses};
use utoipa::{IntoResponses, ToSchema};

/// A request that got no answer, and why.
#[derive(ToSchema)]
pub(super) struct Refusal {
    /// Always false.
    #[schema(schema_with = no)]
    success: bool,
    /// One sentence that says what is wrong, for people; programs go by the status.
    #[schema(example = "malformed payload: .lang: expected a string, got nothing")]
    error: String,
    /// The value of the header `X-Request-Id`, the request's own or one that was made for it, by which the operator finds the request in the log.
    #[schema(example = "0123456789abcdef", pattern = "^[A-Za-z0-9._-]{1,64}$")]
    request_id: String,
}

/// The schema of a `success` that is true.
pub(super) fn yes() -> Object {
    only(true, "Always true.")
}

/// The schema of a `success` that is false.
fn no() -> Object {
    only(false, "Always false.")
}

fn only(value: bool, description: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .enum_values(Some([value]))
        .description(Some(description))
        .build()
}

/// A kind of refusal: its status, its name among the components, what it means and an example of its sentence.
struct Kind(u16, &'static str, &'static str, &'static str);

const KINDS: [Kind; 11] = [
    Kind(
        400,
        "BadRequest",
        "The body or the query can't be read, a field has a wrong value, or the language is not served.",
        "malformed payload: .lang: expected a string, got nothing",
    ),
    Kind(
        401,
        "Unauthorized",
        "The token is not known, or one is required and none was shown.",
        "show a token: Authorization: Bearer …",
    ),
    Kind(
        404,
        "NotFound",
        "There is nothing at this path.",
        "there is nothing at /x: try POST /run, GET /languages, GET /system or GET /test",
    ),
    Kind(
        405,
        "MethodNotAllowed",
        "The path does not have this method.",
        "PUT is not possible here: use POST /run",
    ),
    Kind(
        406,
        "NotAcceptable",
        "The client accepts nothing that could carry the answer, as when a program printed bytes that JSON can't carry.",
        "use 'Accept: application/msgpack' to be able to receive binary payloads",
    ),
    Kind(
        408,
        "RequestTimeout",
        "The body did not arrive in time.",
        "the body did not arrive in time",
    ),
    Kind(
        413,
        "PayloadTooLarge",
        "The body is larger than the operator allows.",
        "the body is larger than 16777216 bytes",
    ),
    Kind(
        415,
        "UnsupportedMediaType",
        "The body is neither JSON nor MessagePack.",
        "unknown content-type text/plain: send application/json or application/msgpack",
    ),
    Kind(
        429,
        "TooManyRequests",
        "This client is over its rate.",
        "too many requests from this client: try again in 2 s",
    ),
    Kind(
        500,
        "InternalServerError",
        "enclos failed. No program and no request should bring this about.",
        "enclos failed; the operator's log says more under this request id",
    ),
    Kind(
        503,
        "ServiceUnavailable",
        "Too many submissions are waiting, or the server is shutting down.",
        "too many submissions are waiting; try again in a moment",
    ),
];

impl Kind {
    fn response(&self, build: impl Fn(&Self) -> ResponseBuilder) -> Response {
        let mut response = build(self)
            .description(self.2)
            .header("X-Request-Id", request_id());
        if matches!(self.0, 429 | 503) {
            let seconds = Object::builder()
                .schema_type(Type::Integer)
                .minimum(Some(1));
            response = response.header(
                "Retry-After",
                header(
                    seconds.build(),
                    "Seconds after which it is worth trying again.",
                ),
            );
        }
        if self.0 == 401 {
            let scheme = Object::with_type(Type::String);
            response = response.header(
                "WWW-Authenticate",
                header(scheme, "The scheme that a token is shown by: Bearer."),
            );
        }
        response.build()
    }

    fn refusal(&self) -> Response {
        let example = json!({"success": false, "error": self.3, "request_id": "0123456789abcdef"});
        let content = || {
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Refusal")))
                .example(Some(example.clone()))
                .build()
        };
        self.response(|_| {
            ResponseBuilder::new()
                .content("application/json", content())
                .content("application/msgpack", content())
        })
    }
}

fn header(schema: Object, description: &str) -> Header {
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(description))
        .build()
}

fn request_id() -> Header {
    let schema = Object::builder()
        .schema_type(Type::String)
        .pattern(Some("^[0-9a-f]{16}$"));
    header(
        schema.build(),
        "By which the operator finds the request in the log.",
    )
}

/// The refusals, to be referred to by their names.
pub(super) fn components() -> impl Iterator<Item = (&'static str, Response)> {
    KINDS.iter().map(|kind| (kind.1, kind.refusal()))
}

/// Gives the answers that are no refusals the header that all have.
pub(super) fn identify(responses: &mut Responses) {
    for response in responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            response
                .headers
                .entry("X-Request-Id".to_owned())
                .or_insert_with(|| request_id().into());
        }
    }
}

fn refer(statuses: &[u16]) -> BTreeMap<String, RefOr<Response>> {
    KINDS
        .iter()
        .filter(|kind| statuses.contains(&kind.0))
        .map(|kind| {
            let response = Ref::from_response_name(kind.1);
            (kind.0.to_string(), RefOr::Ref(response))
        })
        .collect()
}

/// The refusals of an endpoint that reads a body and runs something.
pub(super) struct OfBody;

impl IntoResponses for OfBody {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refer(&[400, 401, 406, 408, 413, 415, 429, 500, 503])
    }
}

/// The refusals of `/compile`, which takes whatever it gets for JSON and answers in JSON whoever asks.
pub(super) struct OfCompile;

impl IntoResponses for OfCompile {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refer(&[400, 401, 408, 413, 429, 500, 503])
    }
}

/// The refusals of an endpoint that runs something and reads no body.
pub(super) struct OfQuery;

impl IntoResponses for OfQuery {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refer(&[400, 401, 406, 429, 500, 503])
    }
}

/// The refusals of an endpoint that only tells something.
pub(super) struct OfTelling;

impl IntoResponses for OfTelling {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refer(&[406])
    }
}

/// The refusals of `/eval`, in the shape of the framework that snekbox is made with.
pub(super) struct OfEval;

impl IntoResponses for OfEval {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let refusal = |kind: &Kind| {
            ResponseBuilder::new().content(
                "application/json",
                ContentBuilder::new()
                    .schema(Some(Ref::from_schema_name("EvalError")))
                    .example(Some(match kind.0 {
                        400 => json!({"title": "Request data failed validation", "description": "400 is not of type 'array'"}),
                        _ => json!({"title": kind.2, "description": kind.3}),
                    }))
                    .build(),
            )
        };
        KINDS
            .iter()
            .filter(|kind| !matches!(kind.0, 404..=406))
            .map(|kind| (kind.0.to_string(), RefOr::T(kind.response(refusal))))
            .collect()
    }
}
