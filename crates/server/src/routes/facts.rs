//! Facts, what a change of them touches, and corrections.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, facts,
    views::{Page, fact::*},
};
use yingke_core::{
    fact::{FactKind, Validity},
    id::FactId,
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find, create))
        .routes(routes!(valid))
        .routes(routes!(render))
        .routes(routes!(get, update))
        .routes(routes!(impact))
        .routes(routes!(recall))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    /// In key, subject, product, value or wording.
    #[serde(default)]
    q: String,
    kind: Option<FactKind>,
    validity: Option<Validity>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// Facts, the newest change first.
#[utoipa::path(get, path = "/api/v1/facts", tag = "facts", params(Find),
    responses((status = 200, body = Page<FactView>), (status = 401, body = ErrorBody)))]
async fn find(State(app): State<App>, who: Signed, Query(find): Query<Find>) -> Answer<Json<Page<FactView>>> {
    let filter = facts::Filter { text: find.q, kind: find.kind, validity: find.validity };
    Ok(Json(facts::list(&app, &who, filter, find.cursor.as_deref(), find.limit).await?))
}

/// Write down a fact.
#[utoipa::path(post, path = "/api/v1/facts", tag = "facts", request_body = SaveFact,
    responses((status = 201, body = FactView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<SaveFact>) -> Answer<(StatusCode, Json<FactView>)> {
    Ok((StatusCode::CREATED, Json(facts::create(&app, &who, body).await?)))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Concerning {
    /// Products, separated by commas.
    #[serde(default)]
    sku: String,
    /// Words in which the subject of a shop-wide fact occurs; all of them when empty.
    #[serde(default)]
    words: String,
}

/// The facts that are valid now for these products, and those of the whole shop.
#[utoipa::path(get, path = "/api/v1/facts/valid", tag = "facts", params(Concerning),
    responses((status = 200, body = Vec<FactView>), (status = 401, body = ErrorBody)))]
async fn valid(State(app): State<App>, who: Signed, Query(about): Query<Concerning>) -> Answer<Json<Vec<FactView>>> {
    let skus: Vec<&str> = about.sku.split(',').map(str::trim).filter(|sku| !sku.is_empty()).take(50).collect();
    let now = app.clock.now();
    let found = facts::valid_now(&mut app.read(), who.org_id, facts::About { skus: &skus, words: &about.words }, now).await?;
    Ok(Json(found.iter().map(|fact| facts::view(fact, who.locale, now)).collect()))
}

/// A text with its facts said as they stand now; 409 `fact_not_valid` when it must not be sent.
#[utoipa::path(post, path = "/api/v1/facts/rendering", tag = "facts", request_body = RenderFacts,
    responses((status = 200, body = RenderedFacts), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn render(State(app): State<App>, who: Signed, Json(body): Json<RenderFacts>) -> Answer<Json<RenderedFacts>> {
    Ok(Json(facts::said::render(&app, &who, body).await?))
}

/// One fact.
#[utoipa::path(get, path = "/api/v1/facts/{id}", tag = "facts", params(("id" = FactId, Path)),
    responses((status = 200, body = FactView), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: Signed, Path(id): Path<FactId>) -> Answer<Json<FactView>> {
    Ok(Json(facts::get(&app, &who, id).await?))
}

/// Change a fact or end it (`valid_to`): everything is replaced; `version` guards it. Answers say the new one from now on.
#[utoipa::path(patch, path = "/api/v1/facts/{id}", tag = "facts", params(("id" = FactId, Path)), request_body = SaveFact,
    responses((status = 200, body = FactView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<FactId>,
    Json(body): Json<SaveFact>,
) -> Answer<Json<FactView>> {
    Ok(Json(facts::update(&app, &who, id, body).await?))
}

/// What a change of it touches: texts, customers who heard it, their open tickets, corrections and their progress.
#[utoipa::path(get, path = "/api/v1/facts/{id}/impact", tag = "facts", params(("id" = FactId, Path)),
    responses((status = 200, body = FactImpact), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn impact(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<FactId>) -> Answer<Json<FactImpact>> {
    Ok(Json(facts::impact(&app, &who, id).await?))
}

/// Tell everybody who heard something else than what holds now; each once. 409 `nobody_to_tell`.
#[utoipa::path(post, path = "/api/v1/facts/{id}/recalls", tag = "facts", params(("id" = FactId, Path)), request_body = StartRecall,
    responses((status = 201, body = RecallView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn recall(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<FactId>,
    Json(body): Json<StartRecall>,
) -> Answer<(StatusCode, Json<RecallView>)> {
    Ok((StatusCode::CREATED, Json(facts::recall::begin(&app, &who, id, body).await?)))
}
