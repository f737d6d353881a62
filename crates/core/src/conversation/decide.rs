//! The state machine (DOMAIN §3.1). Every (state, command) pair has one answer here; nothing else changes a stage.

use super::{
    command::{Availability, Command, Decision, Duty, Effect, Line, Queue, Refusal, Target, can_rate},
    policy::Policy,
    session::{Conversation, Declined, EndReason, Gone, Idle, Stage},
};
use crate::{id::*, time::Millis};

pub fn decide(conversation: &Conversation, command: Command, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match command {
        Command::CustomerMessage { duty } => customer_message(conversation, duty, policy, now),
        Command::RequestHuman { group_id, queue } => request_human(conversation, group_id, queue, policy, now),
        Command::LeaveQueue => leave_queue(conversation, policy, now),
        Command::Offer { agent_id } => offer(conversation, agent_id, policy, now),
        Command::Take { agent_id, on_duty } => take(conversation, agent_id, on_duty, now),
        Command::Decline { agent_id } => decline(conversation, agent_id, now),
        Command::OfferTimeout => offer_timeout(conversation, now),
        Command::Transfer { by, to } => transfer(conversation, by, to, now),
        Command::TakeOver { by } => take_over(conversation, by, now),
        Command::OwnerGone { agent_id } => owner_gone(conversation, agent_id, now),
        Command::EndByAgent => end_by_agent(conversation, now),
        Command::EndByCustomer => end_by_customer(conversation, policy, now),
        Command::IdleDue => idle_due(conversation, policy, now),
        Command::WrapupDue => wrapup_due(conversation, now),
        Command::OfflineMessage => offline_message(conversation, policy, now),
        Command::Rate { stars } => rate(conversation, stars, policy, now),
    }
}

fn customer_message(c: &Conversation, duty: Duty, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Bot => Ok(to_bot(c, policy, now, vec![])),
        Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. } => {
            Ok(Decision { after: Conversation { idle: None, ..c.clone() }, effects: vec![] })
        }
        Stage::Wrapup { agent_id, .. } => Ok(come_back(c, Some(agent_id), duty, policy, now)),
        Stage::Ended { gone } if policy.revives(gone.at, now) => Ok(come_back(c, c.last_agent, duty, policy, now)),
        Stage::OfflineMessage { at } if policy.revives(at, now) => Ok(to_bot(c, policy, now, vec![])),
        Stage::Ended { .. } | Stage::OfflineMessage { .. } => Err(Refusal::StartNew),
    }
}

/// The same session goes on: with the same person when he can, else in the queue, and never with one who is away.
fn come_back(c: &Conversation, last_agent: Option<AgentId>, duty: Duty, policy: &Policy, now: Millis) -> Decision {
    match (last_agent, duty.last_agent) {
        (Some(agent_id), Availability::Free) => {
            // Who left the queue before has no wait to go on with: it begins and ends now.
            let enqueued_at = Some(c.enqueued_at.unwrap_or(now));
            let after = Conversation { stage: Stage::Active { agent_id }, idle: None, enqueued_at, ..c.clone() };
            Decision { after, effects: vec![Effect::Say(Line::Joined(agent_id)), Effect::Tell(agent_id)] }
        }
        (Some(_), Availability::Full | Availability::Away) if duty.staffed && c.group_id.is_some() => {
            let after = Conversation { enqueued_at: Some(now), offer_count: 0, declined: vec![], ..queued(c, now) };
            Decision { after, effects: vec![Effect::Say(Line::Queued)] }
        }
        (Some(_), Availability::Full | Availability::Away) | (None, _) => to_bot(c, policy, now, vec![]),
    }
}

fn request_human(c: &Conversation, group_id: GroupId, queue: Queue, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. } => return Ok(Decision::unchanged(c)),
        Stage::Ended { gone } if !policy.revives(gone.at, now) => return Err(Refusal::StartNew),
        Stage::OfflineMessage { at } if !policy.revives(at, now) => return Err(Refusal::StartNew),
        Stage::Bot | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => {}
    }
    if !queue.staffed {
        return Err(Refusal::NobodyOnDuty);
    }
    if queue.waiting >= policy.queue_cap {
        return Err(Refusal::QueueFull);
    }
    let after = Conversation { group_id: Some(group_id), enqueued_at: Some(now), offer_count: 0, declined: vec![], ..queued(c, now) };
    Ok(Decision { after, effects: vec![Effect::Say(Line::Queued)] })
}

fn leave_queue(c: &Conversation, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Queued { .. } | Stage::Offered { .. } => {
            let left = Conversation { enqueued_at: None, offer_count: 0, declined: vec![], ..c.clone() };
            Ok(to_bot(&left, policy, now, vec![Effect::Say(Line::LeftQueue)]))
        }
        Stage::Bot => Ok(Decision::unchanged(c)),
        Stage::Active { .. } | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => Err(Refusal::WrongState),
    }
}

fn offer(c: &Conversation, agent_id: AgentId, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Queued { .. } => {
            let stage = Stage::Offered { agent_id, since: now, expires_at: now.plus(policy.offer_ms) };
            Ok(Decision { after: Conversation { stage, ..c.clone() }, effects: vec![] })
        }
        Stage::Bot
        | Stage::Offered { .. }
        | Stage::Active { .. }
        | Stage::Wrapup { .. }
        | Stage::Ended { .. }
        | Stage::OfflineMessage { .. } => Err(Refusal::WrongState),
    }
}

fn take(c: &Conversation, agent_id: AgentId, on_duty: bool, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Active { agent_id: owner } if owner == agent_id => return Ok(Decision::unchanged(c)),
        Stage::Offered { agent_id: asked, .. } if asked != agent_id => return Err(Refusal::AlreadyTaken),
        Stage::Active { .. } => return Err(Refusal::AlreadyTaken),
        Stage::Bot | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => return Err(Refusal::WrongState),
        Stage::Queued { .. } | Stage::Offered { .. } => {}
    }
    if !on_duty {
        return Err(Refusal::NotOnDuty);
    }
    Ok(Decision { after: held_by(c, agent_id, now), effects: vec![Effect::Say(Line::Joined(agent_id))] })
}

fn decline(c: &Conversation, agent_id: AgentId, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Offered { agent_id: asked, .. } if asked == agent_id => {
            Ok(Decision { after: came_back_from(c, agent_id, now), effects: vec![] })
        }
        Stage::Offered { .. }
        | Stage::Bot
        | Stage::Queued { .. }
        | Stage::Active { .. }
        | Stage::Wrapup { .. }
        | Stage::Ended { .. }
        | Stage::OfflineMessage { .. } => Err(Refusal::WrongState),
    }
}

fn offer_timeout(c: &Conversation, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Offered { agent_id, expires_at, .. } if expires_at <= now => {
            Ok(Decision { after: came_back_from(c, agent_id, now), effects: vec![Effect::NotResponding(agent_id)] })
        }
        Stage::Offered { .. }
        | Stage::Bot
        | Stage::Queued { .. }
        | Stage::Active { .. }
        | Stage::Wrapup { .. }
        | Stage::Ended { .. }
        | Stage::OfflineMessage { .. } => Err(Refusal::NotDue),
    }
}

fn transfer(c: &Conversation, by: AgentId, to: Target, now: Millis) -> Result<Decision, Refusal> {
    let held = match c.stage {
        Stage::Queued { .. } => None,
        Stage::Offered { agent_id, .. } | Stage::Active { agent_id } => Some(agent_id),
        Stage::Bot | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => return Err(Refusal::WrongState),
    };
    match to {
        Target::Agent { agent_id, .. } if matches!(c.stage, Stage::Active { agent_id: owner } if owner == agent_id) => {
            Err(Refusal::SameTarget)
        }
        Target::Agent { availability: Availability::Away, .. } => Err(Refusal::TargetAway),
        Target::Agent { agent_id, availability: Availability::Full } if held != Some(agent_id) => Err(Refusal::TargetFull),
        Target::Agent { agent_id, availability: Availability::Free | Availability::Full } => Ok(Decision {
            after: held_by(c, agent_id, now),
            effects: vec![Effect::Say(Line::Transferred(agent_id)), Effect::Tell(agent_id)],
        }),
        Target::Group { group_id, .. } if c.group_id == Some(group_id) && held.is_none() => Err(Refusal::SameTarget),
        Target::Group { staffed: false, .. } => Err(Refusal::GroupAway),
        Target::Group { group_id, staffed: true } => {
            // The one who sends it away does not get it back by the next turn of the wheel.
            let declined = vec![Declined { agent_id: by, at: now }];
            let after = Conversation {
                group_id: Some(group_id),
                enqueued_at: Some(c.enqueued_at.unwrap_or(now)),
                offer_count: 0,
                declined,
                ..queued(c, now)
            };
            Ok(Decision { after, effects: vec![Effect::Say(Line::TransferredToGroup(group_id))] })
        }
    }
}

fn take_over(c: &Conversation, by: AgentId, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Active { agent_id } if agent_id == by => Ok(Decision::unchanged(c)),
        Stage::Bot | Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. } | Stage::Wrapup { .. } => {
            let mut effects = vec![Effect::Say(Line::TakenOver(by))];
            effects.extend(c.owner().filter(|owner| *owner != by).map(Effect::Tell));
            Ok(Decision { after: held_by(c, by, now), effects })
        }
        Stage::Ended { .. } | Stage::OfflineMessage { .. } => Err(Refusal::WrongState),
    }
}

fn owner_gone(c: &Conversation, agent_id: AgentId, now: Millis) -> Result<Decision, Refusal> {
    if c.owner() != Some(agent_id) {
        return Ok(Decision::unchanged(c));
    }
    match c.stage {
        Stage::Offered { .. } => Ok(Decision { after: came_back_from(c, agent_id, now), effects: vec![] }),
        Stage::Active { .. } => {
            let after = Conversation { enqueued_at: Some(c.enqueued_at.unwrap_or(now)), declined: vec![], ..queued(c, now) };
            Ok(Decision { after, effects: vec![Effect::Say(Line::Requeued)] })
        }
        Stage::Wrapup { gone, .. } => Ok(ended(c, gone, vec![])),
        Stage::Bot | Stage::Queued { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => Ok(Decision::unchanged(c)),
    }
}

fn end_by_agent(c: &Conversation, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Bot | Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. } => {
            Ok(ended(c, Gone { at: now, reason: EndReason::ByAgent }, vec![Effect::Say(Line::EndedByAgent)]))
        }
        Stage::Wrapup { gone, .. } => Ok(ended(c, gone, vec![])),
        Stage::Ended { .. } => Ok(Decision::unchanged(c)),
        Stage::OfflineMessage { .. } => Err(Refusal::WrongState),
    }
}

fn end_by_customer(c: &Conversation, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    let gone = Gone { at: now, reason: EndReason::ByCustomer };
    match c.stage {
        Stage::Bot | Stage::Queued { .. } | Stage::Offered { .. } => Ok(ended(c, gone, vec![Effect::Say(Line::EndedByCustomer)])),
        Stage::Active { agent_id } => Ok(wrapup(c, agent_id, gone, policy, Line::EndedByCustomer)),
        Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => Ok(Decision::unchanged(c)),
    }
}

fn idle_due(c: &Conversation, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    let Some(idle) = c.idle.filter(|idle| idle.due_at <= now) else { return Err(Refusal::NotDue) };
    let gone = Gone { at: now, reason: EndReason::Idle };
    match c.stage {
        // The bot session just ends: a line in the thread would look like a new message.
        Stage::Bot => Ok(ended(c, gone, vec![])),
        Stage::Active { .. } if !idle.warned => {
            let idle = Some(Idle { due_at: now.plus(policy.idle_close_ms), warned: true });
            Ok(Decision { after: Conversation { idle, ..c.clone() }, effects: vec![Effect::Say(Line::IdleReminder)] })
        }
        Stage::Active { agent_id } => Ok(wrapup(c, agent_id, gone, policy, Line::EndedIdle)),
        Stage::Queued { .. } | Stage::Offered { .. } | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => {
            Err(Refusal::NotDue)
        }
    }
}

fn wrapup_due(c: &Conversation, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Wrapup { until, gone, .. } if until <= now => Ok(ended(c, gone, vec![])),
        Stage::Wrapup { .. }
        | Stage::Bot
        | Stage::Queued { .. }
        | Stage::Offered { .. }
        | Stage::Active { .. }
        | Stage::Ended { .. }
        | Stage::OfflineMessage { .. } => Err(Refusal::NotDue),
    }
}

fn offline_message(c: &Conversation, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    match c.stage {
        Stage::Active { .. } | Stage::Wrapup { .. } => Err(Refusal::WrongState),
        Stage::Ended { gone } if !policy.revives(gone.at, now) => Err(Refusal::StartNew),
        Stage::OfflineMessage { at } if !policy.revives(at, now) => Err(Refusal::StartNew),
        Stage::Bot | Stage::Queued { .. } | Stage::Offered { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => {
            let after = Conversation { stage: Stage::OfflineMessage { at: now }, declined: vec![], idle: None, ..c.clone() };
            Ok(Decision { after, effects: vec![Effect::Complete] })
        }
    }
}

fn rate(c: &Conversation, stars: i64, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    if !(1..=5).contains(&stars) {
        return Err(Refusal::BadStars);
    }
    if !can_rate(c, policy.rating_ms, now) {
        return Err(Refusal::NotRatable);
    }
    Ok(Decision { after: Conversation { rated_at: Some(now), ..c.clone() }, effects: vec![] })
}

fn to_bot(c: &Conversation, policy: &Policy, now: Millis, effects: Vec<Effect>) -> Decision {
    let idle = Some(Idle { due_at: now.plus(policy.bot_idle_ms), warned: false });
    Decision { after: Conversation { stage: Stage::Bot, idle, ..c.clone() }, effects }
}

/// In the queue again or for the first time; the caller says which enqueue time counts.
fn queued(c: &Conversation, now: Millis) -> Conversation {
    Conversation { stage: Stage::Queued { since: now }, idle: None, ..c.clone() }
}

/// Back at its old place, because the order is by the original enqueue time.
fn came_back_from(c: &Conversation, agent_id: AgentId, now: Millis) -> Conversation {
    let mut after = queued(c, now);
    after.offer_count += 1;
    after.declined.retain(|declined| declined.agent_id != agent_id);
    after.declined.push(Declined { agent_id, at: now });
    after
}

fn held_by(c: &Conversation, agent_id: AgentId, now: Millis) -> Conversation {
    Conversation {
        stage: Stage::Active { agent_id },
        enqueued_at: Some(c.enqueued_at.unwrap_or(now)),
        accepted_at: c.accepted_at.or(Some(now)),
        last_agent: Some(agent_id),
        declined: vec![],
        idle: None,
        ..c.clone()
    }
}

fn wrapup(c: &Conversation, agent_id: AgentId, gone: Gone, policy: &Policy, line: Line) -> Decision {
    let stage = Stage::Wrapup { agent_id, gone, until: gone.at.plus(policy.wrapup_ms) };
    Decision { after: Conversation { stage, idle: None, ..c.clone() }, effects: vec![Effect::Say(line)] }
}

fn ended(c: &Conversation, gone: Gone, mut effects: Vec<Effect>) -> Decision {
    effects.push(Effect::Complete);
    Decision { after: Conversation { stage: Stage::Ended { gone }, declined: vec![], idle: None, ..c.clone() }, effects }
}
