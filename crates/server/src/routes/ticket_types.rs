//! Ticket types and contact categories: read by everybody, shaped by administrators.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, categories, ticket_types,
    views::{settings::*, ticket::*},
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update))
        .routes(routes!(list_categories, create_category))
        .routes(routes!(update_category))
}

/// Every type, with fields and steps.
#[utoipa::path(get, path = "/api/v1/ticket-types", tag = "ticket types", responses((status = 200, body = [TicketTypeView])))]
async fn list(State(app): State<App>, who: Signed) -> Answer<Json<Vec<TicketTypeView>>> {
    Ok(Json(ticket_types::list(&app, &who).await?))
}

/// Make a type. A flaw is answered with its place (`fields.reason`).
#[utoipa::path(post, path = "/api/v1/ticket-types", tag = "ticket types", request_body = SaveTicketType,
    responses((status = 201, body = TicketTypeView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Json(body): Json<SaveTicketType>,
) -> Answer<(StatusCode, Json<TicketTypeView>)> {
    Ok((StatusCode::CREATED, Json(ticket_types::create(&app, &who, body).await?)))
}

/// Change a type: the whole of it, with the `version` that was read.
#[utoipa::path(patch, path = "/api/v1/ticket-types/{id}", tag = "ticket types", params(("id" = TicketTypeId, Path)), request_body = SaveTicketType,
    responses((status = 200, body = TicketTypeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Path(id): Path<TicketTypeId>,
    Json(body): Json<SaveTicketType>,
) -> Answer<Json<TicketTypeView>> {
    Ok(Json(ticket_types::update(&app, &who, id, body).await?))
}

/// The tree of contact categories, as a list.
#[utoipa::path(get, path = "/api/v1/categories", tag = "ticket types", responses((status = 200, body = [CategoryView])))]
async fn list_categories(State(app): State<App>, who: Signed) -> Answer<Json<Vec<CategoryView>>> {
    Ok(Json(categories::list(&app, &who).await?))
}

/// Make a category: at most 10 levels, 30 on the first, 1000 in all.
#[utoipa::path(post, path = "/api/v1/categories", tag = "ticket types", request_body = SaveCategory,
    responses((status = 201, body = CategoryView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create_category(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Json(body): Json<SaveCategory>,
) -> Answer<(StatusCode, Json<CategoryView>)> {
    Ok((StatusCode::CREATED, Json(categories::create(&app, &who, body).await?)))
}

/// Change a category: the whole of it.
#[utoipa::path(patch, path = "/api/v1/categories/{id}", tag = "ticket types", params(("id" = CategoryId, Path)), request_body = SaveCategory,
    responses((status = 200, body = CategoryView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update_category(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Path(id): Path<CategoryId>,
    Json(body): Json<SaveCategory>,
) -> Answer<Json<CategoryView>> {
    Ok(Json(categories::update(&app, &who, id, body).await?))
}
