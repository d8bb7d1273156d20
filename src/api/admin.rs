//! What only the operator should reach, on an address of its own: `/metrics`, `/healthz` and `/readyz`.
//!
//! Nothing here runs anything, takes a place in the queue or costs more than a read of some counters, so it answers when
//! all workers are busy. There is no authentication: the address is the protection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::metrics::Metrics;
use crate::Enclos;

/// Whether a server should be sent requests. Clones tell the same.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<AtomicU8>);

const SETTING_UP: u8 = 0;
const READY: u8 = 1;
const DRAINING: u8 = 2;

impl Readiness {
    /// Of a server that is still setting its languages up.
    #[must_use]
    pub fn setting_up() -> Self {
        Self::default()
    }

    /// The languages are set up.
    pub fn ready(&self) {
        // A server that is shutting down does not become ready any more.
        let _ = self
            .0
            .compare_exchange(SETTING_UP, READY, Ordering::AcqRel, Ordering::Acquire);
    }

    /// The server shuts down; what runs may finish.
    pub fn drain(&self) {
        self.0.store(DRAINING, Ordering::Release);
    }
}

#[derive(Clone)]
struct Operator {
    enclos: Enclos,
    metrics: Arc<Metrics>,
    readiness: Readiness,
}

/// The operator's routes: `/metrics` (OpenMetrics text), `/healthz` (200 while the process can answer and has all threads
/// that run submissions) and `/readyz` (200 once the languages are set up and until the server shuts down, else 503 with a
/// sentence). Serve them on an address that clients don't reach.
pub fn admin_router(enclos: Enclos, metrics: Arc<Metrics>, readiness: Readiness) -> Router {
    Router::new()
        .route("/metrics", get(scrape))
        .route("/healthz", get(health))
        .route("/readyz", get(ready))
        .with_state(Operator {
            enclos,
            metrics,
            readiness,
        })
}

async fn scrape(State(operator): State<Operator>) -> Response {
    let mime = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = operator.metrics.text(&operator.enclos);
    ([(header::CONTENT_TYPE, mime)], text).into_response()
}

async fn health(State(operator): State<Operator>) -> Response {
    if operator.enclos.is_alive() {
        "ok\n".into_response()
    } else {
        unavailable("a thread that runs submissions has ended: restart this server\n")
    }
}

async fn ready(State(operator): State<Operator>) -> Response {
    match operator.readiness.0.load(Ordering::Acquire) {
        READY => "ready\n".into_response(),
        SETTING_UP => {
            unavailable("setting up: the languages are being fetched, built or verified\n")
        }
        _ => unavailable("draining: this server is shutting down, and what runs may finish\n"),
    }
}

fn unavailable(sentence: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response()
}
