//! Models as an option: the endpoint's settings, its test, its calls, and drafts by it.

use super::conversations::Paging;
use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, models,
    views::{
        Page,
        models::{ModelCallView, ModelDraft, ModelTest, ModelsView, SaveModels},
    },
};
use yingke_core::id::ConversationId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, save)).routes(routes!(test)).routes(routes!(calls)).routes(routes!(draft))
}

/// The endpoint's settings. The key is not among them.
#[utoipa::path(get, path = "/api/v1/models", tag = "models",
    responses((status = 200, body = ModelsView), (status = 403, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::SettingsManage>) -> Answer<Json<ModelsView>> {
    Ok(Json(models::get(&app, &who).await?))
}

/// Change them as a whole; `version` guards it. Another address needs the key again.
#[utoipa::path(put, path = "/api/v1/models", tag = "models", request_body = SaveModels,
    responses((status = 200, body = ModelsView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save(State(app): State<App>, who: May<perm::SettingsManage>, Json(body): Json<SaveModels>) -> Answer<Json<ModelsView>> {
    Ok(Json(models::save(&app, &who, body).await?))
}

/// Try the endpoint with the settings as they are saved.
#[utoipa::path(post, path = "/api/v1/models/test", tag = "models",
    responses((status = 200, body = ModelTest), (status = 403, body = ErrorBody)))]
async fn test(State(app): State<App>, who: May<perm::SettingsManage>) -> Answer<Json<ModelTest>> {
    Ok(Json(models::test(&app, &who).await?))
}

/// Every call with what it took and cost, newest first.
#[utoipa::path(get, path = "/api/v1/models/calls", tag = "models", params(Paging),
    responses((status = 200, body = Page<ModelCallView>), (status = 403, body = ErrorBody)))]
async fn calls(State(app): State<App>, who: May<perm::SettingsManage>, Query(page): Query<Paging>) -> Answer<Json<Page<ModelCallView>>> {
    Ok(Json(models::calls(&app, &who, page.cursor.as_deref(), page.limit).await?))
}

/// A draft by the chat model, proved against its sources. Without one it says why; the built-in suggestions stand anyway.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/model-draft", tag = "assist", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ModelDraft), (status = 404, body = ErrorBody)))]
async fn draft(State(app): State<App>, who: May<perm::ConversationsOwn>, Path(id): Path<ConversationId>) -> Answer<Json<ModelDraft>> {
    Ok(Json(models::draft(&app, &who, id).await?))
}
