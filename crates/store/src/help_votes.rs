//! What readers of the help centre said about an article.

use crate::{Result, Run, q};
use yingke_core::{id::*, time::Millis};

/// What this reader had said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    None,
    Same,
    Other,
}

pub async fn put(on: &mut impl Run, org_id: OrgId, id: KnowledgeId, voter: &[u8; 32], helped: bool, at: Millis) -> Result<Before> {
    let row = on.opt(q!("SELECT helped FROM help_vote WHERE org_id = $1 AND knowledge_id = $2 AND voter = $3", org_id, id, *voter)).await?;
    let before = match row.map(|row| row.get::<bool>(0)).transpose()? {
        None => Before::None,
        Some(same) if same == helped => return Ok(Before::Same),
        Some(_) => Before::Other,
    };
    on.execute(q!(
        "INSERT INTO help_vote (org_id, knowledge_id, voter, helped, at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, knowledge_id, voter) DO UPDATE SET helped = excluded.helped, at = excluded.at",
        org_id,
        id,
        *voter,
        helped,
        at
    ))
    .await?;
    Ok(before)
}

/// Moves the item's own counters by (helped, not helped).
pub async fn count(on: &mut impl Run, org_id: OrgId, id: KnowledgeId, moved: (i64, i64)) -> Result<()> {
    on.execute(q!(
        "UPDATE knowledge SET helped = helped + $3, not_helped = not_helped + $4 WHERE org_id = $1 AND id = $2",
        org_id,
        id,
        moved.0,
        moved.1
    ))
    .await?;
    Ok(())
}
