//! What the palette finds for a few typed characters: a handful of each kind, through indexes only, and only what the
//! reader may see.

use crate::{
    app::App,
    customers::view::brief_of,
    error::Result,
    orders::card::cards,
    principal::Principal,
    views::{
        conversation::CustomerBrief,
        search::{ConversationBrief, SearchView},
        ticket::TicketBrief,
    },
};
use yingke_core::{id::CustomerId, permission::Permission, ticket::Priority};
use yingke_store::{customers, orders, search};

const EACH: i64 = 5;

pub async fn search(app: &App, who: &Principal, text: &str) -> Result<SearchView> {
    let text: String = text.trim().chars().take(64).collect();
    let mut found = SearchView::default();
    if text.is_empty() {
        return Ok(found);
    }
    let on = &mut app.read();
    let mut people: Vec<CustomerBrief> = Vec::new();
    if who.may(Permission::CustomersRead) {
        people = customers::find(on, who.org_id, &text, EACH).await?.iter().map(brief_of).collect();
        if text.chars().count() >= 3 {
            let rows = orders::find(on, who.org_id, &text, None, EACH).await?;
            let buyers: Vec<CustomerId> =
                rows.iter().map(|order| order.customer_id).filter(|id| people.iter().all(|p| p.id != *id)).collect();
            found.orders = cards(on, who.org_id, rows).await?;
            people.extend(customers::by_ids(on, who.org_id, &buyers).await?.iter().map(brief_of));
        }
    }
    let ids: Vec<CustomerId> = people.iter().map(|person| person.id).collect();
    if who.may(Permission::TicketsGroup) {
        let number = text.trim_start_matches('#').parse::<i64>().ok();
        let scope = search::Scope { everything: who.may(Permission::TicketsAll), agent_id: who.agent_id, group_ids: &who.group_ids };
        found.tickets = search::tickets(on, who.org_id, number, &ids, &scope, EACH).await?.into_iter().map(ticket_brief).collect();
    }
    if who.may(Permission::ConversationsOwn) {
        let scope = search::Scope { everything: who.may(Permission::ConversationsAll), agent_id: who.agent_id, group_ids: &who.group_ids };
        let rows = search::conversations(on, who.org_id, &ids, &scope, EACH).await?;
        found.conversations = rows
            .into_iter()
            .filter_map(|row| {
                let customer = people.iter().find(|person| person.id == row.customer_id)?.clone();
                Some(ConversationBrief {
                    id: row.id,
                    state: row.state,
                    customer,
                    last_preview: row.last_preview,
                    last_message_at: row.last_message_at,
                })
            })
            .collect();
    }
    people.truncate(usize::try_from(EACH).unwrap_or(5));
    found.customers = people;
    Ok(found)
}

fn ticket_brief(row: orders::TicketLine) -> TicketBrief {
    TicketBrief {
        id: row.id,
        number: row.number,
        title: row.title,
        state: row.state,
        priority: usize::try_from(row.priority).ok().and_then(|i| Priority::ALL.get(i)).copied().unwrap_or(Priority::Normal),
        updated_at: row.updated_at,
    }
}
