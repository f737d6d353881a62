//! First-contact resolution: golden cases, through the events that a conversation leaves.

use serde_json::{Value, json};
use uuid::Uuid;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::{
        ClassReason, DAYS_3, DAYS_7, contact_of,
        first::{By, Case, Outcome, begins, counts, decide_first},
    },
    time::Millis,
};

const HOUR: i64 = 3_600_000;
const BEGIN: i64 = 1_795_247_000_000;

fn at(hours: f64) -> Millis {
    Millis(BEGIN + (hours * HOUR as f64) as i64)
}
fn lin() -> Actor {
    Actor::Customer(CustomerId(Uuid::from_u128(1)))
}
fn about(order: u128) -> Value {
    json!({ "order_ids": [OrderId(Uuid::from_u128(order)).to_string()] })
}
fn with(mut data: Value, more: Value) -> Value {
    data.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    data
}
fn event(kind: EventKind, actor: Actor, hours: f64, data: Value) -> NewEvent {
    NewEvent::new(kind, actor, at(hours)).conversation(ConversationId(Uuid::from_u128(1))).data(data)
}
fn begun() -> Case {
    Case::new(at(0.0))
}

trait Story: Sized {
    fn here(self, one: NewEvent) -> Self;
    fn said(self, hours: f64, said: &str) -> Self {
        self.here(event(EventKind::BotTurn, lin(), hours, with(json!({ "said": said, "seq": 1 }), about(7))))
    }
    fn moved(self, hours: f64, from: &str, to: &str) -> Self {
        self.here(event(EventKind::ConversationChanged, lin(), hours, with(json!({ "from": from, "to": to }), about(7))))
    }
    fn rated(self, hours: f64, stars: i64) -> Self {
        self.here(event(EventKind::ConversationChanged, lin(), hours, json!({ "rating": stars })))
    }
}
impl Story for Case {
    fn here(mut self, one: NewEvent) -> Self {
        self.note(&one);
        self
    }
}

/// Answered by the bot, over after half an hour.
fn bot() -> Case {
    begun().said(0.0, "answered").moved(0.5, "bot", "ended")
}
/// Through the queue to a person and to the next one, over after half an hour.
fn people() -> Case {
    begun().said(0.0, "missed").moved(0.1, "bot", "queued").moved(0.2, "queued", "active").moved(0.5, "active", "ended")
}
fn elsewhere(mut case: Case, one: NewEvent) -> Case {
    case.note_later(&contact_of(&one).expect("a contact"), DAYS_7);
    case
}
fn request(hours: f64, order: u128) -> NewEvent {
    let data = with(json!({ "by_customer": true }), about(order));
    NewEvent::new(EventKind::TicketCreated, lin(), at(hours)).ticket(TicketId(Uuid::from_u128(5))).data(data)
}
fn other_talk(hours: f64, order: u128) -> NewEvent {
    let data = with(json!({ "said": "missed", "seq": 1 }), about(order));
    NewEvent::new(EventKind::BotTurn, lin(), at(hours)).conversation(ConversationId(Uuid::from_u128(2))).data(data)
}

#[test]
fn every_case_has_its_outcome_its_reason_and_who_served_it() {
    use ClassReason as Why;
    use Outcome::{FollowUp, NothingAsked, Open, Pending, Resolved, Unresolved};
    let dispute = event(EventKind::ResolutionDisputed, lin(), 5.0, json!({ "on": "portal" }));
    let agent = Actor::Agent(AgentId(Uuid::from_u128(4)));
    let ticket = event(EventKind::TicketCreated, agent.clone(), 0.4, json!({})).ticket(TicketId(Uuid::from_u128(5)));
    let transferred = begun()
        .moved(0.0, "bot", "queued")
        .moved(0.1, "queued", "active")
        .moved(0.2, "active", "queued")
        .moved(0.3, "queued", "active")
        .moved(0.4, "active", "wrapup")
        .moved(0.5, "wrapup", "ended");
    let table: Vec<(&str, Case, f64, Outcome, Why, By)> = vec![
        ("greeted only", begun().said(0.0, "chat").moved(1.0, "bot", "ended"), 200.0, NothingAsked, Why::OnlyGreeting, By::Bot),
        ("goes on", begun().said(0.0, "answered"), 200.0, Open, Why::Open, By::Bot),
        ("answered, window open", bot(), 72.4, Pending, Why::Window, By::Bot),
        ("answered, nobody came back", bot(), 72.5, Resolved, Why::NoReturn, By::Bot),
        ("served by a person", people(), 72.5, Resolved, Why::NoReturn, By::People),
        ("bot to person to person is one contact", transferred, 100.0, Resolved, Why::NoReturn, By::People),
        ("confirmed still waits", bot().said(0.6, "confirmed"), 10.0, Pending, Why::Window, By::Bot),
        ("thanks after the end", bot().moved(1.0, "ended", "bot").said(1.0, "chat"), 100.0, Resolved, Why::NoReturn, By::Bot),
        ("not understood", begun().said(0.0, "missed").moved(0.5, "bot", "ended"), 100.0, Unresolved, Why::NoAnswer, By::Bot),
        ("clicked unsolved", bot().said(0.6, "unsolved"), 100.0, Unresolved, Why::Unsolved, By::Bot),
        ("clicked unsolved, then solved", bot().said(0.6, "unsolved").said(0.7, "confirmed"), 100.0, Resolved, Why::NoReturn, By::Bot),
        (
            "left waiting",
            begun().moved(0.0, "bot", "queued").moved(0.3, "queued", "ended"),
            100.0,
            Unresolved,
            Why::LeftWaiting,
            By::People,
        ),
        (
            "left the queue, helped by the bot",
            begun().moved(0.0, "bot", "queued").moved(0.1, "queued", "bot").said(0.2, "answered").moved(0.5, "bot", "ended"),
            100.0,
            Resolved,
            Why::NoReturn,
            By::Bot,
        ),
        ("left a message", begun().moved(0.0, "bot", "offline_message"), 100.0, Unresolved, Why::LeftMessage, By::People),
        ("a person wrote a request", people().here(ticket), 100.0, Unresolved, Why::Request, By::People),
        ("one star", people().rated(1.0, 1), 10.0, Unresolved, Why::BadRating, By::People),
        ("five stars still wait", people().rated(1.0, 5), 10.0, Pending, Why::Window, By::People),
        ("objected", bot().here(dispute), 10.0, Unresolved, Why::Disputed, By::Bot),
        ("asked on after the end", people().moved(20.0, "ended", "queued"), 30.0, Unresolved, Why::CameBack, By::People),
        ("a request about it", elsewhere(people(), request(30.0, 7)), 31.0, Unresolved, Why::Recontact, By::People),
        ("a request about something else", elsewhere(people(), request(30.0, 8)), 100.0, Resolved, Why::NoReturn, By::People),
        ("the bot again about it", elsewhere(bot(), other_talk(30.0, 7)), 31.0, Unresolved, Why::Recontact, By::Bot),
        ("again on the last hour", elsewhere(bot(), other_talk(72.5, 7)), 100.0, Unresolved, Why::Recontact, By::Bot),
        ("again after the window", elsewhere(bot(), other_talk(72.6, 7)), 100.0, Resolved, Why::NoReturn, By::Bot),
        ("after a request about it", after(bot(), request(-40.0, 7)), 100.0, FollowUp, Why::EarlierContact, By::Bot),
        ("after a request about something else", after(bot(), request(-40.0, 8)), 100.0, Resolved, Why::NoReturn, By::Bot),
    ];
    for (name, case, hours, outcome, reason, by) in table {
        let verdict = decide_first(&case, DAYS_3, at(hours));
        assert_eq!((verdict.outcome, verdict.reason, case.by()), (outcome, reason, by), "{name}");
    }
}

fn after(mut case: Case, one: NewEvent) -> Case {
    case.note_earlier(&contact_of(&one).expect("a contact"));
    case
}

#[test]
fn the_longer_window_sees_what_the_shorter_one_does_not() {
    let case = elsewhere(bot(), other_talk(100.0, 7));
    assert_eq!(decide_first(&case, DAYS_3, at(200.0)).outcome, Outcome::Resolved);
    assert_eq!(decide_first(&case, DAYS_7, at(200.0)).outcome, Outcome::Unresolved);
    let case = after(bot(), request(-100.0, 7));
    assert_eq!(decide_first(&case, DAYS_3, at(200.0)).outcome, Outcome::Resolved);
    assert_eq!(decide_first(&case, DAYS_7, at(200.0)).outcome, Outcome::FollowUp);
}

#[test]
fn of_two_talks_on_one_issue_exactly_one_is_counted() {
    let second = other_talk(30.0, 7);
    let contact = contact_of(&second).expect("a contact");
    let first = elsewhere(bot(), second.clone());
    let mut next = Case::new(at(30.0)).here(second).said(30.1, "answered").moved(30.5, "bot", "ended");
    next.note_earlier(&first.as_earlier(ConversationId(Uuid::from_u128(1)), &contact));
    assert_eq!(decide_first(&first, DAYS_3, at(200.0)).outcome, Outcome::Unresolved);
    assert_eq!(decide_first(&next, DAYS_3, at(200.0)).outcome, Outcome::FollowUp);
}

#[test]
fn a_case_counts_once_a_window_on_the_day_of_its_end_and_not_before() {
    assert!(counts(&begun().said(0.0, "answered"), Outcome::Open, Outcome::Open).is_empty());
    let all = counts(&people(), Outcome::Resolved, Outcome::Pending);
    let figures: Vec<_> = all.iter().map(|((_, scope, key, figure), n)| (scope.as_str(), key.as_str(), *figure, *n)).collect();
    assert_eq!(figures, [("first", "people", "pending_7d", 1), ("first", "people", "resolved", 1)]);
}

#[test]
fn our_own_doing_begins_no_case() {
    let agent = Actor::Agent(AgentId(Uuid::from_u128(4)));
    assert!(!begins(&event(EventKind::ConversationChanged, agent, 0.0, json!({ "from": "bot", "to": "active" }))));
    assert!(!begins(&event(EventKind::ConversationChanged, lin(), 0.0, json!({ "rating": 5 }))));
    assert!(begins(&event(EventKind::ConversationChanged, lin(), 0.0, json!({ "from": "bot", "to": "queued" }))));
}
