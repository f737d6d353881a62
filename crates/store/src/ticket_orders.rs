//! Which orders, and which of their lines, a ticket is about: N to M (S1-02). Line 0 stands for the whole order.

use crate::{Result, Run, bulk, q};
use yingke_core::id::*;

/// Replaces what is linked of this order.
pub async fn link(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, order_id: OrderId, line_nos: &[i64]) -> Result<()> {
    unlink(on, org_id, ticket_id, order_id).await?;
    let lines = if line_nos.is_empty() { &[0][..] } else { line_nos };
    let columns = |line_no: &i64| vec![org_id.into(), ticket_id.into(), order_id.into(), (*line_no).into()];
    bulk::write(on, "INSERT INTO ticket_order (org_id, ticket_id, order_id, line_no)", lines, columns, "").await
}

/// Returns whether anything was linked.
pub async fn unlink(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId, order_id: OrderId) -> Result<bool> {
    let gone = on
        .execute(q!("DELETE FROM ticket_order WHERE org_id = $1 AND ticket_id = $2 AND order_id = $3", org_id, ticket_id, order_id))
        .await?;
    Ok(gone > 0)
}

/// Linked orders with their lines; no lines = the whole order.
pub async fn of_ticket(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId) -> Result<Vec<(OrderId, Vec<i64>)>> {
    let rows = on
        .all(q!(
            "SELECT order_id, line_no
               FROM ticket_order
              WHERE org_id = $1
                AND ticket_id = $2
              ORDER BY order_id, line_no",
            org_id,
            ticket_id
        ))
        .await?;
    let mut found: Vec<(OrderId, Vec<i64>)> = Vec::new();
    for row in &rows {
        let (order_id, line_no): (OrderId, i64) = (row.get(0)?, row.get(1)?);
        if found.last().is_none_or(|(last, _)| *last != order_id) {
            found.push((order_id, Vec::new()));
        }
        if let Some((_, lines)) = found.last_mut().filter(|_| line_no > 0) {
            lines.push(line_no);
        }
    }
    Ok(found)
}
