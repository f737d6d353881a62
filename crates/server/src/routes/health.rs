//! For whoever watches the process: alive, ready, measured. Not part of the API document.

use crate::{
    edge::Edge,
    error::Failure,
    extract::{Caller, forwarded},
};
use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{net::IpAddr, time::Duration};
use yingke_app::{App, Error};
use yingke_store::migrate;

pub fn router() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready)).route("/metrics", get(measured))
}

/// The database answers and has this binary's schema.
async fn ready(State(app): State<App>) -> Response {
    let version = tokio::time::timeout(Duration::from_secs(3), migrate::version(&app.db)).await;
    match version {
        Ok(Ok(version)) if version == migrate::newest() => (StatusCode::OK, "ready\n").into_response(),
        Ok(Ok(version)) => {
            let text = format!("the schema has version {version}, this binary wants {}\n", migrate::newest());
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n").into_response(),
    }
}

/// Only for the own network: measurements tell how well business goes.
async fn measured(State(app): State<App>, Extension(edge): Extension<Edge>, caller: Caller, request: Request) -> Response {
    let through_unknown_proxy = !edge.settings.trust_proxy && forwarded(request.headers());
    if through_unknown_proxy || !is_local(caller.ip) {
        return Failure(Error::Forbidden).into_response();
    }
    match crate::metrics::render(&app, &edge) {
        Some(text) => ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        None => Failure(Error::NotFound("measurements")).into_response(),
    }
}

fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}
