//! The HTTP front door, and the only place that knows axum, JSON and MessagePack.
//!
//! Bodies come in as [`value::Value`]s of bounded size, become a submission in `request`, and its report goes out through
//! `response`. What a client did wrong is told in one sentence by `error`, which alone knows HTTP status codes.

mod access;
mod admin;
mod caller;
mod compile;
mod docs;
mod error;
mod eval;
mod guard;
mod keeping;
mod languages;
mod metrics;
mod negotiate;
#[allow(
    dead_code,
    reason = "types and functions in it are there for their attributes"
)]
mod openapi;
mod playground;
mod request;
mod response;
mod room;
mod run;
mod server;
mod settings;
mod stream;
mod system;
mod value;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, get, on, post};

pub use admin::{Readiness, admin_router};
pub use metrics::Metrics;
pub use server::{ServerSettings, serve};
pub use settings::{ClientSettings, CompileSettings, EvalSettings, Settings, Token};

use tokio::sync::Semaphore;

use crate::Enclos;
use crate::queue::Rates;
use room::Room;

/// What every handler shares.
struct App {
    enclos: Enclos,
    settings: Settings,
    rates: Option<Rates>,
    room: Room,
    /// Of large bodies, which are read one at a time and not by the threads that answer.
    reading: Semaphore,
}

/// Every route over `enclos`, to be served or nested in a larger router.
pub fn router(enclos: Enclos, settings: Settings) -> Router {
    let clients = &settings.clients;
    // A body of the largest size must always find room when it is alone.
    let room_bytes = settings
        .max_bodies_bytes
        .max(settings.max_body_bytes + 1024);
    let app = Arc::new(App {
        enclos,
        rates: clients
            .rate_per_second
            .and_then(|rate| Rates::new(rate, clients.burst)),
        room: Room::new(room_bytes),
        reading: Semaphore::new(1),
        settings,
    });
    Router::new()
        .route("/", whichever(playground::welcome))
        .route("/playground.css", get(playground::style))
        .route("/playground.js", get(playground::script))
        .route(
            "/run",
            post(run::run)
                .get(run::run_query)
                .fallback(error::method_not_allowed),
        )
        .route(
            "/compile",
            post(compile::compile).fallback(error::method_not_allowed),
        )
        .route(
            eval::PATH,
            post(eval::eval)
                .options(eval::options)
                .fallback(eval::method_not_allowed),
        )
        .route("/languages", whichever(languages::languages))
        .route("/system", whichever(system::system))
        .route("/test", whichever(run::test))
        .route(
            "/openapi.json",
            get(openapi::openapi).fallback(error::only_get),
        )
        .route("/docs", get(docs::page).fallback(error::only_get))
        .route("/docs/{file}", get(docs::file).fallback(error::only_get))
        .fallback(error::not_found)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(Arc::clone(&app), room::hold))
        .layer(middleware::from_fn(guard::guard))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            access::observe,
        ))
        .with_state(app)
}

/// A route that answers alike whichever the method is, as camisole's do: those that carry a request, not those that ask
/// about the route.
fn whichever<H: Handler<T, Arc<App>>, T: 'static>(handler: H) -> MethodRouter<Arc<App>> {
    let methods = [
        MethodFilter::POST,
        MethodFilter::PUT,
        MethodFilter::PATCH,
        MethodFilter::DELETE,
    ];
    let all = methods
        .into_iter()
        .fold(MethodFilter::GET, MethodFilter::or);
    on(all, handler).fallback(error::only_get)
}
