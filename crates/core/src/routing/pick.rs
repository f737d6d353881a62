//! The agent for one contact: the one who knows the customer if he is free, else by the group's strategy.

use super::{
    Strategy,
    eligible::{Member, Standing, standing},
    least_loaded::least_loaded,
    round_robin::{Pointer, round_robin},
};
use crate::{conversation::session::Declined, id::AgentId};

#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub winner: Option<AgentId>,
    pub reason: Reason,
    /// Where the hunt goes on; unchanged unless round robin has rung somebody.
    pub pointer: Option<Pointer>,
    /// Every member with his standing, in seat order.
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub agent_id: AgentId,
    pub standing: Standing,
    pub load: i64,
    pub capacity: i64,
}

crate::word_enum! {
    /// Why this agent, or why nobody.
    Reason {
        RoundRobin = "round_robin",
        LeastLoaded = "least_loaded",
        LastAgent = "last_agent",
        Claimed = "claimed",
        Transferred = "transferred",
        TakenOver = "taken_over",
        NobodyReady = "nobody_ready",
        AllFull = "all_full",
        AllDeclined = "all_declined",
    }
}

pub fn pick(
    members: &[Member],
    strategy: Strategy,
    pointer: Option<Pointer>,
    declined: &[Declined],
    last_agent: Option<AgentId>,
) -> Choice {
    let candidates = candidates(members, declined);
    let free: Vec<&Member> = members.iter().filter(|member| standing(member, declined) == Standing::Eligible).collect();
    if let Some(known) = free.iter().find(|member| Some(member.agent_id) == last_agent) {
        return Choice { winner: Some(known.agent_id), reason: Reason::LastAgent, pointer, candidates };
    }
    match strategy {
        Strategy::RoundRobin => match round_robin(&free, members, pointer) {
            Some(next) => {
                let pointer = Some(Pointer { seat: next.seat, agent_id: next.agent_id });
                Choice { winner: Some(next.agent_id), reason: Reason::RoundRobin, pointer, candidates }
            }
            None => Choice { winner: None, reason: why_nobody(&candidates), pointer, candidates },
        },
        Strategy::LeastLoaded => match least_loaded(&free) {
            Some(next) => Choice { winner: Some(next.agent_id), reason: Reason::LeastLoaded, pointer, candidates },
            None => Choice { winner: None, reason: why_nobody(&candidates), pointer, candidates },
        },
    }
}

/// The members as they stood, for decisions that people take themselves.
pub fn candidates(members: &[Member], declined: &[Declined]) -> Vec<Candidate> {
    let mut seated: Vec<&Member> = members.iter().collect();
    seated.sort_by_key(|member| (member.seat, member.agent_id));
    seated
        .into_iter()
        .map(|m| Candidate { agent_id: m.agent_id, standing: standing(m, declined), load: m.load, capacity: m.capacity })
        .collect()
}

fn why_nobody(candidates: &[Candidate]) -> Reason {
    let any = |wanted: Standing| candidates.iter().any(|candidate| candidate.standing == wanted);
    if any(Standing::Full) {
        Reason::AllFull
    } else if any(Standing::Declined) {
        Reason::AllDeclined
    } else {
        Reason::NobodyReady
    }
}
