//! Counters of an organisation, moved in the same transaction as the events that move them.

use crate::{Arg, Result, Run, Tx, bulk, q};
use std::collections::BTreeMap;
use yingke_core::{id::OrgId, metric};

pub(crate) async fn flush(tx: &mut Tx) -> Result<()> {
    let mut moved: BTreeMap<(OrgId, String), i64> = BTreeMap::new();
    for committed in &tx.events {
        for (key, delta) in metric::deltas(&committed.event.event) {
            *moved.entry((committed.event.org_id, key)).or_default() += delta;
        }
    }
    moved.retain(|_, delta| *delta != 0);
    let moved: Vec<((OrgId, String), i64)> = moved.into_iter().collect();
    bulk::write(
        tx,
        "INSERT INTO org_stat (org_id, key, value)",
        &moved,
        |((org_id, key), delta)| vec![Arg::from(*org_id), Arg::from(key), Arg::from(*delta)],
        "ON CONFLICT (org_id, key) DO UPDATE SET value = org_stat.value + excluded.value",
    )
    .await?;
    Ok(())
}

/// All counters that are not of another day than `day`.
pub async fn read(on: &mut impl Run, org_id: OrgId, day: i64) -> Result<BTreeMap<String, i64>> {
    let rows = on
        .all(q!(
            "SELECT key, value
               FROM org_stat
              WHERE org_id = $1
                AND (key IN ('contacts', 'records') OR key LIKE 'conversations:%' OR key LIKE 'tickets:%' OR key LIKE $2)",
            org_id,
            format!("{day}:%")
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
