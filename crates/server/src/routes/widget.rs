//! The widget's session and snapshot.

use crate::{
    edge::Edge,
    error::{Answer, ErrorBody},
    extract::{Caller, CustomerAuth, Json, own_host},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, header::ORIGIN},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    views::widget::{OpenSession, WidgetSession, WidgetSnapshot},
    widget,
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(open)).routes(routes!(snapshot))
}

/// Open the widget on a device: by the shop's identity token, by the token of an earlier session, or anonymously.
#[utoipa::path(post, path = "/api/widget/v1/session", tag = "widget", request_body = OpenSession,
    responses((status = 200, body = WidgetSession), (status = 403, body = ErrorBody, description = "The entry does not allow this origin"),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody, description = "The identity token is not good"), (status = 429, body = ErrorBody)))]
async fn open(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<OpenSession>,
) -> Answer<Json<WidgetSession>> {
    edge.widget_sessions.check(caller.ip)?;
    let from = widget::From {
        origin: headers.get(ORIGIN).map(|value| value.to_str().unwrap_or("null").to_owned()),
        own_host: own_host(&headers).to_owned(),
        user_agent: caller.user_agent,
        locale: caller.locale,
    };
    Ok(Json(widget::open(&app, body, from).await?))
}

/// Everything the panel shows, again.
#[utoipa::path(get, path = "/api/widget/v1/snapshot", tag = "widget",
    responses((status = 200, body = WidgetSnapshot), (status = 401, body = ErrorBody)))]
async fn snapshot(State(app): State<App>, who: CustomerAuth) -> Answer<Json<WidgetSnapshot>> {
    Ok(Json(widget::snapshot(&app, &who).await?))
}
