//! An order with everything a person needs to answer for it.

use crate::{
    app::App,
    cursor,
    error::{Error, Result},
    principal::{Principal, Visitor},
    views::{Page, order::*, ticket::TicketBrief},
};
use yingke_core::{
    customer::{mask_address, mask_name, mask_phone},
    id::*,
    order::{Aftersale, Line, Order, Shipment},
    permission::Permission,
    ticket::Priority,
};
use yingke_store::{Run, aftersales, customers, events, orders, shipments};

/// Whether receiver and address are shown whole. The phone number never is: it has its own, logged, request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    Masked,
    Address,
}

impl Reveal {
    pub fn to(who: &Principal) -> Reveal {
        if who.may(Permission::PhoneReveal) { Reveal::Address } else { Reveal::Masked }
    }
}

pub async fn view(on: &mut impl Run, org_id: OrgId, id: OrderId, reveal: Reveal) -> Result<OrderView> {
    let order = orders::get(on, org_id, id).await?.ok_or(Error::NotFound("order"))?;
    Ok(views(on, org_id, vec![order], reveal).await?.remove(0))
}

/// For agents.
pub async fn get(app: &App, who: &Principal, id: OrderId) -> Result<OrderView> {
    who.must(Permission::CustomersRead)?;
    view(&mut app.read(), who.org_id, id, Reveal::to(who)).await
}

/// The orders in the side panel, newest first.
pub async fn of_customer(app: &App, who: &Principal, id: CustomerId, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<OrderView>> {
    who.must(Permission::CustomersRead)?;
    let on = &mut app.read();
    customers::get(on, who.org_id, id).await?.ok_or(Error::NotFound("customer"))?;
    page(on, who.org_id, id, cursor, limit, Reveal::to(who)).await
}

/// A customer's own orders.
pub async fn own(app: &App, who: &Visitor, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<OrderView>> {
    page(&mut app.read(), who.org_id, who.customer_id, cursor, limit, Reveal::Masked).await
}

/// One of the customer's own orders; anybody else's is as absent as one that never was.
pub async fn own_one(app: &App, who: &Visitor, id: OrderId) -> Result<OrderView> {
    let on = &mut app.read();
    let order = orders::get(on, who.org_id, id).await?.filter(|order| order.customer_id == who.customer_id);
    Ok(views(on, who.org_id, vec![order.ok_or(Error::NotFound("order"))?], Reveal::Masked).await?.remove(0))
}

async fn page(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    cursor: Option<&str>,
    limit: Option<i64>,
    reveal: Reveal,
) -> Result<Page<OrderView>> {
    let seq = events::head(on, org_id).await?;
    let limit = cursor::limit(limit);
    let mut found = orders::of_customer(on, org_id, customer_id, cursor::decode(cursor)?, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |order| cursor::encode(order.ordered_at.0, order.id.0));
    Ok(Page { items: views(on, org_id, found, reveal).await?, next, seq })
}

/// Views in the order of `found`: four queries, however many.
pub(super) async fn views(on: &mut impl Run, org_id: OrgId, found: Vec<Order>, reveal: Reveal) -> Result<Vec<OrderView>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OrderId> = found.iter().map(|order| order.id).collect();
    let lines = orders::lines(on, org_id, &ids).await?;
    let shipments = shipments::of_orders(on, org_id, &ids).await?;
    let aftersales = aftersales::of_orders(on, org_id, &ids).await?;
    let tickets = orders::tickets(on, org_id, &ids).await?;
    Ok(found
        .into_iter()
        .map(|order| OrderView {
            lines: lines.iter().filter(|line| line.order_id == order.id).map(line_view).collect(),
            shipments: shipments.iter().filter(|s| s.order_id == order.id).map(shipment_view).collect(),
            aftersales: aftersales.iter().filter(|a| a.order_id == order.id).map(aftersale_view).collect(),
            tickets: tickets.iter().filter(|(id, _)| *id == order.id).map(|(_, ticket)| ticket_brief(ticket)).collect(),
            id: order.id,
            order_no: order.order_no,
            customer_id: order.customer_id,
            state: order.state,
            total_fen: order.total_fen,
            paid_fen: order.paid_fen,
            freight_fen: order.freight_fen,
            discount_fen: order.discount_fen,
            receiver: if reveal == Reveal::Address { order.receiver } else { mask_name(&order.receiver) },
            phone: mask_phone(&order.phone),
            address: if reveal == Reveal::Address { order.address } else { mask_address(&order.address) },
            note: order.note,
            url: order.url,
            ordered_at: order.ordered_at,
            paid_at: order.paid_at,
            shipped_at: order.shipped_at,
            delivered_at: order.delivered_at,
            completed_at: order.completed_at,
            cancelled_at: order.cancelled_at,
        })
        .collect())
}

fn line_view(line: &Line) -> OrderLineView {
    OrderLineView {
        line_no: line.line_no,
        sku: line.sku.clone(),
        title: line.title.clone(),
        spec: line.spec.clone(),
        image_url: line.image_url.clone(),
        quantity: line.quantity,
        unit_fen: line.unit_fen,
        paid_fen: line.paid_fen,
    }
}

fn shipment_view(shipment: &Shipment) -> ShipmentView {
    ShipmentView {
        id: shipment.id,
        carrier: shipment.carrier.clone(),
        tracking_no: shipment.tracking_no.clone(),
        state: shipment.state.clone(),
        shipped_at: shipment.shipped_at,
        delivered_at: shipment.delivered_at,
        last_scan_at: shipment.last_scan_at,
        scans: shipment.scans.iter().map(|scan| Scan { at: scan.at, text: scan.text.clone() }).collect(),
    }
}

fn aftersale_view(case: &Aftersale) -> AftersaleView {
    AftersaleView {
        id: case.id,
        external_id: case.external_id.clone(),
        line_no: case.line_no,
        kind: case.kind,
        state: case.state,
        reason: case.reason.clone(),
        amount_fen: case.amount_fen,
        applied_at: case.applied_at,
        deadline_at: case.deadline_at,
    }
}

fn ticket_brief(ticket: &orders::TicketLine) -> TicketBrief {
    TicketBrief {
        id: ticket.id,
        number: ticket.number,
        title: ticket.title.clone(),
        state: ticket.state,
        priority: usize::try_from(ticket.priority).ok().and_then(|i| Priority::ALL.get(i)).copied().unwrap_or(Priority::Normal),
        updated_at: ticket.updated_at,
    }
}
