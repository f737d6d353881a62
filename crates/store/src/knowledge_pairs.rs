//! Pairs of knowledge items that a person has judged to be fine beside each other.

use crate::{Result, Run, q};
use std::collections::HashMap;
use yingke_core::{id::*, time::Millis};

/// The versions of both at the time of the judgement, by pair (the smaller id first).
pub async fn judged(on: &mut impl Run, org_id: OrgId) -> Result<HashMap<(KnowledgeId, KnowledgeId), (i64, i64)>> {
    let rows = on.all(q!("SELECT a, b, a_version, b_version FROM knowledge_pair WHERE org_id = $1 LIMIT 20000", org_id)).await?;
    rows.iter().map(|row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?)))).collect()
}

pub async fn judge(
    on: &mut impl Run,
    org_id: OrgId,
    pair: (KnowledgeId, KnowledgeId),
    versions: (i64, i64),
    agent_id: Option<AgentId>,
    at: Millis,
) -> Result<()> {
    on.execute(q!(
        "INSERT INTO knowledge_pair (org_id, a, b, a_version, b_version, agent_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (org_id, a, b) DO UPDATE
            SET a_version = excluded.a_version, b_version = excluded.b_version, agent_id = excluded.agent_id, at = excluded.at",
        org_id,
        pair.0,
        pair.1,
        versions.0,
        versions.1,
        agent_id,
        at
    ))
    .await?;
    Ok(())
}
