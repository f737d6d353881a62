//! Orders and products for agents, and what the palette finds.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, orders, products, search as palette,
    views::{
        Page,
        order::{OrderView, ProductCard},
        search::SearchView,
    },
};
use yingke_core::id::OrderId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find)).routes(routes!(get)).routes(routes!(find_products)).routes(routes!(search))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Words {
    #[serde(default)]
    q: String,
}

/// Orders by the beginning of their number or by a tracking number; at least three characters.
#[utoipa::path(get, path = "/api/v1/orders", tag = "orders", params(Find),
    responses((status = 200, body = Page<OrderView>), (status = 403, body = ErrorBody)))]
async fn find(State(app): State<App>, who: May<perm::CustomersRead>, Query(find): Query<Find>) -> Answer<Json<Page<OrderView>>> {
    Ok(Json(orders::find::find(&app, &who, &find.q, find.cursor.as_deref(), find.limit).await?))
}

/// One order with lines, parcels, after-sale cases and tickets.
#[utoipa::path(get, path = "/api/v1/orders/{id}", tag = "orders", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::CustomersRead>, Path(id): Path<OrderId>) -> Answer<Json<OrderView>> {
    Ok(Json(orders::view::get(&app, &who, id).await?))
}

/// Products by sku or words of the title, for cards.
#[utoipa::path(get, path = "/api/v1/products", tag = "orders", params(Find),
    responses((status = 200, body = Page<ProductCard>), (status = 403, body = ErrorBody)))]
async fn find_products(State(app): State<App>, who: May<perm::CustomersRead>, Query(find): Query<Find>) -> Answer<Json<Page<ProductCard>>> {
    Ok(Json(products::find(&app, &who, &find.q, find.cursor.as_deref(), find.limit).await?))
}

/// Customers, orders, tickets and conversations for a few typed characters.
#[utoipa::path(get, path = "/api/v1/search", tag = "orders", params(Words), responses((status = 200, body = SearchView), (status = 401, body = ErrorBody)))]
async fn search(State(app): State<App>, who: Signed, Query(words): Query<Words>) -> Answer<Json<SearchView>> {
    Ok(Json(palette::search(&app, &who, &words.q).await?))
}
