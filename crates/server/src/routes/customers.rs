//! Customers: profile, phone, orders, page trail.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, customers, orders,
    views::{
        Page,
        customer::{CustomerView, PhoneView, UpdateCustomer, VisitView},
        order::OrderView,
    },
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, update)).routes(routes!(phone)).routes(routes!(own_orders)).routes(routes!(visits))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Paging {
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct PhoneOf {
    /// Of the receiver of this order instead of the customer's own.
    order_id: Option<OrderId>,
}

/// The profile; phone and e-mail are masked.
#[utoipa::path(get, path = "/api/v1/customers/{id}", tag = "customers", params(("id" = CustomerId, Path)),
    responses((status = 200, body = CustomerView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::CustomersRead>, Path(id): Path<CustomerId>) -> Answer<Json<CustomerView>> {
    Ok(Json(customers::view(&mut app.read(), who.org_id, id).await?))
}

/// Tag a customer or change the note; `version` guards it.
#[utoipa::path(patch, path = "/api/v1/customers/{id}", tag = "customers", params(("id" = CustomerId, Path)), request_body = UpdateCustomer,
    responses((status = 200, body = CustomerView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::CustomersEdit>,
    Path(id): Path<CustomerId>,
    Json(body): Json<UpdateCustomer>,
) -> Answer<Json<CustomerView>> {
    Ok(Json(customers::edit::edit(&app, &who, id, body).await?))
}

/// The full phone number. Every look is written into the audit trail.
#[utoipa::path(get, path = "/api/v1/customers/{id}/phone", tag = "customers", params(("id" = CustomerId, Path), PhoneOf),
    responses((status = 200, body = PhoneView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn phone(
    State(app): State<App>,
    who: May<perm::PhoneReveal>,
    Path(id): Path<CustomerId>,
    Query(of): Query<PhoneOf>,
) -> Answer<Json<PhoneView>> {
    Ok(Json(PhoneView { phone: customers::phone::reveal(&app, &who, id, of.order_id).await? }))
}

/// The customer's orders with lines, parcels, after-sale cases and tickets; newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/orders", tag = "customers", params(("id" = CustomerId, Path), Paging),
    responses((status = 200, body = Page<OrderView>), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn own_orders(
    State(app): State<App>,
    who: May<perm::CustomersRead>,
    Path(id): Path<CustomerId>,
    Query(page): Query<Paging>,
) -> Answer<Json<Page<OrderView>>> {
    Ok(Json(orders::view::of_customer(&app, &who, id, page.cursor.as_deref(), page.limit).await?))
}

/// The pages the customer looked at; newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/visits", tag = "customers", params(("id" = CustomerId, Path), Paging),
    responses((status = 200, body = Page<VisitView>), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn visits(
    State(app): State<App>,
    who: May<perm::CustomersRead>,
    Path(id): Path<CustomerId>,
    Query(page): Query<Paging>,
) -> Answer<Json<Page<VisitView>>> {
    Ok(Json(customers::visits::list(&app, &who, id, page.cursor.as_deref(), page.limit).await?))
}
