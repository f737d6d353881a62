//! The web: console at `/`, portal at `/portal`, the widget's two files. Built by Vite, compressed at build time,
//! embedded in the binary; nothing is read from disk in a release build.

mod asset;

use crate::{error::Failure, http::OwnPolicy};
use asset::Found;
use axum::{
    extract::Request,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderName},
    },
    response::{Html, IntoResponse as _, Response},
};
use yingke_app::Error;

/// The portal was built into this binary.
pub fn has_portal() -> bool {
    asset::portal("index.html").is_some()
}

/// Everything that is no route of the API.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        return Failure(Error::NotFound("address")).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure(Error::BadRequest("this address only answers GET".into())).into_response();
    }
    let headers = request.headers();
    let answer = match path {
        // The loader that shops paste, the panel that it fetches, one a language, and the forms that the panel fetches.
        "/widget.js"
        | "/widget-panel.js"
        | "/widget-panel.zh-TW.js"
        | "/widget-panel.en.js"
        | "/widget-forms.js"
        | "/widget-forms.zh-TW.js"
        | "/widget-forms.en.js" => {
            asset::widget(&path[1..]).map(|found| public(found.answer(headers, "public, max-age=300, stale-while-revalidate=86400")))
        }
        _ => match path.strip_prefix("/portal") {
            Some(inner) if inner.is_empty() || inner.starts_with('/') => page(asset::portal, inner, &request),
            _ => match path.strip_prefix("/widget/") {
                // Files with their content's hash in the name, loaded by the panel.
                Some(inner) => asset::widget(inner).map(|found| public(found.answer(headers, "public, max-age=31536000, immutable"))),
                None => page(asset::console, path, &request),
            },
        },
    };
    answer.unwrap_or_else(|| absent(path))
}

/// A file of a single-page app; any address without a file ending is the app's own business and gets its page.
fn page(of: fn(&str) -> Option<Found>, path: &str, request: &Request) -> Option<Response> {
    let path = path.trim_start_matches('/');
    if let Some(found) = (!path.is_empty()).then(|| of(path)).flatten() {
        let caching = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        return Some(found.answer(request.headers(), caching));
    }
    let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if names_a_file { None } else { of("index.html").map(|found| found.answer(request.headers(), "no-cache")) }
}

/// Pages of every shop load these.
fn public(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response.extensions_mut().insert(OwnPolicy);
    response
}

fn absent(path: &str) -> Response {
    if !matches!(path, "/" | "/portal") {
        return Failure(Error::NotFound("page")).into_response();
    }
    let text = "<!doctype html><meta charset=\"utf-8\"><title>Yingke</title>\
        <h1>The web part was not built into this binary</h1>\
        <p>Run <code>npm ci &amp;&amp; npm run build</code> in the folder <code>web</code>, then build the binary again; \
        or run <code>make run</code>, which does both. The API is at <a href=\"/api/reference\">/api/reference</a>.</p>";
    (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")], Html(text)).into_response()
}
