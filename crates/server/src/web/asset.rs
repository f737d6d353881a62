//! One embedded file, in the best encoding that the browser takes.

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
    },
    response::{IntoResponse as _, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/apps/console/dist/"]
#[allow_missing = true]
struct Console;

#[derive(RustEmbed)]
#[folder = "../../web/apps/portal/dist/"]
#[allow_missing = true]
struct Portal;

#[derive(RustEmbed)]
#[folder = "../../web/apps/widget/dist/"]
#[allow_missing = true]
struct Widget;

/// A file and how to find its compressed siblings.
pub struct Found {
    path: String,
    file: EmbeddedFile,
    sibling: fn(&str) -> Option<EmbeddedFile>,
}

pub fn console(path: &str) -> Option<Found> {
    found(path, Console::get)
}
pub fn portal(path: &str) -> Option<Found> {
    found(path, Portal::get)
}
pub fn widget(path: &str) -> Option<Found> {
    found(path, Widget::get)
}

fn found(path: &str, get: fn(&str) -> Option<EmbeddedFile>) -> Option<Found> {
    // In debug builds files are read from disk: nothing outside the folder may be named.
    if path.split('/').any(|part| part == ".." || part.starts_with('.')) {
        return None;
    }
    Some(Found { path: path.to_owned(), file: get(path)?, sibling: get })
}

impl Found {
    pub fn answer(self, request: &HeaderMap, caching: &'static str) -> Response {
        let tag = format!("\"{}\"", hex(&self.file.metadata.sha256_hash()[..12]));
        let known = request.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let takes = request.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let takes = |name: &str| takes.split(',').any(|part| part.trim().split(';').next() == Some(name));
            let compressed = [("br", "br"), ("gzip", "gz")]
                .into_iter()
                .filter(|(encoding, _)| takes(encoding))
                .find_map(|(encoding, ending)| Some((encoding, (self.sibling)(&format!("{}.{ending}", self.path))?)));
            match compressed {
                Some((encoding, file)) => ([(CONTENT_ENCODING, encoding)], Body::from(file.data)).into_response(),
                None => Body::from(self.file.data).into_response(),
            }
        };
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(&self.path)));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(ETAG, tag);
        }
        response
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
