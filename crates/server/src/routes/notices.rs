//! The reader's own notices.

use super::tickets::Paging;
use crate::{
    error::Answer,
    extract::{Json, Query, Signed},
};
use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App, notices,
    views::{
        Page,
        agent::{NoticeView, ReadNotices},
    },
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read))
}

/// Mentions, assignments, urging customers; newest first.
#[utoipa::path(get, path = "/api/v1/me/notices", tag = "account", params(Paging), responses((status = 200, body = Page<NoticeView>)))]
async fn list(State(app): State<App>, who: Signed, Query(page): Query<Paging>) -> Answer<Json<Page<NoticeView>>> {
    Ok(Json(notices::list(&app, &who, page.cursor.as_deref(), page.limit).await?))
}

/// This one and all before it are read.
#[utoipa::path(put, path = "/api/v1/me/notices/read", tag = "account", request_body = ReadNotices, responses((status = 204)))]
async fn read(State(app): State<App>, who: Signed, Json(body): Json<ReadNotices>) -> Answer<StatusCode> {
    notices::read(&app, &who, body.upto).await?;
    Ok(StatusCode::NO_CONTENT)
}
