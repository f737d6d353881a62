//! New visitors and their customers.

use super::{ANONYMOUS_LIFE_MS, KNOWN_LIFE_MS};
use crate::{App, Error, Result, secrets};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    text::Locale,
    time::Millis,
};
use yingke_store::{
    Tx,
    identities::{self, Claims},
    visitors::{self, Visitor},
};

#[derive(Debug, Clone)]
pub struct Issued {
    /// Bearer token of the device; not kept anywhere here.
    pub token: String,
    pub expires_at: Millis,
}

/// A token for a device of this customer.
pub async fn issue(
    app: &App,
    tx: &mut Tx,
    org_id: OrgId,
    entry_id: EntryId,
    customer_id: CustomerId,
    anonymous: bool,
    user_agent: &str,
) -> Result<Issued> {
    let now = app.clock.now();
    let token = secrets::token("ykv_", app.clock.random());
    let expires_at = now.plus(if anonymous { ANONYMOUS_LIFE_MS } else { KNOWN_LIFE_MS });
    let user_agent = user_agent.chars().take(300).collect();
    let visitor = Visitor { org_id, entry_id, customer_id, user_agent, created_at: now, seen_at: now, expires_at };
    visitors::insert(tx, &visitor, secrets::hash(&token)).await?;
    Ok(Issued { token, expires_at })
}

/// Nobody we know. The name is a short tag, so that agents can tell two of them apart.
pub async fn find_or_create_anonymous(
    app: &App,
    tx: &mut Tx,
    org_id: OrgId,
    known: Option<CustomerId>,
    locale: Locale,
) -> Result<CustomerId> {
    if let Some(id) = known {
        return Ok(id);
    }
    let (id, now) = (app.clock.id::<CustomerId>(), app.clock.now());
    let tag = id.0.simple().to_string()[27..].to_uppercase();
    let nickname = match locale {
        Locale::ZhCn => format!("访客 {tag}"),
        Locale::ZhTw => format!("訪客 {tag}"),
        Locale::En => format!("Visitor {tag}"),
    };
    identities::insert(tx, org_id, id, &Claims { nickname, ..Claims::default() }, locale, now).await?;
    tx.emit(org_id, NewEvent::new(EventKind::CustomerChanged, Actor::Customer(id), now).customer(id));
    Ok(id)
}

/// The customer of a signed identity. Inside the write door nobody else writes this organisation, so the same identity
/// never becomes two customers.
pub async fn find_or_create_known(app: &App, tx: &mut Tx, org_id: OrgId, claims: &Claims, locale: Locale) -> Result<CustomerId> {
    if claims.external_id.is_empty() {
        return Err(Error::invalid("identity_token", "`sub` is empty"));
    }
    let now = app.clock.now();
    let (id, changed) = match identities::find_by_external_id(tx, org_id, &claims.external_id).await? {
        Some(id) => (id, identities::apply_claims(tx, org_id, id, claims, now).await?),
        None => {
            let id = app.clock.id::<CustomerId>();
            identities::insert(tx, org_id, id, claims, locale, now).await?;
            (id, true)
        }
    };
    if changed {
        tx.emit(org_id, NewEvent::new(EventKind::CustomerChanged, Actor::Customer(id), now).customer(id));
    }
    Ok(id)
}
