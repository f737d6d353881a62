//! From a visitor's token to the visitor.

use crate::{App, Error, Result, principal::DEFAULT_LOCALE, principal::Visitor, recent::Remembered, secrets};
use std::sync::Arc;
use yingke_core::time::Millis;
use yingke_store::visitors;

pub type Recognised = Arc<Visitor>;

pub async fn authenticate(app: &App, token: &str) -> Result<Recognised> {
    let hash = secrets::hash(token);
    let now = app.clock.now();
    if let Some(known) = app.recent.visitor(&hash, now) {
        return Ok(known);
    }
    // On the heap: every request would carry the room for this along.
    Box::pin(look_up(app, hash, now)).await
}

async fn look_up(app: &App, hash: [u8; 32], now: Millis) -> Result<Recognised> {
    let holder = visitors::find(&mut app.read(), hash)
        .await?
        .filter(|holder| holder.visitor.expires_at > now && holder.entry_enabled)
        .ok_or(Error::Unauthenticated)?;
    let visitor = Arc::new(Visitor {
        org_id: holder.visitor.org_id,
        entry_id: holder.visitor.entry_id,
        customer_id: holder.visitor.customer_id,
        locale: holder.locale.parse().unwrap_or(DEFAULT_LOCALE),
        allowed_origins: holder.allowed_origins,
        anonymous: holder.anonymous,
    });
    app.recent.visitors.insert(hash, Remembered { who: visitor.clone(), until: holder.visitor.expires_at });
    Ok(visitor)
}
