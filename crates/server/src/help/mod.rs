//! The public help centre at `/help/{organisation's slug or entry's key}`: pages written on the server, readable and
//! usable without any script. The widget is loaded beside them for whoever has one, to ask what is left open.

mod answer;
mod body;
mod pages;
mod words;

use crate::{
    error::Failure,
    extract::{Caller, own_host},
    limits::Limiter,
};
use answer::{absent, page, refused};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use pages::{Centre, Pages, Reader};
use serde::Deserialize;
use std::sync::Arc;
use yingke_app::{App, help};
use yingke_core::text::Locale;

const VOTES_PER_MINUTE: u32 = 20;

pub fn router<S: Clone + Send + Sync + 'static>(app: App) -> Router<S> {
    let pages = Arc::new(Pages::new(app, Limiter::per_minute(VOTES_PER_MINUTE)));
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/help-assets/{name}", get(answer::asset))
        .route("/help/{handle}", get(home))
        .route("/help/{handle}/", get(home))
        .route("/help/{handle}/search", get(search))
        .route("/help/{handle}/sitemap.xml", get(sitemap))
        .route("/help/{handle}/c/{category}", get(category))
        .route("/help/{handle}/a/{key}", get(article))
        .route("/help/{handle}/a/{key}/feedback", post(feedback))
        .with_state(pages)
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Chosen by a link; otherwise the browser's own.
    #[serde(default)]
    lang: String,
    #[serde(default)]
    q: String,
    /// After a vote: what was said.
    #[serde(default)]
    voted: String,
}

impl Asked {
    fn reader(&self, caller: &Caller) -> Reader {
        match self.lang.parse::<Locale>() {
            Ok(locale) => Reader { locale, chosen: true },
            Err(_) => Reader { locale: caller.locale, chosen: false },
        }
    }
}

type Kept = State<Arc<Pages>>;

async fn home(State(pages): Kept, Path(handle): Path<String>, Query(asked): Query<Asked>, caller: Caller, headers: HeaderMap) -> Response {
    let reader = asked.reader(&caller);
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    finish(&pages, centre.clone(), &headers, reader, pages.home(&centre).await)
}

async fn category(
    State(pages): Kept,
    Path((handle, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
) -> Response {
    let reader = asked.reader(&caller);
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    finish(&pages, centre.clone(), &headers, reader, pages.category(&centre, &key).await)
}

async fn article(
    State(pages): Kept,
    Path((handle, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
) -> Response {
    let reader = asked.reader(&caller);
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    finish(&pages, centre.clone(), &headers, reader, pages.article(&centre, &key, &asked.voted).await)
}

async fn search(
    State(pages): Kept,
    Path(handle): Path<String>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
) -> Response {
    let reader = asked.reader(&caller);
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    finish(&pages, centre.clone(), &headers, reader, pages.search(&centre, &asked.q).await)
}

#[derive(Debug, Deserialize)]
struct Vote {
    #[serde(default)]
    helped: String,
    #[serde(default)]
    lang: String,
}

/// A plain form: no cookie is read, so nothing of the reader can be abused; still only our own pages may send it, and an
/// address may say so much a minute.
async fn feedback(
    State(pages): Kept,
    Path((handle, key)): Path<(String, String)>,
    caller: Caller,
    headers: HeaderMap,
    form: Result<Form<Vote>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(vote)) = form else { return refused(StatusCode::BAD_REQUEST) };
    let asked = Asked { lang: vote.lang.clone(), ..Asked::default() };
    let reader = asked.reader(&caller);
    if !from_own_page(&headers) {
        return refused(StatusCode::FORBIDDEN);
    }
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    let helped = match vote.helped.as_str() {
        "yes" => true,
        "no" => false,
        _ => return refused(StatusCode::BAD_REQUEST),
    };
    if let Err(refusal) = pages.votes.check(caller.ip) {
        return Failure(refusal).into_response();
    }
    let article = match help::article(&pages.app, &centre.centre, &key, reader.locale).await {
        Ok(Some(article)) => article,
        Ok(None) => return absent(&pages, Some(&centre), reader),
        Err(error) => return Failure(error).into_response(),
    };
    let who = format!("{} {}", caller.ip, caller.user_agent);
    if let Err(error) = help::vote(&pages.app, &centre.centre, article.id, &who, helped).await {
        return Failure(error).into_response();
    }
    let lang = if reader.chosen { format!("&lang={}", reader.locale) } else { String::new() };
    let back = format!("{}?voted={}{lang}#feedback", centre.address(&format!("a/{}", pages::escaped(&key))), vote.helped);
    (StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::CACHE_CONTROL, "no-store".to_owned())]).into_response()
}

async fn sitemap(State(pages): Kept, Path(handle): Path<String>, headers: HeaderMap) -> Response {
    let reader = Reader { locale: Locale::ZhCn, chosen: false };
    let Some(centre) = found(&pages, &handle, reader).await else { return absent(&pages, None, reader) };
    match pages.sitemap(&centre, &origin(&headers)).await {
        Ok(xml) => ([(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], xml)
            .into_response(),
        Err(error) => Failure(error).into_response(),
    }
}

/// Search engines are welcome in the help centres and nowhere else.
async fn robots(State(pages): Kept, headers: HeaderMap) -> Response {
    let mut text = String::from("User-agent: *\nAllow: /help/\nAllow: /help-assets/\nDisallow: /help/*/search\nDisallow: /\n");
    // Only one shop lives here: its map is no secret. Of several, none is told of the others.
    if let Ok([only]) = yingke_store::orgs::all(&mut pages.app.read()).await.as_deref() {
        text.push_str(&format!("Sitemap: {}/help/{}/sitemap.xml\n", origin(&headers), pages::escaped(&only.slug)));
    }
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text).into_response()
}

async fn found(pages: &Pages, handle: &str, reader: Reader) -> Option<Centre> {
    match help::open(&pages.app, handle).await {
        Ok(centre) => centre.map(|centre| Centre { centre, reader }),
        Err(error) => {
            tracing::error!(%error, "opening a help centre");
            None
        }
    }
}

fn finish(pages: &Pages, centre: Centre, headers: &HeaderMap, reader: Reader, made: yingke_app::Result<Option<pages::Made>>) -> Response {
    match made {
        Ok(Some(made)) => page(headers, reader, made, pages.app.clock.now()),
        Ok(None) => absent(pages, Some(&centre), reader),
        Err(error) => Failure(error).into_response(),
    }
}

/// Browsers say where a form comes from, in one header or the other; who says nothing is no browser of ours.
fn from_own_page(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let own = own_host(headers);
    let of_own = |url: &str| {
        url.split_once("://").is_some_and(|(_, rest)| rest.split('/').next().is_some_and(|host| host.eq_ignore_ascii_case(own)))
    };
    match (text(header::ORIGIN), text(header::HeaderName::from_static("sec-fetch-site")), text(header::REFERER)) {
        (Some("null"), Some(site), _) => site == "same-origin",
        (Some(origin), ..) => !own.is_empty() && of_own(origin),
        (None, Some(site), _) => site == "same-origin",
        (None, None, Some(referer)) => !own.is_empty() && of_own(referer),
        (None, None, None) => false,
    }
}

fn origin(headers: &HeaderMap) -> String {
    let by_tls = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    format!("{}://{}", if by_tls { "https" } else { "http" }, own_host(headers))
}
