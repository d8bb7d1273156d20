//! The HTTP front door, and the only place that knows axum, JSON and MessagePack.
//!
//! Bodies come in as [`value::Value`]s of bounded size, become a submission in `request`, and its report goes out through
//! `response`. What a client did wrong is told in one sentence by `error`, which alone knows HTTP status codes.

mod caller;
mod error;
mod languages;
mod negotiate;
mod request;
mod response;
mod run;
mod server;
mod settings;
mod stream;
mod system;
mod value;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, post};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

pub use server::{ServerSettings, serve};
pub use settings::{ClientSettings, CompileSettings, EvalSettings, Settings, Token};

use crate::Enclos;
use crate::queue::Rates;
use error::Refusal;

/// How long a body may wait for the room that it needs.
const ROOM_TIMEOUT: Duration = Duration::from_secs(10);

/// What every handler shares.
struct App {
    enclos: Enclos,
    settings: Settings,
    rates: Option<Rates>,
    /// A permit for each kB of the bodies that are being read.
    bodies: Semaphore,
}

impl App {
    /// Room for a body of so many bytes, until it is dropped.
    ///
    /// # Errors
    /// When others take it for too long.
    async fn room_for_body(&self, bytes: usize) -> Result<SemaphorePermit<'_>, Refusal> {
        let kilobytes = (bytes >> 10) as u32 + 1;
        match timeout(ROOM_TIMEOUT, self.bodies.acquire_many(kilobytes)).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Refusal::no_room()),
        }
    }
}

/// Every route over `enclos`, to be served or nested in a larger router.
pub fn router(enclos: Enclos, settings: Settings) -> Router {
    let clients = &settings.clients;
    let max_bodies_kb = (settings.max_bodies_bytes.max(settings.max_body_bytes) >> 10) + 1;
    let app = Arc::new(App {
        enclos,
        rates: clients
            .rate_per_second
            .and_then(|rate| Rates::new(rate, clients.burst)),
        bodies: Semaphore::new(max_bodies_kb.min(u32::MAX as usize >> 3)),
        settings,
    });
    Router::new()
        .route("/", any(welcome))
        .route(
            "/run",
            post(run::run)
                .get(run::run_query)
                .fallback(error::method_not_allowed),
        )
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
