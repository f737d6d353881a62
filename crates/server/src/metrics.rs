//! Measurements for Prometheus at `/metrics`.

use crate::edge::Edge;
use axum::http::{Method, StatusCode};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{sync::OnceLock, time::Duration};
use yingke_app::App;

/// One recorder a process, even when tests run several servers in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Starts measuring. Before it, measurements cost nothing and go nowhere.
pub fn install() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(SECONDS).ok()?;
        let handle = builder.install_recorder().ok()?;
        metrics::describe_counter!("yingke_http_requests_total", "Answered requests by method, route and status");
        metrics::describe_histogram!("yingke_http_request_seconds", "Time to answer by method and route");
        metrics::describe_gauge!("yingke_door_waiting", "Writes that wait for the next commit");
        metrics::describe_gauge!("yingke_sockets_open", "Open live sockets");
        metrics::describe_counter!("yingke_commits_total", "Commits of the write door");
        metrics::describe_counter!("yingke_writes_total", "Commands and messages that those commits held");
        Some(handle)
    });
}

pub fn request(method: &Method, route: &str, status: StatusCode, took: Duration) {
    if RECORDER.get().is_none() {
        return;
    }
    let (method, route) = (method.as_str().to_owned(), route.to_owned());
    metrics::counter!("yingke_http_requests_total", "method" => method.clone(), "route" => route.clone(), "status" => status.as_str().to_owned())
        .increment(1);
    metrics::histogram!("yingke_http_request_seconds", "method" => method, "route" => route).record(took);
}

/// The text that Prometheus reads; none when measuring was not started.
pub fn render(app: &App, edge: &Edge) -> Option<String> {
    let handle = RECORDER.get()?.as_ref()?;
    metrics::gauge!("yingke_door_waiting").set(app.door.depth() as f64);
    metrics::gauge!("yingke_sockets_open").set(edge.sockets.count() as f64);
    let counts = app.door.counts();
    metrics::counter!("yingke_commits_total").absolute(counts.commits);
    metrics::counter!("yingke_writes_total").absolute(counts.writes);
    handle.run_upkeep();
    Some(handle.render())
}
