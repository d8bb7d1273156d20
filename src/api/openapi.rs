//! `/openapi.json`: the contracts of all endpoints as an OpenAPI 3.1 document.
//!
//! Types and functions in the modules below exist for this document only: the handlers read and write bodies as plain
//! values. What holds the two together are the tests, which hold real answers against these schemas, a golden file, and
//! schemathesis in `.ci`.

mod about;
mod answers;
mod compile;
mod eval;
mod operations;
mod report;
mod run;
mod submission;

use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, OpenApi};
use utoipa::{Modify, OpenApi as _};

use super::App;

/// `GET /openapi.json`: the document, with the languages that are served here.
pub(super) async fn openapi(State(app): State<Arc<App>>) -> Response {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
    let languages = app.enclos.catalog().languages();
    let served: Value = languages
        .filter(|language| app.enclos.is_served(language))
        .map(|language| Value::from(language.id.as_str()))
        .collect();
    let mut document = DOCUMENT.clone();
    let parameters = &mut document["paths"]["/run"]["get"]["parameters"];
    for parameter in parameters.as_array_mut().into_iter().flatten() {
        if parameter["name"] == "lang" {
            parameter["schema"]["enum"] = served.clone();
        }
    }
    document["components"]["schemas"]["Submission"]["properties"]["lang"]["enum"] = served;
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (headers, document.to_string()).into_response()
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "enclos",
        description = "Compiles and runs programs that nobody trusts, against tests, and reports what happened.\n\n\
            Bodies are JSON or MessagePack: `Content-Type` says which one a request has, `Accept` which ones the client can \
            read. Unknown fields are ignored. Each response has a header `X-Request-Id`, by which the operator finds the \
            request in the log.\n\n\
            A path that is not here is answered with 404, a method that a path does not have with 405, both in the shape of \
            `Refusal`, or of `EvalError` at `/eval`."
    ),
    tags(
        (name = "run", description = "Submissions with tests and limits: camisole's contract, and what quicktry's clients send."),
        (name = "eval", description = "Python for chat bots: snekbox's contract."),
        (name = "compile", description = "A program many times over: bg-compiler's contract."),
        (name = "about", description = "What this server speaks and runs on: camisole's contract."),
        (name = "documentation", description = "This document."),
    ),
    security((), ("token" = [])),
    paths(
        run::run,
        run::run_query,
        eval::eval,
        eval::eval_options,
        compile::compile,
        about::languages,
        about::languages_post,
        about::system,
        about::system_post,
        about::test,
        about::test_post,
        about::welcome,
        operations::openapi,
        operations::docs,
    ),
    components(schemas(report::StreamPart, answers::Refusal, eval::EvalError)),
    modifiers(&Shared),
)]
struct Document;

/// What all operations have in common.
struct Shared;

impl Modify for Shared {
    fn modify(&self, document: &mut OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A token that the operator gave out. Without one, a client is known by its address, unless the operator \
                 requires a token of everyone.",
            ))
            .build();
        let components = document
            .components
            .take()
            .unwrap_or_else(|| ComponentsBuilder::new().build());
        let mut components = ComponentsBuilder::from(components)
            .security_scheme("token", SecurityScheme::Http(token));
        for (name, response) in answers::components() {
            components = components.response(name, response);
        }
        document.components = Some(components.build());
        for path in ["/", "/languages", "/system", "/test"] {
            if let Some(item) = document.paths.paths.get_mut(path) {
                let like = item.post.as_ref().or(item.get.as_ref()).cloned();
                let others = [
                    ("post", &mut item.post),
                    ("put", &mut item.put),
                    ("patch", &mut item.patch),
                    ("delete", &mut item.delete),
                ];
                for (method, operation) in others {
                    if operation.is_none() {
                        *operation = like.clone().map(|mut same| {
                            same.operation_id =
                                same.operation_id.map(|id| format!("{id}_{method}"));
                            same
                        });
                    }
                }
            }
        }
        for path in document.paths.paths.values_mut() {
            let operations = [
                &mut path.get,
                &mut path.post,
                &mut path.put,
                &mut path.patch,
                &mut path.delete,
                &mut path.options,
            ];
            for operation in operations.into_iter().flatten() {
                answers::identify(&mut operation.responses);
            }
        }
    }
}

/// Takes away what the widths of our own numbers say: a larger number is capped, not refused.
fn without_widths(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.get("type").is_some_and(|kind| kind != "string") {
                fields.shift_remove("format");
            }
            fields.values_mut().for_each(without_widths);
        }
        Value::Array(items) => items.iter_mut().for_each(without_widths),
        _ => {}
    }
}

/// The document, with the two rules that the attributes have no words for.
fn document() -> Value {
    // Serializing a tree of strings and numbers can't fail.
    let mut document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    let schemas = &mut document["components"]["schemas"];
    let text = |name: &str| json!({"required": [name], "properties": {name: {"type": "string"}}});
    schemas["Submission"]["anyOf"] = json!([text("source"), text("code")]);
    schemas["EvalRequest"]["anyOf"] = json!([{"required": ["input"]}, {"required": ["args"]}]);
    without_widths(&mut document);
    document
}
