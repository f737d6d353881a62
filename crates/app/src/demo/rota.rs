//! Who was on duty, and who got which conversation: the product's own routing, asked again for the past.

use super::{
    calendar::{DAY, HOUR, midnight},
    content::content,
    random::Random,
    setup::Setup,
};
use std::collections::HashMap;
use yingke_core::{
    agent::AgentState,
    id::*,
    routing::{
        Strategy,
        eligible::Member,
        pick::{Choice, pick},
        round_robin::Pointer,
    },
    time::Millis,
};

/// Remembers what each agent holds and whom each group rang last, while the past is told in the order of time.
#[derive(Clone)]
pub struct Rota<'a> {
    setup: &'a Setup,
    pub pointers: HashMap<GroupId, Pointer>,
    /// Ends of what each agent holds.
    held: HashMap<AgentId, Vec<Millis>>,
    last_assigned: HashMap<AgentId, Millis>,
}

impl<'a> Rota<'a> {
    pub fn new(setup: &'a Setup) -> Self {
        Self { setup, pointers: HashMap::new(), held: HashMap::new(), last_assigned: HashMap::new() }
    }

    /// The agent for a conversation that waits in this group, with the whole decision as it is kept.
    pub fn assign(
        &mut self,
        random: &mut Random,
        group_id: GroupId,
        last_agent: Option<AgentId>,
        at: Millis,
    ) -> (AgentId, Choice, Strategy) {
        let setup = self.setup;
        let group = setup.groups.iter().find(|group| group.id == group_id).unwrap_or(&setup.groups[0]);
        let members: Vec<Member> = (1..)
            .zip(&group.member_ids)
            .filter_map(|(seat, id)| {
                let place = setup.agents.iter().position(|agent| agent.id == *id)?;
                let state = state(random, place, at);
                let held = self.held.entry(*id).or_default();
                held.retain(|end| *end > at);
                Some(Member {
                    agent_id: *id,
                    seat,
                    enabled: true,
                    state,
                    ready_since: Some(at.plus(-2 * HOUR)),
                    load: held.len() as i64,
                    capacity: setup.agents[place].capacity,
                    last_assigned_at: self.last_assigned.get(id).copied(),
                })
            })
            .collect();
        let pointer = self.pointers.get(&group_id).copied();
        let mut choice = pick(&members, group.strategy, pointer, &[], last_agent);
        if choice.winner.is_none() {
            // Nobody had a place at that moment: whoever had a break came back early.
            let members: Vec<Member> = members.into_iter().map(|member| Member { state: AgentState::Ready, load: 0, ..member }).collect();
            choice = pick(&members, group.strategy, pointer, &[], last_agent);
        }
        if let Some(pointer) = choice.pointer {
            self.pointers.insert(group_id, pointer);
        }
        let winner = choice.winner.unwrap_or(group.member_ids[0]);
        self.last_assigned.insert(winner, at);
        (winner, choice, group.strategy)
    }

    pub fn holds_until(&mut self, agent: AgentId, end: Millis) {
        self.held.entry(agent).or_default().push(end);
    }
}

/// Two shifts a day, taken in turn; the owner looks in when he likes.
fn state(random: &mut Random, place: usize, at: Millis) -> AgentState {
    let hour = at.since(midnight(at)) / HOUR;
    let early = (place as i64 + at.0 / DAY) % 2 == 0;
    let on_shift = if early { (9..17).contains(&hour) } else { (14..22).contains(&hour) };
    if !on_shift {
        return AgentState::Offline;
    }
    let agent = &content().agents[place];
    match random.weighted(&[84, if agent.capacity < 5 { 8 } else { 3 }, 7, 4]) {
        0 => AgentState::Ready,
        1 => AgentState::Busy,
        2 => AgentState::Break,
        _ => AgentState::Wrapup,
    }
}
