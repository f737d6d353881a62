//! Carries a decision out, inside the transaction of its command.

use super::{lines, record};
use crate::{App, Error, Result, agents_state::shift::shift, notices, routing};
use serde_json::json;
use yingke_core::{
    agent::{AgentState, state::Change},
    conversation::{Conversation, Decision, Effect, Refusal, Stage},
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};
use yingke_store::{Tx, agent_states, conversations, conversations::Stored};

/// Who does it, for whom, and when.
pub(crate) struct Hand<'a> {
    pub app: &'a App,
    pub org_id: OrgId,
    pub actor: Actor,
    pub now: Millis,
}

impl Hand<'_> {
    /// The same moment, in the name of the product itself.
    pub fn as_system(&self) -> Hand<'_> {
        Hand { app: self.app, org_id: self.org_id, actor: Actor::System, now: self.now }
    }
}

/// What a change has stirred: groups where somebody may now be free, or something waits.
#[derive(Debug, Default)]
pub(crate) struct Stir {
    pub groups: Vec<GroupId>,
}

/// Applies and lets the queues drain. Afterwards `stored` is what stands in the database.
pub(crate) async fn carry_out(tx: &mut Tx, hand: &Hand<'_>, stored: &mut Stored, decision: Decision) -> Result<()> {
    let stir = apply(tx, hand, stored, decision).await?;
    if stir.groups.is_empty() {
        return Ok(());
    }
    routing::drain(tx, hand, &stir.groups).await?;
    let queued = matches!(stored.session.stage, Stage::Queued { .. });
    *stored = conversations::load(tx, hand.org_id, stored.session.id).await?.ok_or(Error::NotFound("conversation"))?;
    if queued && matches!(stored.session.stage, Stage::Queued { .. }) {
        routing::explain_waiting(tx, hand, stored).await?;
    }
    Ok(())
}

/// Saves, keeps load, writes lines, emits. Facts beside the session (mood, misses …) that the caller has changed in
/// `stored` are saved with it. Draining is the caller's.
pub(crate) async fn apply(tx: &mut Tx, hand: &Hand<'_>, stored: &mut Stored, decision: Decision) -> Result<Stir> {
    let before = std::mem::replace(&mut stored.session, decision.after);
    let mut about = serde_json::Value::Null;
    if decision.effects.contains(&Effect::Complete) {
        record::complete(tx, hand, stored).await?;
        about = crate::ledger::about(tx, hand.org_id, stored).await?;
    }
    conversations::save(tx, hand.org_id, stored).await?;
    let mut stir = move_load(tx, hand, &before, &stored.session).await?;
    if let (Stage::Queued { .. }, Some(group_id)) = (&stored.session.stage, stored.session.group_id)
        && !matches!(before.stage, Stage::Queued { .. } if before.group_id == stored.session.group_id)
    {
        stir.groups.push(group_id);
    }
    if visibly_different(&before, &stored.session) {
        emit_changed(tx, hand, &before, stored, about);
    }
    for effect in decision.effects {
        match effect {
            Effect::Say(line) => lines::say(tx, hand, stored, line).await?,
            Effect::NotResponding(agent_id) => {
                shift(tx, &hand.as_system(), agent_id, Change::LetRingOut, "").await?;
            }
            Effect::Complete => {}
            Effect::Tell(agent_id) => tell(tx, hand, stored, agent_id).await?,
        }
    }
    stir.groups.sort_unstable();
    stir.groups.dedup();
    Ok(stir)
}

/// The idle clock alone is no news: the message that moved it is.
fn visibly_different(before: &Conversation, after: &Conversation) -> bool {
    Conversation { idle: None, ..before.clone() } != Conversation { idle: None, ..after.clone() }
}

/// `about`: what a finished talk was about, for the ledger.
fn emit_changed(tx: &mut Tx, hand: &Hand<'_>, before: &Conversation, stored: &Stored, about: serde_json::Value) {
    let after = &stored.session;
    let mut event = NewEvent::new(EventKind::ConversationChanged, hand.actor.clone(), hand.now)
        .conversation(after.id)
        .customer(after.customer_id)
        .data(json!({
            "from": before.state(),
            "to": after.state(),
            "group_id": after.group_id,
            "from_group_id": before.group_id,
            "from_agent_id": before.owner(),
            "due_at": after.due_at(),
        }));
    if let (serde_json::Value::Object(about), Some(data)) = (about, event.data.as_object_mut()) {
        data.extend(about);
    }
    event.agent_id = after.owner();
    tx.emit(hand.org_id, event);
}

async fn move_load(tx: &mut Tx, hand: &Hand<'_>, before: &Conversation, after: &Conversation) -> Result<Stir> {
    let mut stir = Stir::default();
    let (from, to) = (before.load_of(), after.load_of());
    if from == to {
        return Ok(stir);
    }
    if let Some(agent_id) = to {
        let load = agent_states::move_load(tx, hand.org_id, agent_id, 1, Some(hand.now)).await?;
        emit_load(tx, hand, agent_id, load);
    }
    if let Some(agent_id) = from {
        let load = agent_states::move_load(tx, hand.org_id, agent_id, -1, None).await?;
        emit_load(tx, hand, agent_id, load);
        if load == 0 {
            shift(tx, &hand.as_system(), agent_id, Change::HandsFree, "").await?;
        }
        let ready = agent_states::get(tx, hand.org_id, agent_id).await?.is_some_and(|live| live.state == AgentState::Ready);
        if ready {
            stir.groups = agent_states::groups_of(tx, hand.org_id, agent_id).await?;
        }
    }
    Ok(stir)
}

fn emit_load(tx: &mut Tx, hand: &Hand<'_>, agent_id: AgentId, load: i64) {
    let event = NewEvent::new(EventKind::AgentStateChanged, hand.actor.clone(), hand.now).agent(agent_id);
    tx.emit(hand.org_id, event.data(json!({ "load": load })));
}

async fn tell(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, agent_id: AgentId) -> Result<()> {
    if hand.actor == Actor::Agent(agent_id) {
        return Ok(());
    }
    let notice = notices::NewNotice {
        id: hand.app.clock.id(),
        agent_id,
        kind: if stored.session.owner() == Some(agent_id) { "assigned" } else { "transferred" },
        text: String::new(),
        conversation_id: Some(stored.session.id),
        ticket_id: None,
        at: hand.now,
    };
    notices::add(tx, hand.org_id, hand.actor.clone(), notice).await
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::AlreadyTaken => "already_taken",
            Refusal::NobodyOnDuty => "nobody_on_duty",
            Refusal::QueueFull => "queue_full",
            Refusal::TargetAway | Refusal::GroupAway => "target_away",
            Refusal::TargetFull => "target_full",
            Refusal::BadStars => return Error::invalid("stars", refusal.to_string()),
            Refusal::StartNew | Refusal::WrongState | Refusal::NotOnDuty | Refusal::SameTarget | Refusal::NotDue | Refusal::NotRatable => {
                "wrong_state"
            }
        };
        Error::conflict(code, refusal.to_string())
    }
}
