//! Refuses what other sites make a signed-in browser send.

use crate::{
    error::Failure,
    extract::{bearer, own_host},
};
use axum::{
    extract::Request,
    http::{
        Method,
        header::{ORIGIN, UPGRADE},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use yingke_app::Error;

/// Calls that a cookie would authenticate and that can change something (and sockets, which cookies open too) must
/// come from a page of this host. API keys and visitor tokens are never sent by a browser on its own.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) && !request.headers().contains_key(UPGRADE);
    let by_cookie = request.uri().path().starts_with("/api/v1/") && bearer(request.headers()).is_none();
    if !safe && by_cookie && !from_own_page(&request) {
        return Failure(Error::Forbidden).into_response();
    }
    next.run(request).await
}

fn from_own_page(request: &Request) -> bool {
    let origin = request.headers().get(ORIGIN).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = own_host(request.headers());
    !host.is_empty() && origin.split_once("://").is_some_and(|(_, of_origin)| of_origin.eq_ignore_ascii_case(host))
}
