//! "Why this agent": every decision is kept with its candidates, reasons and winner.

use super::drain::by_hand;
use crate::{
    App, Error, Principal, Result,
    conversations::{access, apply::Hand},
    views::conversation::{CandidateView, DecisionView},
};
use yingke_core::{
    id::*,
    routing::pick::{Choice, Reason, candidates, pick},
};
use yingke_store::{Tx, agent_states, conversations::Stored, queue};

pub(super) async fn record(
    tx: &mut Tx,
    hand: &Hand<'_>,
    conversation_id: ConversationId,
    group_id: Option<GroupId>,
    strategy: &str,
    choice: &Choice,
) -> Result<()> {
    let candidates: Vec<CandidateView> = choice
        .candidates
        .iter()
        .map(|c| CandidateView {
            agent_id: c.agent_id,
            eligible: c.standing == yingke_core::routing::eligible::Standing::Eligible,
            reason: c.standing.to_string(),
            load: c.load,
            capacity: c.capacity,
        })
        .collect();
    let decision = queue::Decision {
        id: hand.app.clock.id(),
        conversation_id,
        at: hand.now,
        group_id,
        strategy: strategy.to_owned(),
        winner: choice.winner,
        reason: choice.reason.to_string(),
        candidates: serde_json::to_string(&candidates)?,
    };
    queue::insert_decision(tx, hand.org_id, &decision).await?;
    Ok(())
}

/// A person decided: who else could have had it stands beside.
pub async fn decided_by_hand(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, winner: AgentId, reason: Reason) -> Result<()> {
    let members = match stored.session.group_id {
        Some(group_id) => agent_states::members(tx, hand.org_id, &[group_id]).await?.into_iter().map(|(_, member)| member).collect(),
        None => Vec::new(),
    };
    let choice = Choice { winner: Some(winner), reason, pointer: None, candidates: candidates(&members, &stored.session.declined) };
    record(tx, hand, stored.session.id, stored.session.group_id, by_hand(reason), &choice).await
}

/// Nobody could be asked when it was queued: says why, once.
pub async fn explain_waiting(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored) -> Result<()> {
    let Some(group_id) = stored.session.group_id else { return Ok(()) };
    let members: Vec<_> = agent_states::members(tx, hand.org_id, &[group_id]).await?.into_iter().map(|(_, member)| member).collect();
    let Some(dealing) = queue::dealings(tx, hand.org_id, &[group_id]).await?.pop() else { return Ok(()) };
    let choice = pick(&members, dealing.strategy, dealing.pointer, &stored.session.declined, None);
    record(tx, hand, stored.session.id, Some(group_id), dealing.strategy.as_str(), &choice).await
}

/// `GET /conversations/{id}/decisions`, newest first.
pub async fn decisions(app: &App, who: &Principal, id: ConversationId) -> Result<Vec<DecisionView>> {
    let mut on = app.read();
    access::visible(&mut on, who, id).await?;
    let found = queue::decisions(&mut on, who.org_id, id, 50).await?;
    found
        .into_iter()
        .map(|decision| {
            Ok(DecisionView {
                at: decision.at,
                group_id: decision.group_id,
                strategy: decision.strategy,
                winner: decision.winner,
                reason: decision.reason,
                candidates: serde_json::from_str(&decision.candidates).map_err(Error::from)?,
            })
        })
        .collect()
}
