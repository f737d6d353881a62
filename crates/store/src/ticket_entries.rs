//! The timeline of a ticket: only ever appended to, without gaps.

use crate::{Arg, Result, Row, Run, bulk, events, q};
use uuid::Uuid;
use yingke_core::{event::Actor, id::*, ticket::EntryKind, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub ticket_id: TicketId,
    pub seq: i64,
    pub id: Uuid,
    /// The sender's own id; for entries that nobody sends, the entry's id.
    pub client_id: String,
    pub kind: EntryKind,
    pub public: bool,
    pub actor: Actor,
    pub body: String,
    pub payload: serde_json::Value,
    pub at: Millis,
}

pub async fn insert_many(on: &mut impl Run, org_id: OrgId, entries: &[Entry]) -> Result<()> {
    let head = "INSERT INTO ticket_entry (org_id, ticket_id, seq, id, client_id, kind, public, actor_kind, actor_id, body, payload, at)";
    bulk::write(
        on,
        head,
        entries,
        |entry| {
            let (actor_kind, actor_id) = events::actor_columns(&entry.actor);
            vec![
                org_id.into(),
                entry.ticket_id.into(),
                entry.seq.into(),
                entry.id.into(),
                Arg::from(&entry.client_id),
                entry.kind.as_str().into(),
                entry.public.into(),
                actor_kind.into(),
                actor_id.into(),
                Arg::from(&entry.body),
                crate::append::payload_text(&entry.payload).into(),
                entry.at.into(),
            ]
        },
        "",
    )
    .await
}

/// Entries after `after`, oldest first.
pub async fn page(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, after: i64, limit: i64) -> Result<Vec<Entry>> {
    on.all(q!(
        "SELECT ticket_id, seq, id, client_id, kind, public, actor_kind, actor_id, body, payload, at
           FROM ticket_entry
          WHERE org_id = $1
            AND ticket_id = $2
            AND seq > $3
          ORDER BY seq
          LIMIT $4",
        org_id,
        ticket_id,
        after,
        limit
    ))
    .await?
    .iter()
    .map(entry)
    .collect()
}

/// What the customer may see: the newest `limit` public ones, oldest first.
pub async fn public(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, limit: i64) -> Result<Vec<Entry>> {
    let rows = on
        .all(q!(
            "SELECT ticket_id, seq, id, client_id, kind, public, actor_kind, actor_id, body, payload, at
               FROM ticket_entry
              WHERE org_id = $1
                AND ticket_id = $2
                AND public
              ORDER BY seq DESC
              LIMIT $3",
            org_id,
            ticket_id,
            limit
        ))
        .await?;
    rows.iter().rev().map(entry).collect()
}

/// What staff have said to the customer in this ticket, newest first.
pub async fn said_by_staff(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, limit: i64) -> Result<Vec<String>> {
    on.all(q!(
        "SELECT body
           FROM ticket_entry
          WHERE org_id = $1
            AND ticket_id = $2
            AND public
            AND actor_kind IN ('agent', 'api_key')
            AND kind IN ('public_reply', 'milestone')
            AND body <> ''
          ORDER BY seq DESC
          LIMIT $3",
        org_id,
        ticket_id,
        limit
    ))
    .await?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// The same of all tickets that came from a conversation.
pub async fn said_by_staff_after(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<String>> {
    on.all(q!(
        "SELECT e.body
           FROM ticket AS t
           JOIN ticket_entry AS e ON e.org_id = t.org_id AND e.ticket_id = t.id
          WHERE t.org_id = $1
            AND t.conversation_id = $2
            AND e.public
            AND e.actor_kind IN ('agent', 'api_key')
            AND e.kind IN ('public_reply', 'milestone')
            AND e.body <> ''
          ORDER BY e.at DESC, e.ticket_id, e.seq DESC
          LIMIT $3",
        org_id,
        id,
        limit
    ))
    .await?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub async fn one(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, seq: i64) -> Result<Option<Entry>> {
    on.opt(q!(
        "SELECT ticket_id, seq, id, client_id, kind, public, actor_kind, actor_id, body, payload, at
           FROM ticket_entry
          WHERE org_id = $1
            AND ticket_id = $2
            AND seq = $3",
        org_id,
        ticket_id,
        seq
    ))
    .await?
    .as_ref()
    .map(entry)
    .transpose()
}

pub async fn by_client_id(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, client_id: &str) -> Result<Option<Entry>> {
    on.opt(q!(
        "SELECT ticket_id, seq, id, client_id, kind, public, actor_kind, actor_id, body, payload, at
           FROM ticket_entry
          WHERE org_id = $1
            AND ticket_id = $2
            AND client_id = $3",
        org_id,
        ticket_id,
        client_id
    ))
    .await?
    .as_ref()
    .map(entry)
    .transpose()
}

fn entry(row: &Row) -> Result<Entry> {
    let mut c = row.columns();
    let (ticket_id, seq, id, client_id, kind, public) = (c.take()?, c.take()?, c.take()?, c.take()?, c.word()?, c.take()?);
    let (actor_kind, actor_id): (String, Option<Uuid>) = (c.take()?, c.take()?);
    Ok(Entry {
        ticket_id,
        seq,
        id,
        client_id,
        kind,
        public,
        actor: events::actor_from(&actor_kind, actor_id)?,
        body: c.take()?,
        payload: crate::append::payload_from(&c.take::<String>()?)?,
        at: c.take()?,
    })
}
