//! Gives waiting conversations to free agents until one of the two has run out.

use super::explain;
use crate::{
    Result,
    conversations::apply::{Hand, apply},
};
use std::collections::HashMap;
use yingke_core::{
    conversation::{Command, Policy, decide},
    id::*,
    routing::{
        eligible::{Member, Standing, standing},
        next::{Waiting, order},
        pick::{Reason, pick},
    },
};
use yingke_store::{Tx, agent_states, conversations, queue};

/// Waiting conversations read at a time from each queue.
const BATCH: i64 = 50;

/// Offers what waits in these groups to their free agents: always the contact that is first over all of them.
pub async fn drain(tx: &mut Tx, hand: &Hand<'_>, groups: &[GroupId]) -> Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    let mut members: HashMap<GroupId, Vec<Member>> = HashMap::new();
    for (group_id, member) in agent_states::members(tx, hand.org_id, groups).await? {
        members.entry(group_id).or_default().push(member);
    }
    members.retain(|_, members| anybody_free(members));
    if members.is_empty() {
        return Ok(());
    }
    let mut lanes = Vec::new();
    for dealing in queue::dealings(tx, hand.org_id, &members.keys().copied().collect::<Vec<_>>()).await? {
        let waiting = queue::heads(tx, hand.org_id, dealing.group_id, None, BATCH).await?;
        lanes.push(Lane { dealing, more: waiting.len() as i64 == BATCH, waiting: waiting.into() });
    }
    while let Some(lane) = first(&lanes) {
        let lane = &mut lanes[lane];
        let Some(contact) = lane.waiting.pop_front() else { break };
        if lane.waiting.is_empty() && lane.more {
            let waiting = queue::heads(tx, hand.org_id, contact.group_id, Some(&contact), BATCH).await?;
            lane.more = waiting.len() as i64 == BATCH;
            lane.waiting = waiting.into();
        }
        let group = &members[&contact.group_id];
        let known = conversations::last_agent_of(tx, hand.org_id, contact.customer_id, hand.now.plus(-Policy::DEFAULT.affinity_ms)).await?;
        let choice = pick(group, lane.dealing.strategy, lane.dealing.pointer, &contact.declined, known);
        let Some(winner) = choice.winner else { continue };
        if choice.pointer != lane.dealing.pointer
            && let Some(pointer) = choice.pointer
        {
            queue::set_pointer(tx, hand.org_id, contact.group_id, pointer).await?;
            lane.dealing.pointer = Some(pointer);
        }
        offer(tx, hand, &contact, winner).await?;
        explain::record(tx, hand, contact.conversation_id, Some(contact.group_id), lane.dealing.strategy.as_str(), &choice).await?;
        for member in members.values_mut().flatten().filter(|member| member.agent_id == winner) {
            member.load += 1;
            member.last_assigned_at = Some(hand.now);
        }
        lanes.retain(|lane| anybody_free(&members[&lane.dealing.group_id]));
    }
    Ok(())
}

struct Lane {
    dealing: queue::Dealing,
    waiting: std::collections::VecDeque<Waiting>,
    /// The queue is longer than what was read.
    more: bool,
}

/// The lane whose first contact goes before the others.
fn first(lanes: &[Lane]) -> Option<usize> {
    let fronts = lanes.iter().enumerate().filter_map(|(i, lane)| Some((i, lane.waiting.front()?)));
    fronts.min_by(|(_, a), (_, b)| order(a, b)).map(|(i, _)| i)
}

fn anybody_free(members: &[Member]) -> bool {
    members.iter().any(|member| standing(member, &[]) == Standing::Eligible)
}

async fn offer(tx: &mut Tx, hand: &Hand<'_>, contact: &Waiting, agent_id: AgentId) -> Result<()> {
    let Some(mut stored) = conversations::load(tx, hand.org_id, contact.conversation_id).await? else { return Ok(()) };
    let decision = decide(&stored.session, Command::Offer { agent_id }, &Policy::DEFAULT, hand.now)?;
    apply(tx, &hand.as_system(), &mut stored, decision).await?;
    Ok(())
}

/// The word under which decisions of people are kept in the place of a strategy.
pub(super) fn by_hand(reason: Reason) -> &'static str {
    match reason {
        Reason::Claimed | Reason::Transferred | Reason::TakenOver => "manual",
        Reason::RoundRobin | Reason::LeastLoaded | Reason::LastAgent | Reason::NobodyReady | Reason::AllFull | Reason::AllDeclined => {
            "automatic"
        }
    }
}
