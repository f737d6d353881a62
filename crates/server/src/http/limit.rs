//! How much one address may ask, and how long an answer may take.

use crate::{edge::Edge, error::Failure, extract::address};
use axum::{
    http::{header::UPGRADE, request::Parts},
    response::{IntoResponse as _, Response},
};
use std::time::Duration;
use yingke_app::Error;

/// A slow line needs its time for a large file.
const UPLOAD: Duration = Duration::from_secs(300);

/// Counts this request of its address.
pub fn by_address(edge: &Edge, parts: &Parts) -> Result<(), Failure> {
    edge.by_ip.check(address(parts)).map_err(Failure)
}

/// Sockets stay as long as they like; everything else is cut off, so that a stuck request cannot hold its resources.
pub fn patience(edge: &Edge, parts: &Parts) -> Option<Duration> {
    if parts.headers.contains_key(UPGRADE) {
        return None;
    }
    Some(if parts.uri.path().ends_with("/attachments") { UPLOAD } else { edge.settings.limits.request })
}

pub async fn within(limit: Option<Duration>, answer: impl Future<Output = Response>) -> Response {
    match limit {
        None => answer.await,
        Some(limit) => tokio::time::timeout(limit, answer).await.unwrap_or_else(|_| Failure(Error::Busy).into_response()),
    }
}
