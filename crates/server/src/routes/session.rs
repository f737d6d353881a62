//! Signing in and out, devices, the own account.

use crate::{
    edge::Edge,
    error::{Answer, ErrorBody},
    extract::{Caller, Json, Path, Signed, session_cookie},
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, Error, agents,
    sessions::{self, Device},
    views::{agent::MeView, settings::SessionView},
};
use yingke_core::id::SessionId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, me, sign_out))
        .routes(routes!(devices))
        .routes(routes!(end_device))
        .routes(routes!(change_password))
        .routes(routes!(preferences, set_preferences))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangePassword {
    pub old: String,
    pub new: String,
}

/// Sign in with e-mail and password.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = MeView, description = "Signed in; the cookie is set"), (status = 401, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn sign_in(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    caller: Caller,
    Json(body): Json<SignIn>,
) -> Answer<impl IntoResponse> {
    edge.sign_ins_by_ip.check(caller.ip)?;
    edge.sign_ins_by_account.check(body.email.trim().to_lowercase().chars().take(200).collect::<String>())?;
    if body.email.len() > 300 || body.password.len() > 512 {
        return Err(Error::Unauthenticated.into());
    }
    let device = Device { user_agent: caller.user_agent, ip: caller.ip.to_string() };
    let opened = sessions::sign_in(&app, &body.email, &body.password, device).await?;
    let mut principal = yingke_app::Principal::clone(&sessions::authenticate(&app, &opened.token).await?.principal);
    principal.locale = caller.locale;
    let me = sessions::me(&app, &principal).await?;
    Ok(([(SET_COOKIE, session_cookie(Some(&opened.token)))], Json(me)))
}

/// Who am I?
#[utoipa::path(get, path = "/api/v1/session", tag = "session",
    responses((status = 200, body = MeView), (status = 401, body = ErrorBody)))]
async fn me(State(app): State<App>, who: Signed) -> Answer<Json<MeView>> {
    Ok(Json(sessions::me(&app, &who).await?))
}

/// Sign out here.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 204), (status = 401, body = ErrorBody)))]
async fn sign_out(State(app): State<App>, who: Signed) -> Answer<impl IntoResponse> {
    sessions::sign_out(&app, &who).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, session_cookie(None))]))
}

/// Where I am signed in.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "session", responses((status = 200, body = [SessionView]), (status = 401, body = ErrorBody)))]
async fn devices(State(app): State<App>, who: Signed) -> Answer<Json<Vec<SessionView>>> {
    Ok(Json(sessions::list(&app, &who).await?))
}

/// End one of my sessions.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "session", params(("id" = SessionId, Path)),
    responses((status = 204), (status = 404, body = ErrorBody)))]
async fn end_device(State(app): State<App>, who: Signed, Path(id): Path<SessionId>) -> Answer<StatusCode> {
    sessions::end(&app, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change my password; ends my other sessions.
#[utoipa::path(put, path = "/api/v1/me/password", tag = "session", request_body = ChangePassword,
    responses((status = 204), (status = 422, body = ErrorBody)))]
async fn change_password(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    who: Signed,
    Json(body): Json<ChangePassword>,
) -> Answer<StatusCode> {
    edge.sign_ins_by_account.check(who.agent_id)?;
    if body.old.len() > 512 {
        return Err(Error::invalid("old", "this is not your present password").into());
    }
    sessions::change_password(&app, &who, body.old, body.new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What I have set for my console.
#[utoipa::path(get, path = "/api/v1/me/preferences", tag = "session", responses((status = 200, body = serde_json::Value)))]
async fn preferences(State(app): State<App>, who: Signed) -> Answer<Json<serde_json::Value>> {
    Ok(Json(agents::preferences(&app, &who).await?))
}

/// Replace what I have set for my console: a JSON object up to 16 KB.
#[utoipa::path(put, path = "/api/v1/me/preferences", tag = "session", request_body = serde_json::Value,
    responses((status = 200, body = serde_json::Value), (status = 422, body = ErrorBody)))]
async fn set_preferences(State(app): State<App>, who: Signed, Json(body): Json<serde_json::Value>) -> Answer<Json<serde_json::Value>> {
    Ok(Json(agents::set_preferences(&app, &who, body).await?))
}
