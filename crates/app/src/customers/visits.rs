//! The page trail (S2-19): what the customer looked at, live beside the conversation.

use crate::{
    app::App,
    cursor,
    error::{Error, Result},
    principal::{Principal, Visitor},
    views::{Page, customer::VisitView},
};
use uuid::Uuid;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
};
use yingke_store::{Run, customers, events, visits};

/// Kept for each customer.
const KEEP: i64 = 200;
const URL_CHARS: usize = 2_000;
const TITLE_CHARS: usize = 200;
/// The same page again within this time is a reload, not a step.
const RELOAD_MS: i64 = 5_000;

/// A page the customer opened. What is too long is cut, what is no web address is refused.
pub async fn record(app: &App, who: &Visitor, url: &str, title: &str) -> Result<()> {
    let url = clean_url(url)?;
    let title: String = title.trim().chars().take(TITLE_CHARS).collect();
    let (org_id, customer_id, now) = (who.org_id, who.customer_id, app.clock.now());
    let visit = visits::Visit { id: app.clock.uuid(), url, title, at: now };
    let last = visits::of_customer(&mut app.read(), org_id, customer_id, None, 1).await?;
    if last.first().is_some_and(|last| last.url == visit.url && now.since(last.at) < RELOAD_MS) {
        return Ok(());
    }
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                visits::insert(tx, org_id, customer_id, &visit).await?;
                visits::prune(tx, org_id, customer_id, KEEP).await?;
                let event = NewEvent::new(EventKind::VisitRecorded, Actor::Customer(customer_id), now).customer(customer_id);
                tx.emit(org_id, event.data(serde_json::json!({ "visit": visit.id.simple().to_string() })));
                Ok(())
            })
        })
        .await
}

pub async fn list(app: &App, who: &Principal, id: CustomerId, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<VisitView>> {
    who.must(Permission::CustomersRead)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    customers::get(on, who.org_id, id).await?.ok_or(Error::NotFound("customer"))?;
    let before = cursor::decode(cursor)?.map(|(_, id)| id);
    let limit = cursor::limit(limit);
    let mut found = visits::of_customer(on, who.org_id, id, before, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |visit| cursor::encode(visit.at.0, visit.id));
    Ok(Page { items: found.into_iter().map(visit_view).collect(), next, seq })
}

/// The visit that a `visit.recorded` event names in `data.visit`; none when it has been forgotten meanwhile.
pub async fn view(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, data: &serde_json::Value) -> Result<Option<VisitView>> {
    let Some(id) = data["visit"].as_str().and_then(|id| Uuid::try_parse(id).ok()) else { return Ok(None) };
    Ok(visits::get(on, org_id, customer_id, id).await?.map(visit_view))
}

fn visit_view(visit: visits::Visit) -> VisitView {
    VisitView { url: visit.url, title: visit.title, at: visit.at }
}

/// Only web addresses, without what stands after `#` (it never reaches a server, so it is nobody's business here).
fn clean_url(url: &str) -> Result<String> {
    let url = url.trim().split('#').next().unwrap_or_default();
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://")) {
        return Err(Error::invalid("url", "a visit has the full address of a web page (https://…)"));
    }
    Ok(url.chars().take(URL_CHARS).collect())
}

#[cfg(test)]
mod tests {
    use super::clean_url;

    #[test]
    fn only_web_addresses_are_visits_and_fragments_are_dropped() {
        assert_eq!(clean_url(" https://shop.example/p/1#top ").expect("fine"), "https://shop.example/p/1");
        for bad in ["javascript:alert(1)", "", "data:text/html,x", "/p/1", "中"] {
            assert!(clean_url(bad).is_err(), "{bad}");
        }
    }
}
