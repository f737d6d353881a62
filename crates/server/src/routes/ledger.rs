//! The ledger of verified resolutions: figures, boards, and the rows that each figure opens.

use crate::{
    error::{Answer, ErrorBody},
    extract::{CustomerAuth, Json, May, Path, Query, perm},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use yingke_app::{
    App,
    ledger::{self, Asked, FirstAsked, Objection, PathsAsked},
    views::{
        Page,
        ledger::{BoardRow, FirstFigures, FirstRow, LedgerFigures, LedgerRow, PathFigures, PathRow},
    },
};
use yingke_core::{
    id::*,
    resolution::{
        Class,
        counts::ItemMark,
        first::{By as ServedBy, Outcome},
        paths::{Ending, Promise, Route},
    },
    time::Millis,
};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(figures))
        .routes(routes!(board))
        .routes(routes!(first_figures))
        .routes(routes!(first_cases))
        .routes(routes!(path_figures))
        .routes(routes!(path_rows))
        .routes(routes!(get))
        .routes(routes!(object))
}

/// How long the customer may come back before silence counts as solved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
enum Window {
    #[default]
    #[serde(rename = "72h")]
    Hours72,
    #[serde(rename = "7d")]
    Days7,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum By {
    #[default]
    Item,
    Entry,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Span {
    /// Days in China's time; the last thirty when absent, at most 92.
    from: Option<Millis>,
    to: Option<Millis>,
    #[serde(default)]
    #[param(inline)]
    window: Window,
    /// Of the figures: only this entry.
    entry_id: Option<EntryId>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Board {
    from: Option<Millis>,
    to: Option<Millis>,
    #[serde(default)]
    #[param(inline)]
    window: Window,
    #[serde(default)]
    #[param(inline)]
    by: By,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Find {
    class: Option<Class>,
    #[serde(default)]
    #[param(inline)]
    window: Window,
    /// Only those in which nobody but the bot was called.
    #[serde(default)]
    deflected: bool,
    entry_id: Option<EntryId>,
    /// The class is credited to this item.
    credited: Option<KnowledgeId>,
    /// This item was said …
    item: Option<KnowledgeId>,
    /// … and this came of it.
    mark: Option<ItemMark>,
    from: Option<Millis>,
    to: Option<Millis>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct FirstSpan {
    /// Days in China's time; the last thirty when absent, at most 92. A case counts on the day of its end.
    from: Option<Millis>,
    to: Option<Millis>,
    #[serde(default)]
    #[param(inline)]
    window: Window,
}

#[derive(Debug, Deserialize, IntoParams)]
struct FirstFind {
    outcome: Option<Outcome>,
    by: Option<ServedBy>,
    #[serde(default)]
    #[param(inline)]
    window: Window,
    from: Option<Millis>,
    to: Option<Millis>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct PathSpan {
    /// Days in China's time; the last thirty when absent, at most 92. A way counts on the day of its beginning.
    from: Option<Millis>,
    to: Option<Millis>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct PathFind {
    route: Option<Route>,
    ending: Option<Ending>,
    promise: Option<Promise>,
    /// Only those whose wait can be judged: a person came, or they left after the time that they were told.
    #[serde(default)]
    waited: bool,
    /// So many clicks to a person; 3 = three or more.
    clicks: Option<i64>,
    from: Option<Millis>,
    to: Option<Millis>,
    cursor: Option<String>,
    /// 1..=100, 50 when absent.
    limit: Option<i64>,
}

/// Which ways customers took (bot, bot then person, person at once, call back, request), how each went on, whether the
/// waits that were told were true, and how many clicks it took to a person.
#[utoipa::path(get, path = "/api/v1/ledger/paths", tag = "ledger", params(PathSpan),
    responses((status = 200, body = PathFigures), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn path_figures(State(app): State<App>, who: May<perm::WallRead>, Query(span): Query<PathSpan>) -> Answer<Json<PathFigures>> {
    Ok(Json(ledger::path_figures(&app, &who, span.from, span.to).await?))
}

/// The conversations and requests behind such a figure, newest first.
#[utoipa::path(get, path = "/api/v1/ledger/paths/contacts", tag = "ledger", params(PathFind),
    responses((status = 200, body = Page<PathRow>), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn path_rows(State(app): State<App>, who: May<perm::WallRead>, Query(find): Query<PathFind>) -> Answer<Json<Page<PathRow>>> {
    let PathFind { route, ending, promise, waited, clicks, from, to, .. } = find;
    let asked = PathsAsked { route, ending, promise, waited, clicks, from, to };
    Ok(Json(ledger::path_rows(&app, &who, asked, find.cursor.as_deref(), find.limit).await?))
}

/// First-contact resolution of the cases that ended in the time: by the bot, by people, and together.
#[utoipa::path(get, path = "/api/v1/ledger/first-contact", tag = "ledger", params(FirstSpan),
    responses((status = 200, body = FirstFigures), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn first_figures(State(app): State<App>, who: May<perm::WallRead>, Query(span): Query<FirstSpan>) -> Answer<Json<FirstFigures>> {
    Ok(Json(ledger::first_figures(&app, &who, span.from, span.to, span.window == Window::Days7).await?))
}

/// The cases behind that figure, the last one that ended first.
#[utoipa::path(get, path = "/api/v1/ledger/first-contact/cases", tag = "ledger", params(FirstFind),
    responses((status = 200, body = Page<FirstRow>), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn first_cases(State(app): State<App>, who: May<perm::WallRead>, Query(find): Query<FirstFind>) -> Answer<Json<Page<FirstRow>>> {
    let asked = FirstAsked { outcome: find.outcome, by: find.by, long: find.window == Window::Days7, from: find.from, to: find.to };
    Ok(Json(ledger::first_cases(&app, &who, asked, find.cursor.as_deref(), find.limit).await?))
}

/// Bot conversations by class, in all and day by day.
#[utoipa::path(get, path = "/api/v1/ledger/figures", tag = "ledger", params(Span),
    responses((status = 200, body = LedgerFigures), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn figures(State(app): State<App>, who: May<perm::WallRead>, Query(span): Query<Span>) -> Answer<Json<LedgerFigures>> {
    Ok(Json(ledger::figures(&app, &who, span.from, span.to, span.window == Window::Days7, span.entry_id).await?))
}

/// The same for each knowledge item or entry; items also say whom they helped and whom they annoyed.
#[utoipa::path(get, path = "/api/v1/ledger/board", tag = "ledger", params(Board),
    responses((status = 200, body = Vec<BoardRow>), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn board(State(app): State<App>, who: May<perm::WallRead>, Query(ask): Query<Board>) -> Answer<Json<Vec<BoardRow>>> {
    Ok(Json(ledger::board(&app, &who, ask.by == By::Item, ask.from, ask.to, ask.window == Window::Days7).await?))
}

/// The conversations behind a figure, newest first, each with its evidence.
#[utoipa::path(get, path = "/api/v1/ledger", tag = "ledger", params(Find),
    responses((status = 200, body = Page<LedgerRow>), (status = 403, body = ErrorBody)))]
async fn list(State(app): State<App>, who: May<perm::WallRead>, Query(find): Query<Find>) -> Answer<Json<Page<LedgerRow>>> {
    let asked = Asked {
        class: find.class,
        long: find.window == Window::Days7,
        deflected: find.deflected,
        entry_id: find.entry_id,
        credited: find.credited,
        item: find.item,
        mark: find.mark,
        from: find.from,
        to: find.to,
    };
    Ok(Json(ledger::list(&app, &who, asked, find.cursor.as_deref(), find.limit).await?))
}

/// One conversation's row.
#[utoipa::path(get, path = "/api/v1/ledger/{conversation_id}", tag = "ledger", params(("conversation_id" = ConversationId, Path)),
    responses((status = 200, body = LedgerRow), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
async fn get(State(app): State<App>, who: May<perm::WallRead>, Path(id): Path<ConversationId>) -> Answer<Json<LedgerRow>> {
    Ok(Json(ledger::get(&app, &who, id).await?))
}

/// "It is not solved after all": counts against the bot, for a week after its answer.
#[utoipa::path(post, path = "/api/widget/v1/conversations/{id}/objection", tag = "widget", params(("id" = ConversationId, Path)),
    request_body = Objection,
    responses((status = 204), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn object(
    State(app): State<App>,
    who: CustomerAuth,
    Path(id): Path<ConversationId>,
    Json(body): Json<Objection>,
) -> Answer<StatusCode> {
    ledger::dispute(&app, &who, id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}
