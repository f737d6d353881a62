//! What was sent to customers although the guard held it back, with the reason.

use crate::{Result, Row, Run, facts::Thread, q};
use uuid::Uuid;
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    pub id: Uuid,
    pub at: Millis,
    pub thread: Thread,
    /// The message, or the entry of the ticket.
    pub said_id: Uuid,
    pub agent_id: AgentId,
    /// What was found, as stable words.
    pub codes: Vec<String>,
    pub reason: String,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, new: &Override) -> Result<()> {
    let (thread_kind, thread_id) = new.thread.columns();
    on.execute(q!(
        "INSERT INTO guard_override (org_id, id, at, thread_kind, thread_id, said_id, agent_id, codes, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        org_id,
        new.id,
        new.at,
        thread_kind,
        thread_id,
        new.said_id,
        new.agent_id,
        serde_json::to_string(&new.codes)?,
        &new.reason
    ))
    .await?;
    Ok(())
}

/// Newest first; `before` is the last one of the page before.
pub async fn list(on: &mut impl Run, org_id: OrgId, before: Option<Uuid>, limit: i64) -> Result<Vec<Override>> {
    on.all(q!(
        "SELECT id, at, thread_kind, thread_id, said_id, agent_id, codes, reason
           FROM guard_override
          WHERE org_id = $1
            AND id < $2
          ORDER BY id DESC
          LIMIT $3",
        org_id,
        before.unwrap_or(Uuid::max()),
        limit
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Result<Override> {
    let mut c = row.columns();
    let (id, at) = (c.take()?, c.take()?);
    let (thread_kind, thread_id): (String, Uuid) = (c.take()?, c.take()?);
    Ok(Override {
        id,
        at,
        thread: Thread::from_columns(&thread_kind, thread_id),
        said_id: c.take()?,
        agent_id: c.take()?,
        codes: c.json()?,
        reason: c.take()?,
    })
}
