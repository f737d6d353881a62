//! What happens by itself: an offer runs out, a customer falls silent, a wrap-up is over.
//!
//! The times stand in columns; the heap only says when to look. It is filled by an indexed scan at the start and every half
//! minute (for what another node set before it died), and by this node's commits. Firing is a conditional command: two
//! nodes that fire the same timer, or one that fires late, find it not due and change nothing.

use super::apply::{Hand, carry_out};
use crate::{App, Result};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
    sync::Mutex,
    time::Duration,
};
use yingke_core::{
    conversation::{Command, Policy, Refusal, Stage, decide},
    event::{Actor, EventKind},
    id::*,
    time::Millis,
};
use yingke_store::{
    Committed,
    conversations::{self, Due},
};

#[derive(Default)]
pub struct Timers {
    heap: Mutex<BinaryHeap<Reverse<Due>>>,
    sooner: tokio::sync::Notify,
}

/// Between two scans.
const SCAN_EVERY_MS: i64 = 30_000;
/// Timers of one scan; more of them are found by the next one, soonest first.
const SCAN: i64 = 10_000;

impl Timers {
    /// Looks at what was committed on this node. Cheap: no query, no allocation but the heap's.
    pub fn observe(&self, committed: &Committed) {
        let mut heap = self.heap.lock().expect("nobody panics holding this");
        let earliest = heap.peek().map(|Reverse(due)| due.at);
        for one in committed.events.iter() {
            let event = &one.event.event;
            let at = match (event.kind, &one.message) {
                (EventKind::MessageAppended, Some(message)) => message.thread.idle.map(|idle| idle.due_at),
                (EventKind::ConversationChanged, _) => event.data.get("due_at").and_then(|at| at.as_i64()).map(Millis),
                _ => None,
            };
            if let (Some(at), Some(conversation_id)) = (at, event.conversation_id) {
                heap.push(Reverse(Due { at, org_id: one.event.org_id, conversation_id }));
            }
        }
        if heap.peek().map(|Reverse(due)| due.at) != earliest {
            self.sooner.notify_one();
        }
    }

    fn take_due(&self, now: Millis) -> Vec<Due> {
        let mut heap = self.heap.lock().expect("nobody panics holding this");
        let mut due = Vec::new();
        while heap.peek().is_some_and(|Reverse(next)| next.at <= now) {
            due.extend(heap.pop().map(|Reverse(next)| next));
        }
        due
    }

    fn next(&self) -> Option<Millis> {
        self.heap.lock().expect("nobody panics holding this").peek().map(|Reverse(due)| due.at)
    }
}

/// Runs until the task is dropped.
pub async fn run(app: App) {
    let mut scan_at = Millis(0);
    loop {
        let now = app.clock.now();
        if now >= scan_at {
            scan_at = now.plus(SCAN_EVERY_MS);
            match conversations::due_until(&mut app.read(), scan_at, SCAN).await {
                Ok(found) => app.timers.heap.lock().expect("nobody panics holding this").extend(found.into_iter().map(Reverse)),
                Err(error) => tracing::warn!(%error, "reading timers, trying again in half a minute"),
            }
        }
        fire_all(&app, app.timers.take_due(app.clock.now())).await;
        let next = app.timers.next().map_or(scan_at, |next| next.min(scan_at));
        let wait = Duration::from_millis(u64::try_from(next.since(app.clock.now())).unwrap_or(0).max(5));
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = app.timers.sooner.notified() => {}
        }
    }
}

/// Fires everything that is due by the app's clock and returns how many timers changed something: for tests, which move
/// the clock, and for a node that has just started.
pub async fn run_due(app: &App) -> Result<usize> {
    let due = conversations::due_until(&mut app.read(), app.clock.now(), SCAN).await?;
    Ok(fire_all(app, due).await)
}

async fn fire_all(app: &App, due: Vec<Due>) -> usize {
    let mut seen = HashSet::new();
    let mut fired = 0;
    for due in due.into_iter().filter(|due| seen.insert(due.conversation_id)) {
        match fire(app, due.org_id, due.conversation_id).await {
            Ok(true) => fired += 1,
            Ok(false) => {}
            // The column still says that it is due: the next scan finds it again.
            Err(error) => tracing::warn!(%error, conversation = %due.conversation_id, "a timer could not be carried out"),
        }
    }
    fired
}

/// Carries out what is due in one conversation; false when nothing is.
async fn fire(app: &App, org_id: OrgId, id: ConversationId) -> Result<bool> {
    let app = app.clone();
    app.door
        .clone()
        .write(org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id, actor: Actor::System, now: app.clock.now() };
                let Some(mut stored) = conversations::load(tx, org_id, id).await? else { return Ok(false) };
                let command = match stored.session.stage {
                    Stage::Offered { .. } => Command::OfferTimeout,
                    Stage::Wrapup { .. } => Command::WrapupDue,
                    Stage::Bot | Stage::Active { .. } => Command::IdleDue,
                    Stage::Queued { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => return Ok(false),
                };
                match decide(&stored.session, command, &Policy::DEFAULT, hand.now) {
                    Ok(decision) => carry_out(tx, &hand, &mut stored, decision).await.map(|()| true),
                    Err(Refusal::NotDue) => Ok(false),
                    Err(other) => Err(other.into()),
                }
            })
        })
        .await
}
