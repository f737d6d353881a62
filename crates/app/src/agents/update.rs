//! Changing an account.

use super::create::{avatar, capacity, email, must_outrank, taken, words};
use crate::{App, Error, Principal, Result, conversations::apply::Hand, password, presence, routing, views::agent::AgentView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    permission::{Permission, Role},
};
use yingke_store::{agent_states, agents, sessions};

/// `PATCH /agents/{id}`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct UpdateAgent {
    pub version: i64,
    pub email: Option<String>,
    pub name: Option<String>,
    pub nickname: Option<String>,
    pub avatar: Option<String>,
    pub role: Option<Role>,
    pub capacity: Option<i64>,
    /// Disabling ends all sessions of the account.
    pub enabled: Option<bool>,
    /// A new password, given by the administrator; ends all sessions of the account.
    pub password: Option<String>,
}

pub async fn update(app: &App, who: &Principal, id: AgentId, change: UpdateAgent) -> Result<AgentView> {
    who.must(Permission::AgentsManage)?;
    let hash = match change.password.clone() {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    let (org_id, now, who, in_tx) = (who.org_id, app.clock.now(), who.clone(), app.clone());
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let old = agents::find(tx, org_id, id).await?.ok_or(Error::NotFound("agent"))?.agent;
                if old.version != change.version {
                    return Err(Error::version_conflict());
                }
                must_outrank(&who, old.role)?;
                let mut new = old.clone();
                if let Some(text) = &change.email {
                    new.email = email(text)?;
                }
                if let Some(text) = &change.name {
                    new.name = words("name", text)?;
                }
                if let Some(text) = &change.nickname {
                    new.nickname = words("nickname", text)?;
                }
                if let Some(text) = &change.avatar {
                    new.avatar = avatar(text)?;
                }
                if let Some(role) = change.role {
                    must_outrank(&who, role)?;
                    new.role = role;
                }
                if let Some(number) = change.capacity {
                    new.capacity = capacity(number)?;
                }
                new.enabled = change.enabled.unwrap_or(old.enabled);
                new.version += 1;
                if !agents::update(tx, &new).await.map_err(taken)? {
                    return Err(Error::version_conflict());
                }
                if agents::count_owners(tx, org_id).await? == 0 {
                    return Err(Error::conflict("wrong_state", "an organisation keeps at least one enabled owner"));
                }
                if let Some(hash) = &hash {
                    agents::set_password(tx, org_id, id, hash).await?;
                }
                if hash.is_some() || !new.enabled {
                    sessions::delete_others(tx, org_id, id, None).await?;
                }
                tx.emit(org_id, NewEvent::new(EventKind::AgentChanged, who.actor.clone(), now).agent(id));
                let hand = Hand { app: &in_tx, org_id, actor: who.actor, now };
                if old.enabled && !new.enabled {
                    presence::release(tx, &hand, id).await?;
                } else if new.capacity > old.capacity || new.enabled != old.enabled {
                    let groups = agent_states::groups_of(tx, org_id, id).await?;
                    routing::drain(tx, &hand, &groups).await?;
                }
                super::view(tx, org_id, id).await?.ok_or(Error::NotFound("agent"))
            })
        })
        .await?;
    app.recent.forget_agents();
    Ok(view)
}
