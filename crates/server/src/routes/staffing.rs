//! The staffing forecast: people needed by half hours, what the shop promises, and what would happen if.

use crate::{
    error::{Answer, ErrorBody},
    extract::{Json, May, Query, perm},
};
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, staffing,
    views::staffing::{AskWhatIf, StaffingForecast, StaffingSettings, WhatIf},
};
use yingke_core::id::GroupId;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(forecast)).routes(routes!(settings, save_settings)).routes(routes!(what_if))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Span {
    /// A group that takes conversations; the whole shop when absent.
    group_id: Option<GroupId>,
    /// From today, 1 to 7; 7 when absent.
    days: Option<i64>,
}

/// People needed in each half hour of the coming days, from the shop's own past.
#[utoipa::path(get, path = "/api/v1/staffing/forecast", tag = "staffing", params(Span),
    responses((status = 200, body = StaffingForecast), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn forecast(State(app): State<App>, who: May<perm::WallRead>, Query(span): Query<Span>) -> Answer<Json<StaffingForecast>> {
    Ok(Json(staffing::forecast(&app, &who, span.group_id, span.days.unwrap_or(7)).await?))
}

/// What the shop promises, for all and for single groups, and its event days.
#[utoipa::path(get, path = "/api/v1/staffing/settings", tag = "staffing",
    responses((status = 200, body = StaffingSettings), (status = 403, body = ErrorBody)))]
async fn settings(State(app): State<App>, who: May<perm::WallRead>) -> Answer<Json<StaffingSettings>> {
    Ok(Json(staffing::settings(&app, &who).await?))
}

/// The same as a whole, with the version that was read.
#[utoipa::path(put, path = "/api/v1/staffing/settings", tag = "staffing", request_body = StaffingSettings,
    responses((status = 200, body = StaffingSettings), (status = 403, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save_settings(
    State(app): State<App>,
    who: May<perm::SettingsManage>,
    Json(body): Json<StaffingSettings>,
) -> Answer<Json<StaffingSettings>> {
    Ok(Json(staffing::save_settings(&app, &who, body).await?))
}

/// If more customers asked for a person, and so many people were there: what they would meet. Changes nothing.
#[utoipa::path(post, path = "/api/v1/staffing/what-if", tag = "staffing", request_body = AskWhatIf,
    responses((status = 200, body = WhatIf), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn what_if(State(app): State<App>, who: May<perm::WallRead>, Json(body): Json<AskWhatIf>) -> Answer<Json<WhatIf>> {
    Ok(Json(staffing::what_if(&app, &who, body).await?))
}
