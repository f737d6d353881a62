//! What follows when an agent is no longer there: signed out, or no screen for a minute.

use crate::{
    App, Result,
    agents_state::shift::shift,
    conversations::apply::{Hand, apply},
    routing,
};
use yingke_core::{
    agent::state::Change,
    conversation::{Command, Policy, decide},
    event::Actor,
    id::*,
};
use yingke_store::{Tx, conversations};

/// The agent goes offline, and nothing stays with him: what he held goes to the head of its queue, so that no customer
/// waits for somebody who is not there. Does nothing for one who is offline already.
pub async fn gone(app: &App, org_id: OrgId, agent_id: AgentId) -> Result<()> {
    let app = app.clone();
    app.door
        .clone()
        .write(org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id, actor: Actor::System, now: app.clock.now() };
                release(tx, &hand, agent_id).await
            })
        })
        .await
}

/// The same inside a command that has ended the agent's work (account disabled).
pub(crate) async fn release(tx: &mut Tx, hand: &Hand<'_>, agent_id: AgentId) -> Result<()> {
    shift(tx, hand, agent_id, Change::Gone, "").await?;
    let mut groups = Vec::new();
    for mut stored in conversations::held_by(tx, hand.org_id, agent_id).await? {
        let decision = decide(&stored.session, Command::OwnerGone { agent_id }, &Policy::DEFAULT, hand.now)?;
        groups.extend(apply(tx, hand, &mut stored, decision).await?.groups);
    }
    groups.sort_unstable();
    groups.dedup();
    routing::drain(tx, hand, &groups).await
}
