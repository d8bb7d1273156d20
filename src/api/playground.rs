//! `/`: a sentence for programs, and for a browser a page on which to try things.
//!
//! The page is three files of ours, and everything that a program prints is shown as text. The browser is told to load
//! nothing from anywhere else.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

const SENTENCE: &str =
    "Welcome to enclos. POST /run compiles and runs code; GET /languages lists what it speaks.\n";

/// What the page may do: its own script and style, requests to this server, nothing else, in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn welcome(headers: HeaderMap) -> Response {
    let mut accepted = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    // Only browsers ask for it by name.
    if accepted.any(|accept| accept.contains("text/html")) {
        file(
            "text/html; charset=utf-8",
            include_str!("playground/page.html"),
        )
    } else {
        SENTENCE.into_response()
    }
}

pub(super) async fn style() -> Response {
    file(
        "text/css; charset=utf-8",
        include_str!("playground/page.css"),
    )
}

pub(super) async fn script() -> Response {
    file(
        "text/javascript; charset=utf-8",
        include_str!("playground/page.js"),
    )
}

fn file(content_type: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content).into_response()
}
