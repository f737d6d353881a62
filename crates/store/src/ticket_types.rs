//! Ticket types. The definition is one document; key, family and switch are columns.

use crate::{Result, Row, Run, q};
use yingke_core::{
    id::*,
    ticket::{Definition, TicketFamily},
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct TicketType {
    pub id: TicketTypeId,
    pub key: String,
    pub family: TicketFamily,
    pub definition: Definition,
    pub enabled: bool,
    pub position: i64,
    pub version: i64,
}

/// Every type in the order of their positions. There are few (the app bounds them).
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<TicketType>> {
    on.all(q!(
        "SELECT id, key, family, definition, enabled, position, version
           FROM ticket_type
          WHERE org_id = $1
          ORDER BY position, id",
        org_id
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: TicketTypeId) -> Result<Option<TicketType>> {
    on.opt(q!(
        "SELECT id, key, family, definition, enabled, position, version
           FROM ticket_type
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Whether a kind of ours is in use; one that nobody has needed yet is.
pub async fn is_open(on: &mut impl Run, org_id: OrgId, key: &str) -> Result<bool> {
    let row = on.opt(q!("SELECT enabled FROM ticket_type WHERE org_id = $1 AND key = $2", org_id, key)).await?;
    row.map_or(Ok(true), |row| row.get(0))
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, new: &TicketType, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO ticket_type (id, org_id, key, family, definition, enabled, position, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id,
        org_id,
        &new.key,
        new.family.as_str(),
        serde_json::to_string(&new.definition)?,
        new.enabled,
        new.position,
        new.version,
        now
    ))
    .await?;
    Ok(())
}

/// Writes it when its version is still `was_version`; false = somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, changed: &TicketType, was_version: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE ticket_type
                SET key = $3, family = $4, definition = $5, enabled = $6, position = $7, version = $8
              WHERE org_id = $1
                AND id = $2
                AND version = $9",
            org_id,
            changed.id,
            &changed.key,
            changed.family.as_str(),
            serde_json::to_string(&changed.definition)?,
            changed.enabled,
            changed.position,
            changed.version,
            was_version
        ))
        .await?;
    Ok(rows == 1)
}

fn read(row: &Row) -> Result<TicketType> {
    let mut c = row.columns();
    Ok(TicketType {
        id: c.take()?,
        key: c.take()?,
        family: c.word()?,
        definition: c.json()?,
        enabled: c.take()?,
        position: c.take()?,
        version: c.take()?,
    })
}
