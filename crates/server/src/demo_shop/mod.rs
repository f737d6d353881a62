//! The demo shop at `/demo`: what a merchant's own site looks like with our snippet on it. Served by `yingke demo` only.
//!
//! It is a shop like any other to us: it signs identity tokens with the entry's secret and pastes the snippet. It reads
//! catalogue and orders from the database, so that what an import or the desk changes shows here too. It sells nothing.

mod assets;
mod data;
mod identity;
mod pages;
mod render;
mod words;

use crate::extract::Caller;
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use data::Shop;
use identity::Guest;
use serde::Deserialize;
use std::sync::Arc;
use yingke_app::App;
use yingke_core::id::OrgId;

/// The shop's routes, ready to be merged into the server's.
pub fn router<S: Clone + Send + Sync + 'static>(app: App, org_id: OrgId) -> Router<S> {
    let shop = Arc::new(Shop { app, org_id, templates: render::templates() });
    Router::new()
        .route("/demo", get(home))
        .route("/demo/", get(|| async { Redirect::permanent("/demo") }))
        .route("/demo/p/{sku}", get(product))
        .route("/demo/orders", get(orders))
        .route("/demo/orders/{number}", get(order))
        .route("/demo/me", get(me))
        .route("/demo/as", post(sign_in))
        .route("/demo/language", post(language))
        .route("/demo/assets/{name}", get(assets::file))
        .route("/demo/pictures/{name}", get(assets::picture))
        .with_state(shop)
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    c: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
}

async fn home(State(shop): State<Arc<Shop>>, guest: Guest, Query(filter): Query<Filter>) -> Response {
    answer(pages::home(&shop, &guest, &filter.c, &filter.q).await)
}

async fn product(State(shop): State<Arc<Shop>>, guest: Guest, Path(sku): Path<String>) -> Response {
    answer(pages::product(&shop, &guest, &sku).await)
}

async fn orders(State(shop): State<Arc<Shop>>, guest: Guest, Query(filter): Query<Filter>) -> Response {
    answer(pages::orders(&shop, &guest, &filter.state).await)
}

async fn order(State(shop): State<Arc<Shop>>, guest: Guest, Path(number): Path<String>) -> Response {
    answer(pages::order(&shop, &guest, &number).await)
}

async fn me(State(shop): State<Arc<Shop>>, guest: Guest) -> Response {
    answer(pages::me(&shop, &guest).await)
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    who: String,
    #[serde(default)]
    lang: String,
}

async fn sign_in(headers: HeaderMap, Form(choice): Form<Choice>) -> Response {
    let known = yingke_app::demo::people::PERSONAS.iter().find(|persona| persona.external_id == choice.who);
    remember(&headers, "demo_customer", known.map_or("", |persona| persona.external_id))
}

async fn language(headers: HeaderMap, Form(choice): Form<Choice>) -> Response {
    remember(&headers, "demo_lang", if choice.lang == "en" { "en" } else { "zh-CN" })
}

/// Sets a cookie of the demo and goes back to the page that asked, if that page was one of the shop.
fn remember(headers: &HeaderMap, name: &str, value: &str) -> Response {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/demo");
    let back = if path.starts_with("/demo") { path } else { "/demo" };
    let mut response = Redirect::to(back).into_response();
    let cookie = format!("{name}={value}; Path=/demo; Max-Age=2592000; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Only our own files; the widget's panel talks to this host. Styles of the widget live in its shadow root as
/// constructed sheets, which need no exception.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn answer(page: yingke_app::Result<Option<String>>) -> Response {
    let (status, html) = match page {
        Ok(Some(html)) => (StatusCode::OK, html),
        Ok(None) => (StatusCode::NOT_FOUND, render::NOT_FOUND.to_owned()),
        Err(error) => return crate::error::Failure(error).into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        // The page carries an identity token of its reader.
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (status, headers, html).into_response()
}

impl axum::extract::FromRequestParts<Arc<Shop>> for Guest {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut axum::http::request::Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let caller = Caller::from_request_parts(parts, shop).await.map_err(|failure| failure.into_response())?;
        let cookie = |name: &str| {
            let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
            cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
        };
        identity::guest(shop, cookie("demo_customer").as_deref(), cookie("demo_lang").as_deref(), &caller)
            .await
            .map_err(|error| crate::error::Failure(error).into_response())
    }
}
