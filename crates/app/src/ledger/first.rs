//! The follower's other book: cases by people and by the bot, for first-contact resolution (`core::resolution::first`).

use crate::{App, Error, Result};
use std::collections::BTreeMap;
use yingke_core::{
    event::{Event, EventKind},
    id::*,
    resolution::{
        ClassReason, Contact, DAYS_3, DAYS_7, contact_of,
        counts::Key,
        first::{Case, Outcome, begins, counts, decide_first},
    },
    time::Millis,
};
use yingke_store::{
    Tx,
    first_contacts::{self, FirstContact},
    ledger,
};

/// Earlier cases of a customer that a new contact may concern.
pub(crate) const MOST_EARLIER: i64 = 20;
/// Newest events of a customer among which earlier requests are looked for.
const MOST_EVENTS: i64 = 400;
const DUE: i64 = 500;

pub(super) async fn take_in(tx: &mut Tx, event: &Event) -> Result<()> {
    let (org_id, what) = (event.org_id, &event.event);
    if let Some(id) = what.conversation_id {
        match (first_contacts::get(tx, org_id, id).await?, what.customer_id) {
            (Some(held), customer_id) => {
                let mut next = held.clone();
                next.customer_id = customer_id.unwrap_or(held.customer_id);
                if next.case.note(what) || next.customer_id != held.customer_id {
                    settle(tx, org_id, Some(held), next, what.at).await?;
                }
            }
            (None, Some(customer_id)) if begins(what) => begin(tx, event, id, customer_id).await?,
            (None, _) => {}
        }
    }
    let Some(customer_id) = what.customer_id else { return Ok(()) };
    if what.kind == EventKind::BotTurn && what.data["complains"] == true {
        complaint(tx, event, customer_id).await?;
    }
    match contact_of(what) {
        Some(contact) => tell(tx, org_id, customer_id, contact, what.at).await,
        None => Ok(()),
    }
}

async fn begin(tx: &mut Tx, event: &Event, id: ConversationId, customer_id: CustomerId) -> Result<()> {
    let mut case = Case::new(event.event.at);
    case.note(&event.event);
    for earlier in first_contacts::requests_before(tx, event.org_id, customer_id, event.seq, MOST_EVENTS).await? {
        note_request(&mut case, id, &earlier.event);
    }
    let one = fresh(id, customer_id, case);
    settle(tx, event.org_id, None, one, event.event.at).await?;
    Ok(())
}

/// A request that was written before, elsewhere.
pub(crate) fn note_request(case: &mut Case, id: ConversationId, event: &yingke_core::event::NewEvent) {
    let near = case.began_at.since(event.at) <= DAYS_7;
    if let Some(contact) = contact_of(event).filter(|contact| near && contact.conversation_id != Some(id)) {
        case.note_earlier(&contact);
    }
}

pub(crate) fn fresh(conversation_id: ConversationId, customer_id: CustomerId, case: Case) -> FirstContact {
    FirstContact {
        conversation_id,
        customer_id,
        outcome: Outcome::Open,
        reason: ClassReason::Open,
        outcome_7d: Outcome::Open,
        reason_7d: ClassReason::Open,
        due_at: None,
        case,
    }
}

/// "还是没解决" as the first words of a new conversation is about the one before.
async fn complaint(tx: &mut Tx, event: &Event, customer_id: CustomerId) -> Result<()> {
    let what = &event.event;
    let own = what.conversation_id;
    let cases = first_contacts::of_customer(tx, event.org_id, customer_id, what.at.plus(-2 * DAYS_7), MOST_EARLIER).await?;
    if let Some(held) = cases.into_iter().find(|one| complained_of(&one.case, what.at) && Some(one.conversation_id) != own) {
        let mut next = held.clone();
        next.case.disputed_at = Some(what.at);
        settle(tx, event.org_id, Some(held), next, what.at).await?;
    }
    Ok(())
}

pub(crate) fn complained_of(case: &Case, at: Millis) -> bool {
    case.asked && case.ended_at.is_some_and(|ended| ended <= at && at.since(ended) <= DAYS_7)
}

/// A contact shows that earlier cases were not done, and is thereby itself no first contact.
async fn tell(tx: &mut Tx, org_id: OrgId, customer_id: CustomerId, contact: Contact, now: Millis) -> Result<()> {
    // Conversations are long: one that began a while before its end is looked at too.
    let since = contact.at.plus(-2 * DAYS_7);
    for held in first_contacts::of_customer(tx, org_id, customer_id, since, MOST_EARLIER).await? {
        if contact.conversation_id == Some(held.conversation_id) {
            continue;
        }
        let mut next = held.clone();
        if !next.case.note_later(&contact, DAYS_7) {
            continue;
        }
        let before = next.case.as_earlier(held.conversation_id, &contact);
        settle(tx, org_id, Some(held), next, now).await?;
        if let Some(id) = contact.conversation_id
            && let Some(later) = first_contacts::get(tx, org_id, id).await?
        {
            let mut next = later.clone();
            if next.case.note_earlier(&before) {
                settle(tx, org_id, Some(later), next, now).await?;
            }
        }
    }
    Ok(())
}

/// Decides anew what time alone has changed; returns how many rows that were.
pub(super) async fn run_due(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let due = first_contacts::due(&mut app.read(), now, DUE).await?;
    let mut changed = 0;
    for (org_id, id) in due {
        let moved = app
            .door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    let Some(held) = first_contacts::get(tx, org_id, id).await? else { return Ok(false) };
                    settle(tx, org_id, Some(held.clone()), held, now).await
                })
            })
            .await?;
        changed += usize::from(moved);
    }
    Ok(changed)
}

/// Decides, saves, and moves the figures from what was to what is. False when nothing changed.
async fn settle(tx: &mut Tx, org_id: OrgId, held: Option<FirstContact>, mut next: FirstContact, now: Millis) -> Result<bool> {
    decided(&mut next, now);
    if held.as_ref() == Some(&next) {
        return Ok(false);
    }
    first_contacts::save(tx, org_id, &next).await?;
    let mut moved = figures(&next);
    for (key, n) in held.iter().flat_map(figures) {
        *moved.entry(key).or_default() -= n;
    }
    ledger::count(tx, org_id, &moved).await?;
    Ok::<_, Error>(true)
}

pub(crate) fn decided(one: &mut FirstContact, now: Millis) {
    let (short, long) = (decide_first(&one.case, DAYS_3, now), decide_first(&one.case, DAYS_7, now));
    (one.outcome, one.reason) = (short.outcome, short.reason);
    (one.outcome_7d, one.reason_7d) = (long.outcome, long.reason);
    one.due_at = [short.due_at, long.due_at].into_iter().flatten().min();
}

pub(crate) fn figures(one: &FirstContact) -> BTreeMap<Key, i64> {
    counts(&one.case, one.outcome, one.outcome_7d)
}
