//! Every version of an item that was ever out.

use crate::{Result, Row, Run, q};
use yingke_core::{
    id::*,
    knowledge::{Content, review::Action},
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    pub version: i64,
    pub action: Action,
    pub content: Content,
    /// What the business wrote before it was polished.
    pub original: Option<Content>,
    pub authors: Vec<AgentId>,
    pub approver_id: Option<AgentId>,
    /// A rollback: whose content this is again.
    pub from_version: Option<i64>,
    pub note: String,
    pub at: Millis,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId, v: &Version) -> Result<()> {
    on.execute(q!(
        "INSERT INTO knowledge_version (org_id, knowledge_id, version, action, content, original, authors, approver_id, from_version, note, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        org_id,
        knowledge_id,
        v.version,
        v.action.as_str(),
        serde_json::to_string(&v.content)?,
        v.original.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default(),
        serde_json::to_string(&v.authors)?,
        v.approver_id,
        v.from_version,
        &v.note,
        v.at
    ))
    .await?;
    Ok(())
}

pub async fn get(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId, version: i64) -> Result<Option<Version>> {
    on.opt(q!(
        "SELECT version, action, content, original, authors, approver_id, from_version, note, at
           FROM knowledge_version
          WHERE org_id = $1
            AND knowledge_id = $2
            AND version = $3",
        org_id,
        knowledge_id,
        version
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Newest first, those before a version.
pub async fn list(on: &mut impl Run, org_id: OrgId, knowledge_id: KnowledgeId, before: i64, limit: i64) -> Result<Vec<Version>> {
    let rows = on
        .all(q!(
            "SELECT version, action, content, original, authors, approver_id, from_version, note, at
               FROM knowledge_version
              WHERE org_id = $1
                AND knowledge_id = $2
                AND version < $3
              ORDER BY version DESC
              LIMIT $4",
            org_id,
            knowledge_id,
            before,
            limit
        ))
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Version> {
    let mut c = row.columns();
    let (version, action, content) = (c.take()?, c.word()?, c.json()?);
    let original: String = c.take()?;
    let original = if original.is_empty() { None } else { Some(serde_json::from_str(&original)?) };
    Ok(Version {
        version,
        action,
        content,
        original,
        authors: c.json()?,
        approver_id: c.take()?,
        from_version: c.take()?,
        note: c.take()?,
        at: c.take()?,
    })
}
