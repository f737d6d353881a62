//! Suggestions for the product: clusters, items, and telling those who asked.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, suggestions,
    views::{Page, suggestion::*},
};
use yingke_core::{id::SuggestionId, suggestion::SuggestionState};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(clusters))
        .routes(routes!(list))
        .routes(routes!(make))
        .routes(routes!(get))
        .routes(routes!(save))
        .routes(routes!(tell))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    /// `open` when absent.
    state: Option<SuggestionState>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// Conversations and requests of the last ninety days by category, as far as they stand for no suggestion yet.
#[utoipa::path(get, path = "/api/v1/suggestion-clusters", tag = "suggestions",
    responses((status = 200, body = Vec<ClusterView>), (status = 403, body = ErrorBody)))]
async fn clusters(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<Vec<ClusterView>>> {
    Ok(Json(suggestions::clusters(&app, &who).await?))
}

/// Suggestions in one state, the one that changed last first.
#[utoipa::path(get, path = "/api/v1/suggestions", tag = "suggestions", params(Find),
    responses((status = 200, body = Page<SuggestionView>), (status = 403, body = ErrorBody)))]
async fn list(State(app): State<App>, who: May<perm::KnowledgeEdit>, Query(find): Query<Find>) -> Answer<Json<Page<SuggestionView>>> {
    let state = find.state.unwrap_or(SuggestionState::Open);
    Ok(Json(suggestions::list(&app, &who, state, find.cursor.as_deref(), find.limit).await?))
}

/// Make a suggestion of a cluster, which becomes its evidence.
#[utoipa::path(post, path = "/api/v1/suggestions", tag = "suggestions", request_body = MakeSuggestion,
    responses((status = 201, body = SuggestionView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn make(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<MakeSuggestion>,
) -> Answer<(StatusCode, Json<SuggestionView>)> {
    Ok((StatusCode::CREATED, Json(suggestions::make(&app, &who, body).await?)))
}

/// One suggestion with its evidence, and whom news would reach.
#[utoipa::path(get, path = "/api/v1/suggestions/{id}", tag = "suggestions", params(("id" = SuggestionId, Path)),
    responses((status = 200, body = SuggestionDetail), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<SuggestionId>) -> Answer<Json<SuggestionDetail>> {
    Ok(Json(suggestions::detail(&app, &who, id).await?))
}

/// Title, note, owner and state.
#[utoipa::path(put, path = "/api/v1/suggestions/{id}", tag = "suggestions", params(("id" = SuggestionId, Path)), request_body = SaveSuggestion,
    responses((status = 200, body = SuggestionView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<SuggestionId>,
    Json(body): Json<SaveSuggestion>,
) -> Answer<Json<SuggestionView>> {
    Ok(Json(suggestions::save(&app, &who, id, body).await?))
}

/// Tell the customers who asked for it what became of it, each once.
#[utoipa::path(post, path = "/api/v1/suggestions/{id}/news", tag = "suggestions", params(("id" = SuggestionId, Path)), request_body = TellSuggestion,
    responses((status = 201, body = SuggestionDetail), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn tell(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<SuggestionId>,
    Json(body): Json<TellSuggestion>,
) -> Answer<(StatusCode, Json<SuggestionDetail>)> {
    Ok((StatusCode::CREATED, Json(suggestions::tell(&app, &who, id, body).await?)))
}
