//! Entries: where customers come in.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    entries::{self, NewSecret},
    views::settings::{EntryView, SaveEntry},
};
use yingke_core::id::EntryId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(update)).routes(routes!(renew_secret))
}

/// Every entry.
#[utoipa::path(get, path = "/api/v1/entries", tag = "entries", responses((status = 200, body = [EntryView]), (status = 403, body = ErrorBody)))]
async fn list(State(app): State<App>, who: May<perm::SettingsManage>) -> Answer<Json<Vec<EntryView>>> {
    Ok(Json(entries::list(&app, &who).await?))
}

/// Make an entry.
#[utoipa::path(post, path = "/api/v1/entries", tag = "entries", request_body = SaveEntry,
    responses((status = 201, body = EntryView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Json(body): Json<SaveEntry>,
) -> Answer<(StatusCode, Json<EntryView>)> {
    Ok((StatusCode::CREATED, Json(entries::create(&app, &who, body).await?)))
}

/// Change an entry: everything is replaced; `version` guards it.
#[utoipa::path(patch, path = "/api/v1/entries/{id}", tag = "entries", params(("id" = EntryId, Path)), request_body = SaveEntry,
    responses((status = 200, body = EntryView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Path(id): Path<EntryId>,
    Json(body): Json<SaveEntry>,
) -> Answer<Json<EntryView>> {
    Ok(Json(entries::update(&app, &who, id, body).await?))
}

/// Make a new identity secret. It is shown this once; tokens signed with the old one are refused from now on.
#[utoipa::path(post, path = "/api/v1/entries/{id}/secret", tag = "entries", params(("id" = EntryId, Path)),
    responses((status = 200, body = NewSecret), (status = 404, body = ErrorBody)))]
async fn renew_secret(State(app): State<App>, who: May<perm::SettingsManage>, Path(id): Path<EntryId>) -> Answer<Json<NewSecret>> {
    Ok(Json(entries::renew_secret(&app, &who, id).await?))
}
