//! API keys of integrations. Only the SHA-256 of a key is stored.

use crate::{Result, Row, Run, q};
use yingke_core::{id::*, permission::Permission, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub org_id: OrgId,
    pub name: String,
    pub prefix: String,
    pub permissions: Vec<Permission>,
    pub created_by: AgentId,
    pub created_at: Millis,
    pub used_at: Option<Millis>,
    pub revoked_at: Option<Millis>,
}

pub async fn insert(on: &mut impl Run, key: &ApiKey, token_hash: [u8; 32]) -> Result<()> {
    on.execute(q!(
        "INSERT INTO api_key (id, org_id, name, prefix, token_hash, permissions, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        key.id,
        key.org_id,
        &key.name,
        &key.prefix,
        token_hash,
        serde_json::to_string(&key.permissions)?,
        key.created_by,
        key.created_at
    ))
    .await?;
    Ok(())
}

pub async fn find_by_token(on: &mut impl Run, token_hash: [u8; 32]) -> Result<Option<ApiKey>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, name, prefix, permissions, created_by, created_at, used_at, revoked_at
               FROM api_key
              WHERE token_hash = $1",
            token_hash
        ))
        .await?;
    row.as_ref().map(api_key).transpose()
}

/// Newest first.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<ApiKey>> {
    on.all(q!(
        "SELECT id, org_id, name, prefix, permissions, created_by, created_at, used_at, revoked_at
           FROM api_key
          WHERE org_id = $1
          ORDER BY id DESC
          LIMIT 500",
        org_id
    ))
    .await?
    .iter()
    .map(api_key)
    .collect()
}

pub async fn count_live(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM api_key WHERE org_id = $1 AND revoked_at IS NULL", org_id)).await?.get(0)
}

/// False when there is no such living key.
pub async fn revoke(on: &mut impl Run, org_id: OrgId, id: ApiKeyId, now: Millis) -> Result<bool> {
    let changed =
        on.execute(q!("UPDATE api_key SET revoked_at = $3 WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL", org_id, id, now)).await?;
    Ok(changed == 1)
}

pub async fn touch(on: &mut impl Run, org_id: OrgId, id: ApiKeyId, now: Millis) -> Result<()> {
    on.execute(q!("UPDATE api_key SET used_at = $3 WHERE org_id = $1 AND id = $2", org_id, id, now)).await?;
    Ok(())
}

fn api_key(row: &Row) -> Result<ApiKey> {
    let mut c = row.columns();
    Ok(ApiKey {
        id: c.take()?,
        org_id: c.take()?,
        name: c.take()?,
        prefix: c.take()?,
        permissions: c.json()?,
        created_by: c.take()?,
        created_at: c.take()?,
        used_at: c.take()?,
        revoked_at: c.take()?,
    })
}
