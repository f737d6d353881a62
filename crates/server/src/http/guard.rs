//! Refuses what other sites make a signed-in browser send.

use crate::{
    error::Failure,
    extract::{bearer, own_host},
};
use axum::http::{
    Method,
    header::{ORIGIN, UPGRADE},
    request::Parts,
};
use yingke_app::Error;

/// Calls that a cookie would authenticate and that can change something (and sockets, which cookies open too) must
/// come from a page of this host. API keys and visitor tokens are never sent by a browser on its own.
pub fn same_origin(parts: &Parts) -> Result<(), Failure> {
    let safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) && !parts.headers.contains_key(UPGRADE);
    let by_cookie = parts.uri.path().starts_with("/api/v1/") && bearer(&parts.headers).is_none();
    if !safe && by_cookie && !from_own_page(parts) { Err(Failure(Error::Forbidden)) } else { Ok(()) }
}

fn from_own_page(parts: &Parts) -> bool {
    let origin = parts.headers.get(ORIGIN).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = own_host(&parts.headers);
    !host.is_empty() && origin.split_once("://").is_some_and(|(_, of_origin)| of_origin.eq_ignore_ascii_case(host))
}
