//! Which orders, and which of their lines, a ticket is about: N to M (S1-02). Line 0 stands for the whole order.

use crate::{Result, Run, bulk, q};
use yingke_core::{id::*, order::OrderState};

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

/// What a ticket says of an order it is about; no lines = the whole order.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    pub order_id: OrderId,
    pub order_no: String,
    pub state: OrderState,
    pub line_nos: Vec<i64>,
}

/// Linked orders with their lines.
pub async fn of_ticket(on: &mut impl Run, org_id: OrgId, ticket_id: TicketId) -> Result<Vec<Linked>> {
    let rows = on
        .all(q!(
            "SELECT l.order_id, l.line_no, o.order_no, o.state
               FROM ticket_order AS l
               JOIN shop_order AS o ON o.id = l.order_id
              WHERE l.org_id = $1
                AND l.ticket_id = $2
              ORDER BY l.order_id, l.line_no",
            org_id,
            ticket_id
        ))
        .await?;
    let mut found: Vec<Linked> = Vec::new();
    for row in &rows {
        let mut c = row.columns();
        let (order_id, line_no): (OrderId, i64) = (c.take()?, c.take()?);
        if found.last().is_none_or(|last| last.order_id != order_id) {
            found.push(Linked { order_id, order_no: c.take()?, state: c.word()?, line_nos: Vec::new() });
        }
        if let Some(last) = found.last_mut().filter(|_| line_no > 0) {
            last.line_nos.push(line_no);
        }
    }
    Ok(found)
}
