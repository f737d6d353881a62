//! Beside the agent: suggestions and the customer's mood.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, perm},
};
use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, assist,
    views::assist::{AskSuggestions, AssistView},
};
use yingke_core::id::ConversationId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(suggestions))
}

/// Suggested answers with their sources (three at most, best first) and the customer's mood with its trend.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/suggestions", tag = "assist", params(("id" = ConversationId, Path)),
    request_body = AskSuggestions,
    responses((status = 200, body = AssistView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn suggestions(
    State(app): State<App>,
    who: May<perm::ConversationsOwn>,
    Path(id): Path<ConversationId>,
    Json(body): Json<AskSuggestions>,
) -> Answer<Json<AssistView>> {
    Ok(Json(assist::suggestions(&app, &who, id, &body.draft).await?))
}
