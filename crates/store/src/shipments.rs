//! Parcels and their scans.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect};
use yingke_core::{id::*, order::*};

/// Parcels of these orders, oldest first.
pub async fn of_orders(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<Vec<Shipment>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!(
            "SELECT id, order_id, carrier, tracking_no, state, shipped_at, delivered_at, last_scan_at, scans, updated_at
               FROM shipment
              WHERE org_id = {org}
                AND order_id IN {list}
              ORDER BY shipped_at, id"
        )
        .into();
        for row in on.all(query).await? {
            found.push(shipment(&row)?);
        }
    }
    Ok(found)
}

/// Carriers reuse numbers after a while: newest first.
pub async fn by_tracking_nos(on: &mut impl Run, org_id: OrgId, tracking_nos: &[&str]) -> Result<Vec<Shipment>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, tracking_nos);
    query.sql = format!(
        "SELECT id, order_id, carrier, tracking_no, state, shipped_at, delivered_at, last_scan_at, scans, updated_at
           FROM shipment
          WHERE org_id = {org}
            AND tracking_no IN {list}
          ORDER BY shipped_at DESC, id DESC
          LIMIT 20"
    )
    .into();
    on.all(query).await?.iter().map(shipment).collect()
}

const HEAD: &str =
    "INSERT INTO shipment (id, org_id, order_id, carrier, tracking_no, state, shipped_at, delivered_at, last_scan_at, scans, updated_at)";

/// New parcels; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, shipments: &[Shipment]) -> Result<()> {
    bulk::write(on, HEAD, shipments, |s| columns(org_id, s), "").await
}

/// Writes parcels that may be there already (by id).
pub async fn save_many(on: &mut impl Run, org_id: OrgId, shipments: &[Shipment]) -> Result<()> {
    let replace = bulk::replace(&["carrier", "state", "shipped_at", "delivered_at", "last_scan_at", "scans", "updated_at"]);
    bulk::write(on, HEAD, shipments, |s| columns(org_id, s), &replace).await
}

fn columns(org_id: OrgId, s: &Shipment) -> Vec<Arg> {
    vec![
        s.id.into(),
        org_id.into(),
        s.order_id.into(),
        (&s.carrier).into(),
        (&s.tracking_no).into(),
        (&s.state).into(),
        s.shipped_at.into(),
        s.delivered_at.into(),
        s.last_scan_at.into(),
        serde_json::json!(s.scans).to_string().into(),
        s.updated_at.into(),
    ]
}

fn shipment(row: &Row) -> Result<Shipment> {
    let mut c = row.columns();
    Ok(Shipment {
        id: c.take()?,
        order_id: c.take()?,
        carrier: c.take()?,
        tracking_no: c.take()?,
        state: c.take()?,
        shipped_at: c.take()?,
        delivered_at: c.take()?,
        last_scan_at: c.take()?,
        scans: c.json()?,
        updated_at: c.take()?,
    })
}
