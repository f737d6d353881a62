//! Keeps the ledger: reads the event log behind the commits, from a place that is saved together with what was read, so
//! that nothing is read twice or left out, whatever dies when. The first node to commit a piece has read it; the others
//! find the place moved and go on from there.

use super::{first, paths};
use crate::{App, Error, Result, staffing};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Mutex,
    time::Duration,
};
use yingke_core::{
    event::{Event, EventKind},
    id::*,
    resolution::{Class, ClassReason, Contact, DAYS_3, DAYS_7, Facts, contact_of, counts, decide, fold},
    time::Millis,
};
use yingke_store::{
    Committed, Tx, contact_paths, first_contacts,
    ledger::{self, Entry},
    tuning_questions,
};

/// Events of one transaction: short enough that nobody's message waits for it.
const PIECE: i64 = 100;
/// Earlier conversations of a customer that a new contact may concern.
const MOST_EARLIER: i64 = 20;
const DUE: i64 = 500;
/// News that come together are read together.
const GATHER: Duration = Duration::from_millis(400);
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Which organisations have news on this node.
#[derive(Default)]
pub struct Follower {
    fresh: Mutex<HashSet<OrgId>>,
    wake: tokio::sync::Notify,
}

impl Follower {
    /// Looks at what was committed on this node. No query.
    pub fn observe(&self, committed: &Committed) {
        let news = committed.events.iter().filter(|one| concerns(one.event.event.kind)).map(|one| one.event.org_id);
        let mut fresh = self.fresh.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let before = fresh.len();
        fresh.extend(news);
        if fresh.len() > before {
            self.wake.notify_one();
        }
    }
    fn take(&self) -> HashSet<OrgId> {
        std::mem::take(&mut *self.fresh.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

fn concerns(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::BotTurn
            | EventKind::PathTaken
            | EventKind::ConversationChanged
            | EventKind::TicketCreated
            | EventKind::TicketChanged
            | EventKind::TicketEntryAdded
            | EventKind::ResolutionDisputed
    )
}

/// Runs until the task is dropped.
pub async fn run(app: App) {
    loop {
        let look = tokio::time::timeout(LOOK_EVERY, app.ledger.wake.notified()).await;
        tokio::time::sleep(GATHER).await;
        let mut orgs = app.ledger.take();
        if look.is_err() {
            // What another node wrote before it died, and what was there before this one started.
            match ledger::orgs(&mut app.read()).await {
                Ok(all) => orgs.extend(all),
                Err(error) => tracing::warn!(%error, "reading the organisations for the ledger"),
            }
            if let Err(error) = run_due(&app).await {
                tracing::warn!(%error, "ledger rows that are due, trying again in half a minute");
            }
        }
        for org_id in orgs {
            if let Err(error) = catch_up(&app, org_id).await {
                tracing::warn!(%error, %org_id, "the ledger could not follow, trying again in half a minute");
            }
            // Another reader of the same news, with a place of its own.
            if let Err(error) = staffing::catch_up(&app, org_id).await {
                tracing::warn!(%error, %org_id, "the staffing figures could not follow, trying again in half a minute");
            }
        }
    }
}

/// Reads everything that has happened; afterwards the ledger stands where the log stands.
pub async fn catch_up(app: &App, org_id: OrgId) -> Result<()> {
    loop {
        let from = ledger::cursor(&mut app.read(), org_id).await?;
        let news = ledger::news(&mut app.read(), org_id, from, PIECE).await?;
        let Some(last) = news.last().map(|event| event.seq) else { return Ok(()) };
        app.door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    if ledger::cursor(tx, org_id).await? != from {
                        return Ok(());
                    }
                    for event in &news {
                        take_in(tx, event).await?;
                    }
                    Ok::<_, Error>(ledger::set_cursor(tx, org_id, last).await?)
                })
            })
            .await?;
    }
}

/// Decides anew what time alone has changed; returns how many rows that were.
pub async fn run_due(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let due = ledger::due(&mut app.read(), now, DUE).await?;
    let mut changed = 0;
    for (org_id, id) in due {
        let moved = app
            .door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    let Some(held) = ledger::get(tx, org_id, id).await? else { return Ok(false) };
                    let facts = held.facts.clone();
                    settle(tx, org_id, Some(held.clone()), Entry { facts, ..held }, now).await
                })
            })
            .await?;
        changed += usize::from(moved);
    }
    Ok(changed + first::run_due(app).await?)
}

/// Empties the ledger and makes it again from the log. The result is the same: that is tested.
pub async fn recompute(app: &App, org_id: OrgId) -> Result<()> {
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                first_contacts::forget(tx, org_id).await?;
                contact_paths::forget(tx, org_id).await?;
                Ok::<_, Error>(ledger::forget(tx, org_id).await?)
            })
        })
        .await?;
    catch_up(app, org_id).await?;
    while run_due(app).await? > 0 {}
    Ok(())
}

async fn take_in(tx: &mut Tx, event: &Event) -> Result<()> {
    let (org_id, what) = (event.org_id, &event.event);
    // Before the ledger, which tells it what it decides.
    paths::take_in(tx, event).await?;
    let own = match what.conversation_id {
        Some(id) => ledger::get(tx, org_id, id).await?,
        None => None,
    };
    if what.kind == EventKind::BotTurn && what.data["complains"] == true {
        complaint(tx, event, own.as_ref()).await?;
    }
    match (own, what.conversation_id, what.customer_id) {
        (Some(held), ..) => {
            let mut next = held.clone();
            // A guest who signed in is the customer from now on.
            next.customer_id = what.customer_id.unwrap_or(held.customer_id);
            let said = fold::note(&mut next.facts, what);
            if said || next.customer_id != held.customer_id {
                settle(tx, org_id, Some(held), next, what.at).await?;
            }
        }
        (None, Some(id), Some(customer_id)) if what.kind == EventKind::BotTurn => begin(tx, event, id, customer_id).await?,
        (None, ..) => {}
    }
    first::take_in(tx, event).await?;
    if what.kind == EventKind::BotTurn {
        tuning_questions::keep_unsure(tx, event).await?;
    }
    match (what.customer_id, contact_of(what)) {
        (Some(customer_id), Some(contact)) => tell_earlier(tx, org_id, customer_id, contact, what.at).await,
        (None, _) | (_, None) => Ok(()),
    }
}

async fn begin(tx: &mut Tx, event: &Event, id: ConversationId, customer_id: CustomerId) -> Result<()> {
    let mut facts = Facts::default();
    fold::note(&mut facts, &event.event);
    let entry_id = event.event.data["entry_id"].as_str().and_then(|id| id.parse().ok());
    let entry = Entry {
        conversation_id: id,
        customer_id,
        entry_id,
        class: Class::Pending,
        reason: ClassReason::Open,
        class_7d: Class::Pending,
        reason_7d: ClassReason::Open,
        due_at: None,
        facts,
        updated_at: event.event.at,
    };
    settle(tx, event.org_id, None, entry, event.event.at).await?;
    Ok(())
}

/// "还是没解决" as the first words of a new conversation is about the one before.
async fn complaint(tx: &mut Tx, event: &Event, own: Option<&Entry>) -> Result<()> {
    let what = &event.event;
    let (Some(id), Some(customer_id)) = (what.conversation_id, what.customer_id) else { return Ok(()) };
    if own.is_some_and(|own| own.facts.last_answer().is_some()) {
        return Ok(());
    }
    let earlier = ledger::of_customer(tx, event.org_id, customer_id, what.at.plus(-DAYS_7), MOST_EARLIER).await?;
    let before = earlier.into_iter().rev().find(|entry| entry.conversation_id != id && entry.facts.last_answer().is_some());
    let Some(held) = before else { return Ok(()) };
    let mut next = held.clone();
    next.facts.disputed_at = Some(what.at);
    next.facts.disputed_on = "words".to_owned();
    settle(tx, event.org_id, Some(held), next, what.at).await?;
    Ok(())
}

/// A contact may take earlier resolutions away.
async fn tell_earlier(tx: &mut Tx, org_id: OrgId, customer_id: CustomerId, contact: Contact, now: Millis) -> Result<()> {
    // Conversations are long: one that began a while before its last answer is looked at too.
    let since = contact.at.plus(-2 * DAYS_7);
    for held in ledger::of_customer(tx, org_id, customer_id, since, MOST_EARLIER).await? {
        let answered_at = held.facts.last_answer().map(|turn| turn.at);
        let concerns = answered_at.is_some_and(|at| contact.at > at && contact.at.since(at) <= DAYS_7);
        if !concerns || contact.conversation_id == Some(held.conversation_id) {
            continue;
        }
        let mut next = held.clone();
        if fold::note_contact(&mut next.facts, contact.clone()) {
            settle(tx, org_id, Some(held), next, now).await?;
        }
    }
    Ok(())
}

/// Decides, saves, and moves the figures from what was to what is. False when nothing changed.
async fn settle(tx: &mut Tx, org_id: OrgId, held: Option<Entry>, mut next: Entry, now: Millis) -> Result<bool> {
    let (short, long) = (decide(&next.facts, DAYS_3, now), decide(&next.facts, DAYS_7, now));
    next.class = short.class;
    next.reason = short.reason;
    next.class_7d = long.class;
    next.reason_7d = long.reason;
    next.due_at = [short.due_at, long.due_at].into_iter().flatten().min();
    next.updated_at = now;
    if held.as_ref().is_some_and(|held| Entry { updated_at: now, ..held.clone() } == next) {
        return Ok(false);
    }
    ledger::save(tx, org_id, &next).await?;
    if held.as_ref().map(|held| held.class) != Some(next.class) {
        paths::judged(tx, org_id, next.conversation_id, next.class).await?;
    }
    let items = counts::items(&next.facts);
    if held.as_ref().map(|held| counts::items(&held.facts)).unwrap_or_default() != items {
        ledger::set_items(tx, org_id, next.conversation_id, next.facts.started_at(), &items).await?;
    }
    let figures = |entry: &Entry| counts::counts(&entry.facts, entry.class, entry.class_7d, entry.entry_id);
    let mut moved: BTreeMap<counts::Key, i64> = figures(&next);
    for (key, n) in held.iter().flat_map(figures) {
        *moved.entry(key).or_default() -= n;
    }
    ledger::count(tx, org_id, &moved).await?;
    Ok(true)
}
