//! The bot's own screens: predicted questions, hand-over and terms, task flows with their simulator; and what an agent
//! wants to know of a conversation that comes from the bot.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Signed, perm},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, bot,
    views::bot::{
        BotSettings, BriefView, CreateFlow, FlowView, MenusView, PublishFlow, RulesView, SaveMenus, SaveRules, Simulate, Simulated,
        UpdateFlow,
    },
};
use yingke_core::{
    flow::{Flow, check::Problem},
    id::{ConversationId, FlowId},
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rules, save_rules))
        .routes(routes!(menus, save_menus))
        .routes(routes!(settings, save_settings))
        .routes(routes!(flows, create_flow))
        .routes(routes!(flow, update_flow, delete_flow))
        .routes(routes!(publish_flow))
        .routes(routes!(check_flow))
        .routes(routes!(simulate_flow))
        .routes(routes!(brief))
}

/// Rules of predicted questions, with their hit rate.
#[utoipa::path(get, path = "/api/v1/bot/rules", tag = "bot",
    responses((status = 200, body = RulesView), (status = 403, body = ErrorBody)))]
async fn rules(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<RulesView>> {
    Ok(Json(bot::settings::rules(&app, &who).await?))
}

/// Save all rules; `version` guards them.
#[utoipa::path(put, path = "/api/v1/bot/rules", tag = "bot", request_body = SaveRules,
    responses((status = 200, body = RulesView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_rules(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<SaveRules>) -> Answer<Json<RulesView>> {
    Ok(Json(bot::settings::save_rules(&app, &who, body).await?))
}

/// Keyword menus: one short word brings a list of questions to click.
#[utoipa::path(get, path = "/api/v1/bot/menus", tag = "bot",
    responses((status = 200, body = MenusView), (status = 403, body = ErrorBody)))]
async fn menus(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<MenusView>> {
    Ok(Json(bot::menus::list(&app, &who).await?))
}

/// Save all menus; `version` guards them.
#[utoipa::path(put, path = "/api/v1/bot/menus", tag = "bot", request_body = SaveMenus,
    responses((status = 200, body = MenusView), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_menus(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<SaveMenus>) -> Answer<Json<MenusView>> {
    Ok(Json(bot::menus::save(&app, &who, body).await?))
}

/// When the bot hands over by itself, and the terms of its live answers.
#[utoipa::path(get, path = "/api/v1/bot/settings", tag = "bot",
    responses((status = 200, body = BotSettings), (status = 403, body = ErrorBody)))]
async fn settings(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<BotSettings>> {
    Ok(Json(bot::settings::settings(&app, &who).await?))
}

/// Save them; `version` guards them.
#[utoipa::path(put, path = "/api/v1/bot/settings", tag = "bot", request_body = BotSettings,
    responses((status = 200, body = BotSettings), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_settings(State(app): State<App>, who: May<perm::SettingsManage>, Json(body): Json<BotSettings>) -> Answer<Json<BotSettings>> {
    Ok(Json(bot::settings::save_settings(&app, &who, body).await?))
}

/// Task flows, oldest first.
#[utoipa::path(get, path = "/api/v1/bot/flows", tag = "bot",
    responses((status = 200, body = Vec<FlowView>), (status = 403, body = ErrorBody)))]
async fn flows(State(app): State<App>, who: May<perm::KnowledgeEdit>) -> Answer<Json<Vec<FlowView>>> {
    Ok(Json(bot::flows::list(&app, &who).await?))
}

/// Begin a flow.
#[utoipa::path(post, path = "/api/v1/bot/flows", tag = "bot", request_body = CreateFlow,
    responses((status = 201, body = FlowView), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create_flow(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Json(body): Json<CreateFlow>,
) -> Answer<(StatusCode, Json<FlowView>)> {
    Ok((StatusCode::CREATED, Json(bot::flows::create(&app, &who, body).await?)))
}

/// One flow.
#[utoipa::path(get, path = "/api/v1/bot/flows/{id}", tag = "bot", params(("id" = FlowId, Path)),
    responses((status = 200, body = FlowView), (status = 404, body = ErrorBody)))]
async fn flow(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<FlowId>) -> Answer<Json<FlowView>> {
    Ok(Json(bot::flows::get(&app, &who, id).await?))
}

/// Save the draft; customers get it once it is published.
#[utoipa::path(patch, path = "/api/v1/bot/flows/{id}", tag = "bot", params(("id" = FlowId, Path)), request_body = UpdateFlow,
    responses((status = 200, body = FlowView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update_flow(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<FlowId>,
    Json(body): Json<UpdateFlow>,
) -> Answer<Json<FlowView>> {
    Ok(Json(bot::flows::update(&app, &who, id, body).await?))
}

/// Remove a flow.
#[utoipa::path(delete, path = "/api/v1/bot/flows/{id}", tag = "bot", params(("id" = FlowId, Path)),
    responses((status = 204), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn delete_flow(State(app): State<App>, who: May<perm::KnowledgeEdit>, Path(id): Path<FlowId>) -> Answer<StatusCode> {
    bot::flows::delete(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give the draft to customers, or take the flow off.
#[utoipa::path(put, path = "/api/v1/bot/flows/{id}/publication", tag = "bot", params(("id" = FlowId, Path)), request_body = PublishFlow,
    responses((status = 200, body = FlowView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody, description = "`has_problems`, `version_conflict`")))]
async fn publish_flow(
    State(app): State<App>,
    who: May<perm::KnowledgeEdit>,
    Path(id): Path<FlowId>,
    Json(body): Json<PublishFlow>,
) -> Answer<Json<FlowView>> {
    Ok(Json(bot::flows::publish(&app, &who, id, body).await?))
}

/// What is wrong with a drawing.
#[utoipa::path(post, path = "/api/v1/bot/flow-checks", tag = "bot", request_body = Flow,
    responses((status = 200, body = Vec<Problem>), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn check_flow(who: May<perm::KnowledgeEdit>, Json(body): Json<Flow>) -> Answer<Json<Vec<Problem>>> {
    Ok(Json(bot::flows::check(&who, &body)?))
}

/// One message to a draft, with nothing really done.
#[utoipa::path(post, path = "/api/v1/bot/flow-simulations", tag = "bot", request_body = Simulate,
    responses((status = 200, body = Simulated), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn simulate_flow(State(app): State<App>, who: May<perm::KnowledgeEdit>, Json(body): Json<Simulate>) -> Answer<Json<Simulated>> {
    Ok(Json(bot::flows::simulate(&app, &who, body)?))
}

/// What to know first of a conversation that comes from the bot.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/brief", tag = "conversations", params(("id" = ConversationId, Path)),
    responses((status = 200, body = BriefView), (status = 404, body = ErrorBody)))]
async fn brief(State(app): State<App>, who: Signed, Path(id): Path<ConversationId>) -> Answer<Json<BriefView>> {
    Ok(Json(bot::brief(&app, &who, id).await?))
}
