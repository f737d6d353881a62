//! The event log: appended at the end of every batch, read by everything that follows what happened.

use crate::{Result, Run, Tx, bulk, dialect, door::CommittedEvent, q};
use std::collections::BTreeMap;
use yingke_core::{
    event::{Actor, Event, NewEvent},
    id::*,
};

/// Takes the write lock of the organisations, in order, and returns their last sequences. Held until commit, it
/// makes sequences gapless and visible in order, on any number of nodes.
pub(crate) async fn lock(tx: &mut impl Run, orgs: &[OrgId]) -> Result<BTreeMap<OrgId, i64>> {
    let mut sequences = BTreeMap::new();
    for org_id in orgs {
        // On SQLite the whole database is locked by BEGIN IMMEDIATE; on PostgreSQL this update takes the row.
        let row = tx.opt(q!("UPDATE org_counter SET event_seq = event_seq WHERE org_id = $1 RETURNING event_seq", *org_id)).await?;
        if let Some(row) = row {
            sequences.insert(*org_id, row.get(0)?);
        }
    }
    Ok(sequences)
}

pub(crate) async fn flush(tx: &mut Tx, locked: &BTreeMap<OrgId, i64>) -> Result<()> {
    crate::stats::flush(tx).await?;
    let events = std::mem::take(&mut tx.events);
    let head = format!(
        "{} event (org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data)",
        dialect::insert_into(tx.engine())
    );
    bulk::write(tx, &head, &events, |CommittedEvent { event, .. }| columns(event.org_id, event.seq, &event.event), "").await?;
    tx.events = events;
    let moved: Vec<(OrgId, i64)> =
        tx.sequences.iter().filter(|(org_id, seq)| locked.get(org_id) != Some(seq)).map(|(o, s)| (*o, *s)).collect();
    for (org_id, seq) in moved {
        tx.execute(q!("UPDATE org_counter SET event_seq = $2 WHERE org_id = $1", org_id, seq)).await?;
    }
    Ok(())
}

/// Up to `limit` events after `after`, oldest first.
pub async fn after(on: &mut impl Run, org_id: OrgId, after: i64, limit: i64) -> Result<Vec<Event>> {
    let rows = on
        .all(q!(
            "SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
               FROM event
              WHERE org_id = $1
                AND seq > $2
              ORDER BY seq
              LIMIT $3",
            org_id,
            after,
            limit
        ))
        .await?;
    rows.iter().map(event).collect()
}

/// The same for what concerns one customer.
pub async fn after_for_customer(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, after: i64, limit: i64) -> Result<Vec<Event>> {
    let rows = on
        .all(q!(
            "SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
               FROM event
              WHERE org_id = $1
                AND customer_id = $2
                AND seq > $3
              ORDER BY seq
              LIMIT $4",
            org_id,
            customer_id,
            after,
            limit
        ))
        .await?;
    rows.iter().map(event).collect()
}

/// The newest sequence of the organisation.
pub async fn head(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT event_seq FROM org_counter WHERE org_id = $1", org_id)).await?.get(0)
}

/// How many events there are: equal to [`head`] when none is missing.
pub async fn count(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM event WHERE org_id = $1", org_id)).await?.get(0)
}

pub(crate) fn columns(org_id: OrgId, seq: i64, event: &NewEvent) -> Vec<crate::Arg> {
    let (kind, id) = actor_columns(&event.actor);
    vec![
        org_id.into(),
        seq.into(),
        event.at.into(),
        event.kind.as_str().into(),
        kind.into(),
        id.into(),
        event.conversation_id.into(),
        event.ticket_id.into(),
        event.customer_id.into(),
        event.agent_id.into(),
        crate::append::payload_text(&event.data).into(),
    ]
}

pub fn actor_columns(actor: &Actor) -> (&'static str, Option<uuid::Uuid>) {
    match actor {
        Actor::Agent(id) => ("agent", Some(id.0)),
        Actor::Customer(id) => ("customer", Some(id.0)),
        Actor::ApiKey(id) => ("api_key", Some(id.0)),
        Actor::Bot => ("bot", None),
        Actor::System => ("system", None),
    }
}

pub fn actor_from(kind: &str, id: Option<uuid::Uuid>) -> Result<Actor> {
    Ok(match (kind, id) {
        ("agent", Some(id)) => Actor::Agent(AgentId(id)),
        ("customer", Some(id)) => Actor::Customer(CustomerId(id)),
        ("api_key", Some(id)) => Actor::ApiKey(ApiKeyId(id)),
        ("bot", None) => Actor::Bot,
        ("system", None) => Actor::System,
        (kind, id) => return Err(crate::Error::Corrupt(format!("actor {kind:?} with id {id:?}"))),
    })
}

pub(crate) fn event(row: &crate::Row) -> Result<Event> {
    let mut c = row.columns();
    let (org_id, seq, at, kind) = (c.take()?, c.take()?, c.take()?, c.word()?);
    let (actor_kind, actor_id): (String, Option<uuid::Uuid>) = (c.take()?, c.take()?);
    Ok(Event {
        org_id,
        seq,
        event: NewEvent {
            kind,
            at,
            actor: actor_from(&actor_kind, actor_id)?,
            conversation_id: c.take()?,
            ticket_id: c.take()?,
            customer_id: c.take()?,
            agent_id: c.take()?,
            data: crate::append::payload_from(&c.take::<String>()?)?,
        },
    })
}
