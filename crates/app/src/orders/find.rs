//! Orders by what a customer reads out: an order number (or its beginning) or a tracking number.

use super::view::{Reveal, views};
use crate::{
    app::App,
    cursor,
    error::Result,
    principal::Principal,
    views::{Page, order::OrderView},
};
use yingke_core::permission::Permission;
use yingke_store::{events, orders};

pub async fn find(app: &App, who: &Principal, text: &str, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<OrderView>> {
    who.must(Permission::CustomersRead)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let text = text.trim();
    // Shorter than that, half the shop matches.
    if text.chars().count() < 3 {
        return Ok(Page { items: Vec::new(), next: None, seq });
    }
    let limit = cursor::limit(limit);
    let mut found = orders::find(on, who.org_id, text, cursor::decode(cursor)?, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |order| cursor::encode(order.ordered_at.0, order.id.0));
    Ok(Page { items: views(on, who.org_id, found, Reveal::to(who)).await?, next, seq })
}
