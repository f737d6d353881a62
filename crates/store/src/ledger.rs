//! The ledger of resolutions, as the follower of the event log writes it. Lists and figures: [`crate::ledger_lists`].

use crate::{Result, Row, Run, bulk, events, q};
use std::collections::BTreeMap;
use yingke_core::{
    event::Event,
    id::*,
    resolution::{
        Class, ClassReason, Facts,
        counts::{ItemUse, Key},
    },
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub entry_id: Option<EntryId>,
    pub class: Class,
    pub reason: ClassReason,
    pub class_7d: Class,
    pub reason_7d: ClassReason,
    pub due_at: Option<Millis>,
    pub facts: Facts,
    pub updated_at: Millis,
}

/// How far the log has been read; 0 before the first time.
pub async fn cursor(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    let row = on.opt(q!("SELECT seq FROM ledger_cursor WHERE org_id = $1", org_id)).await?;
    row.map_or(Ok(0), |row| row.get(0))
}

pub async fn set_cursor(on: &mut impl Run, org_id: OrgId, seq: i64) -> Result<()> {
    on.execute(q!(
        "INSERT INTO ledger_cursor (org_id, seq)
         VALUES ($1, $2)
         ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq",
        org_id,
        seq
    ))
    .await?;
    Ok(())
}

/// Every organisation, for the look after a start and after another node's death.
pub async fn orgs(on: &mut impl Run) -> Result<Vec<OrgId>> {
    on.all(q!("SELECT id FROM org ORDER BY id")).await?.iter().map(|row| row.get(0)).collect()
}

/// The events that concern the ledger, oldest first; a partial index holds only these.
pub async fn news(on: &mut impl Run, org_id: OrgId, after: i64, limit: i64) -> Result<Vec<Event>> {
    let rows = on
        .all(q!(
            "SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
               FROM event
              WHERE org_id = $1
                AND seq > $2
                AND kind IN ('bot.turn', 'path.taken', 'conversation.changed', 'ticket.created', 'ticket.changed', 'ticket.entry_added', 'resolution.disputed')
              ORDER BY seq
              LIMIT $3",
            org_id,
            after,
            limit
        ))
        .await?;
    rows.iter().map(events::event).collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<Entry>> {
    on.opt(q!(
        "SELECT conversation_id, customer_id, entry_id, class, reason, class_7d, reason_7d, due_at, facts, updated_at
           FROM ledger
          WHERE org_id = $1
            AND conversation_id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(entry)
    .transpose()
}

/// The conversations of a customer that began after `since`, oldest first: those that a new contact may concern.
pub async fn of_customer(on: &mut impl Run, org_id: OrgId, id: CustomerId, since: Millis, limit: i64) -> Result<Vec<Entry>> {
    let rows = on
        .all(q!(
            "SELECT conversation_id, customer_id, entry_id, class, reason, class_7d, reason_7d, due_at, facts, updated_at
               FROM ledger
              WHERE org_id = $1
                AND customer_id = $2
                AND started_at >= $3
              ORDER BY started_at DESC, conversation_id DESC
              LIMIT $4",
            org_id,
            id,
            since,
            limit
        ))
        .await?;
    let mut entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_>>()?;
    entries.reverse();
    Ok(entries)
}

/// What time alone changes, soonest first, of all organisations.
pub async fn due(on: &mut impl Run, now: Millis, limit: i64) -> Result<Vec<(OrgId, ConversationId)>> {
    let rows = on
        .all(q!(
            "SELECT org_id, conversation_id
               FROM ledger
              WHERE due_at IS NOT NULL
                AND due_at <= $1
              ORDER BY due_at
              LIMIT $2",
            now,
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub async fn save(on: &mut impl Run, org_id: OrgId, entry: &Entry) -> Result<()> {
    on.execute(q!(
        "INSERT INTO ledger (org_id, conversation_id, customer_id, entry_id, started_at, class, reason, class_7d, reason_7d, due_at, knowledge_id,
                deflected, facts, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (org_id, conversation_id) DO UPDATE
            SET customer_id = excluded.customer_id, entry_id = excluded.entry_id, started_at = excluded.started_at, class = excluded.class,
                reason = excluded.reason, class_7d = excluded.class_7d, reason_7d = excluded.reason_7d, due_at = excluded.due_at,
                knowledge_id = excluded.knowledge_id, deflected = excluded.deflected, facts = excluded.facts, updated_at = excluded.updated_at",
        org_id,
        entry.conversation_id,
        entry.customer_id,
        entry.entry_id,
        entry.facts.started_at(),
        entry.class.as_str(),
        entry.reason.as_str(),
        entry.class_7d.as_str(),
        entry.reason_7d.as_str(),
        entry.due_at,
        entry.facts.item(),
        entry.facts.deflected(),
        serde_json::to_string(&entry.facts)?,
        entry.updated_at
    ))
    .await?;
    Ok(())
}

/// The items of a conversation, as they are now.
pub async fn set_items(
    on: &mut impl Run,
    org_id: OrgId,
    id: ConversationId,
    started_at: Millis,
    items: &BTreeMap<KnowledgeId, ItemUse>,
) -> Result<()> {
    on.execute(q!("DELETE FROM ledger_item WHERE org_id = $1 AND conversation_id = $2", org_id, id)).await?;
    let items: Vec<(&KnowledgeId, &ItemUse)> = items.iter().collect();
    bulk::write(
        on,
        "INSERT INTO ledger_item (org_id, conversation_id, knowledge_id, started_at, helped, not_helped, annoyed)",
        &items,
        |(item, used)| {
            vec![
                org_id.into(),
                id.into(),
                (**item).into(),
                started_at.into(),
                used.helped.into(),
                used.not_helped.into(),
                used.annoyed.into(),
            ]
        },
        "",
    )
    .await
}

/// Moves figures.
pub async fn count(on: &mut impl Run, org_id: OrgId, moved: &BTreeMap<Key, i64>) -> Result<()> {
    let moved: Vec<(&Key, &i64)> = moved.iter().filter(|(_, n)| **n != 0).collect();
    bulk::write(
        on,
        "INSERT INTO ledger_count (org_id, scope, day, key, figure, value)",
        &moved,
        |((day, scope, key, figure), n)| {
            vec![org_id.into(), scope.as_str().into(), (*day).into(), key.clone().into(), (*figure).into(), (**n).into()]
        },
        "ON CONFLICT (org_id, scope, day, key, figure) DO UPDATE SET value = ledger_count.value + excluded.value",
    )
    .await
}

/// Empties the ledger of an organisation, so that it is made anew from the log.
pub async fn forget(on: &mut impl Run, org_id: OrgId) -> Result<()> {
    on.execute(q!("DELETE FROM ledger WHERE org_id = $1", org_id)).await?;
    on.execute(q!("DELETE FROM ledger_item WHERE org_id = $1", org_id)).await?;
    on.execute(q!("DELETE FROM ledger_count WHERE org_id = $1", org_id)).await?;
    on.execute(q!("DELETE FROM ledger_cursor WHERE org_id = $1", org_id)).await?;
    Ok(())
}

pub(crate) fn entry(row: &Row) -> Result<Entry> {
    let mut c = row.columns();
    Ok(Entry {
        conversation_id: c.take()?,
        customer_id: c.take()?,
        entry_id: c.take()?,
        class: c.word()?,
        reason: c.word()?,
        class_7d: c.word()?,
        reason_7d: c.word()?,
        due_at: c.take()?,
        facts: c.json()?,
        updated_at: c.take()?,
    })
}
