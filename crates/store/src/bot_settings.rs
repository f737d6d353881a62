//! What a shop sets for its bot: one JSON document for each subject.

use crate::{Result, Run, q};
use yingke_core::{id::OrgId, time::Millis};

/// The document and its version; none = the shop has changed nothing yet.
pub async fn get(on: &mut impl Run, org_id: OrgId, what: &str) -> Result<Option<(serde_json::Value, i64)>> {
    let row = on.opt(q!("SELECT definition, version FROM bot_setting WHERE org_id = $1 AND what = $2", org_id, what)).await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok((c.json()?, c.take()?))
    })
    .transpose()
}

/// False: somebody else was faster.
pub async fn save(
    on: &mut impl Run,
    org_id: OrgId,
    what: &str,
    definition: &serde_json::Value,
    was_version: i64,
    now: Millis,
) -> Result<bool> {
    let changed = on
        .execute(q!(
            "INSERT INTO bot_setting (org_id, what, definition, version, updated_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (org_id, what) DO UPDATE
                SET definition = excluded.definition, version = excluded.version, updated_at = excluded.updated_at
              WHERE bot_setting.version = excluded.version - 1",
            org_id,
            what,
            definition.to_string(),
            was_version + 1,
            now
        ))
        .await?;
    Ok(changed == 1)
}
