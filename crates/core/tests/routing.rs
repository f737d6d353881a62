//! The golden sequences of routing: S2-41 with its extras, spare capacity, affinity, order of contacts.

use uuid::Uuid;
use yingke_core::{
    agent::AgentState,
    conversation::session::Declined,
    id::*,
    routing::{
        Strategy,
        eligible::{Member, Standing},
        least_loaded::{least_loaded, spare},
        next::{Waiting, order},
        pick::{Choice, Reason, pick},
        round_robin::Pointer,
    },
    time::Millis,
};

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;
const D: usize = 3;

fn agent(n: usize) -> AgentId {
    AgentId(Uuid::from_u128(n as u128 + 1))
}

fn member(n: usize) -> Member {
    Member {
        agent_id: agent(n),
        seat: n as i64,
        enabled: true,
        state: AgentState::Ready,
        ready_since: Some(Millis(0)),
        load: 0,
        capacity: 1,
        last_assigned_at: None,
    }
}

/// Four phones A B C D with one place each, and the pointer as the database keeps it.
struct Phones {
    members: Vec<Member>,
    pointer: Option<Pointer>,
}

impl Phones {
    fn abcd() -> Phones {
        Phones { members: (0..4).map(member).collect(), pointer: None }
    }
    fn choose(&mut self) -> Choice {
        let choice = pick(&self.members, Strategy::RoundRobin, self.pointer, &[], None);
        self.pointer = choice.pointer;
        choice
    }
    /// A call comes in and is answered.
    fn call(&mut self) -> Option<usize> {
        let winner = self.choose().winner?;
        let n = self.members.iter().position(|m| m.agent_id == winner).unwrap();
        self.members[n].load = 1;
        Some(winner.0.as_u128() as usize - 1)
    }
    fn hang_up(&mut self, n: usize) {
        self.members.iter_mut().find(|m| m.agent_id == agent(n)).unwrap().load = 0;
    }
    /// Up to call 5 of the table.
    fn until_call_five() -> Phones {
        let mut phones = Phones::abcd();
        assert_eq!(phones.call(), Some(A));
        assert_eq!(phones.call(), Some(B));
        phones.hang_up(B);
        assert_eq!(phones.call(), Some(C), "a linear hunt would ring A or B");
        assert_eq!(phones.call(), Some(D));
        // A finishes after B: the longest idle would now be B.
        phones.hang_up(A);
        assert_eq!(phones.call(), Some(A));
        phones
    }
}

#[test]
fn the_sequence_of_the_source_is_a_b_c_d_a_b() {
    let mut phones = Phones::until_call_five();
    phones.hang_up(D);
    phones.hang_up(A);
    assert_eq!(phones.call(), Some(B));
}

#[test]
fn when_all_are_busy_the_call_waits_and_the_pointer_stays() {
    let mut phones = Phones::abcd();
    for _ in 0..4 {
        phones.call();
    }
    let before = phones.pointer;
    let choice = phones.choose();
    assert_eq!((choice.winner, choice.reason, phones.pointer), (None, Reason::AllFull, before));
}

#[test]
fn with_b_busy_at_call_six_it_is_c_and_else_d() {
    let mut phones = Phones::until_call_five();
    phones.hang_up(C);
    phones.hang_up(D);
    phones.members[B].load = 1;
    assert_eq!(phones.call(), Some(C));

    let mut phones = Phones::until_call_five();
    phones.hang_up(D);
    phones.members[B].load = 1;
    assert_eq!(phones.call(), Some(D));
}

#[test]
fn the_pointer_survives_a_restart() {
    let first = Phones::until_call_five();
    let mut again =
        Phones { members: first.members.clone(), pointer: first.pointer.map(|p| Pointer { seat: p.seat, agent_id: p.agent_id }) };
    again.hang_up(A);
    assert_eq!(again.call(), Some(B));
}

#[test]
fn after_a_removed_member_the_hunt_goes_on_behind_his_old_seat() {
    let mut phones = Phones::abcd();
    phones.call();
    phones.call();
    assert_eq!(phones.call(), Some(C));
    phones.members.remove(C);
    assert_eq!(phones.call(), Some(D));
}

#[test]
fn a_moved_member_is_found_at_his_new_seat() {
    let mut phones = Phones::abcd();
    assert_eq!(phones.call(), Some(A));
    phones.members[A].seat = 9;
    assert_eq!(phones.call(), Some(B), "A sits last now, so the round starts over");
}

#[test]
fn no_answer_leaves_the_pointer_where_it_rang() {
    let mut phones = Phones::abcd();
    assert_eq!(phones.choose().winner, Some(agent(A)));
    // A does not answer: free again, but out of the game.
    phones.members[A].state = AgentState::NotResponding;
    assert_eq!(phones.call(), Some(B));
}

#[test]
fn numeric_spare_picks_b_and_percent_spare_picks_a() {
    let mut a = member(A);
    (a.load, a.capacity) = (1, 2);
    let mut b = member(B);
    (b.load, b.capacity) = (8, 10);
    assert!(b.capacity - b.load > a.capacity - a.load, "in numbers B has more room");
    assert!(spare(&a, &b).is_gt(), "in percent A has more room");
}

#[test]
fn least_loaded_breaks_ties_by_room_then_rest_then_seat_then_id() {
    let with = |n: usize, load, capacity, last: Option<i64>| Member { load, capacity, last_assigned_at: last.map(Millis), ..member(n) };
    let best = |members: Vec<Member>| {
        let free: Vec<&Member> = members.iter().collect();
        least_loaded(&free).map(|m| m.agent_id)
    };
    assert_eq!(best(vec![with(A, 1, 9, None), with(B, 0, 1, None)]), Some(agent(B)), "fewest first");
    assert_eq!(best(vec![with(A, 1, 2, None), with(B, 1, 4, None)]), Some(agent(B)), "then most room");
    assert_eq!(best(vec![with(A, 1, 2, Some(9)), with(B, 1, 2, Some(5))]), Some(agent(B)), "then least recently assigned");
    assert_eq!(best(vec![with(A, 1, 2, Some(5)), with(B, 1, 2, None)]), Some(agent(B)), "never assigned is the longest rest");
    assert_eq!(best(vec![with(B, 1, 2, None), with(A, 1, 2, None)]), Some(agent(A)), "then seat");
    let same_seat = |n| Member { seat: 0, ..member(n) };
    assert_eq!(best(vec![same_seat(B), same_seat(A)]), Some(agent(A)), "then id");
    assert_eq!(best(vec![]), None);
}

#[test]
fn the_last_agent_is_preferred_only_while_he_is_free() {
    let mut phones = Phones::abcd();
    let choose = |phones: &Phones| pick(&phones.members, Strategy::RoundRobin, phones.pointer, &[], Some(agent(D)));
    let choice = choose(&phones);
    assert_eq!((choice.winner, choice.reason), (Some(agent(D)), Reason::LastAgent));
    assert_eq!(choice.pointer, None, "affinity does not ring the wheel on");
    phones.members[D].load = 1;
    assert_eq!(choose(&phones).winner, Some(agent(A)), "at his cap the normal strategy decides");
    phones.members[D].load = 0;
    phones.members[D].state = AgentState::Offline;
    assert_eq!(choose(&phones).winner, Some(agent(A)), "offline falls through at once");
}

#[test]
fn whoever_declined_is_out_until_he_turns_ready_anew() {
    let declined = [Declined { agent_id: agent(A), at: Millis(50) }];
    let mut members = vec![member(A)];
    let choice = pick(&members, Strategy::LeastLoaded, None, &declined, Some(agent(A)));
    assert_eq!((choice.winner, choice.reason), (None, Reason::AllDeclined));
    members[0].ready_since = Some(Millis(51));
    assert_eq!(pick(&members, Strategy::LeastLoaded, None, &declined, None).winner, Some(agent(A)));
}

#[test]
fn every_member_is_listed_with_the_reason() {
    let mut members: Vec<Member> = (0..AgentState::ALL.len()).map(member).collect();
    for (member, state) in members.iter_mut().zip(AgentState::ALL) {
        member.state = *state;
    }
    members.push(Member { load: 1, ..member(20) });
    members.push(Member { enabled: false, ..member(21) });
    let standings: Vec<Standing> =
        pick(&members, Strategy::RoundRobin, None, &[], None).candidates.into_iter().map(|candidate| candidate.standing).collect();
    assert_eq!(
        standings,
        [
            Standing::Offline,
            Standing::Eligible,
            Standing::Busy,
            Standing::Wrapup,
            Standing::Break,
            Standing::NotResponding,
            Standing::OfflinePending,
            Standing::Full,
            Standing::Disabled
        ]
    );
}

#[test]
fn contacts_go_by_priority_then_wait_then_id() {
    let waiting = |n: u128, priority, at| Waiting {
        conversation_id: ConversationId(Uuid::from_u128(n)),
        customer_id: CustomerId(Uuid::from_u128(1)),
        group_id: GroupId(Uuid::from_u128(1)),
        priority,
        enqueued_at: Millis(at),
        declined: vec![],
    };
    let mut queue = [waiting(4, 0, 1), waiting(3, 1, 9), waiting(2, 1, 5), waiting(1, 1, 9)];
    queue.sort_by(order);
    let ids: Vec<u128> = queue.iter().map(|w| w.conversation_id.0.as_u128()).collect();
    assert_eq!(ids, [2, 1, 3, 4]);
}
