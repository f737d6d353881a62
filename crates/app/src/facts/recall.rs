//! Corrections: everybody who heard something else than what holds now is told once, where they are: in the open
//! conversation, else in an open request, else in the thread where they will look next. Sending runs in the background,
//! one customer a transaction, and goes on after a crash where it stood.

use super::{
    impact, said,
    told::{self, Hearing},
};
use crate::{
    App, Error, Principal, Result,
    bot::phrases,
    views::fact::{RecallView, StartRecall},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use yingke_core::{
    conversation::{ConversationState, MessageKind, SenderKind, append::Thread as Talk},
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
    text::Locale,
    ticket::EntryKind,
    time::Millis,
};
use yingke_store::{
    Run, Tx,
    append::{self, NewMessage},
    conversations, customers,
    facts::{self, Thread},
    recalls::{self, Recall, Target},
    ticket_entries, tickets,
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
    let correction = Correction { app, target, said, now };
    let way = correction.say(tx).await?;
    let done = recalls::settle(tx, target, if way == "nowhere" { "failed" } else { "sent" }, way, now).await?;
    if !done {
        // Another node was faster: what was said here must not stand.
        return Err(Error::conflict("already_taken", "this customer has been told already"));
    }
    tx.emit(org_id, changed(Actor::System, target.fact_id, now));
    Ok(true)
}

struct Correction<'a> {
    app: &'a App,
    target: &'a Target,
    said: said::Said,
    now: Millis,
}

impl Correction<'_> {
    /// Where it was said: `conversation`, `request`, `thread`, or `nowhere`.
    async fn say(&self, tx: &mut Tx) -> Result<&'static str> {
        let org_id = self.target.org_id;
        let latest = conversations::latest_of(tx, org_id, self.target.customer_id).await?.map(|stored| stored.session.id);
        let talk = match latest {
            Some(id) => append::thread(tx, org_id, id).await?,
            None => None,
        };
        if let Some(talk) = talk.as_ref().filter(|talk| !is_over(talk.state)) {
            self.append(tx, talk).await?;
            return Ok("conversation");
        }
        let open = facts::open_tickets(tx, org_id, &[self.target.customer_id], 1).await?.first().map(|line| line.id);
        let told_in = match self.target.thread {
            Thread::Ticket(id) => Some(id),
            Thread::Conversation(_) => None,
        };
        // In a finished request it is still read; better than not at all.
        if let Some(id) = open.or(told_in.filter(|_| talk.is_none())) {
            return Ok(if self.write_entry(tx, id).await? { "request" } else { "nowhere" });
        }
        let Some(talk) = talk else { return Ok("nowhere") };
        self.append(tx, &talk).await?;
        Ok("thread")
    }

    /// Among people it is the product's own line and moves no clock; elsewhere it is the bot's word, which counts as unread.
    async fn append(&self, tx: &mut Tx, talk: &Talk) -> Result<()> {
        let sender_kind = if among_people(talk.state) { SenderKind::System } else { SenderKind::Bot };
        let body = self.said.text.clone();
        let mut payload = json!({ "code": "correction", "fact_id": self.target.fact_id, "recall_id": self.target.recall_id });
        payload["facts"] = self.said.payload();
        let message = NewMessage {
            org_id: self.target.org_id,
            conversation_id: talk.id,
            id: self.app.clock.id(),
            client_id: format!("correction-{}", self.target.recall_id),
            sender_kind,
            sender_id: None,
            kind: MessageKind::Text,
            internal: false,
            preview: phrases::preview(MessageKind::Text, &body),
            body,
            payload: payload.clone(),
            at: self.now,
        };
        append::append_decided(tx, talk, message).await?;
        self.remember(tx, Thread::Conversation(talk.id), &payload).await
    }

    async fn write_entry(&self, tx: &mut Tx, id: TicketId) -> Result<bool> {
        let org_id = self.target.org_id;
        let Some(mut ticket) = tickets::get(tx, org_id, id).await? else { return Ok(false) };
        let was = ticket.version;
        ticket.version += 1;
        ticket.last_entry_seq += 1;
        ticket.last_public_at = Some(self.now);
        ticket.updated_at = ticket.updated_at.max(self.now);
        if !tickets::update(tx, org_id, &ticket, was).await? {
            return Err(Error::version_conflict());
        }
        let mut payload = json!({ "code": "correction", "recall_id": self.target.recall_id });
        payload["facts"] = self.said.payload();
        let entry = ticket_entries::Entry {
            ticket_id: id,
            seq: ticket.last_entry_seq,
            id: self.app.clock.uuid(),
            client_id: format!("correction-{}", self.target.recall_id),
            kind: EntryKind::PublicReply,
            public: true,
            actor: Actor::System,
            body: self.said.text.clone(),
            payload: payload.clone(),
            at: self.now,
        };
        ticket_entries::insert_many(tx, org_id, std::slice::from_ref(&entry)).await?;
        let mut event = NewEvent::new(EventKind::TicketEntryAdded, Actor::System, self.now)
            .ticket(id)
            .customer(self.target.customer_id)
            .data(json!({ "seq": entry.seq, "kind": entry.kind, "public": true }));
        event.agent_id = ticket.agent_id;
        tx.emit(org_id, event);
        self.remember(tx, Thread::Ticket(id), &payload).await?;
        Ok(true)
    }

    async fn remember(&self, tx: &mut Tx, thread: Thread, payload: &serde_json::Value) -> Result<()> {
        let Target { org_id, customer_id, .. } = *self.target;
        told::by_bot(tx, Hearing { org_id, customer_id, thread, agent_id: None, at: self.now }, payload).await
    }
}

fn is_over(state: ConversationState) -> bool {
    match state {
        ConversationState::Ended | ConversationState::OfflineMessage => true,
        ConversationState::Bot
        | ConversationState::Queued
        | ConversationState::Offered
        | ConversationState::Active
        | ConversationState::Wrapup => false,
    }
}

fn among_people(state: ConversationState) -> bool {
    match state {
        ConversationState::Queued | ConversationState::Offered | ConversationState::Active | ConversationState::Wrapup => true,
        ConversationState::Bot | ConversationState::Ended | ConversationState::OfflineMessage => false,
    }
}
