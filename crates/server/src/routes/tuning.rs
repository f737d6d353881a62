//! The workbench: trying questions, saved sets, labels, training in versions.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use yingke_app::{
    App, tuning,
    views::{Page, tuning::*},
};
use yingke_core::tuning::Thresholds;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(status))
        .routes(routes!(save_draft))
        .routes(routes!(train))
        .routes(routes!(go_back))
        .routes(routes!(probe))
        .routes(routes!(examples, add_example))
        .routes(routes!(drop_example))
        .routes(routes!(questions))
        .routes(routes!(label))
        .routes(routes!(sets, create_set))
        .routes(routes!(set, save_set, delete_set))
        .routes(routes!(run_set))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Place {
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// What is live, what the draft changes, and the versions to go back to.
#[utoipa::path(get, path = "/api/v1/tuning", tag = "tuning", responses((status = 200, body = TuningView), (status = 403, body = ErrorBody)))]
async fn status(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<TuningView>> {
    Ok(Json(tuning::status(&app, &who).await?))
}

/// The draft's thresholds. Nothing changes for customers.
#[utoipa::path(put, path = "/api/v1/tuning/draft", tag = "tuning", request_body = Thresholds,
    responses((status = 200, body = TuningView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_draft(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<Thresholds>) -> Answer<Json<TuningView>> {
    Ok(Json(tuning::save_draft(&app, &who, body).await?))
}

/// Learn: draft thresholds and waiting examples become a version, live at once.
#[utoipa::path(post, path = "/api/v1/tuning/versions", tag = "tuning", request_body = TrainTuning,
    responses((status = 200, body = TuningView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn train(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<TrainTuning>) -> Answer<Json<TuningView>> {
    Ok(Json(tuning::train(&app, &who, body.note).await?))
}

/// Make another version live; 0 is the product as it is delivered.
#[utoipa::path(put, path = "/api/v1/tuning/live", tag = "tuning", request_body = GoBack,
    responses((status = 200, body = TuningView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn go_back(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<GoBack>) -> Answer<Json<TuningView>> {
    Ok(Json(tuning::go_back(&app, &who, body.version).await?))
}

/// What the bot would do with a question, live and by the draft, and why. Nothing is counted.
#[utoipa::path(post, path = "/api/v1/tuning/probe", tag = "tuning", request_body = AskProbe,
    responses((status = 200, body = ProbeView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn probe(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<AskProbe>) -> Answer<Json<ProbeView>> {
    Ok(Json(tuning::probe(&app, &who, body).await?))
}

/// The shop's own examples, newest first.
#[utoipa::path(get, path = "/api/v1/tuning/examples", tag = "tuning", params(Place),
    responses((status = 200, body = Page<ExampleView>), (status = 403, body = ErrorBody)))]
async fn examples(State(app): State<App>, who: May<perm::KnowledgeEdit>, Query(place): Query<Place>) -> Answer<Json<Page<ExampleView>>> {
    Ok(Json(tuning::examples(&app, &who, place.cursor.as_deref(), place.limit).await?))
}

/// An example; learned with the next training.
#[utoipa::path(post, path = "/api/v1/tuning/examples", tag = "tuning", request_body = AddExample,
    responses((status = 201, body = ExampleView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn add_example(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<AddExample>,
) -> Answer<(StatusCode, Json<ExampleView>)> {
    Ok((StatusCode::CREATED, Json(tuning::add(&app, &who, body).await?)))
}

/// Forget an example with the next training, or keep it after all.
#[utoipa::path(put, path = "/api/v1/tuning/examples/{id}/dropped", tag = "tuning", params(("id" = Uuid, Path)), request_body = DropExample,
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn drop_example(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<Uuid>,
    Json(body): Json<DropExample>,
) -> Answer<StatusCode> {
    tuning::drop_example(&app, &who, id, body.dropped).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Questions of customers that the bot was unsure of and nobody has labelled, newest first.
#[utoipa::path(get, path = "/api/v1/tuning/questions", tag = "tuning", params(Place),
    responses((status = 200, body = Page<QuestionView>), (status = 403, body = ErrorBody)))]
async fn questions(State(app): State<App>, who: May<perm::KnowledgeEdit>, Query(place): Query<Place>) -> Answer<Json<Page<QuestionView>>> {
    Ok(Json(tuning::questions(&app, &who, place.cursor.as_deref(), place.limit).await?))
}

/// Say which item answers it, that none does, or that it is no question.
#[utoipa::path(put, path = "/api/v1/tuning/questions/{id}/label", tag = "tuning", params(("id" = Uuid, Path)), request_body = QuestionLabel,
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn label(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<Uuid>,
    Json(body): Json<QuestionLabel>,
) -> Answer<StatusCode> {
    tuning::label(&app, &who, id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Saved sets of questions.
#[utoipa::path(get, path = "/api/v1/tuning/sets", tag = "tuning",
    responses((status = 200, body = Vec<QuestionSetBrief>), (status = 403, body = ErrorBody)))]
async fn sets(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<Vec<QuestionSetBrief>>> {
    Ok(Json(tuning::sets(&app, &who).await?))
}

/// Save a set.
#[utoipa::path(post, path = "/api/v1/tuning/sets", tag = "tuning", request_body = SaveSet,
    responses((status = 201, body = QuestionSet), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create_set(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<SaveSet>,
) -> Answer<(StatusCode, Json<QuestionSet>)> {
    Ok((StatusCode::CREATED, Json(tuning::save_set(&app, &who, None, body).await?)))
}

/// One set with its questions.
#[utoipa::path(get, path = "/api/v1/tuning/sets/{id}", tag = "tuning", params(("id" = Uuid, Path)),
    responses((status = 200, body = QuestionSet), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn set(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<Uuid>) -> Answer<Json<QuestionSet>> {
    Ok(Json(tuning::set(&app, &who, id).await?))
}

/// Replace a set.
#[utoipa::path(put, path = "/api/v1/tuning/sets/{id}", tag = "tuning", params(("id" = Uuid, Path)), request_body = SaveSet,
    responses((status = 200, body = QuestionSet), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_set(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<Uuid>,
    Json(body): Json<SaveSet>,
) -> Answer<Json<QuestionSet>> {
    Ok(Json(tuning::save_set(&app, &who, Some(id), body).await?))
}

/// Delete a set.
#[utoipa::path(delete, path = "/api/v1/tuning/sets/{id}", tag = "tuning", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn delete_set(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<Uuid>) -> Answer<StatusCode> {
    tuning::delete_set(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Every question against live and draft: what gets better, what worse.
#[utoipa::path(post, path = "/api/v1/tuning/sets/{id}/run", tag = "tuning", params(("id" = Uuid, Path)),
    responses((status = 200, body = SetRun), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn run_set(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<Uuid>) -> Answer<Json<SetRun>> {
    Ok(Json(tuning::run_set(&app, &who, id).await?))
}
