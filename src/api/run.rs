//! `/run`, and `/test`, which runs every language's reference program.

mod quicktry;

use std::future::Future;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use hyper::body::Body as _;
use tokio::task::spawn_blocking;

use super::App;
use super::caller::Caller;
use super::error::Refusal;
use super::negotiate::{Formats, RequestId, read_body};
use super::value::{Value, object};
use super::{request, response, stream};
use crate::enclos::answers;
use crate::{Client, Error, Submission};

/// Writing a larger report takes milliseconds, in which a thread of the async runtime would serve nobody else.
const LARGE_REPORT_BYTES: u64 = 256 << 10;

/// `POST /run`: a submission in the body.
pub(super) async fn run(
    State(app): State<Arc<App>>,
    caller: Caller,
    formats: Formats,
    id: RequestId,
    body: Request,
) -> Response {
    answer(&formats, id, async {
        let client = app.admit(&caller)?;
        let body = read_body(&app, body).await?;
        judge(&app, &client, &formats, id, body).await
    })
    .await
}

/// `GET /run?lang=…&code=…`: a submission in the query, for a link or a form; or in a body, as httpie sends it to quicktry.
pub(super) async fn run_query(
    State(app): State<Arc<App>>,
    caller: Caller,
    formats: Formats,
    id: RequestId,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
    body: Request,
) -> Response {
    answer(&formats, id, async {
        let client = app.admit(&caller)?;
        if !body.body().is_end_stream() {
            let body = read_body(&app, body).await?;
            if body != Value::Map(Vec::new()) {
                return judge(&app, &client, &formats, id, body).await;
            }
        }
        let Query(pairs) =
            query.map_err(|error| Refusal::bad_request(format!("malformed query: {error}")))?;
        judge(&app, &client, &formats, id, request::from_query(pairs)).await
    })
    .await
}

async fn judge(
    app: &App,
    client: &Client,
    formats: &Formats,
    id: RequestId,
    body: Value,
) -> Result<Response, Refusal> {
    formats.check()?;
    let (submission, encoding) = request::run(&body, app.enclos.max_tests())
        .map_err(|error| Refusal::bad_request(format!("malformed payload: {error}")))?;
    let is_quicktrys = request::is_quicktrys(&body);
    drop(body);
    if let Some(format) = formats.stream() {
        let events = app.enclos.events(client, submission)?;
        return Ok(stream::respond(events, encoding, format, id));
    }
    let (report, held) = app.enclos.run_held(client, submission).await?;
    let is_large = held.bytes() > LARGE_REPORT_BYTES;
    let formats = formats.clone();
    let encode = move || {
        let more = is_quicktrys.then(|| quicktry::fields(&report, encoding));
        let mut answer = response::report(report, encoding);
        if let (Value::Map(fields), Some(more)) = (&mut answer, more) {
            fields.extend(more);
        }
        let response = formats.encode(&answer);
        drop(held);
        response
    };
    if is_large {
        let broken = |_| Refusal::from(Error::broken_worker());
        return spawn_blocking(encode).await.map_err(broken)?;
    }
    encode()
}

/// `/test`: runs each language's reference program, but for those that the body excludes.
pub(super) async fn test(
    State(app): State<Arc<App>>,
    caller: Caller,
    formats: Formats,
    id: RequestId,
    body: Request,
) -> Response {
    answer(&formats, id, async {
        let client = app.admit(&caller)?;
        let body = read_body(&app, body).await?;
        let excluded = request::excluded(&body)
            .map_err(|error| Refusal::bad_request(format!("malformed payload: {error}")))?;
        formats.check()?;
        let catalog = app.enclos.catalog();
        // By any name that a submission may use; what is not spoken here is excluded already.
        let excluded: Vec<_> = excluded
            .iter()
            .filter_map(|name| catalog.find(name))
            .map(|language| &language.id)
            .collect();
        let mut results = Vec::new();
        let languages = catalog
            .languages()
            .filter(|language| app.enclos.is_served(language) && !excluded.contains(&&language.id));
        for language in languages {
            let name = language.id.to_string();
            let submission = Submission::new(&name, language.reference_source());
            let report = app.enclos.run_as(&client, submission).await?;
            let success = answers(language, &report);
            let raw = Value::Map(response::parts(report, response::Encoding::PlainOrBase64));
            results.push((name, object([("success", success.into()), ("raw", raw)])));
        }
        formats.encode(&object([
            ("success", true.into()),
            ("results", Value::Map(results)),
        ]))
    })
    .await
}

/// What a handler came to, or why it did not.
pub(super) async fn answer(
    formats: &Formats,
    id: RequestId,
    answer: impl Future<Output = Result<Response, Refusal>>,
) -> Response {
    answer
        .await
        .unwrap_or_else(|refusal| refusal.respond(formats, id))
}
