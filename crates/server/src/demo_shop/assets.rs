//! Style, script and pictures of the shop; all part of the binary.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use yingke_app::demo::content::content;

const CSS: &str = include_str!("shop.css");
const JS: &str = include_str!("shop.js");

pub async fn file(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "shop.css" => serve("text/css; charset=utf-8", CSS),
        "shop.js" => serve("text/javascript; charset=utf-8", JS),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

pub async fn picture(Path(name): Path<String>) -> Response {
    match name.strip_suffix(".svg").and_then(|icon| content().icons.get(icon)) {
        Some(svg) => serve("image/svg+xml", svg),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn serve(kind: &'static str, body: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // A picture opened by itself runs nothing.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, body).into_response()
}
