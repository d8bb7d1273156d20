//! The HTTP front door, and the only place that knows axum, JSON and MessagePack.
//!
//! Bodies come in as [`value::Value`]s of bounded size, become a submission in `request`, and its report goes out through
//! `response`. What a client did wrong is told in one sentence by `error`, which alone knows HTTP status codes.

mod error;
mod languages;
mod negotiate;
mod request;
mod response;
mod run;
mod server;
mod system;
mod value;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, post};

pub use server::{ServerSettings, serve};

use crate::Enclos;

/// What every handler shares.
#[derive(Clone)]
struct App {
    enclos: Enclos,
    max_body_bytes: usize,
}

/// Every route over `enclos`, to be served or nested in a larger router.
pub fn router(enclos: Enclos, max_body_bytes: usize) -> Router {
    let app = Arc::new(App {
        enclos,
        max_body_bytes,
    });
    Router::new()
        .route("/", any(welcome))
        .route("/run", post(run::run).fallback(error::method_not_allowed))
        .route("/languages", any(languages::languages))
        .route("/system", any(system::system))
        .route("/test", any(run::test))
        .fallback(error::not_found)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(negotiate::request_id))
        .with_state(app)
}

async fn welcome() -> &'static str {
    "Welcome to enclos. POST /run compiles and runs code; GET /languages lists what it speaks.\n"
}
