//! What an order tells a ticket without anybody typing.

use crate::{Error, Result};
use yingke_core::{id::*, order::Order, ticket::fields::OrderFacts};
use yingke_store::{Run, orders, shipments};

pub struct Found {
    pub order: Order,
    pub facts: OrderFacts,
    /// Title of the first line.
    pub first_line: String,
}

/// `None` when the organisation has no such order.
pub async fn load(on: &mut impl Run, org_id: OrgId, id: OrderId) -> Result<Option<Found>> {
    let Some(order) = orders::get(on, org_id, id).await? else { return Ok(None) };
    let lines = orders::lines(on, org_id, &[id]).await?;
    let parcels = shipments::of_orders(on, org_id, &[id]).await?;
    let newest = parcels.iter().max_by_key(|parcel| parcel.shipped_at);
    let facts = OrderFacts {
        order_no: order.order_no.clone(),
        line_nos: lines.iter().map(|line| line.line_no).collect(),
        paid_fen: order.paid_fen,
        phone: order.phone.clone(),
        address: order.address.clone(),
        tracking_no: newest.map(|parcel| parcel.tracking_no.clone()).unwrap_or_default(),
    };
    Ok(Some(Found { order, facts, first_line: lines.first().map(|line| line.title.clone()).unwrap_or_default() }))
}

/// The lines named must be lines of the order.
pub fn lines_must_exist(facts: &OrderFacts, line_nos: &[i64]) -> Result<()> {
    if line_nos.iter().all(|line_no| facts.line_nos.contains(line_no)) {
        Ok(())
    } else {
        Err(Error::invalid("line_nos", "the order has no such line"))
    }
}
