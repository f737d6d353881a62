//! Conversations, as customers use them.

use super::conversations::{Paging, ReadMark};
use crate::{
    error::{Answer, ErrorBody},
    extract::{CustomerAuth, Json, Path, Query},
};
use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    conversations::{self, MessagePage, OfflineMessage, OfflineMessageTaken, Place},
    views::{
        Page,
        conversation::{SendMessage, SentMessage},
        widget::{Rating, WidgetConversation},
    },
    widget,
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(send))
        .routes(routes!(list))
        .routes(routes!(messages))
        .routes(routes!(read))
        .routes(routes!(ask_for_human, leave_queue))
        .routes(routes!(rate))
        .routes(routes!(end))
        .routes(routes!(feedback))
        .routes(routes!(offline_message))
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerFeedback {
    pub solved: bool,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Asking {
    /// How many clicks it took, since the panel was opened or the last words (S3-04).
    clicks: Option<i64>,
}

/// Say something. The same `client_id` again returns the first result. The answer comes after the commit.
#[utoipa::path(post, path = "/api/widget/v1/messages", tag = "widget", request_body = SendMessage,
    responses((status = 201, body = SentMessage), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn send(State(app): State<App>, who: CustomerAuth, Json(body): Json<SendMessage>) -> Answer<(StatusCode, Json<SentMessage>)> {
    Ok((StatusCode::CREATED, Json(conversations::send_customer(&app, &who, body).await?)))
}

/// Own conversations, newest first.
#[utoipa::path(get, path = "/api/widget/v1/conversations", tag = "widget", params(Paging),
    responses((status = 200, body = Page<WidgetConversation>), (status = 401, body = ErrorBody)))]
async fn list(State(app): State<App>, who: CustomerAuth, Query(paging): Query<Paging>) -> Answer<Json<Page<WidgetConversation>>> {
    Ok(Json(widget::conversation::page(&app, &who, paging.cursor.as_deref(), paging.limit).await?))
}

/// A page of an own thread, oldest first.
#[utoipa::path(get, path = "/api/widget/v1/conversations/{id}/messages", tag = "widget", params(("id" = ConversationId, Path), Place),
    responses((status = 200, body = MessagePage), (status = 404, body = ErrorBody)))]
async fn messages(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<ConversationId>,
    Query(place): Query<Place>,
) -> Answer<Json<MessagePage>> {
    Ok(Json(conversations::page_for_customer(&app, &who, id, place).await?))
}

/// Seen up to here (the `read` frame of the socket does the same).
#[utoipa::path(put, path = "/api/widget/v1/conversations/{id}/read", tag = "widget", params(("id" = ConversationId, Path)),
    request_body = ReadMark, responses((status = 204), (status = 404, body = ErrorBody)))]
async fn read(State(app): State<App>, who: CustomerAuth, Path(id): Path<ConversationId>, Json(body): Json<ReadMark>) -> Answer<StatusCode> {
    conversations::read_by_customer(&app, &who, id, body.seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ask for a person. Works at once, from any state; when nobody is on duty the thread says so.
#[utoipa::path(post, path = "/api/widget/v1/human", tag = "widget", params(Asking),
    responses((status = 200, body = WidgetConversation), (status = 401, body = ErrorBody)))]
async fn ask_for_human(State(app): State<App>, who: CustomerAuth, Query(asking): Query<Asking>) -> Answer<Json<WidgetConversation>> {
    Ok(Json(conversations::request_human(&app, &who, asking.clicks).await?))
}

/// Leave the queue, back to the bot.
#[utoipa::path(delete, path = "/api/widget/v1/human", tag = "widget",
    responses((status = 200, body = WidgetConversation), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn leave_queue(State(app): State<App>, who: CustomerAuth) -> Answer<Json<WidgetConversation>> {
    Ok(Json(conversations::leave_queue(&app, &who).await?))
}

/// Rate an ended conversation; may be changed for a week.
#[utoipa::path(post, path = "/api/widget/v1/conversations/{id}/rating", tag = "widget", params(("id" = ConversationId, Path)),
    request_body = Rating,
    responses((status = 200, body = WidgetConversation), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn rate(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<ConversationId>,
    Json(body): Json<Rating>,
) -> Answer<Json<WidgetConversation>> {
    Ok(Json(conversations::rate(&app, &who, id, body).await?))
}

/// End the conversation.
#[utoipa::path(post, path = "/api/widget/v1/conversations/{id}/end", tag = "widget", params(("id" = ConversationId, Path)),
    responses((status = 200, body = WidgetConversation), (status = 404, body = ErrorBody)))]
async fn end(State(app): State<App>, who: CustomerAuth, Path(id): Path<ConversationId>) -> Answer<Json<WidgetConversation>> {
    Ok(Json(conversations::end_by_customer(&app, &who, id).await?))
}

/// "Solved" or "not solved" under an answer. The second "not solved" brings a person.
#[utoipa::path(post, path = "/api/widget/v1/answers/{message_id}/feedback", tag = "widget", params(("message_id" = MessageId, Path)),
    request_body = AnswerFeedback, responses((status = 201, body = SentMessage), (status = 404, body = ErrorBody)))]
async fn feedback(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<MessageId>,
    Json(body): Json<AnswerFeedback>,
) -> Answer<(StatusCode, Json<SentMessage>)> {
    Ok((StatusCode::CREATED, Json(conversations::feedback(&app, &who, id, body.solved).await?)))
}

/// Leave a message for the next duty.
#[utoipa::path(post, path = "/api/widget/v1/offline-message", tag = "widget", request_body = OfflineMessage,
    responses((status = 201, body = OfflineMessageTaken), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn offline_message(
    State(app): State<App>,
    who: CustomerAuth,
    Json(body): Json<OfflineMessage>,
) -> Answer<(StatusCode, Json<OfflineMessageTaken>)> {
    Ok((StatusCode::CREATED, Json(conversations::offline_message(&app, &who, body).await?)))
}
