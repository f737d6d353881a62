//! Those who asked for it hear what became of it, once each, on the way that corrections go. Sending runs in the background,
//! one customer a transaction, and goes on after a crash where it stood.

use super::{MOST_TOLD, write::changed};
use crate::{App, Error, Principal, Result, facts::deliver::Word, views::suggestion::*};
use serde_json::json;
use std::collections::HashSet;
use yingke_core::{
    event::Actor,
    fact::references,
    id::*,
    permission::Permission,
    text::{Locale, Text},
};
use yingke_store::{
    Run, Tx, customers,
    suggestions::{self, News},
};

const AT_ONCE: i64 = 100;
const MOST_ATTEMPTS: i64 = 3;

/// `POST /suggestions/{id}/news`
pub async fn tell(app: &App, who: &Principal, id: SuggestionId, said: TellSuggestion) -> Result<SuggestionDetail> {
    who.must(Permission::KnowledgeEdit)?;
    let body = said.body;
    if [&body.zh_cn, &body.zh_tw, &body.en].iter().any(|text| !references(text).is_empty()) {
        return Err(Error::invalid("body", "write the value of the fact itself: these words are sent as they stand"));
    }
    if [&body.zh_cn, &body.zh_tw, &body.en].iter().any(|text| text.chars().count() > 1_000 || text.contains('\0')) {
        return Err(Error::invalid("body", "at most 1,000 characters"));
    }
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = suggestions::get(tx, org_id, id).await?.ok_or(Error::NotFound("suggestion"))?;
                if !held.state.is_decided() {
                    return Err(Error::conflict("wrong_state", "first decide: done or declined"));
                }
                let waiting = waiting(tx, org_id, id).await?;
                if waiting.is_empty() {
                    return Err(Error::conflict("nobody_to_tell", "everybody who asked for it has been told already"));
                }
                for (_, locale) in &waiting {
                    if own(&body, *locale).trim().is_empty() {
                        return Err(Error::invalid(field(*locale), format!("customers who are told speak {locale}: write what they read")));
                    }
                }
                let waiting: HashSet<CustomerId> = waiting.into_iter().map(|(customer_id, _)| customer_id).collect();
                let (mut reached, mut news) = (HashSet::new(), Vec::new());
                // Newest first: where they asked last.
                for (thread, customer_id, _) in suggestions::evidence(tx, org_id, id, MOST_TOLD).await? {
                    if waiting.contains(&customer_id) && reached.insert(customer_id) {
                        news.push(News { org_id, suggestion_id: id, customer_id, thread, body: body.clone(), attempts: 0, at: now });
                    }
                }
                suggestions::add_news(tx, &news).await?;
                tx.emit(org_id, changed(actor, id, now));
                Ok(())
            })
        })
        .await?;
    app.recalls.notify_one();
    super::detail(app, who, id).await
}

/// Who is still to be told, and in which language.
pub(super) async fn waiting(on: &mut impl Run, org_id: OrgId, id: SuggestionId) -> Result<Vec<(CustomerId, Locale)>> {
    let rows = suggestions::to_tell(on, org_id, id, MOST_TOLD).await?;
    Ok(rows.into_iter().map(|(customer_id, locale)| (customer_id, locale.parse().unwrap_or(Locale::ZhCn))).collect())
}

/// Without falling back to another language.
fn own(body: &Text, locale: Locale) -> &str {
    match locale {
        Locale::ZhCn => &body.zh_cn,
        Locale::ZhTw => &body.zh_tw,
        Locale::En => &body.en,
    }
}

fn field(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => "body.zh-CN",
        Locale::ZhTw => "body.zh-TW",
        Locale::En => "body.en",
    }
}

/// In the customer's language; who has changed it since then reads what there is.
fn in_words(body: &Text, locale: Locale) -> &str {
    [own(body, locale), &body.zh_cn, &body.zh_tw, &body.en].into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// Everything that waits now; returns how many were settled.
pub async fn send_waiting(app: &App) -> Result<usize> {
    let mut settled = 0;
    loop {
        let waiting = suggestions::pending(&mut app.read(), AT_ONCE).await?;
        let mut progress = false;
        for news in &waiting {
            let done = match send(app, news.clone()).await {
                Ok(done) => done,
                Err(Error::Busy) => return Ok(settled),
                Err(error) => {
                    tracing::warn!(%error, suggestion = %news.suggestion_id, "a customer could not be told about a suggestion");
                    put_off(app, news.clone()).await?
                }
            };
            settled += usize::from(done);
            progress |= done;
        }
        if !progress {
            return Ok(settled);
        }
    }
}

/// After some failures the row says so instead of being tried for ever. It moves to the end of the line.
async fn put_off(app: &App, news: News) -> Result<bool> {
    let now = app.clock.now();
    let state = if news.attempts + 1 >= MOST_ATTEMPTS { "failed" } else { "pending" };
    app.door
        .write::<_, Error, _>(news.org_id, move |tx| Box::pin(async move { Ok(suggestions::settle(tx, &news, state, "", now).await?) }))
        .await
}

async fn send(app: &App, news: News) -> Result<bool> {
    let app = app.clone();
    app.clone().door.write(news.org_id, move |tx| Box::pin(async move { reach(tx, &app, &news).await })).await
}

async fn reach(tx: &mut Tx, app: &App, news: &News) -> Result<bool> {
    let (org_id, now) = (news.org_id, app.clock.now());
    let Some(customer) = customers::get(tx, org_id, news.customer_id).await? else {
        return Ok(suggestions::settle(tx, news, "failed", "gone", now).await?);
    };
    let locale = customer.locale.parse().unwrap_or(Locale::ZhCn);
    let word = Word {
        app,
        org_id,
        customer_id: news.customer_id,
        thread: news.thread,
        client_id: format!("suggestion-{}", news.suggestion_id),
        text: in_words(&news.body, locale).trim().to_owned(),
        payload: json!({ "code": "suggestion_news", "suggestion_id": news.suggestion_id }),
        now,
    };
    let (way, _) = word.say(tx).await?;
    if !suggestions::settle(tx, news, if way == "nowhere" { "failed" } else { "sent" }, way, now).await? {
        // Another node was faster: what was said here must not stand.
        return Err(Error::conflict("already_taken", "this customer has been told already"));
    }
    tx.emit(org_id, changed(Actor::System, news.suggestion_id, now));
    Ok(true)
}
