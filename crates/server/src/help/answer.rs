//! How pages go out: caching with tags, policies, the 404 in the shop's name, style and script.

use super::pages::{Centre, Made, Pages, Reader};
use axum::{
    extract::Path,
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY, VARY},
    },
    response::{IntoResponse as _, Response},
};
use yingke_app::secrets;
use yingke_core::time::Millis;

/// Our own files only; the widget's panel talks to this host and loads its styles as constructed sheets.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; connect-src 'self'; \
     media-src 'self' blob:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// An article may change at any moment; a minute is what a busy proxy may save us.
const KEPT_S: i64 = 60;

pub fn page(headers: &HeaderMap, reader: Reader, made: Made, now: Millis) -> Response {
    // Weak: the compression layer may change the bytes.
    let tag = format!("W/\"{}\"", secrets::base64url(&secrets::hash(&made.html)[..12]));
    let kept = made.until.map_or(KEPT_S, |until| (until.since(now) / 1000).clamp(0, KEPT_S));
    let caching = if made.personal { "private, no-store".to_owned() } else { format!("public, max-age={kept}, must-revalidate") };
    let labels = [
        (CACHE_CONTROL, caching),
        (ETAG, tag.clone()),
        (VARY, "Accept-Language".to_owned()),
        (CONTENT_LANGUAGE, reader.locale.to_string()),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (REFERRER_POLICY, "same-origin".to_owned()),
    ];
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, labels).into_response();
    }
    (labels, [(CONTENT_TYPE, "text/html; charset=utf-8")], made.html).into_response()
}

/// Nothing here: in the shop's name where there is a shop, with the search at hand.
pub fn absent(pages: &Pages, centre: Option<&Centre>, reader: Reader) -> Response {
    let html = pages.absent(centre, reader);
    let labels = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "Accept-Language"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (StatusCode::NOT_FOUND, labels, html).into_response()
}

pub fn refused(status: StatusCode) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")], status.canonical_reason().unwrap_or_default())
        .into_response()
}

pub async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "help.css" => ("text/css; charset=utf-8", include_str!("templates/help.css")),
        "help.js" => ("text/javascript; charset=utf-8", include_str!("templates/help.js")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300, stale-while-revalidate=86400")], text).into_response()
}
