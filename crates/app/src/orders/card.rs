//! The small card of an order that stands in a thread.

use crate::{
    error::{Error, Result},
    views::order::{OrderCard, Scan},
};
use yingke_core::{id::*, order};
use yingke_store::{Run, orders, shipments};

pub async fn card(on: &mut impl Run, org_id: OrgId, id: OrderId) -> Result<OrderCard> {
    let order = orders::get(on, org_id, id).await?.ok_or(Error::NotFound("order"))?;
    Ok(cards(on, org_id, vec![order]).await?.remove(0))
}

/// The customer's newest orders.
pub async fn recent_cards(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, limit: i64) -> Result<Vec<OrderCard>> {
    let found = orders::of_customer(on, org_id, customer_id, None, limit).await?;
    cards(on, org_id, found).await
}

/// Cards in the order of `found`: two queries, however many.
pub async fn cards(on: &mut impl Run, org_id: OrgId, found: Vec<order::Order>) -> Result<Vec<OrderCard>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OrderId> = found.iter().map(|order| order.id).collect();
    let lines = orders::lines(on, org_id, &ids).await?;
    let shipments = shipments::of_orders(on, org_id, &ids).await?;
    Ok(found
        .into_iter()
        .map(|order| {
            let first = lines.iter().find(|line| line.order_id == order.id);
            OrderCard {
                order_id: order.id,
                title: first.map_or_else(|| order.order_no.clone(), |line| line.title.clone()),
                image_url: first.map(|line| line.image_url.clone()).unwrap_or_default(),
                item_count: lines.iter().filter(|line| line.order_id == order.id).map(|line| line.quantity).sum(),
                last_scan: shipments.iter().filter(|s| s.order_id == order.id).filter_map(newest_scan).max_by_key(|scan| scan.at),
                order_no: order.order_no,
                state: order.state,
                paid_fen: order.paid_fen,
                ordered_at: order.ordered_at,
            }
        })
        .collect())
}

fn newest_scan(shipment: &order::Shipment) -> Option<Scan> {
    shipment.scans.iter().max_by_key(|scan| scan.at).map(|scan| Scan { at: scan.at, text: scan.text.clone() })
}
