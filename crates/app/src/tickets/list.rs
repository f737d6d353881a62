//! The ticket list: filters, words, order, pages; and the few numbers beside it.

use super::{access, view::of_row};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{Page, ticket::*},
};
use serde::Deserialize;
use yingke_core::{conversation::Mood, id::*, permission::Permission, ticket::*};
use yingke_store::{
    Run, customers, events, orders,
    ticket_rows::{self, AgentFilter, Direction, Filter, Sort, Words},
};

/// The query string, as it stands in the address. Lists are separated by commas.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// One or several states, with commas.
    pub state: Option<String>,
    /// Everything that somebody still has to work on.
    pub open: Option<bool>,
    /// An id, several with commas, or `mine` for the reader's own groups.
    pub group_id: Option<String>,
    /// An id, `me`, or `none`.
    pub agent_id: Option<String>,
    pub type_id: Option<TicketTypeId>,
    pub priority: Option<Priority>,
    pub mood: Option<Mood>,
    pub customer_id: Option<CustomerId>,
    /// Any ticket that is about this order.
    pub order_id: Option<OrderId>,
    /// Only those that came back.
    pub rebound: Option<bool>,
    /// Number, part of the title, beginning of the customer's name, or order number.
    pub q: Option<String>,
    /// `updated` (default) or `created`.
    pub sort: Option<String>,
    /// `desc` (default) or `asc`.
    pub dir: Option<String>,
    pub cursor: Option<String>,
    /// 1..=100, default 50.
    pub limit: Option<i64>,
}

pub async fn list(app: &App, who: &Principal, ask: Ask) -> Result<Page<TicketView>> {
    who.must(Permission::TicketsGroup)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let filter = filter(on, who, &ask).await?;
    let sort = match ask.sort.as_deref() {
        None | Some("" | "updated") => Sort::Updated,
        Some("created") => Sort::Created,
        Some(_) => return Err(Error::invalid("sort", "`updated` or `created`")),
    };
    let direction = match ask.dir.as_deref() {
        None | Some("" | "desc") => Direction::NewestFirst,
        Some("asc") => Direction::OldestFirst,
        Some(_) => return Err(Error::invalid("dir", "`desc` or `asc`")),
    };
    let limit = cursor::limit(ask.limit);
    let after = cursor::decode(ask.cursor.as_deref())?;
    let mut found = ticket_rows::list(on, who.org_id, &filter, sort, direction, after, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |row| {
        let place = match sort {
            Sort::Updated => row.ticket.updated_at.0,
            Sort::Created => row.ticket.number,
        };
        cursor::encode(place, row.ticket.id.0)
    });
    Ok(Page { items: found.into_iter().map(of_row).collect(), next, seq })
}

const MOST_COUNTED: i64 = 1000;

pub async fn counts(app: &App, who: &Principal, ask: Ask) -> Result<TicketCounts> {
    who.must(Permission::TicketsGroup)?;
    let on = &mut app.read();
    let filter = filter(on, who, &ask).await?;
    let total = ticket_rows::count(on, who.org_id, &filter, MOST_COUNTED).await?;
    let [open, mine, unassigned, urgent, rebound] =
        ticket_rows::open_counts(on, who.org_id, who.agent_id, access::wall(who), MOST_COUNTED).await?;
    Ok(TicketCounts { open, mine, unassigned, urgent, rebound, total })
}

async fn filter(on: &mut impl Run, who: &Principal, ask: &Ask) -> Result<Filter> {
    let mut states = Vec::new();
    for word in split(ask.state.as_deref()) {
        states.push(word.parse().map_err(|_| Error::invalid("state", format!("there is no state {word:?}")))?);
    }
    let mut groups = Vec::new();
    for word in split(ask.group_id.as_deref()) {
        if word == "mine" {
            // A reader without groups asks for nothing, not for everything.
            groups.extend(if who.group_ids.is_empty() { vec![GroupId(uuid::Uuid::nil())] } else { who.group_ids.clone() });
        } else {
            groups.push(word.parse().map_err(|_| Error::invalid("group_id", "a group's id, or `mine`"))?);
        }
    }
    let agent = match ask.agent_id.as_deref() {
        None | Some("") => AgentFilter::Any,
        Some("me") => AgentFilter::Agent(who.agent_id),
        Some("none") => AgentFilter::Nobody,
        Some(id) => AgentFilter::Agent(id.parse().map_err(|_| Error::invalid("agent_id", "an agent's id, `me`, or `none`"))?),
    };
    Ok(Filter {
        states,
        open: ask.open == Some(true),
        groups,
        agent,
        type_id: ask.type_id,
        priority: ask.priority,
        mood: ask.mood,
        customer_id: ask.customer_id,
        order_id: ask.order_id,
        rebound: ask.rebound == Some(true),
        words: match ask.q.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(words(on, who.org_id, text).await?),
        },
        wall: access::wall(who),
    })
}

/// `#17` is a number and nothing else; other words may name a title, a customer or an order.
async fn words(on: &mut impl Run, org_id: OrgId, text: &str) -> Result<Words> {
    const MOST_NAMED: i64 = 100;
    let text: String = text.chars().filter(|c| *c != '\0').take(100).collect();
    if let Some(number) = text.strip_prefix('#') {
        return Ok(Words { number: number.trim().parse().ok(), ..Words::default() });
    }
    let digits_only = text.bytes().all(|b| b.is_ascii_digit());
    let long_enough = text.chars().count() >= 3;
    let orders: Vec<OrderId> = if long_enough && text.is_ascii() {
        orders::find(on, org_id, &text, None, MOST_NAMED).await?.iter().map(|order| order.id).collect()
    } else {
        Vec::new()
    };
    let customers = customers::find(on, org_id, &text, MOST_NAMED).await?.iter().map(|customer| customer.id).collect();
    // An order number is no part of a title.
    let only_names = digits_only || !orders.is_empty();
    Ok(Words { number: text.parse().ok(), title: if only_names { String::new() } else { text }, orders, customers })
}

fn split(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty()).take(32)
}
