//! `POST /conversations/{id}/transfer`: to a colleague, to another group; for a supervisor also to himself (take-over). The
//! customer's wait is kept; one who is not there never gets it.

use super::{
    access,
    apply::{Hand, carry_out},
    lines, view,
};
use crate::{App, Error, Principal, Result, routing, views::conversation::ConversationView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    conversation::{Command, Policy, command::Target, decide},
    id::*,
    permission::Permission,
    routing::pick::Reason,
};
use yingke_store::{agent_states, queue};

/// Exactly one of `agent_id` and `group_id`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Transfer {
    pub agent_id: Option<AgentId>,
    pub group_id: Option<GroupId>,
    /// For the colleague; the customer does not see it. Up to 500 characters.
    #[serde(default)]
    pub reason: String,
}

pub async fn transfer(app: &App, who: &Principal, id: ConversationId, wish: Transfer) -> Result<ConversationView> {
    if wish.reason.chars().count() > 500 {
        return Err(Error::invalid("reason", "at most 500 characters"));
    }
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: who.actor.clone(), now: app.clock.now() };
                let mut stored = access::manageable(tx, &who, id).await?;
                let (command, winner) = match (wish.agent_id, wish.group_id) {
                    (Some(agent_id), None) if agent_id == who.agent_id && who.may(Permission::Supervise) => {
                        (Command::TakeOver { by: agent_id }, Some((agent_id, Reason::TakenOver)))
                    }
                    (Some(agent_id), None) => {
                        agent_states::get(tx, who.org_id, agent_id).await?.ok_or(Error::invalid("agent_id", "there is no such agent"))?;
                        let availability = routing::availability(tx, who.org_id, agent_id).await?;
                        let to = Target::Agent { agent_id, availability };
                        (Command::Transfer { by: who.agent_id, to }, Some((agent_id, Reason::Transferred)))
                    }
                    (None, Some(group_id)) => {
                        let known = queue::dealings(tx, who.org_id, &[group_id]).await?;
                        if known.is_empty() {
                            return Err(Error::invalid("group_id", "this group does not take conversations"));
                        }
                        let staffed = routing::staffed(tx, who.org_id, group_id).await?;
                        (Command::Transfer { by: who.agent_id, to: Target::Group { group_id, staffed } }, None)
                    }
                    (Some(_), Some(_)) | (None, None) => return Err(Error::invalid("agent_id", "name an agent or a group, one of them")),
                };
                let decision = decide(&stored.session, command, &Policy::DEFAULT, hand.now)?;
                if decision.after == stored.session {
                    return view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"));
                }
                if let Some((winner, reason)) = winner {
                    routing::decided_by_hand(tx, &hand, &stored, winner, reason).await?;
                }
                let reason = wish.reason.trim();
                if !reason.is_empty() {
                    lines::note(tx, &hand, id, "transfer_reason", reason).await?;
                }
                carry_out(tx, &hand, &mut stored, decision).await?;
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}
