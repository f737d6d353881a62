//! A customer's tickets, for the side panel; newest first, within the reader's wall.

use super::{access, view::brief_of};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{Page, ticket::TicketBrief},
};
use yingke_core::{id::*, permission::Permission};
use yingke_store::{
    customers, events,
    ticket_rows::{self, Direction, Filter, Sort},
};

pub async fn of_customer(
    app: &App,
    who: &Principal,
    id: CustomerId,
    cursor: Option<&str>,
    limit: Option<i64>,
) -> Result<Page<TicketBrief>> {
    who.must(Permission::CustomersRead)?;
    let on = &mut app.read();
    customers::get(on, who.org_id, id).await?.ok_or(Error::NotFound("customer"))?;
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let filter = Filter { customer_id: Some(id), wall: access::wall(who), ..Filter::default() };
    let after = cursor::decode(cursor)?;
    let mut found = ticket_rows::list(on, who.org_id, &filter, Sort::Created, Direction::NewestFirst, after, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |row| cursor::encode(row.ticket.number, row.ticket.id.0));
    Ok(Page { items: found.iter().map(|row| brief_of(&row.ticket)).collect(), next, seq })
}
