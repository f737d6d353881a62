use super::rows::{Batch, fate, read, tell, text, time};
use crate::{
    app::App,
    error::Result,
    principal::Principal,
    views::import::{ImportError, ImportResult, ImportShipment},
};
use serde_json::Value;
use std::collections::HashMap;
use yingke_core::{
    event::EventKind,
    id::*,
    order::{Order, Scan, Shipment},
    permission::Permission,
    time::Millis,
};
use yingke_store::{orders, shipments};

const STATES: &[&str] = &["collected", "in_transit", "delivering", "delivered", "exception", "returned"];

/// Parcels by order number and tracking number.
pub async fn shipments(app: &App, who: &Principal, rows: Vec<Value>) -> Result<ImportResult> {
    who.must(Permission::Import)?;
    let now = app.clock.now();
    let (rows, mut result) = read(rows, |row: &ImportShipment| check(row, now))?;
    let (app, org_id, actor) = (app.clone(), who.org_id, who.actor.clone());
    let door = app.door.clone();
    door.write(org_id, move |tx| {
        Box::pin(async move {
            let numbers: Vec<&str> = rows.iter().map(|(_, row)| row.order_no.trim()).collect();
            let found = orders::by_numbers(tx, org_id, &numbers).await?;
            let ids: Vec<OrderId> = found.iter().map(|order| order.id).collect();
            let buyer: HashMap<OrderId, CustomerId> = found.iter().map(|order| (order.id, order.customer_id)).collect();
            let known: HashMap<String, Order> = found.into_iter().map(|order| (order.order_no.clone(), order)).collect();
            let held = shipments::of_orders(tx, org_id, &ids).await?;
            let mut batch = Batch::new(held.into_iter().map(|parcel| ((parcel.order_id, parcel.tracking_no.clone()), parcel)));
            for (index, row) in rows {
                let Some(order) = known.get(row.order_no.trim()) else {
                    result.errors.push(unknown_order(index, &row.order_no));
                    continue;
                };
                let key = (order.id, row.tracking_no.trim().to_owned());
                let held = batch.get(&key);
                let at = row.updated_at.unwrap_or(now);
                let parcel = parcel(row, held.map_or_else(|| app.clock.id(), |held| held.id), order.id, at);
                let same = held.is_some_and(|held| Shipment { updated_at: held.updated_at, ..parcel.clone() } == *held);
                let fate = fate(held.map(|held| Some(held.updated_at)), at, same);
                batch.put(key, parcel, fate, &mut result);
            }
            shipments::save_many(tx, org_id, &batch.writes()).await?;
            tell(tx, org_id, EventKind::OrderChanged, &actor, batch.changed().iter().filter_map(|p| buyer.get(&p.order_id).copied()), now);
            result.errors.sort_by_key(|error| error.index);
            Ok(result)
        })
    })
    .await
}

pub(super) fn unknown_order(index: i64, order_no: &str) -> ImportError {
    ImportError {
        index,
        code: "unknown_order".into(),
        message: format!("order {order_no} is not here; import it first, then send this row again"),
    }
}

fn parcel(row: ImportShipment, id: ShipmentId, order_id: OrderId, at: Millis) -> Shipment {
    let mut scans: Vec<Scan> = row.scans.into_iter().map(|scan| Scan { at: scan.at, text: scan.text }).collect();
    scans.sort_by_key(|scan| std::cmp::Reverse(scan.at));
    Shipment {
        id,
        order_id,
        carrier: row.carrier.trim().to_owned(),
        tracking_no: row.tracking_no.trim().to_owned(),
        state: row.state,
        shipped_at: row.shipped_at,
        delivered_at: row.delivered_at,
        last_scan_at: scans.first().map(|scan| scan.at),
        scans,
        updated_at: at,
    }
}

fn check(row: &ImportShipment, now: Millis) -> Result<(), String> {
    text("order_no", &row.order_no, 1, 64)?;
    text("tracking_no", &row.tracking_no, 1, 64)?;
    text("carrier", &row.carrier, 1, 100)?;
    if !STATES.contains(&row.state.as_str()) {
        return Err(format!("state is {:?}; it must be one of {}", row.state, STATES.join(", ")));
    }
    time("shipped_at", Some(row.shipped_at), now)?;
    time("delivered_at", row.delivered_at, now)?;
    time("updated_at", row.updated_at, now)?;
    if row.scans.len() > 200 {
        return Err(format!("scans: there are {}; a parcel has at most 200", row.scans.len()));
    }
    for scan in &row.scans {
        text("scans.text", &scan.text, 1, 500)?;
        time("scans.at", Some(scan.at), now)?;
    }
    Ok(())
}
