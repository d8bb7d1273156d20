//! `/languages`: what this server speaks.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::App;
use super::negotiate::{Formats, RequestId};
use super::value::{Value, object};
use crate::languages::{Catalog, Language};

pub(super) async fn languages(
    State(app): State<Arc<App>>,
    formats: Formats,
    id: RequestId,
) -> Response {
    let catalog = app.enclos.catalog();
    let served = catalog
        .languages()
        .filter(|language| app.enclos.is_served(language));
    let list = served
        .map(|language| (language.id.to_string(), describe(catalog, language)))
        .collect();
    let body = object([("success", true.into()), ("languages", Value::Map(list))]);
    formats
        .encode(&body)
        .unwrap_or_else(|refusal| refusal.respond(&formats, id))
}

fn describe(catalog: &Catalog, language: &Language) -> Value {
    let words =
        |words: &[String]| Value::List(words.iter().map(|word| word.as_str().into()).collect());
    let toolchain = language
        .compile
        .as_ref()
        .and_then(|compile| catalog.toolchain(&compile.toolchain));
    let (program, version, options) = match (&language.compile, toolchain) {
        (Some(compile), Some(toolchain)) => (
            &toolchain.name,
            &toolchain.version,
            compile
                .flags
                .iter()
                .map(ToString::to_string)
                .chain(compile.replace.keys().cloned())
                .collect(),
        ),
        _ => (&language.name, &language.version, Vec::new()),
    };
    let program = (
        program.to_lowercase(),
        object([
            ("version", version.as_str().into()),
            ("opts", words(&options)),
        ]),
    );
    object([
        ("name", language.name.as_str().into()),
        ("version", language.version.as_str().into()),
        ("programs", Value::Map(vec![program])),
        ("aliases", words(&language.aliases)),
        ("extensions", words(&language.extensions)),
        ("source", language.source.as_str().into()),
        ("fuel-per-second", language.run.fuel_per_second.into()),
        ("executor", "wasm".into()),
    ])
}
