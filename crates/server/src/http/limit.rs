//! Bounds that hold for every request: how many an address may send, and how long one may take.

use crate::{edge::Edge, error::Failure, extract::address};
use axum::{
    Extension,
    extract::Request,
    http::header::UPGRADE,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::time::Duration;
use yingke_app::Error;

/// A slow line needs its time for a large file.
const UPLOAD: Duration = Duration::from_secs(300);

pub async fn by_address(Extension(edge): Extension<Edge>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let ip = address(&parts);
    match edge.by_ip.check(ip) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => Failure(refusal).into_response(),
    }
}

/// Sockets stay as long as they like; everything else is cut off, so that a stuck request cannot hold its resources.
pub async fn patience(Extension(edge): Extension<Edge>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(UPGRADE) {
        return next.run(request).await;
    }
    let limit = if request.uri().path().ends_with("/attachments") { UPLOAD } else { edge.settings.limits.request };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure(Error::Busy).into_response(),
    }
}
