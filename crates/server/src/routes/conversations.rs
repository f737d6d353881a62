//! Conversations, as agents and integrations use them.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    conversations::{self, Asked, MessagePage, Place, Transfer},
    routing,
    views::{
        Page,
        conversation::{ClosureDraft, ConversationView, DecisionView, InboxCounts, SendMessage, SentMessage},
    },
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(counts))
        .routes(routes!(get))
        .routes(routes!(messages, send))
        .routes(routes!(accept, decline))
        .routes(routes!(transfer))
        .routes(routes!(close))
        .routes(routes!(closure_draft))
        .routes(routes!(read))
        .routes(routes!(categorise))
        .routes(routes!(decisions))
        .routes(routes!(of_customer))
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Closure {
    /// Absent: the suggested one.
    pub category_id: Option<CategoryId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReadMark {
    /// Everything up to this message has been seen.
    pub seq: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Category {
    pub category_id: CategoryId,
}

/// A place in a list and how much of it.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    pub cursor: Option<String>,
    pub limit: Option<i64>,
}

/// The conversation list. `waiting` comes in the order of being served, the others by newest activity.
#[utoipa::path(get, path = "/api/v1/conversations", tag = "conversations", params(Asked),
    responses((status = 200, body = Page<ConversationView>), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn list(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Query(asked): Query<Asked>,
) -> Answer<Json<Page<ConversationView>>> {
    Ok(Json(conversations::list(&app, &who, asked).await?))
}

/// Numbers beside the boxes of the list.
#[utoipa::path(get, path = "/api/v1/conversations/counts", tag = "conversations",
    responses((status = 200, body = InboxCounts), (status = 403, body = ErrorBody)))]
async fn counts(State(app): State<App>, who: May<perm::ConversationsOwn>) -> Answer<Json<InboxCounts>> {
    Ok(Json(conversations::counts(&app, &who).await?))
}

/// One conversation.
#[utoipa::path(get, path = "/api/v1/conversations/{id}", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::ConversationsOwn>, Path(id): Path<ConversationId>) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::get(&app, &who, id).await?))
}

/// A page of the thread, oldest first.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/messages", tag = "conversations", params(("id" = ConversationId, Path), Place),
    responses((status = 200, body = MessagePage), (status = 404, body = ErrorBody)))]
async fn messages(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Query(place): Query<Place>,
) -> Answer<Json<MessagePage>> {
    Ok(Json(conversations::page(&app, &who, id, place).await?))
}

/// Answer, or write a note among colleagues. The same `client_id` again returns the first result.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages", tag = "conversations", params(("id" = ConversationId, Path)),
    request_body = SendMessage,
    responses((status = 201, body = SentMessage), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn send(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<SendMessage>,
) -> Answer<(StatusCode, Json<SentMessage>)> {
    Ok((StatusCode::CREATED, Json(conversations::send_agent(&app, &who, id, body).await?)))
}

/// Take a conversation that is offered or waits. Exactly one agent wins; the others get 409 `already_taken`.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/acceptance", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn accept(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::accept(&app, &who, id).await?))
}

/// Decline an offer; it goes back to the head of the queue.
#[utoipa::path(delete, path = "/api/v1/conversations/{id}/acceptance", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn decline(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::decline(&app, &who, id).await?))
}

/// Give it to a colleague or another group; a supervisor who names himself takes it over. The customer's wait is kept.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/transfer", tag = "conversations", params(("id" = ConversationId, Path)),
    request_body = Transfer,
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn transfer(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<Transfer>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::transfer(&app, &who, id, body).await?))
}

/// End it. Without a category the suggested one is written: nothing to type.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/closure", tag = "conversations", params(("id" = ConversationId, Path)),
    request_body = Closure,
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn close(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<Closure>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::close(&app, &who, id, body.category_id).await?))
}

/// The category that the customer's words suggest.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/closure-draft", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = ClosureDraft), (status = 404, body = ErrorBody)))]
async fn closure_draft(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
) -> Answer<Json<ClosureDraft>> {
    Ok(Json(conversations::closure_draft(&app, &who, id).await?))
}

/// Seen up to here. Counts for the owner only.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/read", tag = "conversations", params(("id" = ConversationId, Path)),
    request_body = ReadMark, responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody)))]
async fn read(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<ReadMark>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::read_by_agent(&app, &who, id, body.seq).await?))
}

/// What it is about.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/category", tag = "conversations", params(("id" = ConversationId, Path)),
    request_body = Category,
    responses((status = 200, body = ConversationView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn categorise(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<Category>,
) -> Answer<Json<ConversationView>> {
    Ok(Json(conversations::categorise(&app, &who, id, body.category_id).await?))
}

/// Why this agent: every routing decision with candidates, reasons and winner, newest first.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/decisions", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = [DecisionView]), (status = 404, body = ErrorBody)))]
async fn decisions(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
) -> Answer<Json<Vec<DecisionView>>> {
    Ok(Json(routing::decisions(&app, &who, id).await?))
}

/// Earlier conversations of a customer, newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/conversations", tag = "conversations", params(("id" = CustomerId, Path), Paging),
    responses((status = 200, body = Page<ConversationView>), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn of_customer(
    State(app): State<App>,
    who: May<perm::CustomersRead>,
    Path(id): Path<CustomerId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ConversationView>>> {
    Ok(Json(conversations::of_customer(&app, &who, id, paging.cursor.as_deref(), paging.limit).await?))
}
