//! Requests: tickets from the customer's side.

use super::tickets::Paging;
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
    requests::{self, Act},
    views::{Page, ticket::TicketBrief, widget::*},
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(forms))
        .routes(routes!(list, start))
        .routes(routes!(get))
        .routes(routes!(supplement))
        .routes(routes!(urge))
        .routes(routes!(withdraw))
        .routes(routes!(accept))
        .routes(routes!(reject))
        .routes(routes!(rate))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct About {
    /// One of the customer's own orders.
    order_id: Option<OrderId>,
}

/// What can be started (for this order), prefilled.
#[utoipa::path(get, path = "/api/widget/v1/request-types", tag = "requests", params(About),
    responses((status = 200, body = [RequestForm]), (status = 404, body = ErrorBody)))]
async fn forms(State(app): State<App>, who: CustomerAuth, Query(about): Query<About>) -> Answer<Json<Vec<RequestForm>>> {
    Ok(Json(requests::forms(&app, &who, about.order_id).await?))
}

/// The customer's requests, newest first.
#[utoipa::path(get, path = "/api/widget/v1/requests", tag = "requests", params(Paging), responses((status = 200, body = Page<TicketBrief>)))]
async fn list(State(app): State<App>, who: CustomerAuth, Query(page): Query<Paging>) -> Answer<Json<Page<TicketBrief>>> {
    Ok(Json(requests::list(&app, &who, page.cursor.as_deref(), page.limit).await?))
}

/// Start a request. The same `client_id` again returns the first one.
#[utoipa::path(post, path = "/api/widget/v1/requests", tag = "requests", request_body = StartRequest,
    responses((status = 201, body = RequestView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn start(State(app): State<App>, who: CustomerAuth, Json(body): Json<StartRequest>) -> Answer<(StatusCode, Json<RequestView>)> {
    Ok((StatusCode::CREATED, Json(requests::start(&app, &who, body).await?)))
}

/// One request with its public course.
#[utoipa::path(get, path = "/api/widget/v1/requests/{id}", tag = "requests", params(("id" = TicketId, Path)),
    responses((status = 200, body = RequestView), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: CustomerAuth, Path(id): Path<TicketId>) -> Answer<Json<RequestView>> {
    Ok(Json(requests::get(&app, &who, id).await?))
}

/// Add something.
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/supplements", tag = "requests", params(("id" = TicketId, Path)),
    request_body = RequestWords, responses((status = 200, body = RequestView), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn supplement(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<TicketId>,
    Json(body): Json<RequestWords>,
) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Supplement(body)).await?))
}

/// Ask for speed; every thirty minutes at most (429 tells when again).
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/urge", tag = "requests", params(("id" = TicketId, Path)),
    responses((status = 200, body = RequestView), (status = 409, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn urge(State(app): State<App>, who: CustomerAuth, Path(id): Path<TicketId>) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Urge).await?))
}

/// Take it back.
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/withdrawal", tag = "requests", params(("id" = TicketId, Path)),
    responses((status = 200, body = RequestView), (status = 409, body = ErrorBody)))]
async fn withdraw(State(app): State<App>, who: CustomerAuth, Path(id): Path<TicketId>) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Withdraw).await?))
}

/// The result is good.
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/acceptance", tag = "requests", params(("id" = TicketId, Path)),
    responses((status = 200, body = RequestView), (status = 409, body = ErrorBody)))]
async fn accept(State(app): State<App>, who: CustomerAuth, Path(id): Path<TicketId>) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Accept).await?))
}

/// It is not solved: the request comes back, more urgent and one level higher.
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/rejection", tag = "requests", params(("id" = TicketId, Path)),
    request_body = RequestWords, responses((status = 200, body = RequestView), (status = 409, body = ErrorBody)))]
async fn reject(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<TicketId>,
    Json(body): Json<RequestWords>,
) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Reject(body)).await?))
}

/// Rate the service, 1 to 5 stars.
#[utoipa::path(post, path = "/api/widget/v1/requests/{id}/rating", tag = "requests", params(("id" = TicketId, Path)), request_body = Rating,
    responses((status = 200, body = RequestView), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn rate(State(app): State<App>, who: CustomerAuth, Path(id): Path<TicketId>, Json(body): Json<Rating>) -> Answer<Json<RequestView>> {
    Ok(Json(requests::act(&app, &who, id, Act::Rate(body)).await?))
}
