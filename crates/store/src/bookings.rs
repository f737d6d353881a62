//! Reservations. Capacity is checked by counting inside the organisation's write lock.

use crate::{Query, Result, Run, dialect, q};
use uuid::Uuid;
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Booking {
    pub id: Uuid,
    pub resource: String,
    /// `2026-03-02 10:00`
    pub slot: String,
    pub customer_id: CustomerId,
    pub conversation_id: ConversationId,
    pub at: Millis,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, booking: &Booking) -> Result<()> {
    on.execute(q!(
        "INSERT INTO booking (id, org_id, resource, slot, customer_id, conversation_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        booking.id,
        org_id,
        &booking.resource,
        &booking.slot,
        booking.customer_id,
        booking.conversation_id,
        booking.at
    ))
    .await?;
    Ok(())
}

/// How many reservations each of these times has; those without any are left out.
pub async fn taken(on: &mut impl Run, org_id: OrgId, resource: &str, slots: &[String]) -> Result<Vec<(String, i64)>> {
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let resource = query.push(resource);
    let list = dialect::in_list(&mut query, slots);
    query.sql = format!(
        "SELECT slot, CAST(COUNT(*) AS BIGINT)
           FROM booking
          WHERE org_id = {org}
            AND resource = {resource}
            AND slot IN {list}
          GROUP BY slot"
    )
    .into();
    let rows = on.all(query).await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.take()?))
        })
        .collect()
}
