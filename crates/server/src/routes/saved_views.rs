//! Saved views of lists.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, Path, Query, Signed},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{App, saved_views, views::settings::*};
use yingke_core::id::ViewId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(update, delete))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    /// `tickets` or `conversations`; both when absent.
    target: Option<String>,
}

/// The shared ones and the own ones.
#[utoipa::path(get, path = "/api/v1/views", tag = "views", params(Of), responses((status = 200, body = [SavedView])))]
async fn list(State(app): State<App>, who: Signed, Query(of): Query<Of>) -> Answer<Json<Vec<SavedView>>> {
    Ok(Json(saved_views::list(&app, &who, of.target.as_deref()).await?))
}

/// Save a filter. Sharing it takes a supervisor.
#[utoipa::path(post, path = "/api/v1/views", tag = "views", request_body = SaveView,
    responses((status = 201, body = SavedView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(State(app): State<App>, who: Signed, Json(body): Json<SaveView>) -> Answer<(StatusCode, Json<SavedView>)> {
    Ok((StatusCode::CREATED, Json(saved_views::create(&app, &who, body).await?)))
}

/// Change a view; what is absent stays.
#[utoipa::path(patch, path = "/api/v1/views/{id}", tag = "views", params(("id" = ViewId, Path)), request_body = UpdateView,
    responses((status = 200, body = SavedView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn update(State(app): State<App>, who: Signed, Path(id): Path<ViewId>, Json(body): Json<UpdateView>) -> Answer<Json<SavedView>> {
    Ok(Json(saved_views::update(&app, &who, id, body).await?))
}

/// Delete a view.
#[utoipa::path(delete, path = "/api/v1/views/{id}", tag = "views", params(("id" = ViewId, Path)),
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn delete(State(app): State<App>, who: Signed, Path(id): Path<ViewId>) -> Answer<StatusCode> {
    saved_views::delete(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
