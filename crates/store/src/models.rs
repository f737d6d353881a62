//! The model endpoint's key, what its calls took and cost, and the vectors it made.

use crate::{Arg, Result, Row, Run, bulk, q};
use uuid::Uuid;
use yingke_core::{id::OrgId, time::Millis};

/// One call. Never what was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub id: Uuid,
    pub at: Millis,
    pub purpose: String,
    pub model: String,
    pub outcome: String,
    pub status: i64,
    pub tries: i64,
    pub latency_ms: i64,
    pub tokens_in: i64,
    pub tokens_out: i64,
    pub cost_micro: i64,
}

pub async fn key(on: &mut impl Run, org_id: OrgId) -> Result<Option<String>> {
    on.opt(q!("SELECT key FROM model_key WHERE org_id = $1", org_id)).await?.map(|row| row.get(0)).transpose()
}

/// The last characters of the key, for people to tell keys apart.
pub async fn key_hint(on: &mut impl Run, org_id: OrgId) -> Result<Option<String>> {
    on.opt(q!("SELECT hint FROM model_key WHERE org_id = $1", org_id)).await?.map(|row| row.get(0)).transpose()
}

pub async fn set_key(on: &mut impl Run, org_id: OrgId, key: &str, hint: &str, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO model_key (org_id, key, hint, updated_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (org_id) DO UPDATE SET key = excluded.key, hint = excluded.hint, updated_at = excluded.updated_at",
        org_id,
        key,
        hint,
        now
    ))
    .await?;
    Ok(())
}

pub async fn forget_key(on: &mut impl Run, org_id: OrgId) -> Result<()> {
    on.execute(q!("DELETE FROM model_key WHERE org_id = $1", org_id)).await?;
    Ok(())
}

/// The call and what its month has cost, together.
pub async fn record(on: &mut impl Run, org_id: OrgId, month: i64, call: &Call) -> Result<()> {
    on.execute(q!(
        "INSERT INTO model_call (org_id, id, at, purpose, model, outcome, status, tries, latency_ms, tokens_in, tokens_out, cost_micro)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        org_id,
        call.id,
        call.at,
        &call.purpose,
        &call.model,
        &call.outcome,
        call.status,
        call.tries,
        call.latency_ms,
        call.tokens_in,
        call.tokens_out,
        call.cost_micro
    ))
    .await?;
    on.execute(q!(
        "INSERT INTO model_spend (org_id, month, calls, cost_micro)
         VALUES ($1, $2, 1, $3)
         ON CONFLICT (org_id, month) DO UPDATE SET calls = model_spend.calls + 1, cost_micro = model_spend.cost_micro + excluded.cost_micro",
        org_id,
        month,
        call.cost_micro
    ))
    .await?;
    Ok(())
}

/// Calls and cost of a month.
pub async fn spent(on: &mut impl Run, org_id: OrgId, month: i64) -> Result<(i64, i64)> {
    let row = on.opt(q!("SELECT calls, cost_micro FROM model_spend WHERE org_id = $1 AND month = $2", org_id, month)).await?;
    Ok(row.map(|row| Ok::<_, crate::Error>((row.get(0)?, row.get(1)?))).transpose()?.unwrap_or((0, 0)))
}

/// Newest first; `before` is the last one of the page before.
pub async fn calls(on: &mut impl Run, org_id: OrgId, before: Option<Uuid>, limit: i64) -> Result<Vec<Call>> {
    on.all(q!(
        "SELECT id, at, purpose, model, outcome, status, tries, latency_ms, tokens_in, tokens_out, cost_micro
           FROM model_call
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
    .map(call)
    .collect()
}

/// Vectors of texts after a hash, in the order of hashes: read page by page, so that no statement takes long.
pub async fn vectors(on: &mut impl Run, org_id: OrgId, model: &str, after: &[u8], limit: i64) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let rows = on
        .all(q!(
            "SELECT text_hash, vector
               FROM embedding
              WHERE org_id = $1
                AND model = $2
                AND text_hash > $3
              ORDER BY text_hash
              LIMIT $4",
            org_id,
            model,
            after.to_vec(),
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub async fn add_vectors(on: &mut impl Run, org_id: OrgId, model: &str, vectors: &[(Vec<u8>, Vec<u8>)], now: Millis) -> Result<()> {
    bulk::write(
        on,
        "INSERT INTO embedding (org_id, model, text_hash, vector, created_at)",
        vectors,
        |(hash, vector)| vec![Arg::from(org_id), Arg::from(model), Arg::from(hash.clone()), Arg::from(vector.clone()), Arg::from(now)],
        "ON CONFLICT (org_id, model, text_hash) DO NOTHING",
    )
    .await
}

fn call(row: &Row) -> Result<Call> {
    let mut c = row.columns();
    Ok(Call {
        id: c.take()?,
        at: c.take()?,
        purpose: c.take()?,
        model: c.take()?,
        outcome: c.take()?,
        status: c.take()?,
        tries: c.take()?,
        latency_ms: c.take()?,
        tokens_in: c.take()?,
        tokens_out: c.take()?,
        cost_micro: c.take()?,
    })
}
