//! What an organisation has decided, one JSON document a subject.

use crate::{Result, Run, q};
use yingke_core::{id::OrgId, time::Millis};

/// The document and its version; none = never decided.
pub async fn get(on: &mut impl Run, org_id: OrgId, key: &str) -> Result<Option<(serde_json::Value, i64)>> {
    let row = on.opt(q!("SELECT value, version FROM org_setting WHERE org_id = $1 AND key = $2", org_id, key)).await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok((c.json()?, c.take()?))
    })
    .transpose()
}

/// `expected` is the version that was read, 0 when there was none. False: somebody was faster.
pub async fn put(on: &mut impl Run, org_id: OrgId, key: &str, value: &serde_json::Value, expected: i64, now: Millis) -> Result<bool> {
    let rows = if expected == 0 {
        on.execute(q!(
            "INSERT INTO org_setting (org_id, key, value, version, updated_at)
             VALUES ($1, $2, $3, 1, $4)
             ON CONFLICT (org_id, key) DO NOTHING",
            org_id,
            key,
            value.to_string(),
            now
        ))
        .await?
    } else {
        on.execute(q!(
            "UPDATE org_setting
                SET value = $3, version = version + 1, updated_at = $4
              WHERE org_id = $1
                AND key = $2
                AND version = $5",
            org_id,
            key,
            value.to_string(),
            now,
            expected
        ))
        .await?
    };
    Ok(rows == 1)
}
