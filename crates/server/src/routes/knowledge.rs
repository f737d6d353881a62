//! Knowledge items.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    knowledge::{list, save},
    views::{
        Page,
        knowledge::{KnowledgeView, SaveKnowledge},
    },
};
use yingke_core::{id::KnowledgeId, knowledge::KnowledgeState};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find, create)).routes(routes!(get, update))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    /// Ranks as the bot does; then there is one page.
    #[serde(default)]
    q: String,
    state: Option<KnowledgeState>,
    lang: Option<String>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// Items, the newest change first, or the best first when words are given.
#[utoipa::path(get, path = "/api/v1/knowledge", tag = "knowledge", params(Find),
    responses((status = 200, body = Page<KnowledgeView>), (status = 401, body = ErrorBody)))]
async fn find(State(app): State<App>, who: Signed, Query(find): Query<Find>) -> Answer<Json<Page<KnowledgeView>>> {
    let filter = list::Filter { text: find.q, state: find.state, lang: find.lang };
    Ok(Json(list::list(&app, &who, filter, find.cursor.as_deref(), find.limit).await?))
}

/// Write an item.
#[utoipa::path(post, path = "/api/v1/knowledge", tag = "knowledge", request_body = SaveKnowledge,
    responses((status = 201, body = KnowledgeView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<SaveKnowledge>,
) -> Answer<(StatusCode, Json<KnowledgeView>)> {
    Ok((StatusCode::CREATED, Json(save::create(&app, &who, body).await?)))
}

/// One item.
#[utoipa::path(get, path = "/api/v1/knowledge/{id}", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>) -> Answer<Json<KnowledgeView>> {
    Ok(Json(list::get(&app, &who, id).await?))
}

/// Change an item: everything is replaced; `version` guards it. The bot answers with the new text from the next question on.
#[utoipa::path(patch, path = "/api/v1/knowledge/{id}", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = SaveKnowledge,
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<SaveKnowledge>,
) -> Answer<Json<KnowledgeView>> {
    Ok(Json(save::update(&app, &who, id, body).await?))
}
