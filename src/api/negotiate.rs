//! Which format a body is in and which the client wants back, and the id by which a request is found in the log.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Body as _;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::App;
use super::error::Refusal;
use super::room::Claim;
use super::value::Value;

/// How many times the largest body one may be whose sender is heard out before it is refused.
const DRAINED_BODIES: usize = 4;

/// The formats of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A JSON object a line, each as soon as it is known.
    Lines,
    /// The same as server-sent events.
    Events,
    Json,
    MessagePack,
}

impl Format {
    /// In the order of preference among equals: who names a stream wants one.
    const ALL: [Self; 4] = [Self::Lines, Self::Events, Self::Json, Self::MessagePack];

    pub(super) fn mime(self) -> &'static str {
        match self {
            Self::Lines => "application/x-ndjson",
            Self::Events => "text/event-stream",
            Self::Json => "application/json",
            Self::MessagePack => "application/msgpack",
        }
    }

    fn of(mime: &str) -> Option<Self> {
        match mime.to_ascii_lowercase().as_str() {
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
                Some(Self::Lines)
            }
            "text/event-stream" => Some(Self::Events),
            "application/json" => Some(Self::Json),
            "application/msgpack" | "application/x-msgpack" | "application/vnd.msgpack" => {
                Some(Self::MessagePack)
            }
            _ => None,
        }
    }

    /// The format of a request's body. curl's own content type counts as JSON, because camisole's documentation sends JSON
    /// under it.
    fn of_body(mime: &str) -> Option<Self> {
        match Self::of(mime) {
            Some(format) if !format.is_stream() => Some(format),
            None if mime.eq_ignore_ascii_case("application/x-www-form-urlencoded") => {
                Some(Self::Json)
            }
            _ => None,
        }
    }

    fn is_stream(self) -> bool {
        matches!(self, Self::Lines | Self::Events)
    }
}

/// The formats that a client accepts, the one it likes best first.
#[derive(Debug, Clone)]
pub(super) struct Formats(Vec<Format>);

impl Formats {
    fn parse(accept: Option<&str>) -> Self {
        let accept = accept
            .filter(|accept| accept.split(',').any(|range| !range.trim().is_empty()))
            .unwrap_or("*/*");
        let mut found: Vec<(Format, f32)> = Vec::new();
        for format in Format::ALL {
            // The most specific range that fits decides; among equals the first.
            let mut best: Option<(u8, f32)> = None;
            for range in accept.split(',') {
                let mut parts = range.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let specific = match name {
                    // A stream is for who asks for it by name.
                    "*/*" if !format.is_stream() => 0,
                    "application/*" if !format.is_stream() => 1,
                    name if Format::of(name) == Some(format) => 2,
                    _ => continue,
                };
                let quality = parts
                    .find_map(|part| {
                        let (name, quality) = part.split_once('=')?;
                        name.eq_ignore_ascii_case("q")
                            .then(|| quality.parse().ok())?
                    })
                    .unwrap_or(1.0);
                if best.is_none_or(|(known, _)| specific > known) {
                    best = Some((specific, quality));
                }
            }
            if let Some((_, quality)) = best.filter(|(_, quality)| *quality > 0.0) {
                found.push((format, quality));
            }
        }
        // Stable, so that among equals the order of all decides.
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        Self(found.into_iter().map(|(format, _)| format).collect())
    }

    /// The stream that the client likes better than anything else, if it does.
    pub(super) fn stream(&self) -> Option<Format> {
        self.0.first().copied().filter(|format| format.is_stream())
    }

    /// Before anything is run for it: whoever can't be answered is told so.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        match self.0.is_empty() {
            true => Err(Refusal::nothing_acceptable()),
            false => Ok(()),
        }
    }

    fn whole(&self) -> impl Iterator<Item = Format> {
        self.0.iter().copied().filter(|format| !format.is_stream())
    }

    /// The value in the best format that can carry it.
    pub(super) fn encode(&self, value: &Value) -> Result<Response, Refusal> {
        if self.whole().next().is_none() {
            return Err(Refusal::nothing_acceptable());
        }
        self.whole()
            .find_map(|format| encoded(format, value))
            .ok_or_else(Refusal::not_acceptable)
    }

    /// For errors, which are text: whoever accepts nothing of ours still gets JSON.
    pub(super) fn encode_or_json(&self, value: &Value) -> Response {
        let format = self.whole().next().unwrap_or(Format::Json);
        encoded(format, value).unwrap_or_else(|| Body::empty().into_response())
    }
}

fn encoded(format: Format, value: &Value) -> Option<Response> {
    let body = match format {
        Format::Json => value.to_json()?,
        Format::MessagePack => value.to_msgpack()?,
        Format::Lines | Format::Events => return None,
    };
    Some(
        (
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static(format.mime()),
            )],
            body,
        )
            .into_response(),
    )
}

impl<S: Sync> FromRequestParts<S> for Formats {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let all: Vec<&str> = parts
            .headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        Ok(Self::parse(
            (!all.is_empty()).then(|| all.join(",")).as_deref(),
        ))
    }
}

/// Reads and decodes a body. An empty one is an empty object, as in camisole.
pub(super) async fn read_body(app: &App, request: Request) -> Result<Value, Refusal> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .map_or("application/json", |value| value.to_str().unwrap_or("?"));
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let format =
        Format::of_body(essence).ok_or_else(|| Refusal::unsupported_media_type(essence))?;
    let body = read_bytes(app, request).await?;
    if body.is_empty() {
        return Ok(Value::Map(Vec::new()));
    }
    let decoded = aside(app, body, move |body| match format {
        Format::MessagePack => Value::from_msgpack(body),
        _ => Value::from_json(body),
    });
    decoded
        .await?
        .map_err(|error| Refusal::bad_request(format!("malformed {}: {error}", format.mime())))
}

/// A larger body takes milliseconds to be made sense of, in which a thread of the async runtime would serve nobody else.
const LARGE_BODY_BYTES: usize = 128 << 10;

/// Makes sense of a body, of a large one where it keeps nobody from being answered but those who sent large ones as well.
pub(super) async fn aside<T: Send + 'static>(
    app: &App,
    body: Bytes,
    read: impl FnOnce(&[u8]) -> T + Send + 'static,
) -> Result<T, Refusal> {
    if body.len() <= LARGE_BODY_BYTES {
        return Ok(read(&body));
    }
    // Nobody closes it.
    let _turn = app.reading.acquire().await;
    spawn_blocking(move || read(&body))
        .await
        .map_err(|_| Refusal::panicked())
}

/// How long a body is, as its sender says.
fn declared_bytes(request: &Request) -> Option<usize> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    // Longer than any number is too long.
    length
        .to_str()
        .ok()
        .map(|text| text.parse().unwrap_or(usize::MAX))
}

/// Refuses what would have to be unpacked, by whichever of the two headers says so.
fn check_codings(headers: &HeaderMap) -> Result<(), Refusal> {
    for (name, plain) in [
        (header::CONTENT_ENCODING, "identity"),
        (header::TRANSFER_ENCODING, "chunked"),
    ] {
        for coding in headers.get_all(&name) {
            if !coding.as_bytes().eq_ignore_ascii_case(plain.as_bytes()) {
                let coding = String::from_utf8_lossy(coding.as_bytes());
                return Err(Refusal::coded_body(name.as_str(), &coding));
            }
        }
    }
    Ok(())
}

/// Reads a body of bounded size in bounded time.
pub(super) async fn read_bytes(app: &App, request: Request) -> Result<Bytes, Refusal> {
    check_codings(request.headers())?;
    let max = app.settings.max_body_bytes;
    if let Some(declared) = declared_bytes(&request).filter(|declared| *declared > max) {
        // Most clients listen only when they have sent everything, so a body that is not far too large is let pass by.
        if declared <= DRAINED_BODIES * max {
            let _ = timeout(app.settings.body_timeout, discard(request.into_body())).await;
        }
        return Err(Refusal::too_large(max));
    }
    let claim: Claim = request.extensions().get().cloned().unwrap_or_default();
    let arriving = collect(app, &claim, request.into_body());
    timeout(app.settings.body_timeout, arriving)
        .await
        .unwrap_or_else(|_| Err(Refusal::body_timeout()))
}

/// All of a body, while it is not too large and there is room for it.
async fn collect(app: &App, claim: &Claim, mut body: Body) -> Result<Bytes, Refusal> {
    let max = app.settings.max_body_bytes;
    let mut all = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Refusal::bad_request("the body broke off"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if data.len() > max - all.len() {
            return Err(Refusal::too_large(max));
        }
        claim.grow(&app.room, all.len() + data.len())?;
        all.extend_from_slice(&data);
    }
    Ok(all.into())
}

/// Reads a body to its end and keeps nothing of it.
async fn discard(mut body: Body) {
    while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {}
}

/// The longest id that a client may bring.
const MAX_ID_BYTES: usize = 64;

/// The id of a request, which the client reads in a header and in error bodies, and the operator in the log: the client's
/// own `X-Request-Id`, so that a request can be followed through proxies, or 16 hexadecimal digits.
#[derive(Clone, Copy)]
pub(super) struct RequestId {
    bytes: [u8; MAX_ID_BYTES],
    length: usize,
}

impl RequestId {
    pub(super) const HEADER: &str = "x-request-id";

    /// The id that the headers bring, if it is one, or a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        headers
            .get(Self::HEADER)
            .and_then(|id| Self::parse(id.as_bytes()))
            // Ids only have to differ; when the system has no randomness to give, they are zero and nothing else is lost.
            .unwrap_or_else(|| Self::from(getrandom::u64().unwrap_or_default()))
    }

    /// Takes what is short and can do no harm in a log or a header.
    fn parse(id: &[u8]) -> Option<Self> {
        let harmless = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
        if id.is_empty() || !id.iter().all(harmless) {
            return None;
        }
        let mut bytes = [0; MAX_ID_BYTES];
        bytes.get_mut(..id.len())?.copy_from_slice(id);
        let length = id.len();
        Some(Self { bytes, length })
    }

    pub(super) fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_bytes(&self.bytes[..self.length]).ok()
    }
}

impl From<u64> for RequestId {
    fn from(id: u64) -> Self {
        let digits = format!("{id:016x}");
        let mut bytes = [0; MAX_ID_BYTES];
        bytes[..digits.len()].copy_from_slice(digits.as_bytes());
        let length = digits.len();
        Self { bytes, length }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let id = parts.extensions.get().copied();
        Ok(id.unwrap_or_else(|| Self::from(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualities_decide_and_json_wins_ties() {
        let parse = |accept: &str| Formats::parse(Some(accept)).0;
        assert_eq!(Formats::parse(None).0, [Format::Json, Format::MessagePack]);
        assert_eq!(parse("application/msgpack"), [Format::MessagePack]);
        assert_eq!(
            parse("application/json;q=0.5, application/msgpack"),
            [Format::MessagePack, Format::Json]
        );
        assert_eq!(
            parse("*/*;q=0.1, application/json;q=0"),
            [Format::MessagePack]
        );
        assert_eq!(
            parse("text/html,*/*;q=0.8"),
            [Format::Json, Format::MessagePack]
        );
        assert!(parse("text/html").is_empty());
        assert_eq!(parse(" , "), parse("*/*"));
        assert_eq!(
            parse("Application/JSON; Charset=utf-8 ; Q=0.1, application/MsgPack;q=0.2"),
            [Format::MessagePack, Format::Json]
        );
        assert_eq!(
            parse("text/event-stream, application/json"),
            [Format::Events, Format::Json]
        );
        assert_eq!(
            Formats::parse(Some("application/json, application/x-ndjson;q=0.5")).stream(),
            None
        );
    }

    #[test]
    fn binary_falls_back_to_msgpack_only_for_who_accepts_it() {
        let binary = Value::Binary(vec![0xff]);
        assert!(
            Formats::parse(Some("application/json"))
                .encode(&binary)
                .is_err()
        );
        assert!(Formats::parse(Some("*/*")).encode(&binary).is_ok());
    }

    #[test]
    fn a_clients_own_id_is_taken_when_it_is_short_and_harmless() {
        let parse = |id: &str| RequestId::parse(id.as_bytes()).map(|id| id.to_string());
        assert_eq!(parse("aZ9._-"), Some("aZ9._-".to_owned()));
        assert_eq!(parse(&"x".repeat(64)), Some("x".repeat(64)));
        for id in ["", "two words", "a/b", "\u{e9}", &"x".repeat(65)] {
            assert_eq!(parse(id), None, "{id}");
        }
        assert_eq!(RequestId::from(0xab).to_string(), "00000000000000ab");
    }

    proptest::proptest! {
        #[test]
        fn any_header_of_acceptance_is_understood_somehow(
            header in r"(([a-z]{0,11}|application|text|\*)/(json|msgpack|x-ndjson|event-stream|\*|[ -~]{0,6})(;q=(0|1|nan|inf|-1|[0-9.]{0,4}|\PC{0,4}))?,?){0,6}",
            junk in r"\PC{0,40}",
        ) {
            for header in [header, junk] {
                let Formats(formats) = Formats::parse(Some(&header));
                // Each at most once.
                assert!(formats.len() <= Format::ALL.len());
                for format in Format::ALL {
                    assert!(formats.iter().filter(|known| **known == format).count() <= 1, "{header}");
                }
            }
        }
    }
}
