//! Walks through SOPs, kept with the conversation or the ticket they were made for.

use crate::{Result, Row, Run, q};
use yingke_core::{id::*, knowledge::sop::Walk, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub id: WalkId,
    pub knowledge_id: KnowledgeId,
    pub knowledge_version: i64,
    pub title: String,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    /// Who began it.
    pub agent_id: AgentId,
    pub walk: Walk,
    pub version: i64,
    pub started_at: Millis,
    pub updated_at: Millis,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, w: &Stored) -> Result<()> {
    on.execute(q!(
        "INSERT INTO sop_walk (id, org_id, knowledge_id, knowledge_version, title, conversation_id, ticket_id, agent_id, state, at_step, steps, trail,
                               version, started_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        w.id,
        org_id,
        w.knowledge_id,
        w.knowledge_version,
        &w.title,
        w.conversation_id,
        w.ticket_id,
        w.agent_id,
        w.walk.state.as_str(),
        &w.walk.at_step,
        serde_json::to_string(&w.walk.steps)?,
        serde_json::to_string(&w.walk.trail)?,
        w.version,
        w.started_at,
        w.updated_at
    ))
    .await?;
    Ok(())
}

/// False: somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, w: &Stored, expected: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE sop_walk
                SET state = $4, at_step = $5, trail = $6, updated_at = $7, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND version = $3",
            org_id,
            w.id,
            expected,
            w.walk.state.as_str(),
            &w.walk.at_step,
            serde_json::to_string(&w.walk.trail)?,
            w.updated_at
        ))
        .await?;
    Ok(rows == 1)
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: WalkId) -> Result<Option<Stored>> {
    on.opt(q!(
        "SELECT id, knowledge_id, knowledge_version, title, conversation_id, ticket_id, agent_id, state, at_step, steps, trail, version, started_at, updated_at
           FROM sop_walk
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Newest first.
pub async fn of_conversation(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<Stored>> {
    let rows = on
        .all(q!(
            "SELECT id, knowledge_id, knowledge_version, title, conversation_id, ticket_id, agent_id, state, at_step, steps, trail, version, started_at,
                    updated_at
               FROM sop_walk
              WHERE org_id = $1
                AND conversation_id = $2
              ORDER BY started_at DESC, id DESC
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(read).collect()
}

/// Newest first.
pub async fn of_ticket(on: &mut impl Run, org_id: OrgId, id: TicketId, limit: i64) -> Result<Vec<Stored>> {
    let rows = on
        .all(q!(
            "SELECT id, knowledge_id, knowledge_version, title, conversation_id, ticket_id, agent_id, state, at_step, steps, trail, version, started_at,
                    updated_at
               FROM sop_walk
              WHERE org_id = $1
                AND ticket_id = $2
              ORDER BY started_at DESC, id DESC
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Stored> {
    let mut c = row.columns();
    let (id, knowledge_id, knowledge_version, title, conversation_id, ticket_id, agent_id) =
        (c.take()?, c.take()?, c.take()?, c.take()?, c.take()?, c.take()?, c.take()?);
    let (state, at_step, steps, trail) = (c.word()?, c.take()?, c.json()?, c.json()?);
    Ok(Stored {
        id,
        knowledge_id,
        knowledge_version,
        title,
        conversation_id,
        ticket_id,
        agent_id,
        walk: Walk { steps, at_step, trail, state },
        version: c.take()?,
        started_at: c.take()?,
        updated_at: c.take()?,
    })
}
