//! From a cookie to a principal, with a new token now and then.

use super::{LIFE_MS, PREVIOUS_GOOD_MS, ROTATE_AFTER_MS};
use crate::{App, Error, Principal, Result, principal::DEFAULT_LOCALE, recent::Remembered, secrets};
use std::sync::Arc;
use yingke_core::{event::Actor, time::Millis};
use yingke_store::{agents, sessions};

#[derive(Debug, Clone)]
pub struct Authenticated {
    pub principal: Arc<Principal>,
    /// The cookie must get this token now.
    pub new_token: Option<String>,
}

pub async fn authenticate(app: &App, token: &str) -> Result<Authenticated> {
    let hash = secrets::hash(token);
    let now = app.clock.now();
    if let Some(principal) = app.recent.agent(&hash, now) {
        return Ok(Authenticated { principal, new_token: None });
    }
    // On the heap: every request would carry the room for this along.
    Box::pin(look_up(app, hash, now)).await
}

async fn look_up(app: &App, hash: [u8; 32], now: Millis) -> Result<Authenticated> {
    let holder = sessions::find(&mut app.read(), hash)
        .await?
        .filter(|holder| holder.enabled && holder.session.expires_at > now)
        .filter(|holder| !holder.previous || now.since(holder.session.rotated_at) < PREVIOUS_GOOD_MS)
        .ok_or(Error::Unauthenticated)?;
    let session = holder.session;
    let agent = agents::find(&mut app.read(), session.org_id, session.agent_id).await?.ok_or(Error::Unauthenticated)?;
    let mut new_token = None;
    if !holder.previous && now.since(session.rotated_at) >= ROTATE_AFTER_MS {
        let token = secrets::token("yks_", app.clock.random());
        let new = secrets::hash(&token);
        let won = app
            .door
            .write(session.org_id, move |tx| Box::pin(async move { sessions::rotate(tx, hash, new, now, now.plus(LIFE_MS)).await }))
            .await?;
        // When another request was faster, that one carries the new cookie.
        new_token = won.then_some(token);
    }
    let principal = Arc::new(Principal {
        org_id: session.org_id,
        actor: Actor::Agent(session.agent_id),
        agent_id: session.agent_id,
        session_id: Some(session.id),
        role: holder.role,
        permissions: holder.role.permissions().to_vec(),
        group_ids: agent.group_ids,
        locale: DEFAULT_LOCALE,
    });
    if new_token.is_none() && !holder.previous {
        let until = session.expires_at.min(session.rotated_at.plus(ROTATE_AFTER_MS));
        app.recent.agents.insert(hash, Remembered { who: principal.clone(), until });
    }
    Ok(Authenticated { principal, new_token })
}
