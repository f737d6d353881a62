//! Who has confirmed reading what (S0-21).

use crate::{Result, Run, q};
use yingke_core::{id::*, time::Millis};

/// An agent's confirmation of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ack {
    pub agent_id: AgentId,
    pub version: i64,
    pub at: Millis,
}

/// Never goes back to an older version.
pub async fn save(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId, ack: Ack) -> Result<()> {
    on.execute(q!(
        "INSERT INTO knowledge_ack (org_id, knowledge_id, agent_id, version, at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, knowledge_id, agent_id) DO UPDATE
            SET version = excluded.version, at = excluded.at
          WHERE knowledge_ack.version < excluded.version",
        org_id,
        knowledge_id,
        ack.agent_id,
        ack.version,
        ack.at
    ))
    .await?;
    Ok(())
}

pub async fn of_item(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId) -> Result<Vec<Ack>> {
    let rows = on
        .all(q!(
            "SELECT agent_id, version, at FROM knowledge_ack WHERE org_id = $1 AND knowledge_id = $2 ORDER BY at DESC, agent_id LIMIT 5000",
            org_id,
            knowledge_id
        ))
        .await?;
    rows.iter().map(|row| Ok(Ack { agent_id: row.get(0)?, version: row.get(1)?, at: row.get(2)? })).collect()
}
