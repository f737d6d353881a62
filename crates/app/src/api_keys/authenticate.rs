//! From a bearer key to a principal.

use crate::{App, Error, Principal, Result, recent::Remembered, secrets};
use std::sync::Arc;
use yingke_core::{event::Actor, permission::Role, time::Millis};
use yingke_store::{agents, api_keys};

/// Uses are noted at most so often: a busy integration must not cost a write for each call.
const NOTE_USE_EVERY_MS: i64 = 5 * 60_000;

pub async fn authenticate(app: &App, token: &str) -> Result<Arc<Principal>> {
    let hash = secrets::hash(token);
    let now = app.clock.now();
    if let Some(known) = app.recent.agent(&hash, now) {
        return Ok(known);
    }
    // On the heap: every request would carry the room for this along.
    Box::pin(look_up(app, hash, now)).await
}

async fn look_up(app: &App, hash: [u8; 32], now: Millis) -> Result<Arc<Principal>> {
    let key = api_keys::find_by_token(&mut app.read(), hash).await?.filter(|key| key.revoked_at.is_none()).ok_or(Error::Unauthenticated)?;
    let maker = agents::find(&mut app.read(), key.org_id, key.created_by)
        .await?
        .filter(|maker| maker.agent.enabled)
        .ok_or(Error::Unauthenticated)?;
    if key.used_at.is_none_or(|at| now.since(at) > NOTE_USE_EVERY_MS) {
        app.door.write(key.org_id, move |tx| Box::pin(async move { api_keys::touch(tx, key.org_id, key.id, now).await })).await?;
    }
    let principal = Arc::new(Principal {
        org_id: key.org_id,
        actor: Actor::ApiKey(key.id),
        agent_id: key.created_by,
        session_id: None,
        // Whatever its maker is: a key has the permissions chosen for it and no rank.
        role: Role::Light,
        permissions: key.permissions.into_iter().filter(|permission| maker.agent.role.may(*permission)).collect(),
        group_ids: maker.group_ids,
        locale: crate::principal::DEFAULT_LOCALE,
    });
    app.recent.agents.insert(hash, Remembered { who: principal.clone(), until: now.plus(NOTE_USE_EVERY_MS) });
    Ok(principal)
}
