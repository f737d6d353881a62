//! One change of one agent's state, in a transaction.

use crate::{Error, Result, conversations::apply::Hand};
use yingke_core::{
    agent::{
        AgentState,
        state::{Change, StateRefusal, decide},
    },
    event::{EventKind, NewEvent},
    id::*,
};
use yingke_store::{Tx, agent_states};

impl From<StateRefusal> for Error {
    fn from(refusal: StateRefusal) -> Self {
        Error::invalid("state", refusal.to_string())
    }
}

/// Applies a change and says which groups may have work for the agent now. The caller drains them.
pub(crate) async fn shift(tx: &mut Tx, hand: &Hand<'_>, agent_id: AgentId, change: Change, reason: &str) -> Result<Vec<GroupId>> {
    let live = agent_states::get(tx, hand.org_id, agent_id).await?.ok_or(Error::NotFound("agent"))?;
    let after = decide(live.state, live.load, change)?;
    if after == live.state && (reason == live.reason || !matches!(change, Change::Choose(_))) {
        return Ok(Vec::new());
    }
    agent_states::set(tx, hand.org_id, agent_id, after, reason, hand.now).await?;
    tx.emit(
        hand.org_id,
        NewEvent::new(EventKind::AgentStateChanged, hand.actor.clone(), hand.now)
            .agent(agent_id)
            .data(serde_json::json!({ "from": live.state, "to": after })),
    );
    if after == AgentState::Ready { Ok(agent_states::groups_of(tx, hand.org_id, agent_id).await?) } else { Ok(Vec::new()) }
}
