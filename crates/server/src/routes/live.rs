//! The doors of the two live sockets. What goes through them: `app::views::live`.

use crate::{
    edge::Edge,
    error::{Answer, ErrorBody},
    extract::{Caller, CustomerAuth, Json, May, Signed, perm},
    sockets,
};
use axum::{
    Extension,
    extract::{State, WebSocketUpgrade},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{App, views::wall::WallView, wall};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(agent_socket)).routes(routes!(visitor_socket)).routes(routes!(read_wall))
}

/// The console's live socket: `AgentSays` in, `AgentHears` out.
#[utoipa::path(get, path = "/api/v1/socket", tag = "live",
    responses((status = 101, description = "Speaks AgentSays / AgentHears"), (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn agent_socket(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    caller: Caller,
    Signed(principal): Signed,
    ws: WebSocketUpgrade,
) -> Answer<Response> {
    let place = edge.sockets.enter(caller.ip, principal.agent_id)?;
    Ok(sockets::upgrade(ws).on_upgrade(move |socket| async move {
        sockets::agent::serve(socket, app, principal).await;
        drop(place);
    }))
}

/// The customer's live socket, `?token=` of the session: `VisitorSays` in, `VisitorHears` out.
#[utoipa::path(get, path = "/api/widget/v1/socket", tag = "live", params(("token" = String, Query, description = "Visitor token")),
    responses((status = 101, description = "Speaks VisitorSays / VisitorHears"), (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn visitor_socket(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    caller: Caller,
    CustomerAuth(visitor): CustomerAuth,
    ws: WebSocketUpgrade,
) -> Answer<Response> {
    let place = edge.sockets.enter(caller.ip, visitor.customer_id)?;
    Ok(sockets::upgrade(ws).on_upgrade(move |socket| async move {
        sockets::visitor::serve(socket, app, visitor).await;
        drop(place);
    }))
}

/// The supervisor's wall, now. Live through `watch_wall` on the socket.
#[utoipa::path(get, path = "/api/v1/wall", tag = "live", responses((status = 200, body = WallView), (status = 403, body = ErrorBody)))]
async fn read_wall(State(app): State<App>, who: May<perm::WallRead>) -> Answer<Json<WallView>> {
    Ok(Json(wall::wall(&app, &who).await?))
}
