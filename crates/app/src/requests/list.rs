//! The customer's requests, newest first.

use crate::{
    App, Result, Visitor, cursor,
    tickets::view::brief_of,
    views::{Page, ticket::TicketBrief},
};
use yingke_core::id::*;
use yingke_store::{
    Run, events,
    ticket_rows::{self, Direction, Filter, Sort},
    tickets,
};

pub async fn list(app: &App, who: &Visitor, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<TicketBrief>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let filter = Filter { customer_id: Some(who.customer_id), ..Filter::default() };
    let after = cursor::decode(cursor)?;
    let mut found = ticket_rows::list(on, who.org_id, &filter, Sort::Created, Direction::NewestFirst, after, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |row| cursor::encode(row.ticket.number, row.ticket.id.0));
    Ok(Page { items: found.iter().map(|row| brief_of(&row.ticket)).collect(), next, seq })
}

/// The newest open ones, for the widget's first screen.
pub async fn open_briefs(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, limit: i64) -> Result<Vec<TicketBrief>> {
    let filter = Filter { customer_id: Some(customer_id), open: true, ..Filter::default() };
    let found = ticket_rows::list(on, org_id, &filter, Sort::Created, Direction::NewestFirst, None, limit).await?;
    Ok(found.iter().map(|row| brief_of(&row.ticket)).collect())
}

/// One, for the live hub; `None` when it is not this customer's.
pub async fn brief(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, id: TicketId) -> Result<Option<TicketBrief>> {
    Ok(tickets::get(on, org_id, id).await?.filter(|ticket| ticket.customer_id == Some(customer_id)).map(|ticket| brief_of(&ticket)))
}
