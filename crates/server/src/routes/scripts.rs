//! Scripts (话术).

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, scripts,
    views::{
        Page,
        knowledge::{SaveScript, ScriptView},
    },
};
use yingke_core::id::ScriptId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(update, delete)).routes(routes!(used))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    /// What was typed after `/`.
    #[serde(default)]
    q: String,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// Scripts: a fitting shortcut first, the most used first.
#[utoipa::path(get, path = "/api/v1/scripts", tag = "scripts", params(Find),
    responses((status = 200, body = Page<ScriptView>), (status = 401, body = ErrorBody)))]
async fn list(State(app): State<App>, who: Signed, Query(find): Query<Find>) -> Answer<Json<Page<ScriptView>>> {
    Ok(Json(scripts::list(&app, &who, &find.q, find.limit).await?))
}

/// Write a script.
#[utoipa::path(post, path = "/api/v1/scripts", tag = "scripts", request_body = SaveScript,
    responses((status = 201, body = ScriptView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::ScriptsEdit>,
    Json(body): Json<SaveScript>,
) -> Answer<(StatusCode, Json<ScriptView>)> {
    Ok((StatusCode::CREATED, Json(scripts::create(&app, &who, body).await?)))
}

/// Change a script; `version` guards it.
#[utoipa::path(patch, path = "/api/v1/scripts/{id}", tag = "scripts", params(("id" = ScriptId, Path)), request_body = SaveScript,
    responses((status = 200, body = ScriptView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::ScriptsEdit>,
    Path(id): Path<ScriptId>,
    Json(body): Json<SaveScript>,
) -> Answer<Json<ScriptView>> {
    Ok(Json(scripts::update(&app, &who, id, body).await?))
}

/// Remove a script.
#[utoipa::path(delete, path = "/api/v1/scripts/{id}", tag = "scripts", params(("id" = ScriptId, Path)),
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn delete(State(app): State<App>, who: May<perm::ScriptsEdit>, Path(id): Path<ScriptId>) -> Answer<StatusCode> {
    scripts::delete(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Counts that an agent inserted it.
#[utoipa::path(post, path = "/api/v1/scripts/{id}/uses", tag = "scripts", params(("id" = ScriptId, Path)),
    responses((status = 204), (status = 404, body = ErrorBody)))]
async fn used(State(app): State<App>, who: Signed, Path(id): Path<ScriptId>) -> Answer<StatusCode> {
    scripts::used(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
