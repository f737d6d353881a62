//! Tickets for staff and integrations.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Path, Query, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    tickets::{self, Ask},
    views::{Page, ticket::*},
};
use yingke_core::id::*;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(counts))
        .routes(routes!(get, update))
        .routes(routes!(entries))
        .routes(routes!(reply))
        .routes(routes!(comment))
        .routes(routes!(finish_step))
        .routes(routes!(transfer))
        .routes(routes!(link_order))
        .routes(routes!(unlink_order))
        .routes(routes!(draft))
        .routes(routes!(of_customer))
}

/// Where a list goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    pub cursor: Option<String>,
    /// 1..=100, default 50.
    pub limit: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// The `seq` of the last entry that is known.
    pub after: Option<i64>,
    /// 1..=100, default 50.
    pub limit: Option<i64>,
}

/// The ticket list: filtered, searched, paged. Who may not see all sees those of the own groups.
#[utoipa::path(get, path = "/api/v1/tickets", tag = "tickets", params(Ask),
    responses((status = 200, body = Page<TicketView>), (status = 422, body = ErrorBody)))]
async fn list(State(app): State<App>, who: May<perm::TicketsGroup>, Query(ask): Query<Ask>) -> Answer<Json<Page<TicketView>>> {
    Ok(Json(tickets::list(&app, &who, ask).await?))
}

/// The few numbers beside the list; takes the same filters.
#[utoipa::path(get, path = "/api/v1/tickets/counts", tag = "tickets", params(Ask), responses((status = 200, body = TicketCounts)))]
async fn counts(State(app): State<App>, who: May<perm::TicketsGroup>, Query(ask): Query<Ask>) -> Answer<Json<TicketCounts>> {
    Ok(Json(tickets::counts(&app, &who, ask).await?))
}

/// Create a ticket. Send an `Idempotency-Key`, so that a repeated request makes no second one.
#[utoipa::path(post, path = "/api/v1/tickets", tag = "tickets", request_body = CreateTicket,
    responses((status = 201, body = TicketDetail), (status = 422, body = ErrorBody)))]
async fn create(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Json(body): Json<CreateTicket>,
) -> Answer<(StatusCode, Json<TicketDetail>)> {
    Ok((StatusCode::CREATED, Json(tickets::create(&app, &who, body).await?)))
}

/// One ticket with everything its screen needs.
#[utoipa::path(get, path = "/api/v1/tickets/{id}", tag = "tickets", params(("id" = TicketId, Path)),
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::TicketsGroup>, Path(id): Path<TicketId>) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::get(&app, &who, id).await?))
}

/// Change a ticket; what is absent stays.
#[utoipa::path(patch, path = "/api/v1/tickets/{id}", tag = "tickets", params(("id" = TicketId, Path)), request_body = UpdateTicket,
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn update(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<UpdateTicket>,
) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::update(&app, &who, id, body).await?))
}

/// The timeline, oldest first.
#[utoipa::path(get, path = "/api/v1/tickets/{id}/entries", tag = "tickets", params(("id" = TicketId, Path), After),
    responses((status = 200, body = Page<TicketEntryView>), (status = 404, body = ErrorBody)))]
async fn entries(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Query(page): Query<After>,
) -> Answer<Json<Page<TicketEntryView>>> {
    Ok(Json(tickets::entries(&app, &who, id, page.after, page.limit).await?))
}

/// Reply to the customer. The same `client_id` again returns the first entry.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/replies", tag = "tickets", params(("id" = TicketId, Path)), request_body = TicketReply,
    responses((status = 201, body = TicketEntryView), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn reply(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<TicketReply>,
) -> Answer<(StatusCode, Json<TicketEntryView>)> {
    Ok((StatusCode::CREATED, Json(tickets::reply(&app, &who, id, body).await?)))
}

/// A comment among colleagues; never leaves the console.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/comments", tag = "tickets", params(("id" = TicketId, Path)), request_body = TicketReply,
    responses((status = 201, body = TicketEntryView), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn comment(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<TicketReply>,
) -> Answer<(StatusCode, Json<TicketEntryView>)> {
    Ok((StatusCode::CREATED, Json(tickets::comment(&app, &who, id, body).await?)))
}

/// Finish the step that is next: the customer hears it when it is public, and the next step's group takes over.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/milestones", tag = "tickets", params(("id" = TicketId, Path)), request_body = FinishStep,
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn finish_step(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<FinishStep>,
) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::finish_step(&app, &who, id, body).await?))
}

/// Send it on, to an agent or a group, with a reason.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/transfer", tag = "tickets", params(("id" = TicketId, Path)), request_body = TransferTicket,
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn transfer(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<TransferTicket>,
) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::transfer(&app, &who, id, body).await?))
}

/// Link an order, or some of its lines.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/orders", tag = "tickets", params(("id" = TicketId, Path)), request_body = LinkOrder,
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn link_order(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path(id): Path<TicketId>,
    Json(body): Json<LinkOrder>,
) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::link_order(&app, &who, id, body).await?))
}

/// Unlink an order.
#[utoipa::path(delete, path = "/api/v1/tickets/{id}/orders/{order_id}", tag = "tickets",
    params(("id" = TicketId, Path), ("order_id" = OrderId, Path)),
    responses((status = 200, body = TicketDetail), (status = 404, body = ErrorBody)))]
async fn unlink_order(
    State(app): State<App>,
    who: May<perm::TicketsGroup>,
    Path((id, order_id)): Path<(TicketId, OrderId)>,
) -> Answer<Json<TicketDetail>> {
    Ok(Json(tickets::unlink_order(&app, &who, id, order_id).await?))
}

/// The ticket of this conversation, ready to be created.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/ticket-draft", tag = "tickets", params(("id" = ConversationId, Path)),
    responses((status = 200, body = CreateTicket), (status = 404, body = ErrorBody)))]
async fn draft(State(app): State<App>, who: May<perm::TicketsGroup>, Path(id): Path<ConversationId>) -> Answer<Json<CreateTicket>> {
    Ok(Json(tickets::draft(&app, &who, id).await?))
}

/// A customer's tickets, newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/tickets", tag = "customers", params(("id" = CustomerId, Path), Paging),
    responses((status = 200, body = Page<TicketBrief>), (status = 404, body = ErrorBody)))]
async fn of_customer(
    State(app): State<App>,
    who: May<perm::CustomersRead>,
    Path(id): Path<CustomerId>,
    Query(page): Query<Paging>,
) -> Answer<Json<Page<TicketBrief>>> {
    Ok(Json(tickets::of_customer(&app, &who, id, page.cursor.as_deref(), page.limit).await?))
}
