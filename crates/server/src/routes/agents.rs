//! Agents' accounts.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    agents::{self, NewAgent, UpdateAgent},
    views::agent::AgentView,
};
use yingke_core::id::AgentId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(update))
}

/// Every agent, in seat order.
#[utoipa::path(get, path = "/api/v1/agents", tag = "agents", responses((status = 200, body = [AgentView]), (status = 401, body = ErrorBody)))]
async fn list(State(app): State<App>, who: Signed) -> Answer<Json<Vec<AgentView>>> {
    Ok(Json(agents::list(&app, &who).await?))
}

/// Make an account.
#[utoipa::path(post, path = "/api/v1/agents", tag = "agents", request_body = NewAgent,
    responses((status = 201, body = AgentView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(State(app): State<App>, who: May<perm::AgentsManage>, Json(body): Json<NewAgent>) -> Answer<(StatusCode, Json<AgentView>)> {
    Ok((StatusCode::CREATED, Json(agents::create(&app, &who, body).await?)))
}

/// Change an account.
#[utoipa::path(patch, path = "/api/v1/agents/{id}", tag = "agents", params(("id" = AgentId, Path)), request_body = UpdateAgent,
    responses((status = 200, body = AgentView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::AgentsManage>,
    Path(id): Path<AgentId>,
    Json(body): Json<UpdateAgent>,
) -> Answer<Json<AgentView>> {
    Ok(Json(agents::update(&app, &who, id, body).await?))
}
