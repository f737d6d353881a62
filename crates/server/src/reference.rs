//! `/api/reference`: the API document as a page for reading. Rendered here, once, from the same document that the
//! client is made from; no script of others, nothing inline.

mod schema;
mod write;

use axum::{
    Router,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::Html,
    routing::get,
};
use yingke_app::App;

pub fn router(document: &utoipa::openapi::OpenApi) -> Router<App> {
    let document = serde_json::to_value(document).expect("the document is plain data");
    let page = bytes::Bytes::from(write::page(&document));
    let asset =
        |kind: &'static str, text: &'static str| get(move || async move { ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text) });
    Router::new()
        .route("/api/reference", get(move || async move { ([(CACHE_CONTROL, "no-cache")], Html(page)) }))
        .route("/api/reference.css", asset("text/css; charset=utf-8", include_str!("reference/reference.css")))
        .route("/api/reference.js", asset("text/javascript; charset=utf-8", include_str!("reference/reference.js")))
}
