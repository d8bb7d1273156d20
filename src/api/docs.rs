//! `/docs`: the OpenAPI document as a page. Swagger UI comes out of this binary, so that the page works without a network.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;

use super::error;
use super::negotiate::{Formats, RequestId};

/// Links are relative, so that the page works below any prefix.
const PAGE: &str = include_str!("docs/page.html");
const START: &str = include_str!("docs/start.js");

/// The files of the archive that the page needs, and their types.
const FILES: [(&str, &str); 3] = [
    ("swagger-ui.css", "text/css; charset=utf-8"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ("favicon-32x32.png", "image/png"),
];

/// Swagger UI puts styles into elements and images into data URLs; nothing else is needed, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /docs`.
pub(super) async fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, PAGE).into_response()
}

/// `GET /docs/{file}`: what the page loads.
pub(super) async fn file(
    Path(name): Path<String>,
    uri: Uri,
    formats: Formats,
    id: RequestId,
) -> Response {
    static UNPACKED: LazyLock<BTreeMap<&str, (&str, Bytes)>> = LazyLock::new(unpack);
    let Some((content_type, content)) = UNPACKED.get(name.as_str()) else {
        return error::not_found(uri, formats, id).await;
    };
    let headers = [
        (header::CONTENT_TYPE, *content_type),
        (header::CACHE_CONTROL, "max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content.clone()).into_response()
}

/// A file that the archive should have and has not is left out, and then not found.
fn unpack() -> BTreeMap<&'static str, (&'static str, Bytes)> {
    let start = ("text/javascript; charset=utf-8", Bytes::from(START));
    let mut files = BTreeMap::from([("start.js", start)]);
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED)) else {
        return files;
    };
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else {
            continue;
        };
        // `swagger-ui-<version>/dist/<name>`; other flavors have the same names further below.
        let wanted = entry.name().ok().and_then(|path| {
            let (_version, path) = path.split_once('/')?;
            let name = path.strip_prefix("dist/")?;
            FILES.iter().find(|(wanted, _)| *wanted == name)
        });
        if let Some((name, content_type)) = wanted {
            let mut content = Vec::new();
            if entry.read_to_end(&mut content).is_ok() {
                files.insert(name, (content_type, content.into()));
            }
        }
    }
    files
}
