//! The router and everything around it, from the outside in: observing, headers, CORS, patience, limits; panics,
//! compression; same-origin guard, idempotency, cookies. Each is a few plain functions in a file of its own, called from
//! [`outside`] and [`inside`]: a layer for each would cost every request a boxed copy of all that is below.

mod compress;
mod cors;
mod guard;
mod headers;
mod idempotency;
mod limit;
mod observe;

pub use headers::OwnPolicy;

use crate::{demo_shop, edge::Edge, error::Failure, extract::NewCookie, help, openapi, reference, routes, web};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{StatusCode, header::SET_COOKIE},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use yingke_app::{App, Error};

pub fn router(app: App, edge: Edge) -> Router {
    let (api, document) = openapi::parts();
    let body_bytes = edge.settings.limits.body_bytes;
    let demo_shop = edge.settings.demo_shop.map_or_else(Router::new, |org_id| demo_shop::router(app.clone(), org_id));
    api.merge(routes::health::router())
        .merge(openapi::router(&document))
        .merge(reference::router(&document))
        .merge(help::router(app.clone()))
        .merge(demo_shop)
        .fallback(web::serve)
        .method_not_allowed_fallback(|| async { Failure(Error::BadRequest("this address does not take this method".into())) })
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(edge.clone(), outside))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(compress::layer())
                .layer(middleware::from_fn_with_state((app.clone(), edge), inside))
                .layer(DefaultBodyLimit::max(body_bytes)),
        )
        .with_state(app)
}

async fn outside(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(edge.clone());
    let (parts, body) = request.into_parts();
    let (observed, asked, cors) = (observe::begin(&parts), headers::asked(&edge, &parts), cors::of(&parts));
    let mut response = if cors.as_ref().is_some_and(|cors| cors.preflight) {
        StatusCode::NO_CONTENT.into_response()
    } else if let Err(refusal) = limit::by_address(&edge, &parts) {
        refusal.into_response()
    } else {
        let patience = limit::patience(&edge, &parts);
        let answer = next.run(Request::from_parts(parts, body));
        observe::REQUEST_ID.scope(observed.id.clone(), limit::within(patience, answer)).await
    };
    if let Some(cors) = cors {
        cors::allow(cors, &mut response);
    }
    headers::secure(&asked, &mut response);
    observe::end(observed, &mut response);
    response
}

async fn inside(State((app, edge)): State<(App, Edge)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if let Err(refusal) = guard::same_origin(&parts) {
        return refusal.into_response();
    }
    // Filled by an extractor that wants the caller to get a new cookie.
    let cookie = NewCookie::default();
    parts.extensions.insert(cookie.clone());
    let mut response = idempotency::once(app, &edge, Request::from_parts(parts, body), next).await;
    // A handler that sets or removes the cookie itself has the last word.
    if let Some(cookie) = cookie.0.get()
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
