//! Saved filters of lists: an agent's own, and those shared with everybody (no owner).

use crate::{Result, Row, Run, q};
use yingke_core::id::*;

#[derive(Debug, Clone, PartialEq)]
pub struct SavedView {
    pub id: ViewId,
    /// None = shared.
    pub agent_id: Option<AgentId>,
    pub name: String,
    pub target: String,
    pub filter: serde_json::Value,
    pub position: i64,
}

/// What this agent sees: the shared ones first, then the own ones.
pub async fn visible(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, limit: i64) -> Result<Vec<SavedView>> {
    on.all(q!(
        "SELECT id, agent_id, name, target, filter, position
           FROM saved_view
          WHERE org_id = $1
            AND (agent_id IS NULL OR agent_id = $2)
          ORDER BY CASE WHEN agent_id IS NULL THEN 0 ELSE 1 END, position, id
          LIMIT $3",
        org_id,
        agent_id,
        limit
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

/// One that this agent may see.
pub async fn get(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, id: ViewId) -> Result<Option<SavedView>> {
    on.opt(q!(
        "SELECT id, agent_id, name, target, filter, position
           FROM saved_view
          WHERE org_id = $1
            AND id = $2
            AND (agent_id IS NULL OR agent_id = $3)",
        org_id,
        id,
        agent_id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, new: &SavedView) -> Result<()> {
    on.execute(q!(
        "INSERT INTO saved_view (id, org_id, agent_id, name, target, filter, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        org_id,
        new.agent_id,
        &new.name,
        &new.target,
        new.filter.to_string(),
        new.position
    ))
    .await?;
    Ok(())
}

pub async fn update(on: &mut impl Run, org_id: OrgId, changed: &SavedView) -> Result<()> {
    on.execute(q!(
        "UPDATE saved_view
            SET agent_id = $3, name = $4, target = $5, filter = $6, position = $7
          WHERE org_id = $1
            AND id = $2",
        org_id,
        changed.id,
        changed.agent_id,
        &changed.name,
        &changed.target,
        changed.filter.to_string(),
        changed.position
    ))
    .await?;
    Ok(())
}

pub async fn delete(on: &mut impl Run, org_id: OrgId, id: ViewId) -> Result<()> {
    on.execute(q!("DELETE FROM saved_view WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    Ok(())
}

fn read(row: &Row) -> Result<SavedView> {
    let mut c = row.columns();
    Ok(SavedView { id: c.take()?, agent_id: c.take()?, name: c.take()?, target: c.take()?, filter: c.json()?, position: c.take()? })
}
