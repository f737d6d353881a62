//! The guard before sending: its settings, checking a draft, and what was sent all the same.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, Signed, perm},
};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    guard::{self, Thread},
    views::{
        Page,
        guard::{CheckDraft, GuardSettings, GuardView, OverrideView},
    },
};
use yingke_core::id::{ConversationId, TicketId};

use super::conversations::Paging;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, save)).routes(routes!(check)).routes(routes!(check_in_ticket)).routes(routes!(overrides))
}

/// What drafts are checked for, and what is held back.
#[utoipa::path(get, path = "/api/v1/guard", tag = "guard",
    responses((status = 200, body = GuardSettings), (status = 401, body = ErrorBody)))]
async fn get(State(app): State<App>, who: Signed) -> Answer<Json<GuardSettings>> {
    Ok(Json(guard::get(&app, &who).await?))
}

/// Change it as a whole; `version` guards it.
#[utoipa::path(put, path = "/api/v1/guard", tag = "guard", request_body = GuardSettings,
    responses((status = 200, body = GuardSettings), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save(State(app): State<App>, who: May<perm::SettingsManage>, Json(body): Json<GuardSettings>) -> Answer<Json<GuardSettings>> {
    Ok(Json(guard::save(&app, &who, body).await?))
}

/// Check a draft of an answer. Nothing is kept; sending checks once more.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/guard", tag = "guard", params(("id" = ConversationId, Path)), request_body = CheckDraft,
    responses((status = 200, body = GuardView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn check(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<CheckDraft>,
) -> Answer<Json<GuardView>> {
    Ok(Json(guard::check(&app, &who, Thread::Conversation(id), &body.body).await?))
}

/// Check a draft of words that the customer will read in a ticket: a reply, or what is said with a public step.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/guard", tag = "guard", params(("id" = TicketId, Path)), request_body = CheckDraft,
    responses((status = 200, body = GuardView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn check_in_ticket(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<CheckDraft>,
) -> Answer<Json<GuardView>> {
    Ok(Json(guard::check(&app, &who, Thread::Ticket(id), &body.body).await?))
}

/// What was held back and sent all the same, in conversations and tickets, newest first.
#[utoipa::path(get, path = "/api/v1/guard/overrides", tag = "guard", params(Paging),
    responses((status = 200, body = Page<OverrideView>), (status = 403, body = ErrorBody)))]
async fn overrides(State(app): State<App>, who: May<perm::Supervise>, Query(page): Query<Paging>) -> Answer<Json<Page<OverrideView>>> {
    Ok(Json(guard::overrides(&app, &who, page.cursor.as_deref(), page.limit).await?))
}
