//! Those who asked for it hear what became of it, once each, on the way that corrections go. Sending runs in the background,
//! one customer a transaction, and goes on after a crash where it stood.

use super::{MOST_TOLD, write::changed};
use crate::{App, Error, Principal, Result, facts::deliver::Word, views::suggestion::*};
use serde_json::json;
use std::collections::HashSet;
use yingke_core::{event::Actor, id::*, permission::Permission, text::Locale};
use yingke_store::{
    Tx, customers,
    suggestions::{self, News},
};

const AT_ONCE: i64 = 100;
const MOST_ATTEMPTS: i64 = 3;

/// `POST /suggestions/{id}/news`
pub async fn tell(app: &App, who: &Principal, id: SuggestionId, said: TellSuggestion) -> Result<SuggestionDetail> {
    who.must(Permission::KnowledgeEdit)?;
    let body = said.body;
    if body.zh_cn.trim().is_empty() {
        return Err(Error::invalid("body", "write what customers are told"));
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
                let told = suggestions::news_of(tx, org_id, id, MOST_TOLD).await?;
                let mut reached: HashSet<CustomerId> =
                    told.into_iter().filter(|(_, state)| state != "failed").map(|(customer_id, _)| customer_id).collect();
                let mut news = Vec::new();
                // Newest first: where they asked last.
                for (thread, customer_id, _) in suggestions::evidence(tx, org_id, id, MOST_TOLD).await? {
                    if reached.insert(customer_id) {
                        news.push(News { org_id, suggestion_id: id, customer_id, thread, body: body.clone(), attempts: 0, at: now });
                    }
                }
                if news.is_empty() {
                    return Err(Error::conflict("nobody_to_tell", "everybody who asked for it has been told already"));
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
        text: news.body.get(locale).to_owned(),
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
