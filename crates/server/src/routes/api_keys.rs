//! API keys of integrations.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    api_keys::{self, MadeApiKey, NewApiKey},
    views::settings::ApiKeyView,
};
use yingke_core::id::ApiKeyId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// Every key, newest first, ended ones too.
#[utoipa::path(get, path = "/api/v1/api-keys", tag = "api keys", responses((status = 200, body = [ApiKeyView]), (status = 403, body = ErrorBody)))]
async fn list(State(app): State<App>, who: May<perm::ApiKeysManage>) -> Answer<Json<Vec<ApiKeyView>>> {
    Ok(Json(api_keys::list(&app, &who).await?))
}

/// Make a key. It is shown this once.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "api keys", request_body = NewApiKey,
    responses((status = 201, body = MadeApiKey), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::ApiKeysManage>,
    Json(body): Json<NewApiKey>,
) -> Answer<(StatusCode, Json<MadeApiKey>)> {
    Ok((StatusCode::CREATED, Json(api_keys::create(&app, &who, body).await?)))
}

/// End a key at once.
#[utoipa::path(delete, path = "/api/v1/api-keys/{id}", tag = "api keys", params(("id" = ApiKeyId, Path)),
    responses((status = 204), (status = 404, body = ErrorBody)))]
async fn revoke(State(app): State<App>, who: May<perm::ApiKeysManage>, Path(id): Path<ApiKeyId>) -> Answer<StatusCode> {
    api_keys::revoke(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
