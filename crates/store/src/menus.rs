//! The bot's keyword menus. The definition is JSON that `app` reads.

use crate::{Result, Run, bulk, q};
use uuid::Uuid;
use yingke_core::id::OrgId;

/// Definitions, in order.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<serde_json::Value>> {
    let rows = on.all(q!("SELECT definition FROM bot_menu WHERE org_id = $1 ORDER BY position, id LIMIT 1000", org_id)).await?;
    rows.iter().map(|row| row.columns().json()).collect()
}

/// New menus, in this order.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, menus: &[(Uuid, serde_json::Value)]) -> Result<()> {
    let placed: Vec<(i64, &(Uuid, serde_json::Value))> = (0..).zip(menus).collect();
    let head = "INSERT INTO bot_menu (org_id, id, position, definition)";
    bulk::write(
        on,
        head,
        &placed,
        |(position, (id, definition))| vec![org_id.into(), (*id).into(), (*position).into(), definition.to_string().into()],
        "",
    )
    .await
}
