//! Who did or saw something that must be traceable. Append-only.

use crate::{Result, Run, events::actor_columns, q};
use uuid::Uuid;
use yingke_core::{event::Actor, id::OrgId, time::Millis};

/// `subject` is an id or a key, never personal data.
pub async fn write(on: &mut impl Run, org_id: OrgId, id: Uuid, at: Millis, actor: &Actor, action: &str, subject: &str) -> Result<()> {
    let (kind, actor_id) = actor_columns(actor);
    on.execute(q!(
        "INSERT INTO audit (org_id, id, at, actor_kind, actor_id, action, subject, data) VALUES ($1, $2, $3, $4, $5, $6, $7, '')",
        org_id,
        id,
        at,
        kind,
        actor_id,
        action,
        subject
    ))
    .await?;
    Ok(())
}

/// How often this was done to this subject.
pub async fn count(on: &mut impl Run, org_id: OrgId, action: &str, subject: &str) -> Result<i64> {
    on.one(q!("SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE org_id = $1 AND action = $2 AND subject = $3", org_id, action, subject))
        .await?
        .get(0)
}
