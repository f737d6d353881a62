//! First-contact resolution, one row a conversation. Written by the follower of the event log, beside the ledger.

use crate::{Query, Result, Row, Run, events, q};
use uuid::Uuid;
use yingke_core::{
    event::Event,
    id::*,
    resolution::{
        ClassReason,
        first::{By, Case, Outcome},
    },
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct FirstContact {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub outcome: Outcome,
    pub reason: ClassReason,
    pub outcome_7d: Outcome,
    pub reason_7d: ClassReason,
    pub due_at: Option<Millis>,
    pub case: Case,
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<FirstContact>> {
    on.opt(q!(
        "SELECT conversation_id, customer_id, outcome, reason, outcome_7d, reason_7d, due_at, facts
           FROM first_contact
          WHERE org_id = $1
            AND conversation_id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(row)
    .transpose()
}

/// The newest of a customer that began after `since`: those that a new contact may concern.
pub async fn of_customer(on: &mut impl Run, org_id: OrgId, id: CustomerId, since: Millis, limit: i64) -> Result<Vec<FirstContact>> {
    let rows = on
        .all(q!(
            "SELECT conversation_id, customer_id, outcome, reason, outcome_7d, reason_7d, due_at, facts
               FROM first_contact
              WHERE org_id = $1
                AND customer_id = $2
                AND began_at >= $3
              ORDER BY began_at DESC, conversation_id DESC
              LIMIT $4",
            org_id,
            id,
            since,
            limit
        ))
        .await?;
    rows.iter().map(row).collect()
}

/// The newest events of a customer before a place in the log, as far as they may be contacts by request.
pub async fn requests_before(on: &mut impl Run, org_id: OrgId, id: CustomerId, seq: i64, limit: i64) -> Result<Vec<Event>> {
    let rows = on
        .all(q!(
            "SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
               FROM (SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
                       FROM event
                      WHERE org_id = $1
                        AND customer_id = $2
                        AND seq < $3
                      ORDER BY seq DESC
                      LIMIT $4) AS recent
              WHERE kind IN ('ticket.created', 'ticket.entry_added')
              ORDER BY seq",
            org_id,
            id,
            seq,
            limit
        ))
        .await?;
    rows.iter().map(events::event).collect()
}

/// What time alone changes, soonest first, of all organisations.
pub async fn due(on: &mut impl Run, now: Millis, limit: i64) -> Result<Vec<(OrgId, ConversationId)>> {
    let rows = on
        .all(q!(
            "SELECT org_id, conversation_id
               FROM first_contact
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

pub async fn save(on: &mut impl Run, org_id: OrgId, one: &FirstContact) -> Result<()> {
    on.execute(q!(
        "INSERT INTO first_contact (org_id, conversation_id, customer_id, began_at, ended_at, served_by, outcome, reason, outcome_7d, reason_7d,
                due_at, facts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (org_id, conversation_id) DO UPDATE
            SET customer_id = excluded.customer_id, ended_at = excluded.ended_at, served_by = excluded.served_by, outcome = excluded.outcome,
                reason = excluded.reason, outcome_7d = excluded.outcome_7d, reason_7d = excluded.reason_7d, due_at = excluded.due_at,
                facts = excluded.facts",
        org_id,
        one.conversation_id,
        one.customer_id,
        one.case.began_at,
        one.case.ended_at,
        one.case.by().as_str(),
        one.outcome.as_str(),
        one.reason.as_str(),
        one.outcome_7d.as_str(),
        one.reason_7d.as_str(),
        one.due_at,
        serde_json::to_string(&one.case)?
    ))
    .await?;
    Ok(())
}

/// Which rows a figure opens.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub outcome: Option<Outcome>,
    /// By the window of seven days.
    pub long: bool,
    pub by: Option<By>,
    pub from: Millis,
    pub to: Millis,
}

/// Cases that ended in a time, the last one first.
pub async fn list(on: &mut impl Run, org_id: OrgId, wanted: &Wanted, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<FirstContact>> {
    let mut query = Query::new("");
    let (org, from, to) = (query.push(org_id), query.push(wanted.from), query.push(wanted.to));
    let mut sql = format!(
        "SELECT conversation_id, customer_id, outcome, reason, outcome_7d, reason_7d, due_at, facts
           FROM first_contact
          WHERE org_id = {org}
            AND ended_at IS NOT NULL
            AND ended_at >= {from}
            AND ended_at < {to}"
    );
    if let Some(outcome) = wanted.outcome {
        let outcome = query.push(outcome.as_str());
        sql += &format!(" AND {} = {outcome}", if wanted.long { "outcome_7d" } else { "outcome" });
    }
    if let Some(by) = wanted.by {
        let by = query.push(by.as_str());
        sql += &format!(" AND served_by = {by}");
    }
    if let Some((at, id)) = before {
        let (at, id) = (query.push(at), query.push(id));
        sql += &format!(" AND (ended_at < {at} OR (ended_at = {at} AND conversation_id < {id}))");
    }
    let limit = query.push(limit);
    sql += &format!(" ORDER BY ended_at DESC, conversation_id DESC LIMIT {limit}");
    query.sql = sql.into();
    on.all(query).await?.iter().map(row).collect()
}

pub async fn forget(on: &mut impl Run, org_id: OrgId) -> Result<()> {
    on.execute(q!("DELETE FROM first_contact WHERE org_id = $1", org_id)).await?;
    Ok(())
}

fn row(row: &Row) -> Result<FirstContact> {
    let mut c = row.columns();
    Ok(FirstContact {
        conversation_id: c.take()?,
        customer_id: c.take()?,
        outcome: c.word()?,
        reason: c.word()?,
        outcome_7d: c.word()?,
        reason_7d: c.word()?,
        due_at: c.take()?,
        case: c.json()?,
    })
}
