//! `PUT /me/state`: the agent chooses.

use super::shift::shift;
use crate::{App, Error, Principal, Result, agents, conversations::apply::Hand, routing, views::agent::AgentView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    agent::{AgentState, state::Change},
    id::*,
};

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SetState {
    /// `ready`, `busy`, `break` or `offline`. Offline with open conversations becomes `offline_pending` until the last one is done.
    pub state: AgentState,
    /// For a break: meal, training, meeting … Up to 60 characters.
    #[serde(default)]
    pub reason: String,
}

pub async fn set(app: &App, who: &Principal, wish: SetState) -> Result<AgentView> {
    put(app, who, who.agent_id, wish).await
}

pub(super) async fn put(app: &App, who: &Principal, agent_id: AgentId, wish: SetState) -> Result<AgentView> {
    if wish.reason.chars().count() > 60 {
        return Err(Error::invalid("reason", "at most 60 characters"));
    }
    let (app, org_id, actor) = (app.clone(), who.org_id, who.actor.clone());
    app.door
        .clone()
        .write(org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id, actor, now: app.clock.now() };
                let groups = shift(tx, &hand, agent_id, Change::Choose(wish.state), wish.reason.trim()).await?;
                routing::drain(tx, &hand, &groups).await?;
                agents::view(tx, org_id, agent_id).await?.ok_or(Error::NotFound("agent"))
            })
        })
        .await
}
