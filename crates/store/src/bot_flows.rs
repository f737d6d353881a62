//! Task flows and their published versions.

use crate::{Result, Row, Run, q};
use yingke_core::{flow::Flow, id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct StoredFlow {
    pub id: FlowId,
    pub key: String,
    pub draft: Flow,
    /// The version that customers get.
    pub published: Option<i64>,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

/// A version as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowVersion {
    pub flow_id: FlowId,
    pub key: String,
    pub number: i64,
    pub flow: Flow,
}

pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<StoredFlow>> {
    let rows = on
        .all(q!(
            "SELECT id, key, draft, published, version, created_at, updated_at
               FROM bot_flow
              WHERE org_id = $1
              ORDER BY created_at, id
              LIMIT 200",
            org_id
        ))
        .await?;
    rows.iter().map(stored).collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: FlowId) -> Result<Option<StoredFlow>> {
    on.opt(q!(
        "SELECT id, key, draft, published, version, created_at, updated_at
           FROM bot_flow
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(stored)
    .transpose()
}

pub async fn key_taken(on: &mut impl Run, org_id: OrgId, key: &str) -> Result<bool> {
    Ok(on.opt(q!("SELECT 1 FROM bot_flow WHERE org_id = $1 AND key = $2", org_id, key)).await?.is_some())
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, flow: &StoredFlow) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_flow (id, org_id, key, draft, published, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        flow.id,
        org_id,
        &flow.key,
        serde_json::to_string(&flow.draft)?,
        flow.published,
        flow.version,
        flow.created_at,
        flow.updated_at
    ))
    .await?;
    Ok(())
}

/// Draft and published number; false = somebody else was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, flow: &StoredFlow, was_version: i64) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE bot_flow
                SET draft = $3, published = $4, version = version + 1, updated_at = $5
              WHERE org_id = $1
                AND id = $2
                AND version = $6",
            org_id,
            flow.id,
            serde_json::to_string(&flow.draft)?,
            flow.published,
            flow.updated_at,
            was_version
        ))
        .await?;
    Ok(changed == 1)
}

/// With its versions. Runs under way end at their next message.
pub async fn delete(on: &mut impl Run, org_id: OrgId, id: FlowId) -> Result<bool> {
    on.execute(q!("DELETE FROM bot_flow_version WHERE org_id = $1 AND flow_id = $2", org_id, id)).await?;
    Ok(on.execute(q!("DELETE FROM bot_flow WHERE org_id = $1 AND id = $2", org_id, id)).await? == 1)
}

pub async fn newest_number(on: &mut impl Run, org_id: OrgId, id: FlowId) -> Result<i64> {
    on.one(q!("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM bot_flow_version WHERE org_id = $1 AND flow_id = $2", org_id, id))
        .await?
        .get(0)
}

pub async fn insert_version(on: &mut impl Run, org_id: OrgId, version: &FlowVersion, agent_id: Option<AgentId>, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_flow_version (org_id, flow_id, number, definition, agent_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
        org_id,
        version.flow_id,
        version.number,
        serde_json::to_string(&version.flow)?,
        agent_id,
        now
    ))
    .await?;
    Ok(())
}

/// What customers get now.
pub async fn published(on: &mut impl Run, org_id: OrgId) -> Result<Vec<FlowVersion>> {
    let rows = on
        .all(q!(
            "SELECT v.flow_id, f.key, v.number, v.definition
               FROM bot_flow f
               JOIN bot_flow_version v ON v.org_id = f.org_id AND v.flow_id = f.id AND v.number = f.published
              WHERE f.org_id = $1
              ORDER BY f.created_at, f.id
              LIMIT 200",
            org_id
        ))
        .await?;
    rows.iter().map(version).collect()
}

pub async fn version_of(on: &mut impl Run, org_id: OrgId, id: FlowId, number: i64) -> Result<Option<FlowVersion>> {
    on.opt(q!(
        "SELECT v.flow_id, f.key, v.number, v.definition
           FROM bot_flow_version v
           JOIN bot_flow f ON f.org_id = v.org_id AND f.id = v.flow_id
          WHERE v.org_id = $1
            AND v.flow_id = $2
            AND v.number = $3",
        org_id,
        id,
        number
    ))
    .await?
    .as_ref()
    .map(version)
    .transpose()
}

fn stored(row: &Row) -> Result<StoredFlow> {
    let mut c = row.columns();
    Ok(StoredFlow {
        id: c.take()?,
        key: c.take()?,
        draft: c.json()?,
        published: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
    })
}

fn version(row: &Row) -> Result<FlowVersion> {
    let mut c = row.columns();
    Ok(FlowVersion { flow_id: c.take()?, key: c.take()?, number: c.take()?, flow: c.json()? })
}
