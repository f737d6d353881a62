//! Orders and their lines that a ticket is about, N to M (S1-02).

use super::{access, order_facts, policy, save};
use crate::{App, Error, Principal, Result, views::ticket::*};
use yingke_core::{id::*, ticket::Command};
use yingke_store::{orders, ticket_orders};

/// A ticket about more orders than this is about none of them.
const MOST: usize = 50;

pub async fn link_order(app: &App, who: &Principal, id: TicketId, link: LinkOrder) -> Result<TicketDetail> {
    let (app, who) = (app.clone(), who.clone());
    app.clone()
        .door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let ticket = access::load(tx, &who, id).await?;
                let found = order_facts::load(tx, who.org_id, link.order_id).await?;
                let found = found.ok_or_else(|| Error::invalid("order_id", "there is no such order"))?;
                let mut line_nos = link.line_nos;
                line_nos.sort_unstable();
                line_nos.dedup();
                order_facts::lines_must_exist(&found.facts, &line_nos)?;
                let linked = ticket_orders::of_ticket(tx, who.org_id, id).await?;
                if linked.len() >= MOST {
                    return Err(Error::conflict("conflict", format!("a ticket is about at most {MOST} orders")));
                }
                if !linked.iter().any(|linked| linked.order_id == link.order_id && linked.line_nos == line_nos) {
                    let known = policy::load(tx, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
                    let command =
                        Command::LinkOrder { order_id: link.order_id, order_no: found.order.order_no, line_nos: line_nos.clone() };
                    save::carry_out(tx, &app, who.org_id, &ticket, &known, &command, &who.actor).await?;
                    ticket_orders::link(tx, who.org_id, id, link.order_id, &line_nos).await?;
                }
                super::after(tx, &app, &who, id).await
            })
        })
        .await
}

pub async fn unlink_order(app: &App, who: &Principal, id: TicketId, order_id: OrderId) -> Result<TicketDetail> {
    let (app, who) = (app.clone(), who.clone());
    app.clone()
        .door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let ticket = access::load(tx, &who, id).await?;
                if !ticket_orders::unlink(tx, who.org_id, id, order_id).await? {
                    return Err(Error::NotFound("linked order"));
                }
                let order_no = orders::get(tx, who.org_id, order_id).await?.map(|order| order.order_no).unwrap_or_default();
                let known = policy::load(tx, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
                let command = Command::UnlinkOrder { order_id, order_no };
                save::carry_out(tx, &app, who.org_id, &ticket, &known, &command, &who.actor).await?;
                super::after(tx, &app, &who, id).await
            })
        })
        .await
}
