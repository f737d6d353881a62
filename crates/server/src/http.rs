//! The router with everything around it.

use crate::{edge::Edge, extract::NewCookie, guard, openapi::Document, routes};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    http::header::SET_COOKIE,
    middleware::{self, Next},
    response::Response,
};
use utoipa::OpenApi as _;
use yingke_app::App;

pub fn router(app: App, edge: Edge) -> Router {
    let (api, _) = utoipa_axum::router::OpenApiRouter::with_openapi(Document::openapi()).merge(routes::api()).split_for_parts();
    let body_bytes = edge.settings.limits.body_bytes;
    api.layer(DefaultBodyLimit::max(body_bytes))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(middleware::from_fn(renew_cookie))
        .layer(Extension(edge))
        .with_state(app)
}

/// Sets the cookie that an extractor asks for.
async fn renew_cookie(mut request: Request, next: Next) -> Response {
    let cell = NewCookie::default();
    request.extensions_mut().insert(cell.clone());
    let mut response = next.run(request).await;
    // A handler that sets or removes the cookie itself has the last word.
    if let Some(cookie) = cell.0.get()
        && !response.headers().contains_key(SET_COOKIE)
    {
        response.headers_mut().insert(SET_COOKIE, cookie.clone());
    }
    response
}
