//! Import by the shop's systems. Rows are read one by one, so that a bad one does not spoil the others.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, perm},
};
use axum::extract::{DefaultBodyLimit, State};
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{App, import, views::import::*};

/// Five hundred orders with many lines each.
const MOST_BYTES: usize = 8 * 1024 * 1024;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(customers))
        .routes(routes!(products))
        .routes(routes!(orders))
        .routes(routes!(shipments))
        .routes(routes!(aftersales))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// Customers by the shop's id; up to 500.
#[utoipa::path(put, path = "/api/v1/import/customers", tag = "import", request_body = Vec<ImportCustomer>,
    responses((status = 200, body = ImportResult), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn customers(State(app): State<App>, who: May<perm::Import>, Json(rows): Json<Vec<Value>>) -> Answer<Json<ImportResult>> {
    Ok(Json(import::customers(&app, &who, rows).await?))
}

/// Products by sku; up to 500.
#[utoipa::path(put, path = "/api/v1/import/products", tag = "import", request_body = Vec<ImportProduct>,
    responses((status = 200, body = ImportResult), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn products(State(app): State<App>, who: May<perm::Import>, Json(rows): Json<Vec<Value>>) -> Answer<Json<ImportResult>> {
    Ok(Json(import::products(&app, &who, rows).await?))
}

/// Orders with all their lines, by order number; up to 500.
#[utoipa::path(put, path = "/api/v1/import/orders", tag = "import", request_body = Vec<ImportOrder>,
    responses((status = 200, body = ImportResult), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn orders(State(app): State<App>, who: May<perm::Import>, Json(rows): Json<Vec<Value>>) -> Answer<Json<ImportResult>> {
    Ok(Json(import::orders(&app, &who, rows).await?))
}

/// Parcels by order number and tracking number; up to 500.
#[utoipa::path(put, path = "/api/v1/import/shipments", tag = "import", request_body = Vec<ImportShipment>,
    responses((status = 200, body = ImportResult), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn shipments(State(app): State<App>, who: May<perm::Import>, Json(rows): Json<Vec<Value>>) -> Answer<Json<ImportResult>> {
    Ok(Json(import::shipments(&app, &who, rows).await?))
}

/// After-sale cases by the shop's id; up to 500.
#[utoipa::path(put, path = "/api/v1/import/aftersales", tag = "import", request_body = Vec<ImportAftersale>,
    responses((status = 200, body = ImportResult), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody)))]
async fn aftersales(State(app): State<App>, who: May<perm::Import>, Json(rows): Json<Vec<Value>>) -> Answer<Json<ImportResult>> {
    Ok(Json(import::aftersales(&app, &who, rows).await?))
}
