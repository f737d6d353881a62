//! Orders and their lines. Shipments and after-sale cases have files of their own.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, q};
use uuid::Uuid;
use yingke_core::{id::*, order::*};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: OrderId) -> Result<Option<Order>> {
    on.opt(q!(
        "SELECT id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone, address, url, note,
                ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version
           FROM shop_order
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(order)
    .transpose()
}

pub async fn by_number(on: &mut impl Run, org_id: OrgId, order_no: &str) -> Result<Option<Order>> {
    on.opt(q!(
        "SELECT id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone, address, url, note,
                ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version
           FROM shop_order
          WHERE org_id = $1
            AND order_no = $2",
        org_id,
        order_no
    ))
    .await?
    .as_ref()
    .map(order)
    .transpose()
}

/// The customer's orders, newest first, after a place in that order.
pub async fn of_customer(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Order>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone, address, url, note,
                    ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version
               FROM shop_order
              WHERE org_id = $1
                AND customer_id = $2
                AND (ordered_at, id) < ($3, $4)
              ORDER BY ordered_at DESC, id DESC
              LIMIT $5",
            org_id,
            customer_id,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(order).collect()
}

/// Orders whose number begins so, or that have a parcel with this tracking number; newest first.
pub async fn find(on: &mut impl Run, org_id: OrgId, text: &str, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Order>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    // Order numbers are digits and letters: letters sort after digits on both engines, so this closes the range.
    let upto = format!("{text}zzzzzzzz");
    let rows = on
        .all(q!(
            "SELECT id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone, address, url, note,
                    ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version
               FROM shop_order
              WHERE org_id = $1
                AND id IN (
                    SELECT id FROM shop_order WHERE org_id = $1 AND order_no >= $2 AND order_no <= $3
                    UNION SELECT order_id FROM shipment WHERE org_id = $1 AND tracking_no = $2)
                AND (ordered_at, id) < ($4, $5)
              ORDER BY ordered_at DESC, id DESC
              LIMIT $6",
            org_id,
            text,
            upto,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(order).collect()
}

pub async fn by_numbers(on: &mut impl Run, org_id: OrgId, numbers: &[&str]) -> Result<Vec<Order>> {
    many(on, org_id, "order_no", numbers).await
}

pub async fn by_ids(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<Vec<Order>> {
    many(on, org_id, "id", ids).await
}

async fn many<T: Into<Arg> + Clone>(on: &mut impl Run, org_id: OrgId, column: &str, values: &[T]) -> Result<Vec<Order>> {
    let mut found = Vec::with_capacity(values.len());
    for chunk in values.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!(
            "SELECT id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone, address, url, note,
                    ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version
               FROM shop_order
              WHERE org_id = {org}
                AND {column} IN {list}"
        )
        .into();
        for row in on.all(query).await? {
            found.push(order(&row)?);
        }
    }
    Ok(found)
}

/// Lines of these orders, in the order of their numbers.
pub async fn lines(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<Vec<Line>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!(
            "SELECT order_id, line_no, sku, title, spec, image_url, quantity, unit_fen, paid_fen
               FROM order_line
              WHERE org_id = {org}
                AND order_id IN {list}
              ORDER BY order_id, line_no"
        )
        .into();
        for row in on.all(query).await? {
            let mut c = row.columns();
            found.push(Line {
                order_id: c.take()?,
                line_no: c.take()?,
                sku: c.take()?,
                title: c.take()?,
                spec: c.take()?,
                image_url: c.take()?,
                quantity: c.take()?,
                unit_fen: c.take()?,
                paid_fen: c.take()?,
            });
        }
    }
    Ok(found)
}

/// A new address for what is not sent yet; the row count says whether it still was.
pub async fn set_address(on: &mut impl Run, org_id: OrgId, id: OrderId, address: &str, at: yingke_core::time::Millis) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE shop_order
                SET address = $3, updated_at = $4, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND state IN ('pending_payment', 'paid')",
            org_id,
            id,
            address,
            at
        ))
        .await?;
    Ok(changed == 1)
}

/// Cancels what is not sent yet.
pub async fn cancel(on: &mut impl Run, org_id: OrgId, id: OrderId, at: yingke_core::time::Millis) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE shop_order
                SET state = 'cancelled', cancelled_at = $3, updated_at = $3, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND state IN ('pending_payment', 'paid')",
            org_id,
            id,
            at
        ))
        .await?;
    Ok(changed == 1)
}

const HEAD: &str = "INSERT INTO shop_order (id, org_id, order_no, customer_id, state, total_fen, paid_fen, freight_fen, discount_fen, receiver, phone,
                           address, url, note, ordered_at, paid_at, shipped_at, delivered_at, completed_at, cancelled_at, updated_at, version)";

/// New orders; multi-row statements. Their lines go through [`insert_lines`].
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, orders: &[Order]) -> Result<()> {
    bulk::write(on, HEAD, orders, |o| columns(org_id, o), "").await
}

/// Writes orders that may be there already (by id).
pub async fn save_many(on: &mut impl Run, org_id: OrgId, orders: &[Order]) -> Result<()> {
    let replace = bulk::replace(&[
        "order_no",
        "customer_id",
        "state",
        "total_fen",
        "paid_fen",
        "freight_fen",
        "discount_fen",
        "receiver",
        "phone",
        "address",
        "url",
        "note",
        "ordered_at",
        "paid_at",
        "shipped_at",
        "delivered_at",
        "completed_at",
        "cancelled_at",
        "updated_at",
        "version",
    ]);
    bulk::write(on, HEAD, orders, |o| columns(org_id, o), &replace).await
}

pub async fn insert_lines(on: &mut impl Run, org_id: OrgId, lines: &[Line]) -> Result<()> {
    let head = "INSERT INTO order_line (org_id, order_id, line_no, sku, title, spec, image_url, quantity, unit_fen, paid_fen)";
    bulk::write(
        on,
        head,
        lines,
        |l| {
            vec![
                org_id.into(),
                l.order_id.into(),
                l.line_no.into(),
                (&l.sku).into(),
                (&l.title).into(),
                (&l.spec).into(),
                (&l.image_url).into(),
                l.quantity.into(),
                l.unit_fen.into(),
                l.paid_fen.into(),
            ]
        },
        "",
    )
    .await
}

/// Before the lines of changed orders are written anew.
pub async fn delete_lines(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<()> {
    for chunk in ids.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!("DELETE FROM order_line WHERE org_id = {org} AND order_id IN {list}").into();
        on.execute(query).await?;
    }
    Ok(())
}

/// Tickets that concern these orders: `(order, id, number, title, state, priority, updated_at)`, newest first.
pub async fn tickets(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<Vec<(OrderId, TicketLine)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, ids);
    query.sql = format!(
        "SELECT l.order_id, t.id, t.number, t.title, t.state, t.priority, t.updated_at
           FROM (SELECT order_id, ticket_id FROM ticket_order WHERE org_id = {org} AND order_id IN {list}
                 UNION SELECT order_id, id FROM ticket WHERE org_id = {org} AND order_id IN {list}) AS l
           JOIN ticket AS t ON t.id = l.ticket_id
          WHERE t.org_id = {org}
          ORDER BY t.updated_at DESC, t.id DESC
          LIMIT 200"
    )
    .into();
    let mut found = Vec::new();
    for row in on.all(query).await? {
        let mut c = row.columns();
        found.push((
            c.take()?,
            TicketLine { id: c.take()?, number: c.take()?, title: c.take()?, state: c.word()?, priority: c.take()?, updated_at: c.take()? },
        ));
    }
    Ok(found)
}

/// What an order's panel shows of a ticket.
#[derive(Debug, Clone)]
pub struct TicketLine {
    pub id: TicketId,
    pub number: i64,
    pub title: String,
    pub state: yingke_core::ticket::TicketState,
    /// 0 low … 3 urgent.
    pub priority: i64,
    pub updated_at: yingke_core::time::Millis,
}

fn columns(org_id: OrgId, o: &Order) -> Vec<Arg> {
    vec![
        o.id.into(),
        org_id.into(),
        (&o.order_no).into(),
        o.customer_id.into(),
        o.state.as_str().into(),
        o.total_fen.into(),
        o.paid_fen.into(),
        o.freight_fen.into(),
        o.discount_fen.into(),
        (&o.receiver).into(),
        (&o.phone).into(),
        (&o.address).into(),
        (&o.url).into(),
        (&o.note).into(),
        o.ordered_at.into(),
        o.paid_at.into(),
        o.shipped_at.into(),
        o.delivered_at.into(),
        o.completed_at.into(),
        o.cancelled_at.into(),
        o.updated_at.into(),
        o.version.into(),
    ]
}

fn order(row: &Row) -> Result<Order> {
    let mut c = row.columns();
    Ok(Order {
        id: c.take()?,
        order_no: c.take()?,
        customer_id: c.take()?,
        state: c.word()?,
        total_fen: c.take()?,
        paid_fen: c.take()?,
        freight_fen: c.take()?,
        discount_fen: c.take()?,
        receiver: c.take()?,
        phone: c.take()?,
        address: c.take()?,
        url: c.take()?,
        note: c.take()?,
        ordered_at: c.take()?,
        paid_at: c.take()?,
        shipped_at: c.take()?,
        delivered_at: c.take()?,
        completed_at: c.take()?,
        cancelled_at: c.take()?,
        updated_at: c.take()?,
        version: c.take()?,
    })
}
