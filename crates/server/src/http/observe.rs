//! One id, one log line and one measurement for each request. Neither query strings (they may hold a token) nor
//! bodies nor names of people get into logs: only method, route, status and time.

use axum::{
    extract::MatchedPath,
    http::{HeaderName, HeaderValue, Method, request::Parts},
    response::Response,
};
use std::{
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

tokio::task_local! {
    /// The id of the request that this task answers.
    pub static REQUEST_ID: String;
}

/// Takes the id of this request along into another task.
pub fn carry<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let id = REQUEST_ID.try_with(Clone::clone).unwrap_or_default();
    REQUEST_ID.scope(id, work)
}

/// What is known of a request before it is answered.
pub struct Observed {
    began: Instant,
    pub id: String,
    method: Method,
    route: Option<MatchedPath>,
}

pub fn begin(parts: &Parts) -> Observed {
    Observed { began: Instant::now(), id: next_id(), method: parts.method.clone(), route: parts.extensions.get::<MatchedPath>().cloned() }
}

/// Unlike any other: this process's own random half, and a count.
fn next_id() -> String {
    static OWN: LazyLock<u64> = LazyLock::new(|| uuid::Uuid::new_v4().as_u64_pair().1);
    static COUNT: AtomicU64 = AtomicU64::new(1);
    uuid::Uuid::from_u64_pair(*OWN, COUNT.fetch_add(1, Ordering::Relaxed)).simple().to_string()
}

/// Logs, counts and names the answer.
pub fn end(observed: Observed, response: &mut Response) {
    let Observed { began, id, method, route } = observed;
    let (status, took) = (response.status(), began.elapsed());
    // Addresses that match no route are told apart no further: anybody can make them up without end.
    let route = route.as_ref().map_or("(web)", MatchedPath::as_str);
    if status.is_server_error() {
        tracing::warn!(request_id = id, %method, route, status = status.as_u16(), ms = took.as_millis() as u64, "answered");
    } else if took.as_millis() > 1_000 && status.as_u16() != 101 {
        tracing::info!(request_id = id, %method, route, status = status.as_u16(), ms = took.as_millis() as u64, "answered slowly");
    } else {
        tracing::debug!(request_id = id, %method, route, status = status.as_u16(), ms = took.as_millis() as u64, "answered");
    }
    crate::metrics::request(&method, route, status, took);
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
}
