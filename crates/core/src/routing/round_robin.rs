//! Circular hunt with memory (S2-41): the next free seat strictly after the one rung last. Busy seats are skipped and owe
//! nothing; the pointer moves when somebody is rung, answered or not.

use super::eligible::Member;
use crate::id::AgentId;

/// The seat rung last. It keeps its place when that member has left the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    pub seat: i64,
    pub agent_id: AgentId,
}

/// `free` are the eligible members, `all` the whole group (to find where the pointer's agent sits today).
pub fn round_robin<'m>(free: &[&'m Member], all: &[Member], pointer: Option<Pointer>) -> Option<&'m Member> {
    let after = pointer.map(|p| {
        let seat = all.iter().find(|member| member.agent_id == p.agent_id).map_or(p.seat, |member| member.seat);
        (seat, p.agent_id)
    });
    let place = |member: &Member| (member.seat, member.agent_id);
    let first = free.iter().copied().min_by_key(|member| place(member));
    match after {
        None => first,
        Some(after) => free.iter().copied().filter(|member| place(member) > after).min_by_key(|member| place(member)).or(first),
    }
}
