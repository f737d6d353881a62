//! `POST /conversations/{id}/acceptance`: an agent takes what was offered to him or waits. Exactly one wins.

use super::{
    access,
    apply::{Hand, carry_out},
    view,
};
use crate::{App, Error, Principal, Result, routing, views::conversation::ConversationView};
use yingke_core::{
    agent::AgentState,
    conversation::{Command, Policy, Refusal, Stage, decide},
    id::*,
    permission::Permission,
    routing::pick::Reason,
};
use yingke_store::{agent_states, conversations};

pub async fn accept(app: &App, who: &Principal, id: ConversationId) -> Result<ConversationView> {
    who.must(Permission::ConversationsOwn)?;
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: who.actor.clone(), now: app.clock.now() };
                let mut stored = conversations::load(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))?;
                if !access::may_see(&who, &stored) {
                    // He saw it waiting a moment ago: tell him that he was too late, not that it never was.
                    let in_his_group = stored.session.group_id.is_some_and(|group_id| who.group_ids.contains(&group_id));
                    return Err(if in_his_group { Refusal::AlreadyTaken.into() } else { Error::NotFound("conversation") });
                }
                let live = agent_states::get(tx, who.org_id, who.agent_id).await?.ok_or(Error::NotFound("agent"))?;
                let on_duty = live.enabled && !matches!(live.state, AgentState::Offline | AgentState::OfflinePending);
                let claims = matches!(stored.session.stage, Stage::Queued { .. });
                let decision = decide(&stored.session, Command::Take { agent_id: who.agent_id, on_duty }, &Policy::DEFAULT, hand.now)?;
                if decision.after != stored.session {
                    if claims {
                        routing::decided_by_hand(tx, &hand, &stored, who.agent_id, Reason::Claimed).await?;
                    }
                    carry_out(tx, &hand, &mut stored, decision).await?;
                }
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}
