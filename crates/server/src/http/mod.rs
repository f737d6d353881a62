//! The router and everything around it, from the outside in: observing, headers, CORS, panics, patience, limits,
//! compression, same-origin guard, cookies.

mod compress;
mod cors;
mod guard;
mod headers;
mod idempotency;
mod limit;
mod observe;

pub use headers::OwnPolicy;

use crate::{demo_shop, edge::Edge, error::Failure, extract::NewCookie, openapi, reference, routes, web};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    http::header::SET_COOKIE,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tower_http::catch_panic::CatchPanicLayer;
use yingke_app::{App, Error};

pub fn router(app: App, edge: Edge) -> Router {
    let (api, document) = openapi::parts();
    let body_bytes = edge.settings.limits.body_bytes;
    let demo_shop = edge.settings.demo_shop.map_or_else(Router::new, |org_id| demo_shop::router(app.clone(), org_id));
    api.merge(routes::health::router())
        .merge(openapi::router(&document))
        .merge(reference::router(&document))
        .merge(demo_shop)
        .fallback(web::serve)
        .method_not_allowed_fallback(|| async { Failure(Error::BadRequest("this address does not take this method".into())) })
        .layer(DefaultBodyLimit::max(body_bytes))
        .layer(middleware::from_fn_with_state(app.clone(), idempotency::once))
        .layer(middleware::from_fn(renew_cookie))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(compress::layer())
        .layer(middleware::from_fn(limit::by_address))
        .layer(middleware::from_fn(limit::patience))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(cors::widget))
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn(observe::observe))
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

/// The id of the request that is being answered here.
pub fn request_id() -> Option<String> {
    observe::REQUEST_ID.try_with(Clone::clone).ok()
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let what = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "no message".to_owned());
    Failure(Error::Internal(anyhow::anyhow!("a handler panicked: {what}"))).into_response()
}
