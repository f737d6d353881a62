//! Corrections: everybody who heard something else than what holds now is told once, where they are: in the open
//! conversation, else in an open request, else in the thread where they will look next. Sending runs in the background,
//! one customer a transaction, and goes on after a crash where it stood.

use super::{
    deliver::Word,
    impact, said,
    told::{self, Hearing},
};
use crate::{
    App, Error, Principal, Result,
    views::fact::{RecallView, StartRecall},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
    text::Locale,
    time::Millis,
};
use yingke_store::{
    Run, Tx, customers, facts,
    recalls::{self, Recall, Target},
};

/// One recall reaches so many at most; the next one takes the rest.
const MOST_TARGETS: usize = 10_000;
const AT_ONCE: i64 = 100;
const MOST_ATTEMPTS: i64 = 3;

pub async fn begin(app: &App, who: &Principal, id: FactId, start: StartRecall) -> Result<RecallView> {
    who.must(Permission::KnowledgeEdit)?;
    let body = start.body;
    if body.zh_cn.trim().is_empty() {
        return Err(Error::invalid("body", "write what customers are told"));
    }
    if [&body.zh_cn, &body.zh_tw, &body.en].iter().any(|text| text.chars().count() > 1_000 || text.contains('\0')) {
        return Err(Error::invalid("body", "at most 1,000 characters"));
    }
    let (org_id, actor, now, recall_id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.id::<RecallId>());
    let created_by = if let Actor::Agent(id) = who.actor { Some(id) } else { None };
    let started = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let fact = facts::get(tx, org_id, id).await?.ok_or(Error::NotFound("fact"))?;
                if said::resolve(tx, org_id, &body.zh_cn, Locale::ZhCn, now).await?.is_none() {
                    return Err(Error::invalid("body", "the text names a fact that is not valid now"));
                }
                let reached = recalls::targets_of_edition(tx, org_id, id, fact.edition, impact::MOST_TOLD).await?;
                let mut targets: Vec<Target> = impact::latest_told(tx, org_id, &fact)
                    .await?
                    .into_iter()
                    .filter(|told| told.edition != fact.edition)
                    .filter(|told| !reached.iter().any(|target| target.customer_id == told.customer_id && target.state != "failed"))
                    .map(|told| Target {
                        org_id,
                        fact_id: id,
                        edition: fact.edition,
                        customer_id: told.customer_id,
                        recall_id,
                        thread: told.thread,
                        state: "pending".to_owned(),
                        way: String::new(),
                        attempts: 0,
                        at: now,
                    })
                    .collect();
                targets.truncate(MOST_TARGETS);
                if targets.is_empty() {
                    return Err(Error::conflict("nobody_to_tell", "everybody who heard something else has been told already"));
                }
                let recall = Recall { id: recall_id, fact_id: id, edition: fact.edition, body, created_by, created_at: now };
                recalls::insert(tx, org_id, &recall).await?;
                recalls::add_targets(tx, &targets).await?;
                tx.emit(org_id, changed(actor, id, now));
                Ok(view(recall, targets.len() as i64, 0, 0))
            })
        })
        .await?;
    app.recalls.notify_one();
    Ok(started)
}

/// Newest first.
pub async fn of_fact(on: &mut impl Run, org_id: OrgId, id: FactId) -> Result<Vec<RecallView>> {
    let found = recalls::of_fact(on, org_id, id, 50).await?;
    let ids: Vec<RecallId> = found.iter().map(|recall| recall.id).collect();
    let progress = recalls::progress(on, org_id, &ids).await?;
    let count = |id: RecallId, state: &str| progress.iter().find(|(of, word, _)| *of == id && word == state).map_or(0, |(.., n)| *n);
    Ok(found
        .into_iter()
        .map(|recall| {
            let id = recall.id;
            view(recall, count(id, "pending"), count(id, "sent"), count(id, "failed"))
        })
        .collect())
}

fn view(recall: Recall, pending: i64, sent: i64, failed: i64) -> RecallView {
    RecallView {
        id: recall.id,
        fact_id: recall.fact_id,
        edition: recall.edition,
        body: recall.body,
        created_by: recall.created_by,
        created_at: recall.created_at,
        pending,
        sent,
        failed,
    }
}

fn changed(actor: Actor, id: FactId, now: Millis) -> NewEvent {
    NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "facts", "fact_id": id }))
}

/// Sends what waits, woken by a new recall and once a minute for what another node or a crash has left.
pub fn start(app: &App) {
    let (wake, weak) = (app.recalls.clone(), Arc::downgrade(&app.inner));
    tokio::spawn(async move {
        loop {
            let Some(inner) = weak.upgrade() else { return };
            if let Err(error) = send_waiting(&App { inner }).await {
                tracing::error!(%error, "sending corrections");
            }
            if let Some(inner) = weak.upgrade()
                && let Err(error) = crate::suggestions::send_waiting(&App { inner }).await
            {
                tracing::error!(%error, "telling customers what became of their suggestions");
            }
            let _ = tokio::time::timeout(Duration::from_secs(60), wake.notified()).await;
        }
    });
}

/// Everything that waits now; returns how many were settled.
pub async fn send_waiting(app: &App) -> Result<usize> {
    let mut settled = 0;
    loop {
        let waiting = recalls::pending(&mut app.read(), AT_ONCE).await?;
        let mut progress = false;
        for target in &waiting {
            let done = match send(app, target.clone()).await {
                Ok(done) => done,
                Err(Error::Busy) => return Ok(settled),
                Err(error) => {
                    tracing::warn!(%error, recall = %target.recall_id, "a correction could not be sent");
                    put_off(app, target.clone()).await?
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
async fn put_off(app: &App, target: Target) -> Result<bool> {
    let now = app.clock.now();
    let state = if target.attempts + 1 >= MOST_ATTEMPTS { "failed" } else { "pending" };
    app.door
        .write::<_, Error, _>(target.org_id, move |tx| Box::pin(async move { Ok(recalls::settle(tx, &target, state, "", now).await?) }))
        .await
}

async fn send(app: &App, target: Target) -> Result<bool> {
    let app = app.clone();
    app.clone().door.write(target.org_id, move |tx| Box::pin(async move { reach(tx, &app, &target).await })).await
}

async fn reach(tx: &mut Tx, app: &App, target: &Target) -> Result<bool> {
    let (org_id, now) = (target.org_id, app.clock.now());
    let fact = facts::get(tx, org_id, target.fact_id).await?;
    let recall = recalls::get(tx, org_id, target.recall_id).await?;
    let customer = customers::get(tx, org_id, target.customer_id).await?;
    let (Some(fact), Some(recall), Some(customer)) = (fact, recall, customer) else {
        return Ok(recalls::settle(tx, target, "failed", "gone", now).await?);
    };
    // Changed again meanwhile: the words of this correction may be wrong by now.
    if fact.edition != target.edition {
        return Ok(recalls::settle(tx, target, "failed", "superseded", now).await?);
    }
    let locale = customer.locale.parse().unwrap_or(Locale::ZhCn);
    let Some(said) = said::resolve(tx, org_id, recall.body.get(locale), locale, now).await? else {
        return Ok(recalls::settle(tx, target, "failed", "fact_not_valid", now).await?);
    };
    let mut payload = json!({ "code": "correction", "fact_id": target.fact_id, "recall_id": target.recall_id });
    payload["facts"] = said.payload();
    let word = Word {
        app,
        org_id,
        customer_id: target.customer_id,
        thread: target.thread,
        client_id: format!("correction-{}", target.recall_id),
        text: said.text,
        payload: payload.clone(),
        now,
    };
    let (way, heard) = word.say(tx).await?;
    if let Some(thread) = heard {
        let hearing = Hearing { org_id, customer_id: target.customer_id, thread, agent_id: None, at: now };
        told::by_bot(tx, hearing, &payload).await?;
    }
    let done = recalls::settle(tx, target, if way == "nowhere" { "failed" } else { "sent" }, way, now).await?;
    if !done {
        // Another node was faster: what was said here must not stand.
        return Err(Error::conflict("already_taken", "this customer has been told already"));
    }
    tx.emit(org_id, changed(Actor::System, target.fact_id, now));
    Ok(true)
}
