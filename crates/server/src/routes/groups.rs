//! Groups of agents.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    groups::{self, NewGroup, UpdateGroup},
    views::agent::GroupView,
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(update)).routes(routes!(set_members))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Members {
    /// In seat order.
    pub agent_ids: Vec<AgentId>,
}

/// Every group, with members in seat order.
#[utoipa::path(get, path = "/api/v1/groups", tag = "groups", responses((status = 200, body = [GroupView]), (status = 401, body = ErrorBody)))]
async fn list(State(app): State<App>, who: Signed) -> Answer<Json<Vec<GroupView>>> {
    Ok(Json(groups::list(&app, &who).await?))
}

/// Make a group.
#[utoipa::path(post, path = "/api/v1/groups", tag = "groups", request_body = NewGroup,
    responses((status = 201, body = GroupView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(State(app): State<App>, who: May<perm::AgentsManage>, Json(body): Json<NewGroup>) -> Answer<(StatusCode, Json<GroupView>)> {
    Ok((StatusCode::CREATED, Json(groups::create(&app, &who, body).await?)))
}

/// Change a group.
#[utoipa::path(patch, path = "/api/v1/groups/{id}", tag = "groups", params(("id" = GroupId, Path)), request_body = UpdateGroup,
    responses((status = 200, body = GroupView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::AgentsManage>,
    Path(id): Path<GroupId>,
    Json(body): Json<UpdateGroup>,
) -> Answer<Json<GroupView>> {
    Ok(Json(groups::update(&app, &who, id, body).await?))
}

/// Replace the members; their seats are in the given order.
#[utoipa::path(put, path = "/api/v1/groups/{id}/members", tag = "groups", params(("id" = GroupId, Path)), request_body = Members,
    responses((status = 200, body = GroupView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn set_members(
    State(app): State<App>,
    who: May<perm::AgentsManage>,
    Path(id): Path<GroupId>,
    Json(body): Json<Members>,
) -> Answer<Json<GroupView>> {
    Ok(Json(groups::set_members(&app, &who, id, body.agent_ids).await?))
}
