//! The follower's third book: which way each customer took, and how it went on (`core::resolution::paths`).

use crate::Result;
use std::collections::BTreeMap;
use yingke_core::{
    event::{Event, EventKind},
    id::*,
    resolution::{
        Class,
        counts::Key,
        paths::{Trail, begins, counts},
    },
};
use yingke_store::{
    Tx,
    contact_paths::{self, ContactPath, Place},
    ledger,
};

pub(super) async fn take_in(tx: &mut Tx, event: &Event) -> Result<()> {
    let (org_id, what) = (event.org_id, &event.event);
    let held = match (what.conversation_id, what.ticket_id, what.kind) {
        (Some(id), ..) => contact_paths::get(tx, org_id, id).await?,
        (None, Some(id), EventKind::TicketChanged) => contact_paths::of_ticket(tx, org_id, id).await?,
        (None, ..) => None,
    };
    if let Some(held) = held {
        let mut next = held.clone();
        // A guest who signed in is the customer from now on.
        next.customer_id = what.customer_id.unwrap_or(held.customer_id);
        next.trail.note(what);
        return settle(tx, org_id, Some(held), next).await;
    }
    let Some(customer_id) = what.customer_id.filter(|_| begins(what)) else { return Ok(()) };
    let place = match (what.conversation_id, what.ticket_id) {
        (Some(id), _) => Place::Conversation(id),
        (None, Some(id)) => Place::Request(id),
        (None, None) => return Ok(()),
    };
    let mut trail = Trail::new(what.at);
    trail.note(what);
    settle(tx, org_id, None, ContactPath { place, customer_id, trail }).await
}

/// The ledger has decided what the bot was worth there.
pub(super) async fn judged(tx: &mut Tx, org_id: OrgId, id: ConversationId, class: Class) -> Result<()> {
    let Some(held) = contact_paths::get(tx, org_id, id).await? else { return Ok(()) };
    let mut next = held.clone();
    next.trail.class = Some(class);
    settle(tx, org_id, Some(held), next).await
}

/// Saves, and moves the figures from what was to what is.
async fn settle(tx: &mut Tx, org_id: OrgId, held: Option<ContactPath>, next: ContactPath) -> Result<()> {
    if held.as_ref() == Some(&next) {
        return Ok(());
    }
    contact_paths::save(tx, org_id, &next).await?;
    let mut moved: BTreeMap<Key, i64> = counts(&next.trail);
    for (key, n) in held.iter().flat_map(|held| counts(&held.trail)) {
        *moved.entry(key).or_default() -= n;
    }
    Ok(ledger::count(tx, org_id, &moved).await?)
}
