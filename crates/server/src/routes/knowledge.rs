//! Knowledge items: finding and writing them, their working copies, versions and readers.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::{
    extract::{DefaultBodyLimit, State},
    http::{
        StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::IntoResponse,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, Error,
    knowledge::{
        draft,
        files::{self, Format},
        fitting,
        fitting::Work,
        history, list, propose, publish, read, save,
    },
    views::{
        Page,
        knowledge::{
            ConfirmRead, DraftView, ImportFile, ImportPlan, KnowledgeView, MoveDraft, OwnerLineView, Propose, Publish, ReaderView,
            RollBack, SaveDraft, SaveKnowledge, VersionView,
        },
    },
};
use yingke_core::{
    id::{ConversationId, KnowledgeId, TicketId},
    knowledge::{KnowledgeKind, KnowledgeState, review::Stage},
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find, create))
        .routes(routes!(owner_lines))
        .routes(routes!(must_read))
        .routes(routes!(fitting_items))
        .routes(routes!(get, update))
        .routes(routes!(get_draft, save_draft, discard_draft))
        .routes(routes!(propose_change))
        .routes(routes!(hand_on))
        .routes(routes!(publish_draft))
        .routes(routes!(versions))
        .routes(routes!(roll_back))
        .routes(routes!(archive, restore))
        .routes(routes!(confirm))
        .routes(routes!(readers))
        .routes(routes!(export))
        .merge(OpenApiRouter::new().routes(routes!(import_file)).layer(DefaultBodyLimit::max(8_000_000)))
}

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Find {
    /// Ranks as the bot does; then there is one page.
    #[serde(default)]
    q: String,
    state: Option<KnowledgeState>,
    lang: Option<String>,
    kind: Option<KnowledgeKind>,
    /// Key of a category.
    category: Option<String>,
    owner_line: Option<String>,
    /// Items whose working copy stands there.
    stage: Option<Stage>,
    /// Only those whose validity is over.
    #[serde(default)]
    expired: bool,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

impl Find {
    pub(super) fn filter(self) -> list::Filter {
        list::Filter {
            text: self.q,
            state: self.state,
            lang: self.lang,
            kind: self.kind,
            category: self.category,
            owner_line: self.owner_line,
            stage: self.stage,
            expired: self.expired,
        }
    }
}

/// Items, the newest change first, or the best first when words are given.
#[utoipa::path(get, path = "/api/v1/knowledge", tag = "knowledge", params(Find),
    responses((status = 200, body = Page<KnowledgeView>), (status = 401, body = ErrorBody)))]
async fn find(State(app): State<App>, who: Signed, Query(find): Query<Find>) -> Answer<Json<Page<KnowledgeView>>> {
    let (cursor, limit) = (find.cursor.clone(), find.limit);
    Ok(Json(list::list(&app, &who, find.filter(), cursor.as_deref(), limit).await?))
}

/// Write an item: a draft, or, when nobody else could approve it, published at once.
#[utoipa::path(post, path = "/api/v1/knowledge", tag = "knowledge", request_body = SaveKnowledge,
    responses((status = 201, body = KnowledgeView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(State(app): State<App>, who: Signed, Json(body): Json<SaveKnowledge>) -> Answer<(StatusCode, Json<KnowledgeView>)> {
    Ok((StatusCode::CREATED, Json(save::create(&app, &who, body).await?)))
}

/// Business lines that own items.
#[utoipa::path(get, path = "/api/v1/knowledge/owner-lines", tag = "knowledge", responses((status = 200, body = Vec<OwnerLineView>)))]
async fn owner_lines(State(app): State<App>, who: Signed) -> Answer<Json<Vec<OwnerLineView>>> {
    Ok(Json(list::owner_lines(&app, &who).await?))
}

/// What the reader must still read and confirm.
#[utoipa::path(get, path = "/api/v1/knowledge/must-read", tag = "knowledge", responses((status = 200, body = Vec<KnowledgeView>)))]
async fn must_read(State(app): State<App>, who: Signed) -> Answer<Json<Vec<KnowledgeView>>> {
    Ok(Json(read::mine(&app, &who).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Fitting {
    kind: KnowledgeKind,
    /// Either this …
    conversation_id: Option<ConversationId>,
    /// … or this.
    ticket_id: Option<TicketId>,
    #[serde(default)]
    q: String,
}

/// Published, valid items in whose scope a conversation or a ticket is, the closest first.
#[utoipa::path(get, path = "/api/v1/knowledge/fitting", tag = "knowledge", params(Fitting),
    responses((status = 200, body = Vec<KnowledgeView>), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn fitting_items(State(app): State<App>, who: Signed, Query(ask): Query<Fitting>) -> Answer<Json<Vec<KnowledgeView>>> {
    let work = Work::of(ask.conversation_id, ask.ticket_id)?;
    Ok(Json(fitting::fitting(&app, &who, ask.kind, work, &ask.q).await?))
}

/// One item.
#[utoipa::path(get, path = "/api/v1/knowledge/{id}", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>) -> Answer<Json<KnowledgeView>> {
    Ok(Json(list::get(&app, &who, id).await?))
}

/// Change an item at once; `version` guards it. Somebody with colleagues who could approve uses the working copy.
#[utoipa::path(patch, path = "/api/v1/knowledge/{id}", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = SaveKnowledge,
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<SaveKnowledge>,
) -> Answer<Json<KnowledgeView>> {
    Ok(Json(save::update(&app, &who, id, body).await?))
}

/// The working copy, with what it changes.
#[utoipa::path(get, path = "/api/v1/knowledge/{id}/draft", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = DraftView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get_draft(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>) -> Answer<Json<DraftView>> {
    Ok(Json(draft::get(&app, &who, id).await?))
}

/// Begin a working copy (without `version`) or change it.
#[utoipa::path(put, path = "/api/v1/knowledge/{id}/draft", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = SaveDraft,
    responses((status = 200, body = DraftView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_draft(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<SaveDraft>,
) -> Answer<Json<DraftView>> {
    Ok(Json(draft::save(&app, &who, id, body).await?))
}

/// Propose a change of what is out: a working copy in review, by anybody who reads knowledge. 409 `being_changed`: there is one.
#[utoipa::path(post, path = "/api/v1/knowledge/{id}/proposal", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = Propose,
    responses((status = 201, body = DraftView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn propose_change(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<Propose>,
) -> Answer<(StatusCode, Json<DraftView>)> {
    Ok((StatusCode::CREATED, Json(propose::propose(&app, &who, id, body).await?)))
}

/// Throw the working copy away; an item that was never published goes with it.
#[utoipa::path(delete, path = "/api/v1/knowledge/{id}/draft", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn discard_draft(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>) -> Answer<StatusCode> {
    draft::discard(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hand the working copy on: to be polished, to review, or back, with a word why.
#[utoipa::path(put, path = "/api/v1/knowledge/{id}/draft/stage", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = MoveDraft,
    responses((status = 200, body = DraftView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn hand_on(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>, Json(body): Json<MoveDraft>) -> Answer<Json<DraftView>> {
    Ok(Json(draft::hand_on(&app, &who, id, body).await?))
}

/// Publish the working copy. 409 `needs_approval` for its own authors, unless nobody else could approve it.
#[utoipa::path(post, path = "/api/v1/knowledge/{id}/publication", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = Publish,
    responses((status = 200, body = KnowledgeView), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn publish_draft(
    State(app): State<App>,
    who: May<perm::KnowledgeApprove>,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<Publish>,
) -> Answer<Json<KnowledgeView>> {
    Ok(Json(publish::publish(&app, &who, id, body).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Before {
    /// Older than this version.
    before: Option<i64>,
}

/// Versions that were out, newest first, thirty at a time, each with what it changed.
#[utoipa::path(get, path = "/api/v1/knowledge/{id}/versions", tag = "knowledge", params(("id" = KnowledgeId, Path), Before),
    responses((status = 200, body = Vec<VersionView>), (status = 404, body = ErrorBody)))]
async fn versions(
    State(app): State<App>,
    who: Signed,
    Path(id): Path<KnowledgeId>,
    Query(page): Query<Before>,
) -> Answer<Json<Vec<VersionView>>> {
    Ok(Json(history::list(&app, &who, id, page.before).await?))
}

/// Publish the content of an earlier version again.
#[utoipa::path(post, path = "/api/v1/knowledge/{id}/rollback", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = RollBack,
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn roll_back(
    State(app): State<App>,
    who: May<perm::KnowledgeApprove>,
    Path(id): Path<KnowledgeId>,
    Json(body): Json<RollBack>,
) -> Answer<Json<KnowledgeView>> {
    Ok(Json(publish::roll_back(&app, &who, id, body).await?))
}

/// Take it off: nobody answers with it, its history stays.
#[utoipa::path(put, path = "/api/v1/knowledge/{id}/archive", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn archive(State(app): State<App>, who: May<perm::KnowledgeApprove>, Path(id): Path<KnowledgeId>) -> Answer<Json<KnowledgeView>> {
    Ok(Json(publish::archive(&app, &who, id).await?))
}

/// Publish an archived item again, as it was.
#[utoipa::path(delete, path = "/api/v1/knowledge/{id}/archive", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = KnowledgeView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn restore(State(app): State<App>, who: May<perm::KnowledgeApprove>, Path(id): Path<KnowledgeId>) -> Answer<Json<KnowledgeView>> {
    Ok(Json(publish::restore(&app, &who, id).await?))
}

/// "I have read this version."
#[utoipa::path(put, path = "/api/v1/knowledge/{id}/confirmation", tag = "knowledge", params(("id" = KnowledgeId, Path)), request_body = ConfirmRead,
    responses((status = 204), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn confirm(State(app): State<App>, who: Signed, Path(id): Path<KnowledgeId>, Json(body): Json<ConfirmRead>) -> Answer<StatusCode> {
    read::confirm(&app, &who, id, body.version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who must read it, and who has.
#[utoipa::path(get, path = "/api/v1/knowledge/{id}/readers", tag = "knowledge", params(("id" = KnowledgeId, Path)),
    responses((status = 200, body = Vec<ReaderView>), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn readers(State(app): State<App>, who: May<perm::Supervise>, Path(id): Path<KnowledgeId>) -> Answer<Json<Vec<ReaderView>>> {
    Ok(Json(read::readers(&app, &who, id).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Wanted {
    /// `xlsx`, `csv` or `md`.
    format: Format,
}

/// The items that the filters of the list let through, as a file: at most 20,000.
#[utoipa::path(get, path = "/api/v1/knowledge/export", tag = "knowledge", params(Wanted, Find),
    responses((status = 200, content_type = "application/octet-stream"), (status = 403, body = ErrorBody)))]
async fn export(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Query(wanted): Query<Wanted>,
    Query(find): Query<Find>,
) -> Answer<impl IntoResponse> {
    let items = list::whole(&app, &who, &find.filter()).await?;
    let format = wanted.format;
    let file = tokio::task::spawn_blocking(move || files::write::file(format, &items))
        .await
        .map_err(anyhow::Error::from)
        .map_err(Error::from)??;
    let name = format!("attachment; filename=\"knowledge.{format}\"");
    Ok(([(CONTENT_TYPE, format.mime().to_owned()), (CONTENT_DISPOSITION, name)], file))
}

/// Read a file of items: what each row would do, and, with `apply`, working copies made of the rows that are good.
#[utoipa::path(post, path = "/api/v1/knowledge/import", tag = "knowledge", request_body = ImportFile,
    responses((status = 200, body = ImportPlan), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn import_file(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<ImportFile>) -> Answer<Json<ImportPlan>> {
    Ok(Json(files::import::import(&app, &who, body).await?))
}
