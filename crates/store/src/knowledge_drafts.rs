//! The working copy of an item: at most one.

use crate::{Result, Row, Run, q};
use yingke_core::{
    id::*,
    knowledge::{Content, review::Stage},
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub stage: Stage,
    pub content: Content,
    /// What the business wrote before it was polished.
    pub original: Option<Content>,
    /// Everybody who wrote at it.
    pub authors: Vec<AgentId>,
    /// What the last one who handed it on said.
    pub note: String,
    pub version: i64,
    pub updated_at: Millis,
}

pub async fn get(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId) -> Result<Option<Draft>> {
    on.opt(q!(
        "SELECT stage, content, original, authors, note, version, updated_at FROM knowledge_draft WHERE org_id = $1 AND knowledge_id = $2",
        org_id,
        knowledge_id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// A new one, or the next version of one that was read as `expected`. False: somebody was faster.
pub async fn save(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId, draft: &Draft, expected: i64) -> Result<bool> {
    let original = draft.original.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default();
    let rows = on
        .execute(q!(
            "INSERT INTO knowledge_draft (org_id, knowledge_id, stage, content, original, authors, note, version, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (org_id, knowledge_id) DO UPDATE
                SET stage = excluded.stage, content = excluded.content, original = excluded.original, authors = excluded.authors, note = excluded.note,
                    version = excluded.version, updated_at = excluded.updated_at
              WHERE knowledge_draft.version = $10",
            org_id,
            knowledge_id,
            draft.stage.as_str(),
            serde_json::to_string(&draft.content)?,
            original,
            serde_json::to_string(&draft.authors)?,
            &draft.note,
            draft.version,
            draft.updated_at,
            expected
        ))
        .await?;
    Ok(rows == 1)
}

pub async fn delete(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId) -> Result<bool> {
    Ok(on.execute(q!("DELETE FROM knowledge_draft WHERE org_id = $1 AND knowledge_id = $2", org_id, knowledge_id)).await? == 1)
}

fn read(row: &Row) -> Result<Draft> {
    let mut c = row.columns();
    let (stage, content) = (c.word()?, c.json()?);
    let original: String = c.take()?;
    let original = if original.is_empty() { None } else { Some(serde_json::from_str(&original)?) };
    Ok(Draft { stage, content, original, authors: c.json()?, note: c.take()?, version: c.take()?, updated_at: c.take()? })
}
