//! Queues: who waits in which order, the hunt pointer of each group, and the decisions that were made.

use crate::{Query, Result, Run, conversations::declined_from, dialect, q};
use yingke_core::{
    id::*,
    routing::{Strategy, next::Waiting, round_robin::Pointer},
    time::Millis,
};

/// How a group deals out its conversations.
#[derive(Debug, Clone, PartialEq)]
pub struct Dealing {
    pub group_id: GroupId,
    pub strategy: Strategy,
    pub pointer: Option<Pointer>,
}

/// Of the groups named, those that take conversations.
pub async fn dealings(on: &mut impl Run, org_id: OrgId, groups: &[GroupId]) -> Result<Vec<Dealing>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let groups = dialect::in_list(&mut query, groups);
    query.sql = format!(
        "SELECT id, strategy, pointer_seat, pointer_agent_id
           FROM agent_group
          WHERE org_id = {org}
            AND id IN {groups}
            AND kind = 'service'"
    )
    .into();
    on.all(query)
        .await?
        .iter()
        .map(|row| {
            let mut c = row.columns();
            let (group_id, strategy, seat, agent_id): (_, _, Option<i64>, Option<AgentId>) = (c.take()?, c.word()?, c.take()?, c.take()?);
            Ok(Dealing { group_id, strategy, pointer: seat.zip(agent_id).map(|(seat, agent_id)| Pointer { seat, agent_id }) })
        })
        .collect()
}

pub async fn set_pointer(on: &mut impl Run, org_id: OrgId, group_id: GroupId, pointer: Pointer) -> Result<()> {
    on.execute(q!(
        "UPDATE agent_group
            SET pointer_seat = $3, pointer_agent_id = $4
          WHERE org_id = $1
            AND id = $2",
        org_id,
        group_id,
        pointer.seat,
        pointer.agent_id
    ))
    .await?;
    Ok(())
}

/// The first of a queue, in the order of being served, after a place in it.
pub async fn heads(on: &mut impl Run, org_id: OrgId, group_id: GroupId, after: Option<&Waiting>, limit: i64) -> Result<Vec<Waiting>> {
    let (priority, enqueued_at, id) =
        after.map_or((i64::MAX, Millis(i64::MIN), ConversationId(uuid::Uuid::nil())), |w| (w.priority, w.enqueued_at, w.conversation_id));
    let rows = on
        .all(q!(
            "SELECT id, customer_id, priority, enqueued_at, declined_by
               FROM conversation
              WHERE org_id = $1
                AND group_id = $2
                AND state = 'queued'
                AND (priority < $3 OR (priority = $3 AND (enqueued_at, id) > ($4, $5)))
              ORDER BY priority DESC, enqueued_at, id
              LIMIT $6",
            org_id,
            group_id,
            priority,
            enqueued_at,
            id,
            limit
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(Waiting {
                conversation_id: c.take()?,
                customer_id: c.take()?,
                group_id,
                priority: c.take()?,
                enqueued_at: c.take()?,
                declined: declined_from(&c.take::<String>()?)?,
            })
        })
        .collect()
}

pub async fn length(on: &mut impl Run, org_id: OrgId, group_id: GroupId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM conversation WHERE org_id = $1 AND group_id = $2 AND state = 'queued'", org_id, group_id)).await?.get(0)
}

/// How many are served before this one.
pub async fn ahead_of(
    on: &mut impl Run,
    org_id: OrgId,
    group_id: GroupId,
    priority: i64,
    enqueued_at: Millis,
    id: ConversationId,
) -> Result<i64> {
    on.one(q!(
        "SELECT COUNT(*)
           FROM conversation
          WHERE org_id = $1
            AND group_id = $2
            AND state = 'queued'
            AND (priority > $3 OR (priority = $3 AND (enqueued_at, id) < ($4, $5)))",
        org_id,
        group_id,
        priority,
        enqueued_at,
        id
    ))
    .await?
    .get(0)
}

/// When people of this group last took a conversation, newest first.
pub async fn recent_accepts(on: &mut impl Run, org_id: OrgId, group_id: GroupId, since: Millis, limit: i64) -> Result<Vec<Millis>> {
    let rows = on
        .all(q!(
            "SELECT accepted_at
               FROM conversation
              WHERE org_id = $1
                AND group_id = $2
                AND accepted_at IS NOT NULL
                AND accepted_at >= $3
              ORDER BY accepted_at DESC
              LIMIT $4",
            org_id,
            group_id,
            since,
            limit
        ))
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The group that takes what comes in without one: the oldest service group.
pub async fn default_group(on: &mut impl Run, org_id: OrgId) -> Result<Option<GroupId>> {
    on.opt(q!("SELECT id FROM agent_group WHERE org_id = $1 AND kind = 'service' ORDER BY created_at, id LIMIT 1", org_id))
        .await?
        .map(|row| row.get(0))
        .transpose()
}

/// The group of an entry, when it still takes conversations.
pub async fn group_of_entry(on: &mut impl Run, org_id: OrgId, entry_id: EntryId) -> Result<Option<GroupId>> {
    on.opt(q!(
        "SELECT g.id
           FROM entry e
           JOIN agent_group g ON g.org_id = e.org_id AND g.id = e.group_id
          WHERE e.org_id = $1
            AND e.id = $2
            AND g.kind = 'service'",
        org_id,
        entry_id
    ))
    .await?
    .map(|row| row.get(0))
    .transpose()
}

pub async fn group_name(on: &mut impl Run, org_id: OrgId, id: GroupId) -> Result<Option<yingke_core::text::Text>> {
    let row = on.opt(q!("SELECT name FROM agent_group WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    row.map(|row| row.columns().json()).transpose()
}

/// A decision as it is kept: "why this agent".
#[derive(Debug, Clone)]
pub struct Decision {
    pub id: DecisionId,
    pub conversation_id: ConversationId,
    pub at: Millis,
    pub group_id: Option<GroupId>,
    pub strategy: String,
    pub winner: Option<AgentId>,
    pub reason: String,
    /// JSON.
    pub candidates: String,
}

pub async fn insert_decision(on: &mut impl Run, org_id: OrgId, decision: &Decision) -> Result<()> {
    on.execute(q!(
        "INSERT INTO routing_decision (org_id, conversation_id, id, at, group_id, strategy, winner, reason, candidates)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        org_id,
        decision.conversation_id,
        decision.id,
        decision.at,
        decision.group_id,
        &decision.strategy,
        decision.winner,
        &decision.reason,
        &decision.candidates
    ))
    .await?;
    Ok(())
}

/// Newest first.
pub async fn decisions(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<Decision>> {
    let rows = on
        .all(q!(
            "SELECT id, conversation_id, at, group_id, strategy, winner, reason, candidates
               FROM routing_decision
              WHERE org_id = $1
                AND conversation_id = $2
              ORDER BY id DESC
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(Decision {
                id: c.take()?,
                conversation_id: c.take()?,
                at: c.take()?,
                group_id: c.take()?,
                strategy: c.take()?,
                winner: c.take()?,
                reason: c.take()?,
                candidates: c.take()?,
            })
        })
        .collect()
}

/// One group's queue and running conversations, for the wall. Both reads touch only the rows of partial indexes: what waits
/// and what is held now.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub group_id: Option<GroupId>,
    pub waiting: i64,
    pub oldest_enqueued_at: Option<Millis>,
    pub active: i64,
}

pub async fn standing(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Standing>> {
    let waiting = on
        .all(q!(
            "SELECT group_id, COUNT(*), MIN(enqueued_at)
               FROM conversation
              WHERE org_id = $1
                AND state = 'queued'
              GROUP BY group_id",
            org_id
        ))
        .await?;
    let held = on
        .all(q!(
            "SELECT group_id, COUNT(*)
               FROM conversation
              WHERE org_id = $1
                AND state IN ('offered', 'active', 'wrapup')
              GROUP BY group_id",
            org_id
        ))
        .await?;
    let mut all: Vec<Standing> = Vec::new();
    for row in &waiting {
        all.push(Standing { group_id: row.get(0)?, waiting: row.get(1)?, oldest_enqueued_at: row.get(2)?, active: 0 });
    }
    for row in &held {
        let (group_id, active) = (row.get(0)?, row.get(1)?);
        match all.iter_mut().find(|standing| standing.group_id == group_id) {
            Some(standing) => standing.active = active,
            None => all.push(Standing { group_id, waiting: 0, oldest_enqueued_at: None, active }),
        }
    }
    Ok(all)
}
