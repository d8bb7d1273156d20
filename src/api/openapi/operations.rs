//! This document and its page.

/// This document
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "documentation",
    responses((status = 200, description = "An OpenAPI 3.1 document.", content_type = "application/json", body = serde_json::Value)),
)]
fn openapi() {}

/// This document as a page
#[utoipa::path(
    get,
    path = "/docs",
    tag = "documentation",
    responses((status = 200, description = "A page that loads nothing from elsewhere.", content_type = "text/html; charset=utf-8", body = String)),
)]
fn docs() {}
