//! The state machine of conversations: one row for every pair of state and command, and invariants over any sequence.

use proptest::prelude::*;
use uuid::Uuid;
use yingke_core::{
    conversation::{
        Command, Conversation, ConversationState, Decision, Effect, EndReason, Gone, Idle, Line, Policy, Refusal, SenderKind, Stage,
        append::{Incoming, Thread, append, appended},
        command::{Availability, Duty, Queue, Target},
        decide,
        session::Declined,
    },
    id::*,
    time::Millis,
};

const P: Policy = Policy::DEFAULT;
const NOW: Millis = Millis(1_000_000_000);

fn agent(n: u128) -> AgentId {
    AgentId(Uuid::from_u128(n))
}
fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(n))
}

/// With the customer waiting since a minute, held by agent 1 where somebody holds it.
fn in_state(state: ConversationState) -> Conversation {
    let since = NOW.plus(-60_000);
    let gone = Gone { at: since, reason: EndReason::ByCustomer };
    let person = !matches!(state, ConversationState::Bot | ConversationState::OfflineMessage);
    let taken = matches!(state, ConversationState::Active | ConversationState::Wrapup | ConversationState::Ended);
    Conversation {
        id: ConversationId(Uuid::from_u128(9)),
        customer_id: CustomerId(Uuid::from_u128(8)),
        group_id: Some(group(1)),
        stage: match state {
            ConversationState::Bot => Stage::Bot,
            ConversationState::Queued => Stage::Queued { since },
            ConversationState::Offered => Stage::Offered { agent_id: agent(1), since, expires_at: since.plus(P.offer_ms) },
            ConversationState::Active => Stage::Active { agent_id: agent(1) },
            ConversationState::Wrapup => Stage::Wrapup { agent_id: agent(1), gone, until: NOW },
            ConversationState::Ended => Stage::Ended { gone },
            ConversationState::OfflineMessage => Stage::OfflineMessage { at: since },
        },
        priority: 1,
        enqueued_at: person.then_some(since),
        offer_count: 0,
        declined: vec![],
        accepted_at: taken.then_some(since),
        last_agent: taken.then_some(agent(1)),
        idle: None,
        customer_messages: 3,
        rated_at: None,
    }
}

fn commands() -> Vec<(&'static str, Command)> {
    let free = Duty { last_agent: Availability::Free, staffed: true };
    let away = Duty { last_agent: Availability::Away, staffed: true };
    let nobody = Duty { last_agent: Availability::Away, staffed: false };
    let open = Queue { staffed: true, waiting: 3 };
    vec![
        ("message, last agent free", Command::CustomerMessage { duty: free }),
        ("message, last agent away", Command::CustomerMessage { duty: away }),
        ("message, nobody there", Command::CustomerMessage { duty: nobody }),
        ("human", Command::RequestHuman { group_id: group(1), queue: open }),
        ("human, nobody there", Command::RequestHuman { group_id: group(1), queue: Queue { staffed: false, waiting: 0 } }),
        ("human, queue full", Command::RequestHuman { group_id: group(1), queue: Queue { staffed: true, waiting: P.queue_cap } }),
        ("leave queue", Command::LeaveQueue),
        ("offer", Command::Offer { agent_id: agent(1) }),
        ("take by 1", Command::Take { agent_id: agent(1), on_duty: true }),
        ("take by 2", Command::Take { agent_id: agent(2), on_duty: true }),
        ("take by 1, offline", Command::Take { agent_id: agent(1), on_duty: false }),
        ("decline by 1", Command::Decline { agent_id: agent(1) }),
        ("decline by 2", Command::Decline { agent_id: agent(2) }),
        ("offer timeout", Command::OfferTimeout),
        ("transfer to 2", Command::Transfer { by: agent(1), to: Target::Agent { agent_id: agent(2), availability: Availability::Free } }),
        (
            "transfer to 2, away",
            Command::Transfer { by: agent(1), to: Target::Agent { agent_id: agent(2), availability: Availability::Away } },
        ),
        (
            "transfer to 2, full",
            Command::Transfer { by: agent(1), to: Target::Agent { agent_id: agent(2), availability: Availability::Full } },
        ),
        ("transfer to group 2", Command::Transfer { by: agent(1), to: Target::Group { group_id: group(2), staffed: true } }),
        ("transfer to group 2, away", Command::Transfer { by: agent(1), to: Target::Group { group_id: group(2), staffed: false } }),
        ("transfer to group 1", Command::Transfer { by: agent(1), to: Target::Group { group_id: group(1), staffed: true } }),
        ("take over by 3", Command::TakeOver { by: agent(3) }),
        ("owner 1 gone", Command::OwnerGone { agent_id: agent(1) }),
        ("owner 2 gone", Command::OwnerGone { agent_id: agent(2) }),
        ("end by agent", Command::EndByAgent),
        ("end by customer", Command::EndByCustomer),
        ("idle due", Command::IdleDue),
        ("wrapup due", Command::WrapupDue),
        ("offline message", Command::OfflineMessage),
        ("rate", Command::Rate { stars: 5 }),
        ("rate badly", Command::Rate { stars: 0 }),
    ]
}

/// What became of it, in one short text: the new state with its owner, `=` for no change, `!` for a refusal.
fn outcome(before: &Conversation, result: Result<Decision, Refusal>) -> String {
    match result {
        Err(refusal) => format!("!{refusal:?}"),
        Ok(decision) if decision.after == *before && decision.effects.is_empty() => "=".to_owned(),
        Ok(decision) => match decision.after.owner() {
            Some(owner) => format!("{} {}", decision.after.state(), owner.0.as_u128()),
            None => decision.after.state().to_string(),
        },
    }
}

/// bot, queued, offered, active, wrapup, ended, offline_message.
const TABLE: &[(&str, [&str; 7])] = &[
    ("message, last agent free", ["bot", "=", "=", "=", "active 1", "active 1", "bot"]),
    ("message, last agent away", ["bot", "=", "=", "=", "queued", "queued", "bot"]),
    ("message, nobody there", ["bot", "=", "=", "=", "bot", "bot", "bot"]),
    ("human", ["queued", "=", "=", "=", "queued", "queued", "queued"]),
    ("human, nobody there", ["!NobodyOnDuty", "=", "=", "=", "!NobodyOnDuty", "!NobodyOnDuty", "!NobodyOnDuty"]),
    ("human, queue full", ["!QueueFull", "=", "=", "=", "!QueueFull", "!QueueFull", "!QueueFull"]),
    ("leave queue", ["=", "bot", "bot", "!WrongState", "!WrongState", "!WrongState", "!WrongState"]),
    ("offer", ["!WrongState", "offered 1", "!WrongState", "!WrongState", "!WrongState", "!WrongState", "!WrongState"]),
    ("take by 1", ["!WrongState", "active 1", "active 1", "=", "!WrongState", "!WrongState", "!WrongState"]),
    ("take by 2", ["!WrongState", "active 2", "!AlreadyTaken", "!AlreadyTaken", "!WrongState", "!WrongState", "!WrongState"]),
    ("take by 1, offline", ["!WrongState", "!NotOnDuty", "!NotOnDuty", "=", "!WrongState", "!WrongState", "!WrongState"]),
    ("decline by 1", ["!WrongState", "!WrongState", "queued", "!WrongState", "!WrongState", "!WrongState", "!WrongState"]),
    ("decline by 2", ["!WrongState", "!WrongState", "!WrongState", "!WrongState", "!WrongState", "!WrongState", "!WrongState"]),
    ("offer timeout", ["!NotDue", "!NotDue", "queued", "!NotDue", "!NotDue", "!NotDue", "!NotDue"]),
    ("transfer to 2", ["!WrongState", "active 2", "active 2", "active 2", "!WrongState", "!WrongState", "!WrongState"]),
    ("transfer to 2, away", ["!WrongState", "!TargetAway", "!TargetAway", "!TargetAway", "!WrongState", "!WrongState", "!WrongState"]),
    ("transfer to 2, full", ["!WrongState", "!TargetFull", "!TargetFull", "!TargetFull", "!WrongState", "!WrongState", "!WrongState"]),
    ("transfer to group 2", ["!WrongState", "queued", "queued", "queued", "!WrongState", "!WrongState", "!WrongState"]),
    ("transfer to group 2, away", ["!WrongState", "!GroupAway", "!GroupAway", "!GroupAway", "!WrongState", "!WrongState", "!WrongState"]),
    ("transfer to group 1", ["!WrongState", "!SameTarget", "queued", "queued", "!WrongState", "!WrongState", "!WrongState"]),
    ("take over by 3", ["active 3", "active 3", "active 3", "active 3", "active 3", "!WrongState", "!WrongState"]),
    ("owner 1 gone", ["=", "=", "queued", "queued", "ended", "=", "="]),
    ("owner 2 gone", ["=", "=", "=", "=", "=", "=", "="]),
    ("end by agent", ["ended", "ended", "ended", "ended", "ended", "=", "!WrongState"]),
    ("end by customer", ["ended", "ended", "ended", "wrapup 1", "=", "=", "="]),
    ("idle due", ["!NotDue", "!NotDue", "!NotDue", "!NotDue", "!NotDue", "!NotDue", "!NotDue"]),
    ("wrapup due", ["!NotDue", "!NotDue", "!NotDue", "!NotDue", "ended", "!NotDue", "!NotDue"]),
    (
        "offline message",
        ["offline_message", "offline_message", "offline_message", "!WrongState", "!WrongState", "offline_message", "offline_message"],
    ),
    ("rate", ["!NotRatable", "!NotRatable", "!NotRatable", "!NotRatable", "wrapup 1", "ended", "!NotRatable"]),
    ("rate badly", ["!BadStars", "!BadStars", "!BadStars", "!BadStars", "!BadStars", "!BadStars", "!BadStars"]),
];

#[test]
fn every_pair_of_state_and_command_has_its_answer() {
    let commands = commands();
    assert_eq!(commands.len(), TABLE.len());
    let mut wrong = Vec::new();
    for ((name, command), (row, expected)) in commands.iter().zip(TABLE) {
        assert_eq!(name, row);
        for (state, expected) in ConversationState::ALL.iter().zip(expected) {
            let before = in_state(*state);
            let got = outcome(&before, decide(&before, command.clone(), &P, NOW));
            if got != *expected {
                wrong.push(format!("{state} + {name}: {got}, expected {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn after(before: &Conversation, command: Command, now: Millis) -> Conversation {
    decide(before, command, &P, now).expect("carried out").after
}

#[test]
fn an_offer_that_runs_out_goes_back_to_the_head_with_its_original_time() {
    let before = in_state(ConversationState::Offered);
    let decision = decide(&before, Command::OfferTimeout, &P, NOW).expect("due");
    assert_eq!(decision.after.enqueued_at, before.enqueued_at);
    assert_eq!(decision.after.offer_count, 1);
    assert_eq!(decision.after.declined, [Declined { agent_id: agent(1), at: NOW }]);
    assert_eq!(decision.effects, [Effect::NotResponding(agent(1))]);
    let early = Conversation {
        stage: Stage::Offered { agent_id: agent(1), since: NOW, expires_at: NOW.plus(P.offer_ms) },
        ..in_state(ConversationState::Queued)
    };
    assert_eq!(decide(&early, Command::OfferTimeout, &P, NOW), Err(Refusal::NotDue));
}

#[test]
fn a_transfer_keeps_the_wait_and_does_not_come_back_to_its_sender() {
    let before = in_state(ConversationState::Active);
    let moved = after(&before, Command::Transfer { by: agent(1), to: Target::Group { group_id: group(2), staffed: true } }, NOW);
    assert_eq!((moved.enqueued_at, moved.group_id), (before.enqueued_at, Some(group(2))));
    assert_eq!(moved.declined.iter().map(|d| d.agent_id).collect::<Vec<_>>(), [agent(1)]);
}

#[test]
fn ten_minutes_after_the_end_is_a_new_conversation_and_a_moment_before_is_not() {
    let duty = Duty { last_agent: Availability::Free, staffed: true };
    let ended_at = |at: i64| Conversation {
        stage: Stage::Ended { gone: Gone { at: NOW.plus(-at), reason: EndReason::ByAgent } },
        ..in_state(ConversationState::Ended)
    };
    assert_eq!(after(&ended_at(P.revive_ms - 1), Command::CustomerMessage { duty }, NOW).state(), ConversationState::Active);
    for command in [
        Command::CustomerMessage { duty },
        Command::RequestHuman { group_id: group(1), queue: Queue { staffed: true, waiting: 0 } },
        Command::OfflineMessage,
    ] {
        assert_eq!(decide(&ended_at(P.revive_ms), command, &P, NOW), Err(Refusal::StartNew));
    }
}

#[test]
fn silence_after_an_answer_brings_a_reminder_and_then_the_end() {
    let silent = Conversation { idle: Some(Idle { due_at: NOW, warned: false }), ..in_state(ConversationState::Active) };
    let reminded = decide(&silent, Command::IdleDue, &P, NOW).expect("due");
    assert_eq!(reminded.effects, [Effect::Say(Line::IdleReminder)]);
    assert_eq!(reminded.after.idle, Some(Idle { due_at: NOW.plus(P.idle_close_ms), warned: true }));
    assert_eq!(decide(&reminded.after, Command::IdleDue, &P, NOW), Err(Refusal::NotDue), "a second node fires too");
    let closed = decide(&reminded.after, Command::IdleDue, &P, NOW.plus(P.idle_close_ms)).expect("due");
    assert_eq!(closed.after.state(), ConversationState::Wrapup);
    let back = Duty { last_agent: Availability::Full, staffed: true };
    assert_eq!(after(&reminded.after, Command::CustomerMessage { duty: back }, NOW).idle, None, "a word resets the clock");
    let bot = Conversation { idle: Some(Idle { due_at: NOW, warned: false }), ..in_state(ConversationState::Bot) };
    assert_eq!(after(&bot, Command::IdleDue, NOW).state(), ConversationState::Ended);
}

#[test]
fn a_rating_may_be_changed_for_a_week() {
    let ended = |ago: i64| Conversation {
        stage: Stage::Ended { gone: Gone { at: NOW.plus(-ago), reason: EndReason::ByAgent } },
        ..in_state(ConversationState::Ended)
    };
    assert!(decide(&ended(P.rating_ms - 1), Command::Rate { stars: 1 }, &P, NOW).is_ok());
    assert_eq!(decide(&ended(P.rating_ms), Command::Rate { stars: 1 }, &P, NOW), Err(Refusal::NotRatable));
    let silent = Conversation { customer_messages: 0, ..ended(1) };
    assert_eq!(decide(&silent, Command::Rate { stars: 1 }, &P, NOW), Err(Refusal::NotRatable), "nothing was said");
}

fn thread(state: ConversationState) -> Thread {
    Thread {
        id: ConversationId(Uuid::from_u128(9)),
        customer_id: CustomerId(Uuid::from_u128(8)),
        agent_id: Some(agent(1)),
        state,
        last_seq: 0,
        last_message_at: None,
        last_sender: None,
        last_preview: String::new(),
        waiting_since: None,
        unread_agent: 0,
        unread_customer: 0,
        customer_messages: 0,
        agent_messages: 0,
        first_reply_at: None,
        idle: None,
        sort_at: Millis(0),
        version: 1,
    }
}

fn incoming(sender: SenderKind, internal: bool, at: i64) -> Incoming<'static> {
    Incoming { sender, sender_agent: (sender == SenderKind::Agent).then_some(agent(1)), internal, preview: "x", at: Millis(at) }
}

#[test]
fn the_customers_clock_runs_from_the_first_answer_only_and_never_while_he_waits() {
    let start = thread(ConversationState::Active);
    let asked = appended(&start, &incoming(SenderKind::Customer, false, 10));
    assert_eq!(asked.idle, None);
    let answered = appended(&asked, &incoming(SenderKind::Agent, false, 20));
    assert_eq!(answered.idle.map(|idle| idle.due_at), Some(Millis(20 + P.idle_reminder_ms)));
    let more = appended(&answered, &incoming(SenderKind::Agent, false, 90));
    assert_eq!(more.idle, answered.idle, "agents do not reset it");
    assert_eq!(appended(&more, &incoming(SenderKind::Agent, true, 95)).idle, more.idle, "nor do notes");
    assert_eq!(appended(&more, &incoming(SenderKind::Customer, false, 99)).idle, None);
}

/// Any command, with any circumstances.
fn any_command() -> impl Strategy<Value = Command> {
    let some_agent = (1u128..4).prop_map(agent);
    let availability = prop_oneof![Just(Availability::Free), Just(Availability::Full), Just(Availability::Away)];
    let duty = (availability.clone(), any::<bool>()).prop_map(|(last_agent, staffed)| Duty { last_agent, staffed });
    prop_oneof![
        duty.prop_map(|duty| Command::CustomerMessage { duty }),
        (any::<bool>(), 0i64..1200, 1u128..3)
            .prop_map(|(staffed, waiting, g)| Command::RequestHuman { group_id: group(g), queue: Queue { staffed, waiting } }),
        Just(Command::LeaveQueue),
        some_agent.clone().prop_map(|agent_id| Command::Offer { agent_id }),
        (some_agent.clone(), any::<bool>()).prop_map(|(agent_id, on_duty)| Command::Take { agent_id, on_duty }),
        some_agent.clone().prop_map(|agent_id| Command::Decline { agent_id }),
        Just(Command::OfferTimeout),
        (some_agent.clone(), some_agent.clone(), availability)
            .prop_map(|(by, agent_id, availability)| Command::Transfer { by, to: Target::Agent { agent_id, availability } }),
        (some_agent.clone(), 1u128..3, any::<bool>())
            .prop_map(|(by, g, staffed)| Command::Transfer { by, to: Target::Group { group_id: group(g), staffed } }),
        some_agent.clone().prop_map(|by| Command::TakeOver { by }),
        some_agent.prop_map(|agent_id| Command::OwnerGone { agent_id }),
        Just(Command::EndByAgent),
        Just(Command::EndByCustomer),
        Just(Command::IdleDue),
        Just(Command::WrapupDue),
        Just(Command::OfflineMessage),
        (-1i64..7).prop_map(|stars| Command::Rate { stars }),
    ]
}

#[test]
fn who_left_the_queue_and_comes_back_to_his_agent_has_a_wait_that_ends_at_once() {
    let left = Conversation { enqueued_at: None, last_agent: Some(agent(1)), ..in_state(ConversationState::Ended) };
    let duty = Duty { last_agent: Availability::Free, staffed: false };
    let back = decide(&left, Command::CustomerMessage { duty }, &P, NOW).expect("within the ten minutes").after;
    assert_eq!((back.owner(), back.enqueued_at), (Some(agent(1)), Some(NOW)));
}

proptest! {
    #[test]
    fn any_sequence_of_commands_keeps_the_invariants(steps in prop::collection::vec((any_command(), 0i64..400_000), 1..80)) {
        let mut now = NOW;
        let mut c = in_state(ConversationState::Bot);
        for (command, later) in steps {
            now = now.plus(later);
            let Ok(Decision { after, effects }) = decide(&c, command.clone(), &P, now) else { continue };
            prop_assert_eq!((after.id, after.customer_id), (c.id, c.customer_id));
            // Whoever takes up capacity is the owner; nobody else is.
            prop_assert!(after.load_of().is_none() || after.load_of() == after.owner());
            // Waiting has a beginning, and it never moves forward while the wait goes on.
            let with_people = |c: &Conversation| matches!(c.stage, Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. });
            if with_people(&after) {
                prop_assert!(after.enqueued_at.is_some());
                prop_assert!(after.group_id.is_some());
            }
            if with_people(&c) && with_people(&after) {
                prop_assert_eq!(after.enqueued_at, c.enqueued_at);
            }
            // An end stays an end unless the customer himself comes back in time.
            let over = |c: &Conversation| matches!(c.stage, Stage::Ended { .. } | Stage::OfflineMessage { .. });
            if over(&c) && !over(&after) {
                let came_back = matches!(command, Command::CustomerMessage { .. } | Command::RequestHuman { .. });
                prop_assert!(came_back);
            }
            // Every end completes the record.
            if !over(&c) && over(&after) {
                prop_assert!(effects.contains(&Effect::Complete));
            }
            // Nothing is due in the past, and only what can happen by itself has a time.
            if let Some(due_at) = after.due_at() && after.due_at() != c.due_at() {
                prop_assert!(due_at >= now);
            }
            let may_be_idle = matches!(after.stage, Stage::Bot | Stage::Active { .. });
            prop_assert!(after.idle.is_none() || may_be_idle);
            if let (Some(before), Some(taken)) = (c.accepted_at, after.accepted_at) {
                prop_assert_eq!(before, taken);
            }
            c = after;
        }
    }

    #[test]
    fn appends_are_gapless_and_counters_add_up(messages in prop::collection::vec((0usize..4, any::<bool>(), 0i64..1000), 1..60)) {
        let senders = [SenderKind::Customer, SenderKind::Agent, SenderKind::Bot, SenderKind::System];
        let mut t = thread(ConversationState::Active);
        let mut seq = 0;
        for (sender, internal, at) in messages {
            let internal = internal && senders[sender] == SenderKind::Agent;
            let Ok(after) = append(&t, &incoming(senders[sender], internal, at)) else { continue };
            seq += 1;
            prop_assert_eq!(after.last_seq, seq);
            prop_assert!(after.version > t.version && after.sort_at >= t.sort_at);
            prop_assert!(!internal || after.last_preview == t.last_preview);
            t = after;
        }
        prop_assert!(t.unread_agent <= t.customer_messages);
    }
}
