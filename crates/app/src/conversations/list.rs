//! The conversation list: mine, waiting, all; filtered; by key.

use super::{access, view::of_row};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        conversation::{ConversationView, InboxCounts},
    },
};
use serde::Deserialize;
use yingke_core::{conversation::ConversationState, id::*, permission::Permission};
use yingke_store::{
    Run, customers, events,
    inbox::{self, Filter, Scope},
    orders, stats,
};

yingke_core::word_enum! {
    InboxBox { Mine = "mine", Waiting = "waiting", All = "all", }
}

/// Query of the list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    #[serde(rename = "box")]
    pub inbox: Option<InboxBox>,
    pub state: Option<ConversationState>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// Start of a nickname; or a shop id, phone, e-mail or order number.
    pub q: Option<String>,
    pub cursor: Option<String>,
    pub limit: Option<i64>,
}

/// Customers that a search may bring in.
const FOUND: i64 = 50;

pub async fn list(app: &App, who: &Principal, asked: Asked) -> Result<Page<ConversationView>> {
    let scope = access::scope(who)?;
    let mut on = app.read();
    let seq = events::head(&mut on, who.org_id).await?;
    let limit = cursor::limit(asked.limit);
    let customer_ids = match asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => Some(find_customers(&mut on, who.org_id, q).await?),
        None => None,
    };
    let filter = Filter { state: asked.state, group_id: asked.group_id, agent_id: asked.agent_id, customer_ids };
    let place = asked.cursor.as_deref();
    let (rows, next) = match asked.inbox.unwrap_or(InboxBox::All) {
        InboxBox::Waiting => {
            let mut rows = inbox::waiting(&mut on, who.org_id, &scope, &filter, queue_place(place)?, limit + 1).await?;
            let next = cursor::cut(&mut rows, limit, |row| {
                format!("{}-{}", row.priority, cursor::encode(row.enqueued_at.unwrap_or_default().0, row.id.0))
            });
            (rows, next)
        }
        InboxBox::Mine => {
            let mut rows = inbox::mine(&mut on, who.org_id, who.agent_id, &filter, cursor::decode(place)?, limit + 1).await?;
            let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.sort_at.0, row.id.0));
            (rows, next)
        }
        InboxBox::All => {
            let mut rows = inbox::all(&mut on, who.org_id, &scope, &filter, cursor::decode(place)?, limit + 1).await?;
            let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.sort_at.0, row.id.0));
            (rows, next)
        }
    };
    Ok(Page { items: rows.into_iter().map(of_row).collect(), next, seq })
}

/// `GET /conversations/counts`; `all` counts what has not ended.
pub async fn counts(app: &App, who: &Principal) -> Result<InboxCounts> {
    let scope = access::scope(who)?;
    let mut on = app.read();
    let mine = inbox::count_mine(&mut on, who.org_id, who.agent_id).await?;
    let waiting = inbox::count_waiting(&mut on, who.org_id, &scope).await?;
    let all = match scope {
        Scope::Own { .. } => mine + waiting,
        Scope::All => {
            let kept = stats::read(&mut on, who.org_id, yingke_core::metric::day(app.clock.now())).await?;
            let open = ["bot", "queued", "offered", "active", "wrapup"];
            open.iter().filter_map(|state| kept.get(&format!("conversations:{state}"))).sum()
        }
    };
    Ok(InboxCounts { mine, waiting, all })
}

/// Earlier conversations of one customer, for the side panel. Whoever serves a customer may see what was said before.
pub async fn of_customer(
    app: &App,
    who: &Principal,
    id: CustomerId,
    place: Option<&str>,
    limit: Option<i64>,
) -> Result<Page<ConversationView>> {
    who.must(Permission::CustomersRead)?;
    who.must(Permission::ConversationsOwn)?;
    let mut on = app.read();
    let seq = events::head(&mut on, who.org_id).await?;
    customers::get(&mut on, who.org_id, id).await?.ok_or(Error::NotFound("customer"))?;
    let limit = cursor::limit(limit);
    let mut rows = inbox::of_customer(&mut on, who.org_id, id, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.created_at.0, row.id.0));
    Ok(Page { items: rows.into_iter().map(of_row).collect(), next, seq })
}

async fn find_customers(on: &mut impl Run, org_id: OrgId, q: &str) -> Result<Vec<CustomerId>> {
    if q.chars().count() > 100 {
        return Err(Error::invalid("q", "at most 100 characters"));
    }
    let mut ids: Vec<CustomerId> = customers::find(on, org_id, q, FOUND).await?.into_iter().map(|customer| customer.id).collect();
    if let Some(order) = orders::by_number(on, org_id, q).await? {
        ids.push(order.customer_id);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn queue_place(place: Option<&str>) -> Result<Option<inbox::QueuePlace>> {
    let Some(place) = place.filter(|place| !place.is_empty()) else { return Ok(None) };
    let bad = || Error::invalid("cursor", "this cursor is not one of ours; begin again without it");
    let (priority, rest) = place.split_once('-').ok_or_else(bad)?;
    let (at, id) = cursor::decode(Some(rest))?.ok_or_else(bad)?;
    Ok(Some((priority.parse().map_err(|_| bad())?, at, id)))
}
