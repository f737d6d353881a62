//! Where an agent is signed in, and ending it.

use crate::{App, Error, Principal, Result, conversations::apply::Hand, presence, views::settings::SessionView};
use yingke_core::{event::Actor, id::*};
use yingke_store::sessions;

pub async fn list(app: &App, who: &Principal) -> Result<Vec<SessionView>> {
    let sessions = sessions::of_agent(&mut app.read(), who.org_id, who.agent_id, app.clock.now()).await?;
    Ok(sessions
        .into_iter()
        .map(|session| SessionView {
            id: session.id,
            current: Some(session.id) == who.session_id,
            user_agent: session.user_agent,
            ip: session.ip,
            created_at: session.created_at,
            seen_at: session.seen_at,
        })
        .collect())
}

/// Ends one of the own sessions. With the last one the agent goes home: offline, and nothing stays with him.
pub async fn end(app: &App, who: &Principal, id: SessionId) -> Result<()> {
    let (org_id, agent_id) = (who.org_id, who.agent_id);
    let (in_tx, now) = (app.clone(), app.clock.now());
    let found = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let found = sessions::delete(tx, org_id, agent_id, id).await?;
                if sessions::of_agent(tx, org_id, agent_id, now).await?.is_empty() {
                    let hand = Hand { app: &in_tx, org_id, actor: Actor::Agent(agent_id), now };
                    presence::release(tx, &hand, agent_id).await?;
                }
                Ok::<_, Error>(found)
            })
        })
        .await?;
    app.recent.forget_agents();
    if found { Ok(()) } else { Err(Error::NotFound("session")) }
}

/// Ends the session of this request.
pub async fn sign_out(app: &App, who: &Principal) -> Result<()> {
    match who.session_id {
        Some(id) => end(app, who, id).await,
        None => Err(Error::invalid("session", "an API key has no session to end")),
    }
}
