//! What a customer reads and tells about the own shopping: orders and page visits.

use crate::{
    error::{Answer, ErrorBody},
    extract::{CustomerAuth, Json, Path, Query},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    customers::visits,
    orders,
    views::{Page, customer::RecordVisit, order::OrderView},
};
use yingke_core::id::OrderId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(visit))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Paging {
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// The own orders, newest first.
#[utoipa::path(get, path = "/api/widget/v1/orders", tag = "widget", params(Paging),
    responses((status = 200, body = Page<OrderView>), (status = 401, body = ErrorBody)))]
async fn list(State(app): State<App>, who: CustomerAuth, Query(page): Query<Paging>) -> Answer<Json<Page<OrderView>>> {
    Ok(Json(orders::view::own(&app, &who, page.cursor.as_deref(), page.limit).await?))
}

/// One of the own orders.
#[utoipa::path(get, path = "/api/widget/v1/orders/{id}", tag = "widget", params(("id" = OrderId, Path)),
    responses((status = 200, body = OrderView), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: CustomerAuth, Path(id): Path<OrderId>) -> Answer<Json<OrderView>> {
    Ok(Json(orders::view::own_one(&app, &who, id).await?))
}

/// A page the customer opened.
#[utoipa::path(post, path = "/api/widget/v1/visits", tag = "widget", request_body = RecordVisit,
    responses((status = 204), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn visit(State(app): State<App>, who: CustomerAuth, Json(body): Json<RecordVisit>) -> Answer<StatusCode> {
    visits::record(&app, &who, &body.url, &body.title).await?;
    Ok(StatusCode::NO_CONTENT)
}
