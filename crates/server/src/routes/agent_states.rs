//! Working states of agents.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Signed, perm},
};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    agents_state::{self, SetState},
    views::agent::AgentView,
};
use yingke_core::id::AgentId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_own)).routes(routes!(force))
}

/// Choose the own working state.
#[utoipa::path(put, path = "/api/v1/me/state", tag = "agents", request_body = SetState,
    responses((status = 200, body = AgentView), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn set_own(State(app): State<App>, who: Signed, Json(body): Json<SetState>) -> Answer<Json<AgentView>> {
    Ok(Json(agents_state::set(&app, &who, body).await?))
}

/// Force the state of another agent.
#[utoipa::path(put, path = "/api/v1/agents/{id}/state", tag = "agents", params(("id" = AgentId, Path)), request_body = SetState,
    responses((status = 200, body = AgentView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn force(
    State(app): State<App>,
    who: May<perm::Supervise>,
    Path(id): Path<AgentId>,
    Json(body): Json<SetState>,
) -> Answer<Json<AgentView>> {
    Ok(Json(agents_state::force(&app, &who, id, body).await?))
}
