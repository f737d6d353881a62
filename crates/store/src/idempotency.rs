//! Answers to creating calls, kept for a day by the key that their sender chose.

use crate::{Result, Run, q};
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub request_hash: Vec<u8>,
    /// 0 = the first request has not been answered (yet).
    pub status: i64,
    pub response: String,
    pub at: Millis,
}

/// Takes the key for a request; false = it is taken already.
pub async fn reserve(on: &mut impl Run, org_id: OrgId, scope: &str, key: &str, request_hash: [u8; 32], now: Millis) -> Result<bool> {
    let inserted = on
        .execute(q!(
            "INSERT INTO idempotency (org_id, scope, key, request_hash, status, response, at)
             VALUES ($1, $2, $3, $4, 0, '', $5)
             ON CONFLICT (org_id, scope, key) DO NOTHING",
            org_id,
            scope,
            key,
            request_hash,
            now
        ))
        .await?;
    Ok(inserted == 1)
}

pub async fn find(on: &mut impl Run, org_id: OrgId, scope: &str, key: &str) -> Result<Option<Kept>> {
    let row = on
        .opt(q!(
            "SELECT request_hash, status, response, at FROM idempotency WHERE org_id = $1 AND scope = $2 AND key = $3",
            org_id,
            scope,
            key
        ))
        .await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok(Kept { request_hash: c.take()?, status: c.take()?, response: c.take()?, at: c.take()? })
    })
    .transpose()
}

pub async fn keep(on: &mut impl Run, org_id: OrgId, scope: &str, key: &str, status: i64, response: &str) -> Result<()> {
    on.execute(q!(
        "UPDATE idempotency SET status = $4, response = $5 WHERE org_id = $1 AND scope = $2 AND key = $3",
        org_id,
        scope,
        key,
        status,
        response
    ))
    .await?;
    Ok(())
}

/// The request changed nothing: its key is free again.
pub async fn release(on: &mut impl Run, org_id: OrgId, scope: &str, key: &str) -> Result<()> {
    on.execute(q!("DELETE FROM idempotency WHERE org_id = $1 AND scope = $2 AND key = $3 AND status = 0", org_id, scope, key)).await?;
    Ok(())
}

pub async fn delete_before(on: &mut impl Run, at: Millis) -> Result<u64> {
    on.execute(q!("DELETE FROM idempotency WHERE at < $1", at)).await
}
