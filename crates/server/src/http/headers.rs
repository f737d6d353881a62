//! Headers that every answer carries, unless its handler has said something stricter or knows better.

use crate::edge::Edge;
use axum::{
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
        request::Parts,
    },
    response::Response,
};

/// Scripts from here only, never inline. Styles may be inline, because the component library writes them at run time.
/// Product pictures come from the shop's own servers.
const PAGE: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; \
     media-src 'self' blob:; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// What is no page shall never become one.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// In an answer's extensions: this answer sets its own Content-Security-Policy (or needs none).
#[derive(Debug, Clone, Copy)]
pub struct OwnPolicy;

/// What the headers of the answer depend on.
pub struct Asked {
    by_tls: bool,
    api: bool,
}

pub fn asked(edge: &Edge, parts: &Parts) -> Asked {
    Asked {
        by_tls: edge.settings.trust_proxy && parts.headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https"),
        api: parts.uri.path().starts_with("/api/"),
    }
}

pub fn secure(asked: &Asked, response: &mut Response) {
    let page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let own_policy = response.extensions().get::<OwnPolicy>().is_some();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if !own_policy {
        set(CONTENT_SECURITY_POLICY, if page { PAGE } else { NO_PAGE });
        set(X_FRAME_OPTIONS, "DENY");
    }
    if asked.api {
        // Answers depend on who asks; nobody between us may keep them.
        set(CACHE_CONTROL, "no-store");
    }
    if asked.by_tls {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
