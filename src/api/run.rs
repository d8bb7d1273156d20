//! `POST /run`, and `/test`, which runs every language's reference program.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;

use super::App;
use super::error::Refusal;
use super::negotiate::{Formats, RequestId, read_body};
use super::value::{Value, object};
use super::{request, response};
use crate::Submission;
use crate::enclos::answers;

pub(super) async fn run(
    State(app): State<Arc<App>>,
    formats: Formats,
    id: RequestId,
    body: Request,
) -> Response {
    let answer = async {
        let body = read_body(&app, body).await?;
        let submission = request::submission(&body)
            .map_err(|error| Refusal::bad_request(format!("malformed payload: {error}")))?;
        drop(body);
        let report = app.enclos.run(submission).await?;
        formats.encode(&response::report(report))
    };
    answer
        .await
        .unwrap_or_else(|refusal: Refusal| refusal.respond(&formats, id))
}

pub(super) async fn test(
    State(app): State<Arc<App>>,
    formats: Formats,
    id: RequestId,
    body: Request,
) -> Response {
    let answer = async {
        let body = read_body(&app, body).await?;
        let excluded = request::excluded(&body)
            .map_err(|error| Refusal::bad_request(format!("malformed payload: {error}")))?;
        let mut results = Vec::new();
        let languages: Vec<_> = app
            .enclos
            .catalog()
            .languages()
            .filter(|language| app.enclos.is_served(language))
            .collect();
        for language in languages {
            let name = language.id.to_string();
            if excluded.contains(&name) {
                continue;
            }
            let report = app
                .enclos
                .run(Submission::new(&name, language.reference_source()))
                .await?;
            let success = answers(language, &report);
            results.push((
                name,
                object([
                    ("success", success.into()),
                    ("raw", response::report(report)),
                ]),
            ));
        }
        formats.encode(&object([
            ("success", true.into()),
            ("results", Value::Map(results)),
        ]))
    };
    answer
        .await
        .unwrap_or_else(|refusal: Refusal| refusal.respond(&formats, id))
}
