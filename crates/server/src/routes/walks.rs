//! Walks through SOPs.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, Path, Query, Signed},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    knowledge::fitting::Work,
    views::knowledge::{StartWalk, WalkOn, WalkVersion, WalkView},
    walks,
};
use yingke_core::id::{ConversationId, TicketId, WalkId};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, start)).routes(routes!(walk_on)).routes(routes!(take_back)).routes(routes!(leave))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Of {
    /// Either this …
    conversation_id: Option<ConversationId>,
    /// … or this.
    ticket_id: Option<TicketId>,
}

/// Walks of a conversation or a ticket, newest first.
#[utoipa::path(get, path = "/api/v1/walks", tag = "knowledge", params(Of),
    responses((status = 200, body = Vec<WalkView>), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn list(State(app): State<App>, who: Signed, Query(of): Query<Of>) -> Answer<Json<Vec<WalkView>>> {
    Ok(Json(walks::list(&app, &who, Work::of(of.conversation_id, of.ticket_id)?).await?))
}

/// Begin a walk through a published SOP.
#[utoipa::path(post, path = "/api/v1/walks", tag = "knowledge", request_body = StartWalk,
    responses((status = 201, body = WalkView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn start(State(app): State<App>, who: Signed, Json(body): Json<StartWalk>) -> Answer<(StatusCode, Json<WalkView>)> {
    Ok((StatusCode::CREATED, Json(walks::start(&app, &who, body).await?)))
}

/// Make a choice at the step where the walk stands.
#[utoipa::path(post, path = "/api/v1/walks/{id}/moves", tag = "knowledge", params(("id" = WalkId, Path)), request_body = WalkOn,
    responses((status = 200, body = WalkView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn walk_on(State(app): State<App>, who: Signed, Path(id): Path<WalkId>, Json(body): Json<WalkOn>) -> Answer<Json<WalkView>> {
    Ok(Json(walks::walk_on(&app, &who, id, body).await?))
}

/// Take the last choice back.
#[utoipa::path(post, path = "/api/v1/walks/{id}/back", tag = "knowledge", params(("id" = WalkId, Path)), request_body = WalkVersion,
    responses((status = 200, body = WalkView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn take_back(State(app): State<App>, who: Signed, Path(id): Path<WalkId>, Json(body): Json<WalkVersion>) -> Answer<Json<WalkView>> {
    Ok(Json(walks::take_back(&app, &who, id, body.version).await?))
}

/// Give the walk up; what was walked stays on record.
#[utoipa::path(post, path = "/api/v1/walks/{id}/end", tag = "knowledge", params(("id" = WalkId, Path)), request_body = WalkVersion,
    responses((status = 200, body = WalkView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn leave(State(app): State<App>, who: Signed, Path(id): Path<WalkId>, Json(body): Json<WalkVersion>) -> Answer<Json<WalkView>> {
    Ok(Json(walks::leave(&app, &who, id, body.version).await?))
}
