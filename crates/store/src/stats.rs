//! Counters of an organisation, moved in the same transaction as the events that move them.

use crate::{Arg, Query, Result, Run, Tx, dialect, q};
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
    for chunk in crate::append::chunks(&moved) {
        let mut query = Query::new("");
        let rows = dialect::rows(
            &mut query,
            chunk.iter().map(|((org_id, key), delta)| vec![Arg::from(*org_id), Arg::from(key), Arg::from(*delta)]),
        );
        query.sql = format!(
            "INSERT INTO org_stat (org_id, key, value)
             VALUES {rows}
             ON CONFLICT (org_id, key) DO UPDATE SET value = org_stat.value + excluded.value"
        )
        .into();
        tx.execute(query).await?;
    }
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
