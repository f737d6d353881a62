//! Which pages of other sites may read the widget's API.
//!
//! The widget sends no cookie, so a browser guards nothing here that a program could not do anyway. Which origins may
//! use an entry is decided where the entry is known (opening a session, [`crate::extract::CustomerAuth`]); this layer
//! only lets the page read the answer, the refusal too.

use axum::{
    http::{
        HeaderValue, Method,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS,
            ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
        },
        request::Parts,
    },
    response::Response,
};

/// What a call of the widget's API needs for its page.
pub struct Cors {
    origin: Option<HeaderValue>,
    /// The browser only asks whether it may: nothing is run.
    pub preflight: bool,
}

pub fn of(parts: &Parts) -> Option<Cors> {
    parts.uri.path().starts_with("/api/widget/").then(|| Cors {
        origin: parts.headers.get(ORIGIN).cloned(),
        preflight: parts.method == Method::OPTIONS && parts.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD),
    })
}

pub fn allow(cors: Cors, response: &mut Response) {
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = cors.origin else { return };
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if cors.preflight {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE"));
        headers.insert(
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type, idempotency-key, accept-language"),
        );
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    } else {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after, x-request-id"));
    }
}
