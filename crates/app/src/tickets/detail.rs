//! One ticket with everything its screen needs, and its timeline page by page.

use super::{access, call_back, view};
use crate::{
    App, Error, Principal, Result, ticket_types,
    views::{Page, ticket::*},
};
use serde_json::Value;
use std::mem::take;
use yingke_core::{
    id::*,
    permission::Permission,
    ticket::{
        decide::next_states,
        priority::{band, category_key, handling},
    },
};
use yingke_store::{Run, events, ticket_entries, ticket_orders, ticket_rows, tickets};

pub async fn get(app: &App, who: &Principal, id: TicketId) -> Result<TicketDetail> {
    let on = &mut app.read();
    detail(on, app, who, id).await
}

/// The detail as this reader sees it, from inside or outside a command.
pub(crate) async fn detail(on: &mut impl Run, app: &App, who: &Principal, id: TicketId) -> Result<TicketDetail> {
    who.must(Permission::TicketsGroup)?;
    let mut row =
        ticket_rows::one(on, who.org_id, id).await?.filter(|row| access::sees(who, &row.ticket)).ok_or(Error::NotFound("ticket"))?;
    let kind = ticket_types::of_version(on, app, who.org_id, row.ticket.type_id, row.type_version).await?;
    // Who has taken a call back has to call: the customer left this number for that.
    let calls = row.ticket.source == call_back::SOURCE && row.ticket.agent_id == Some(who.agent_id);
    let phones = if calls || who.may(Permission::PhoneReveal) { view::Phones::Whole } else { view::Phones::Masked };
    let defs = &kind.definition.fields;
    let ticket = &mut row.ticket;
    let (mut first_facts, fields) = (take(&mut ticket.first_facts), take(&mut ticket.fields));
    if let Some(Value::Object(values)) = first_facts.get_mut("fields") {
        let values = take(values);
        first_facts["fields"] = view::field_values(on, who.org_id, defs, values, phones).await?;
    }
    let follow_up_of = match ticket.follow_up_of {
        Some(id) => tickets::get(on, who.org_id, id).await?.filter(|first| access::sees(who, first)).map(|first| view::brief_of(&first)),
        None => None,
    };
    Ok(TicketDetail {
        fields: view::field_values(on, who.org_id, defs, fields, phones).await?,
        first_facts,
        linked_orders: linked(on, who.org_id, id).await?,
        next_states: next_states(ticket, app.clock.now()),
        handling: handling(band(ticket.mood)),
        follow_up_of,
        category_key: category_key(row.category_key.as_deref().unwrap_or(&row.type_key), ticket.mood),
        priority_reason: take(&mut ticket.priority_reason),
        conversation_id: ticket.conversation_id,
        owner_id: ticket.owner_id,
        steps_done: take(&mut ticket.steps_done),
        last_entry_seq: ticket.last_entry_seq,
        description: take(&mut ticket.description),
        rating_comment: take(&mut ticket.rating_comment),
        ticket: view::of_row(row),
    })
}

/// Entries after `after`, oldest first.
pub async fn entries(app: &App, who: &Principal, id: TicketId, after: Option<i64>, limit: Option<i64>) -> Result<Page<TicketEntryView>> {
    let on = &mut app.read();
    access::load(on, who, id).await?;
    let seq = events::head(on, who.org_id).await?;
    let limit = crate::cursor::limit(limit);
    let mut found = ticket_entries::page(on, who.org_id, id, after.unwrap_or(0), limit + 1).await?;
    let next = crate::cursor::cut(&mut found, limit, |entry| entry.seq.to_string());
    Ok(Page { items: view::entry_views(on, who.org_id, found, view::Reader::Staff(who.locale)).await?, next, seq })
}

async fn linked(on: &mut impl Run, org_id: OrgId, id: TicketId) -> Result<Vec<LinkedOrder>> {
    let links = ticket_orders::of_ticket(on, org_id, id).await?;
    let link = |link: ticket_orders::Linked| LinkedOrder {
        order_id: link.order_id,
        order_no: link.order_no,
        state: link.state,
        line_nos: link.line_nos,
    };
    Ok(links.into_iter().map(link).collect())
}
