//! The whole machine as a table, the golden ladder of rebounds, and what holds for any history of commands.

use super::{decide::*, *};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const NOW: Millis = Millis(1_000 * DAY);

fn agent(n: u128) -> AgentId {
    AgentId(Uuid::from_u128(100 + n))
}
fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(200 + n))
}
fn staff() -> Actor {
    Actor::Agent(agent(1))
}
fn customer() -> Actor {
    Actor::Customer(CustomerId(Uuid::from_u128(300)))
}

/// Warehouse (1), then finance (2); after-sales (0) is the home. Finance is one person.
fn policy() -> Policy {
    let step = |key: &str, group_id| Step { key: key.into(), public: true, group_id: Some(group_id) };
    Policy {
        steps: vec![step("received", group(1)), step("refunded", group(2))],
        home_group: Some(group(0)),
        base_priority: 1,
        members: HashMap::from([(group(0), vec![agent(1), agent(2)]), (group(1), vec![agent(3), agent(4)]), (group(2), vec![agent(5)])]),
        ..Policy::default()
    }
}

fn fresh() -> Ticket {
    let new = NewTicket {
        id: TicketId(Uuid::from_u128(1)),
        number: 7,
        type_id: TicketTypeId(Uuid::from_u128(2)),
        title: "四件套掉色".into(),
        description: "想退货".into(),
        mood: Mood::Calm,
        customer_id: Some(CustomerId(Uuid::from_u128(300))),
        requester_kind: RequesterKind::Customer,
        conversation_id: None,
        order_id: None,
        category_id: None,
        due_at: None,
        follow_up_of: None,
        group_id: None,
        agent_id: None,
        priority: None,
        source: "order_page".into(),
        fields: Default::default(),
        attachments: vec![],
    };
    create(new, &customer(), &policy(), NOW).ticket
}

fn in_state(state: TicketState) -> Ticket {
    let solved = matches!(state, TicketState::Solved | TicketState::Closed);
    Ticket { state, agent_id: Some(agent(1)), owner_id: Some(agent(1)), solved_at: solved.then_some(NOW), ..fresh() }
}

fn words(body: &str) -> Words {
    Words { body: body.into(), attachments: vec![], client_id: "c".into() }
}
fn set(state: TicketState) -> Command {
    Command::Update(Changes { state: Some(state), ..Changes::default() })
}
fn retitle() -> Command {
    Command::Update(Changes { title: Some("换个标题".into()), ..Changes::default() })
}
fn step(key: &str) -> Command {
    Command::FinishStep { step: key.into(), body: String::new() }
}
fn to_group(n: u128) -> Command {
    Command::Transfer { to: Target::Group(group(n)), reason: "要仓库看实物".into() }
}

/// What a command leads to, in one word: the state after it, or the refusal.
fn outcome(ticket: &Ticket, command: &Command, now: Millis) -> String {
    let actor = match command {
        Command::Supplement(..) | Command::Urge | Command::Withdraw | Command::Accept | Command::Reject(..) | Command::Rate { .. } => {
            customer()
        }
        Command::Close => Actor::System,
        _ => staff(),
    };
    match decide(ticket, command, &actor, &policy(), now) {
        Ok(decision) => decision.ticket.state.to_string(),
        Err(refusal) => match refusal {
            Refusal::Finished { .. } => "!finished",
            Refusal::WrongState { .. } => "!state",
            Refusal::NeverNew => "!new",
            Refusal::ClosesItself => "!closes",
            Refusal::CustomersOwnAct => "!customer",
            Refusal::NotByHand => "!merge",
            Refusal::NotNextStep { .. } => "!step",
            Refusal::NoStepLeft => "!nostep",
            Refusal::ReasonRequired => "!reason",
            Refusal::OneTarget => "!target",
            Refusal::SameTarget => "!same",
            Refusal::TooManyHops(_) => "!hops",
            Refusal::TooSoon { .. } => "!soon",
            Refusal::Missing(_) => "!missing",
            Refusal::Empty => "!empty",
            Refusal::Stars => "!stars",
            Refusal::Nothing => "!nothing",
        }
        .to_owned(),
    }
}

#[test]
fn every_command_in_every_state() {
    use TicketState::*;
    // Columns: new, open, pending_customer, on_hold, solved, closed (in the window), withdrawn, cancelled, merged.
    let states = [New, Open, PendingCustomer, OnHold, Solved, Closed, Withdrawn, Cancelled, Merged];
    let table: Vec<(&str, Command, &str)> = vec![
        ("edit", retitle(), "open open pending_customer on_hold solved !finished !finished !finished !finished"),
        ("set new", set(New), "!new !new !new !new !new !finished !finished !finished !finished"),
        ("set open", set(Open), "open !nothing open open open open !finished !finished !finished"),
        (
            "set pending",
            set(PendingCustomer),
            "pending_customer pending_customer !nothing pending_customer !state !finished !finished !finished !finished",
        ),
        ("set hold", set(OnHold), "on_hold on_hold on_hold !nothing !state !finished !finished !finished !finished"),
        ("set solved", set(Solved), "solved solved solved solved !nothing !finished !finished !finished !finished"),
        ("set closed", set(Closed), "!closes !closes !closes !closes !closes !finished !finished !finished !finished"),
        ("set withdrawn", set(Withdrawn), "!customer !customer !customer !customer !customer !finished !finished !finished !finished"),
        ("set cancelled", set(Cancelled), "cancelled cancelled cancelled cancelled !state !finished !finished !finished !finished"),
        ("set merged", set(Merged), "!merge !merge !merge !merge !merge !finished !finished !finished !finished"),
        ("transfer", to_group(1), "open open pending_customer on_hold !finished !finished !finished !finished !finished"),
        ("reply", Command::Reply(words("您好"), None), "open open pending_customer on_hold solved !finished !finished !finished !finished"),
        (
            "reply + pending",
            Command::Reply(words("请补图"), Some(PendingCustomer)),
            "pending_customer pending_customer pending_customer pending_customer !state !finished !finished !finished !finished",
        ),
        (
            "comment",
            Command::Comment(words("看过了"), vec![], None),
            "open open pending_customer on_hold solved closed withdrawn cancelled merged",
        ),
        ("finish step", step("received"), "open open open open !finished !finished !finished !finished !finished"),
        ("finish later step", step("refunded"), "!step !step !step !step !finished !finished !finished !finished !finished"),
        (
            "supplement",
            Command::Supplement(words("图来了"), Mood::Calm),
            "new open open on_hold open !finished !finished !finished !finished",
        ),
        (
            "angry supplement",
            Command::Supplement(words("还没到账!"), Mood::Angry),
            "new open open on_hold open !finished !finished !finished !finished",
        ),
        ("urge", Command::Urge, "new open !state on_hold !state !state !state !state !state"),
        ("withdraw", Command::Withdraw, "withdrawn withdrawn withdrawn withdrawn !state !state !nothing !state !state"),
        ("accept", Command::Accept, "!state !state !state !state closed !nothing !state !state !state"),
        ("reject", Command::Reject(words(""), Mood::Calm), "!state !state !state !state open open !finished !finished !finished"),
        ("rate", Command::Rate { stars: 5, comment: String::new() }, "!state !state !state !state solved closed !state !state !state"),
        ("clock closes", Command::Close, "!state !state !state !state !soon !nothing !state !state !state"),
    ];
    for (name, command, expected) in &table {
        let found: Vec<String> = states.iter().map(|state| outcome(&in_state(*state), command, NOW.plus(MINUTE))).collect();
        assert_eq!(found.join(" "), *expected, "{name}");
    }
}

#[test]
fn after_the_reopen_window_a_closed_ticket_is_final() {
    let closed = in_state(TicketState::Closed);
    let late = NOW.plus(REOPEN_WINDOW_MS);
    for command in [set(TicketState::Open), Command::Reject(words("没解决"), Mood::Angry), Command::Reply(words("您好"), None)] {
        assert_eq!(outcome(&closed, &command, late), "!finished");
    }
    assert_eq!(outcome(&in_state(TicketState::Solved), &Command::Close, late), "closed");
    let refusal = decide(&closed, &Command::Reply(words("您好"), None), &staff(), &policy(), late).expect_err("closed");
    assert!(refusal.to_string().contains("follow-up"), "{refusal}");
}

#[test]
fn a_finished_step_goes_to_the_next_department_and_the_last_one_solves() {
    let ticket = Ticket { group_id: Some(group(1)), agent_id: Some(agent(3)), ..in_state(TicketState::Open) };
    let first = decide(&ticket, &step("received"), &Actor::Agent(agent(3)), &policy(), NOW).expect("allowed");
    assert_eq!((first.ticket.group_id, first.ticket.step.as_str()), (Some(group(2)), "refunded"));
    assert_eq!(first.ticket.agent_id, Some(agent(5)), "a group of one is its member");
    let milestone = &first.entries[0];
    assert_eq!((milestone.kind, milestone.public, &milestone.payload), (EntryKind::Milestone, true, &json!({"step": "received"})));
    let second = decide(&first.ticket, &step("refunded"), &Actor::Agent(agent(5)), &policy(), NOW).expect("allowed");
    assert_eq!((second.ticket.state, second.ticket.step.as_str()), (TicketState::Solved, ""));
    assert_eq!(second.ticket.solved_at, Some(NOW));
    assert_eq!(second.ticket.steps_done.len(), 2);
}

#[test]
fn the_rebound_ladder() {
    let mut ticket = Ticket { mood: Mood::Angry, priority: Priority::High, ..in_state(TicketState::Solved) };
    let facts = ticket.first_facts.clone();
    let ladder = [
        (1, "second_line", Priority::Urgent),
        (2, "supervisor", Priority::Urgent),
        (3, "manager", Priority::Urgent),
        (4, "manager", Priority::Urgent),
    ];
    for (count, level, priority) in ladder {
        let failed = ticket.agent_id;
        let decision =
            decide(&ticket, &Command::Reject(words("还是坏的"), Mood::Calm), &customer(), &policy(), NOW).expect("may come back");
        let after = decision.ticket;
        assert_eq!((after.rebound_count, after.state, after.priority), (count, TicketState::Open, priority));
        assert_eq!(after.first_facts, facts, "the first facts are frozen");
        assert_eq!((after.agent_id, after.group_id), (None, Some(group(0))), "the failed agent is off it, the home group has it");
        assert!(after.failed_by.contains(&failed.expect("somebody had it")));
        let note = decision.entries.iter().find(|entry| entry.author == Actor::System).expect("an escalation note");
        assert_eq!((note.public, note.payload["level"].as_str()), (false, Some(level)));
        let told: Vec<Audience> = decision.notices.iter().map(|notice| notice.to).collect();
        assert!(told.contains(&Audience::Group(group(0))) && told.contains(&Audience::Agent(agent(1))), "{told:?}");
        assert_eq!(told.contains(&Audience::Supervisors), count >= 2);
        assert_eq!(told.contains(&Audience::Managers), count >= 3);
        ticket = Ticket { state: TicketState::Solved, solved_at: Some(NOW), agent_id: Some(agent(2)), ..after };
    }
}

#[test]
fn golden_priorities_of_a_calm_return_that_turns() {
    let calm = fresh();
    assert_eq!(calm.priority, Priority::Normal);
    let angry = decide(&calm, &Command::Supplement(words("气死了"), Mood::Angry), &customer(), &policy(), NOW).expect("allowed").ticket;
    assert_eq!(angry.priority, Priority::High);
    let calmer = decide(&angry, &Command::Supplement(words("好的谢谢"), Mood::Calm), &customer(), &policy(), NOW).expect("allowed").ticket;
    assert_eq!(calmer.priority, Priority::High, "never lowered automatically");
    let solved = decide(&calmer, &set(TicketState::Solved), &staff(), &policy(), NOW).expect("allowed").ticket;
    let back = decide(&solved, &Command::Reject(words("没到账"), Mood::Calm), &customer(), &policy(), NOW).expect("allowed").ticket;
    assert_eq!(back.priority, Priority::Urgent);
    let threat =
        decide(&calm, &Command::Supplement(words("我打12315"), Mood::Threat), &customer(), &policy(), NOW).expect("allowed").ticket;
    assert_eq!(threat.priority, Priority::Urgent);
}

#[test]
fn urging_is_possible_every_thirty_minutes_and_reaches_the_holder_and_the_first_owner() {
    let ticket = Ticket { agent_id: Some(agent(3)), ..in_state(TicketState::Open) };
    let urged = decide(&ticket, &Command::Urge, &customer(), &policy(), NOW).expect("first time");
    let told: Vec<Audience> = urged.notices.iter().map(|notice| notice.to).collect();
    assert_eq!(told, vec![Audience::Agent(agent(3)), Audience::Agent(agent(1))]);
    let again_at = NOW.plus(30 * MINUTE);
    let early = decide(&urged.ticket, &Command::Urge, &customer(), &policy(), Millis(again_at.0 - 1));
    assert_eq!(early, Err(Refusal::TooSoon { again_at }));
    let later = decide(&urged.ticket, &Command::Urge, &customer(), &policy(), again_at).expect("time has passed");
    assert_eq!(later.ticket.urge_count, 2);
    let nobody = Ticket { agent_id: None, owner_id: None, ..ticket };
    let urged = decide(&nobody, &Command::Urge, &customer(), &policy(), NOW).expect("allowed");
    assert_eq!(urged.notices[0].to, Audience::Group(group(0)));
}

#[test]
fn sending_on_needs_a_reason_is_counted_and_has_an_end() {
    let ticket = in_state(TicketState::Open);
    let refused = |command| decide(&ticket, &command, &staff(), &policy(), NOW).expect_err("must be refused");
    assert_eq!(refused(Command::Transfer { to: Target::Group(group(1)), reason: "  ".into() }), Refusal::ReasonRequired);
    assert_eq!(refused(Command::Transfer { to: Target::Agent(agent(1)), reason: "给你".into() }), Refusal::SameTarget);
    assert_eq!(refused(Command::Update(Changes { group_id: Some(group(1)), ..Changes::default() })), Refusal::ReasonRequired);
    let sent = decide(&ticket, &to_group(1), &staff(), &policy(), NOW).expect("allowed");
    assert_eq!(sent.ticket.owner_id, Some(agent(1)), "the first owner stays responsible");
    let change = &sent.entries[0];
    assert_eq!(
        (change.kind, change.public, change.body.as_str(), &change.payload["hop"]),
        (EntryKind::Change, false, "要仓库看实物", &json!(1))
    );
    let round = Ticket { hops: MAX_HOPS, ..ticket.clone() };
    assert_eq!(decide(&round, &to_group(1), &staff(), &policy(), NOW), Err(Refusal::TooManyHops(MAX_HOPS)));
}

#[test]
fn lowering_a_priority_needs_a_reason_and_raising_does_not() {
    let ticket = Ticket { priority: Priority::High, ..in_state(TicketState::Open) };
    let to = |priority, reason: &str| Command::Update(Changes { priority: Some(priority), reason: reason.into(), ..Changes::default() });
    assert_eq!(decide(&ticket, &to(Priority::Low, ""), &staff(), &policy(), NOW), Err(Refusal::ReasonRequired));
    let lowered = decide(&ticket, &to(Priority::Low, "客户说不急"), &staff(), &policy(), NOW).expect("with a reason").ticket;
    assert_eq!(lowered.priority, Priority::Low);
    let angry = decide(&lowered, &Command::Supplement(words("快点!"), Mood::Angry), &customer(), &policy(), NOW).expect("allowed").ticket;
    assert_eq!(angry.priority, Priority::Low, "a person's choice wins over the formula");
    assert_eq!(outcome(&ticket, &to(Priority::Urgent, ""), NOW), "open");
}

#[test]
fn a_staff_field_that_is_required_stops_solving_and_phones_are_masked_in_the_trail() {
    let def = |key: &str, kind, required| FieldDef {
        key: key.into(),
        label: crate::text::Text::zh("责任"),
        kind,
        required,
        options: vec![],
        help: None,
        prefill: None,
        public: false,
    };
    let policy = Policy { fields: vec![def("fault", FieldKind::Text, true), def("phone", FieldKind::Phone, false)], ..policy() };
    let ticket = in_state(TicketState::Open);
    let refusal = decide(&ticket, &set(TicketState::Solved), &staff(), &policy, NOW).expect_err("a gap");
    assert!(matches!(refusal, Refusal::Missing(ref gaps) if gaps[0].key == "fault"));
    let serde_json::Value::Object(values) = json!({"fault": "仓库", "phone": "13812345678"}) else { unreachable!() };
    let both = Changes { state: Some(TicketState::Solved), fields: Some(values), ..Changes::default() };
    let solved = decide(&ticket, &Command::Update(both), &staff(), &policy, NOW).expect("complete");
    let trail = solved.entries[0].payload.to_string();
    assert!(trail.contains("138****5678") && !trail.contains("13812345678"), "{trail}");
}

#[test]
fn the_states_offered_are_exactly_those_that_work() {
    for state in TicketState::ALL {
        let ticket = in_state(*state);
        for now in [NOW, NOW.plus(400 * 24 * 3_600_000)] {
            let offered = next_states(&ticket, now);
            for to in TicketState::ALL {
                let works = outcome(&ticket, &set(*to), now) == to.to_string();
                assert_eq!(offered.contains(to), works, "{state} → {to}");
            }
        }
    }
}

fn any_command() -> impl Strategy<Value = Command> {
    let state = (0..TicketState::ALL.len()).prop_map(|i| TicketState::ALL[i]);
    let mood = (0..Mood::ALL.len()).prop_map(|i| Mood::ALL[i]);
    prop_oneof![
        state.clone().prop_map(set),
        (0..3u128).prop_map(to_group),
        (1..6u128).prop_map(|n| Command::Update(Changes { assignee: Some(Assignee::Agent(agent(n))), ..Changes::default() })),
        Just(Command::Update(Changes { assignee: Some(Assignee::Nobody), ..Changes::default() })),
        (0..4i64).prop_map(|n| Command::Update(Changes {
            priority: Some(priority::from_level(n)),
            reason: "因为".into(),
            ..Changes::default()
        })),
        Just(Command::Reply(words("好的"), None)),
        Just(Command::Comment(words("内部"), vec![agent(2)], None)),
        prop_oneof![Just("received"), Just("refunded"), Just("nothing")].prop_map(step),
        mood.clone().prop_map(|mood| Command::Supplement(words("补充"), mood)),
        Just(Command::Urge),
        Just(Command::Withdraw),
        Just(Command::Accept),
        mood.prop_map(|mood| Command::Reject(words("没好"), mood)),
        (0..7i64).prop_map(|stars| Command::Rate { stars, comment: String::new() }),
        Just(Command::Close),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn whatever_happens_a_ticket_keeps_its_promises(history in prop::collection::vec((any_command(), 0..3 * DAY), 1..40)) {
        let policy = policy();
        let mut ticket = fresh();
        let mut now = NOW;
        for (command, later) in history {
            now = now.plus(later);
            let before = ticket.clone();
            let Ok(decision) = decide(&before, &command, &staff(), &policy, now) else { continue };
            let after = decision.ticket;
            prop_assert_eq!(after.version, before.version + 1);
            prop_assert!(!decision.entries.is_empty(), "every change leaves an entry");
            let seqs: Vec<i64> = decision.entries.iter().map(|entry| entry.seq).collect();
            let expected: Vec<i64> = (before.last_entry_seq + 1..=after.last_entry_seq).collect();
            prop_assert_eq!(seqs, expected, "the timeline has no gap");
            prop_assert!(after.rebound_count >= before.rebound_count && after.urge_count >= before.urge_count);
            prop_assert!(after.steps_done.len() >= before.steps_done.len() && after.steps_done.starts_with(&before.steps_done), "steps only go forward");
            prop_assert!(before.group_id.is_none() || after.group_id.is_some(), "a group once set stays set");
            prop_assert!(before.owner_id.is_none() || after.owner_id == before.owner_id, "the first owner stays");
            prop_assert!(after.state != TicketState::New || before.state == TicketState::New, "never new again");
            prop_assert_eq!(&after.first_facts, &before.first_facts);
            if after.priority < before.priority {
                let by_person = matches!(&command, Command::Update(Changes { priority: Some(_), .. }));
                prop_assert!(by_person, "only a person lowers a priority");
            }
            let was_final = matches!(before.state, TicketState::Withdrawn | TicketState::Cancelled | TicketState::Merged)
                || (before.state == TicketState::Closed && !before.may_come_back(now));
            prop_assert!(!was_final || after.state == before.state, "final is final");
            let told = decision.entries.iter().filter(|entry| entry.kind == EntryKind::Change).map(|entry| entry.payload.to_string()).collect::<String>();
            prop_assert_eq!(after.state != before.state, told.contains("\"state\""), "the trail tells of each change of state");
            ticket = after;
        }
    }
}
