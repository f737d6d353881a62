//! What must hold in any demo world, whatever the seed and the hour.

use super::{
    setup::Secrets,
    world::{World, world},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use yingke_core::{
    conversation::{ConversationState, SenderKind},
    resolution::Class,
    ticket::TicketState,
    time::Millis,
};

/// 2026-11-21 15:43 in Shanghai, and eight minutes after midnight.
const NOW: Millis = Millis(1_795_247_000_000);
const NIGHT: Millis = Millis(1_795_190_400_000 + 8 * 60_000);

fn secrets() -> Secrets {
    Secrets { files: "files".into(), entries: ["a", "b", "c"].map(|key| (key.to_owned(), format!("secret {key}"))) }
}

fn made(now: Millis) -> World {
    world(20_261_121, &secrets(), now)
}

#[test]
fn threads_count_their_own_messages() {
    for now in [NOW, NIGHT] {
        for told in &made(now).told {
            let talk = &told.talk;
            let seqs: Vec<i64> = talk.messages.iter().map(|(seq, _)| *seq).collect();
            assert_eq!(seqs, (1..=talk.thread.last_seq).collect::<Vec<_>>(), "gapless");
            assert!(talk.messages.is_sorted_by_key(|(_, message)| message.at), "in the order of time");
            let last = talk.messages.last().map(|(_, message)| message.at);
            assert!(last.is_some_and(|at| at <= now && at >= talk.created_at));
            let of = |kind| talk.messages.iter().filter(|(_, m)| m.sender_kind == kind && !m.internal).count() as i64;
            assert_eq!(talk.thread.customer_messages, of(SenderKind::Customer));
            assert_eq!(talk.thread.agent_messages, of(SenderKind::Agent));
            assert!(talk.thread.unread_agent >= 0 && talk.thread.unread_customer >= 0);
            assert!(talk.thread.unread_agent == 0 || talk.state() != ConversationState::Ended);
            assert!(talk.agent_read_seq <= talk.thread.last_seq && talk.customer_read_seq <= talk.thread.last_seq);
            assert!(talk.rating.as_ref().is_none_or(|(stars, _, at)| (1..=5).contains(stars) && *at <= now));
            if let (Some(accepted), Some(reply)) = (talk.session.accepted_at, talk.thread.first_reply_at) {
                assert!(talk.created_at <= accepted && accepted <= reply);
            }
            for (_, message) in &talk.messages {
                assert!(
                    !message.body.contains("{order_no}") && !message.body.contains("{agent}") && !message.body.contains("{tracking_no}")
                );
            }
        }
    }
}

#[test]
fn timelines_of_tickets_have_no_gaps_and_end_before_now() {
    for now in [NOW, NIGHT] {
        let world = made(now);
        let numbers: Vec<i64> = world.tickets.iter().map(|filed| filed.ticket.number).collect();
        assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "numbers count up");
        for filed in &world.tickets {
            let seqs: Vec<i64> = filed.entries.iter().map(|(entry, ..)| entry.seq).collect();
            assert_eq!(seqs, (1..=filed.ticket.last_entry_seq).collect::<Vec<_>>());
            assert!(filed.entries.is_sorted_by_key(|(_, _, at)| *at) && filed.entries.iter().all(|(_, _, at)| *at <= now));
            assert!(filed.ticket.created_at <= filed.ticket.updated_at && filed.ticket.updated_at <= now);
            assert_eq!(filed.ticket.state == TicketState::Closed, filed.ticket.closed_at.is_some());
            assert!(filed.ticket.state != TicketState::Solved || filed.ticket.solved_at.is_some());
        }
    }
}

#[test]
fn counters_are_what_the_rows_say() {
    let world = made(NOW);
    let mut states: BTreeMap<String, i64> = BTreeMap::new();
    for told in &world.told {
        *states.entry(format!("conversations:{}", told.talk.state())).or_insert(0) += 1;
    }
    for filed in &world.tickets {
        *states.entry(format!("tickets:{}", filed.ticket.state)).or_insert(0) += 1;
    }
    let totals: BTreeMap<String, i64> = world.counters.iter().filter(|(key, _)| key.contains("s:")).map(|(k, v)| (k.clone(), *v)).collect();
    assert_eq!(totals, states);
    let contacts = world.told.len() + world.tickets.iter().filter(|filed| filed.contact).count();
    assert_eq!((world.counters["contacts"], world.counters["records"]), (contacts as i64, contacts as i64));
}

#[test]
fn the_screens_are_alive() {
    for now in [NOW, NIGHT] {
        let world = made(now);
        let count = |state| world.told.iter().filter(|told| told.talk.state() == state).count();
        assert_eq!((count(ConversationState::Queued), count(ConversationState::Active), count(ConversationState::Bot)), (3, 6, 3));
        let held: i64 = world.duties.iter().map(|duty| duty.load).sum();
        assert_eq!(held, 6);
        for group in &world.setup.groups {
            let open = world.tickets.iter().filter(|filed| filed.ticket.state.is_open() && filed.ticket.group_id == Some(group.id)).count();
            assert!(open > 0 || ["vip", "presale"].contains(&group.key.as_str()), "{} has nothing to do", group.key);
        }
        let mut states = BTreeMap::new();
        for filed in &world.tickets {
            *states.entry(filed.ticket.state).or_insert(0) += 1;
        }
        println!("{states:?} {:?}", world.counters);
        assert!(states.keys().len() >= 7, "{states:?}");
        assert!(
            world.told.iter().filter(|told| told.customer == 0).count() >= 3
                && world.tickets.iter().any(|filed| filed.ticket.state.is_open())
        );
    }
}

#[test]
fn ids_are_unique_and_the_same_seed_tells_the_same_story() {
    let (one, two) = (made(NOW), made(NOW));
    let texts = |world: &World| -> Vec<String> {
        world.told.iter().flat_map(|told| told.talk.messages.iter().map(|(_, m)| format!("{} {} {}", m.id, m.at.0, m.body))).collect()
    };
    let (first, second) = (texts(&one), texts(&two));
    assert_eq!(first, second);
    assert_eq!(first.iter().collect::<HashSet<_>>().len(), first.len());
    assert!(first.len() > 9_000, "{}", first.len());
    assert_eq!(one.counters, two.counters);
    let visits: HashSet<_> = one.visits.iter().map(|(_, visit)| visit.id).collect();
    assert_eq!(visits.len(), one.visits.len());
}

#[test]
fn the_ledger_tells_of_every_ending_and_only_of_what_the_threads_show() {
    let world = made(NOW);
    let classes: BTreeMap<Class, usize> = world.ledger.rows.iter().fold(BTreeMap::new(), |mut count, entry| {
        *count.entry(entry.class).or_default() += 1;
        count
    });
    for class in [Class::Confirmed, Class::Assumed, Class::Failed, Class::Pending] {
        assert!(classes.get(&class).is_some_and(|n| *n > 0), "{class}: {classes:?}");
    }
    let threads: HashMap<_, _> = world.told.iter().map(|told| (told.talk.session.id, &told.talk)).collect();
    for entry in &world.ledger.rows {
        let talk = threads[&entry.conversation_id];
        assert_eq!(talk.session.customer_id, entry.customer_id);
        for turn in &entry.facts.turns {
            let (_, message) = talk.messages.iter().find(|(seq, _)| *seq == turn.seq).expect("the turn's message");
            assert_eq!((message.sender_kind, message.at), (SenderKind::Customer, turn.at));
        }
        assert!(entry.class != Class::Assumed || talk.session.last_agent.is_none(), "a person was there");
        assert!(entry.due_at.is_none_or(|due| due > NOW), "nothing is overdue");
    }
}
