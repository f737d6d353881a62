//! Gaps of knowledge, and items that repeat or contradict each other.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, gaps, pairs,
    views::{care::*, knowledge::KnowledgeView},
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_gaps))
        .routes(routes!(draft))
        .routes(routes!(dismiss_gap))
        .routes(routes!(list_pairs))
        .routes(routes!(dismiss_pair))
}

/// Questions of the last ninety days that knowledge leaves open, grouped; the most asked first.
#[utoipa::path(get, path = "/api/v1/knowledge-gaps", tag = "knowledge",
    responses((status = 200, body = GapsView), (status = 403, body = ErrorBody)))]
async fn list_gaps(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<GapsView>> {
    Ok(Json(gaps::list(&app, &who).await?))
}

/// Make a draft of a gap; its questions are done with.
#[utoipa::path(post, path = "/api/v1/knowledge-gaps/drafts", tag = "knowledge", request_body = AcceptGap,
    responses((status = 201, body = KnowledgeView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn draft(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<AcceptGap>,
) -> Answer<(StatusCode, Json<KnowledgeView>)> {
    Ok((StatusCode::CREATED, Json(gaps::accept(&app, &who, body).await?)))
}

/// These questions need no knowledge.
#[utoipa::path(post, path = "/api/v1/knowledge-gaps/dismissals", tag = "knowledge", request_body = DismissGap,
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn dismiss_gap(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<DismissGap>) -> Answer<StatusCode> {
    gaps::dismiss(&app, &who, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Items that contradict or repeat each other; contradictions first.
#[utoipa::path(get, path = "/api/v1/knowledge-pairs", tag = "knowledge",
    responses((status = 200, body = Vec<PairView>), (status = 403, body = ErrorBody)))]
async fn list_pairs(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<Vec<PairView>>> {
    Ok(Json(pairs::list(&app, &who).await?))
}

/// These two are fine beside each other, until one of them changes.
#[utoipa::path(post, path = "/api/v1/knowledge-pairs/dismissals", tag = "knowledge", request_body = DismissPair,
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn dismiss_pair(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<DismissPair>) -> Answer<StatusCode> {
    pairs::dismiss(&app, &who, body).await?;
    Ok(StatusCode::NO_CONTENT)
}
