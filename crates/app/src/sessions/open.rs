//! Signing in.

use super::LIFE_MS;
use crate::{App, Error, Result, password, secrets};
use yingke_core::id::*;
use yingke_store::{
    agents,
    sessions::{self, Session},
};

/// What is shown in the list of devices.
#[derive(Debug, Clone, Default)]
pub struct Device {
    pub user_agent: String,
    pub ip: String,
}

#[derive(Debug, Clone)]
pub struct Opened {
    /// Goes into the cookie; not kept anywhere here.
    pub token: String,
    pub org_id: OrgId,
    pub agent_id: AgentId,
    pub session_id: SessionId,
}

/// By e-mail and password. The same error and the same work whatever is wrong.
pub async fn sign_in(app: &App, email: &str, password: &str, device: Device) -> Result<Opened> {
    let email = email.trim().to_lowercase();
    let logins = agents::logins(&mut app.read(), &email).await?;
    if logins.is_empty() {
        password::verify(password.to_owned(), None).await?;
    }
    for login in logins {
        if password::verify(password.to_owned(), Some(login.password_hash)).await? && login.enabled {
            return open(app, login.org_id, login.agent_id, device).await;
        }
    }
    Err(Error::Unauthenticated)
}

/// A session for an account that has been recognised already.
pub async fn open(app: &App, org_id: OrgId, agent_id: AgentId, device: Device) -> Result<Opened> {
    let (token, now) = (secrets::token("yks_", app.clock.random()), app.clock.now());
    let session = Session {
        id: app.clock.id(),
        org_id,
        agent_id,
        rotated_at: now,
        created_at: now,
        seen_at: now,
        expires_at: now.plus(LIFE_MS),
        user_agent: device.user_agent.chars().take(300).collect(),
        ip: device.ip,
    };
    let (hash, session_id) = (secrets::hash(&token), session.id);
    app.door.write(org_id, move |tx| Box::pin(async move { sessions::insert(tx, &session, hash).await })).await?;
    Ok(Opened { token, org_id, agent_id, session_id })
}
