//! `/languages`: what this server speaks.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::App;
use super::negotiate::{Formats, RequestId};
use super::value::{Value, object};
use crate::Enclos;
use crate::languages::Language;

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
        .map(|language| (language.id.to_string(), describe(&app.enclos, language)))
        .collect();
    let unavailable = catalog.all_unavailable().map(|language| {
        let about = object([
            ("name", language.name.as_str().into()),
            ("aliases", words(&language.aliases)),
            ("why", language.why.as_str().into()),
        ]);
        (language.id.to_string(), about)
    });
    let body = object([
        ("success", true.into()),
        ("languages", Value::Map(list)),
        ("unavailable", Value::Map(unavailable.collect())),
    ]);
    formats
        .encode(&body)
        .unwrap_or_else(|refusal| refusal.respond(&formats, id))
}

fn words(words: &[String]) -> Value {
    Value::List(words.iter().map(|word| word.as_str().into()).collect())
}

fn describe(enclos: &Enclos, language: &Language) -> Value {
    let catalog = enclos.catalog();
    let mut programs = Vec::new();
    let mut add = |name: &str, version: &str, options: &[String]| {
        let about = [("version", version.into()), ("opts", words(options))];
        programs.push((name.to_lowercase(), object(about)));
    };
    let compile = language.compile.iter();
    let options: Vec<_> = compile
        .flat_map(|compile| {
            let flags = compile.flags.iter().map(ToString::to_string);
            flags.chain(compile.replace.keys().cloned())
        })
        .collect();
    if let Some(compile) = &language.compile {
        let toolchains = compile.toolchains.iter();
        for toolchain in toolchains.filter_map(|id| catalog.toolchain(id)) {
            add(&toolchain.name, &toolchain.version, &options);
        }
    }
    if let Some(native) = &language.native {
        // The program that was asked for its version is the one that people know.
        let program = native.version.first().map_or("", String::as_str);
        let name = program.rsplit('/').next().unwrap_or_default();
        let version = enclos.native_version(language);
        let version = version.unwrap_or_else(|| language.version.clone());
        add(name, &version, &options);
    } else if language.is_interpreted() {
        let interpreter = language.run.runtime.as_deref().unwrap_or(language);
        add(&interpreter.name, &interpreter.version, &[]);
    }
    let variants = language.variants.iter();
    let variants = variants.flat_map(|variant| &variant.names).cloned();
    let aliases: Vec<_> = language.aliases.iter().cloned().chain(variants).collect();
    object([
        ("name", language.name.as_str().into()),
        ("version", language.version.as_str().into()),
        ("programs", Value::Map(programs)),
        ("aliases", words(&aliases)),
        ("extensions", words(&language.extensions)),
        ("source", language.source.as_str().into()),
        ("fuel-per-second", language.run.fuel_per_second.into()),
        ("executor", language.executor.as_str().into()),
    ])
}
