//! The ledger's decision, through the events that a conversation leaves.

use serde_json::{Value, json};
use uuid::Uuid;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::{Class, ClassReason, DAYS_3, DAYS_7, Facts, contact_of, counts, decide, fold},
    time::Millis,
};

const HOUR: i64 = 3_600_000;
const BEGIN: i64 = 1_795_247_000_000;

/// One conversation of 林晓 and what she does elsewhere; times are hours after the beginning.
#[derive(Default)]
struct Story(Facts);

fn ago(hours: f64) -> Millis {
    Millis(BEGIN + (hours * HOUR as f64) as i64)
}
fn lin() -> Actor {
    Actor::Customer(CustomerId(Uuid::from_u128(1)))
}
fn order(n: u128) -> String {
    OrderId(Uuid::from_u128(n)).to_string()
}
fn leaf(n: u128) -> String {
    CategoryId(Uuid::from_u128(n)).to_string()
}
fn item(n: u128) -> String {
    KnowledgeId(Uuid::from_u128(n)).to_string()
}
fn event(kind: EventKind, actor: Actor, hours: f64, conversation: u128, data: Value) -> NewEvent {
    NewEvent::new(kind, actor, ago(hours)).conversation(ConversationId(Uuid::from_u128(conversation))).data(data)
}

impl Story {
    fn here(mut self, kind: EventKind, hours: f64, data: Value) -> Self {
        fold::note(&mut self.0, &event(kind, lin(), hours, 1, data));
        self
    }
    /// The bot's turn, about order 7 and category 3.
    fn said(self, hours: f64, said: &str) -> Self {
        let answers = if said == "answered" { json!([item(9)]) } else { json!([]) };
        let data = json!({ "said": said, "mood": "calm", "seq": 1, "answers": answers, "items": answers, "order_ids": [order(7)], "category_id": leaf(3) });
        self.here(EventKind::BotTurn, hours, data)
    }
    fn felt(self, hours: f64, said: &str, mood: &str) -> Self {
        self.here(EventKind::BotTurn, hours, json!({ "said": said, "mood": mood, "seq": 1, "answers": [] }))
    }
    fn moved(self, hours: f64, from: &str, to: &str) -> Self {
        self.here(EventKind::ConversationChanged, hours, json!({ "from": from, "to": to }))
    }
    fn rated(self, hours: f64, stars: i64) -> Self {
        self.here(EventKind::ConversationChanged, hours, json!({ "rating": stars }))
    }
    /// Something she does elsewhere.
    fn elsewhere(mut self, one: NewEvent) -> Self {
        if let Some(contact) = contact_of(&one) {
            fold::note_contact(&mut self.0, contact);
        }
        self
    }
    fn asks_again(self, hours: f64, said: &str, data: Value) -> Self {
        let mut all = json!({ "said": said, "mood": "calm", "seq": 1 });
        all.as_object_mut().expect("an object").extend(data.as_object().expect("an object").clone());
        self.elsewhere(event(EventKind::BotTurn, lin(), hours, 2, all))
    }
    fn at(&self, hours: f64) -> (Class, ClassReason) {
        let verdict = decide(&self.0, DAYS_3, ago(hours));
        (verdict.class, verdict.reason)
    }
    fn at_7d(&self, hours: f64) -> (Class, ClassReason) {
        let verdict = decide(&self.0, DAYS_7, ago(hours));
        (verdict.class, verdict.reason)
    }
}

fn answered() -> Story {
    Story::default().said(0.0, "answered").moved(0.2, "bot", "ended")
}

#[test]
fn every_ending_has_its_class_and_its_reason() {
    let s = Story::default;
    let table: Vec<(&str, Story, (Class, ClassReason))> = vec![
        ("greeted only", s().said(0.0, "chat").moved(1.0, "bot", "ended"), (Class::NothingAsked, ClassReason::OnlyGreeting)),
        ("answered, nobody came back", answered(), (Class::Assumed, ClassReason::NoReturn)),
        (
            "thanked for the answer",
            s().said(0.0, "answered").said(0.1, "chat").moved(0.2, "bot", "ended"),
            (Class::Assumed, ClassReason::NoReturn),
        ),
        ("clicked solved", s().said(0.0, "answered").said(0.1, "confirmed"), (Class::Confirmed, ClassReason::Clicked)),
        (
            "clicked unsolved and left",
            s().said(0.0, "answered").said(0.1, "unsolved").moved(0.2, "bot", "ended"),
            (Class::Failed, ClassReason::Unsolved),
        ),
        ("not understood, left", s().said(0.0, "missed").moved(0.2, "bot", "ended"), (Class::GaveUp, ClassReason::NoAnswer)),
        ("choices shown, left", s().said(0.0, "offered").moved(0.2, "bot", "ended"), (Class::GaveUp, ClassReason::NoAnswer)),
        (
            "answered, then not understood",
            s().said(0.0, "answered").said(0.1, "missed").moved(0.2, "bot", "ended"),
            (Class::GaveUp, ClassReason::NoAnswer),
        ),
        (
            "not understood, then answered",
            s().said(0.0, "missed").said(0.1, "answered").moved(0.2, "bot", "ended"),
            (Class::Assumed, ClassReason::NoReturn),
        ),
        ("five stars", answered().rated(1.0, 5), (Class::Confirmed, ClassReason::GoodRating)),
        ("three stars say nothing", answered().rated(1.0, 3), (Class::Assumed, ClassReason::NoReturn)),
        ("one star", answered().rated(1.0, 1), (Class::Failed, ClassReason::BadRating)),
        (
            "one star takes the click back",
            s().said(0.0, "answered").said(0.1, "confirmed").rated(1.0, 1),
            (Class::Failed, ClassReason::BadRating),
        ),
        (
            "a person took it",
            s().said(0.0, "answered").said(0.1, "handed_over").moved(0.1, "bot", "queued").moved(0.2, "queued", "active"),
            (Class::Failed, ClassReason::Human),
        ),
        (
            "left while waiting",
            s().said(0.0, "missed").said(0.1, "handed_over").moved(0.1, "bot", "queued").moved(0.4, "queued", "ended"),
            (Class::GaveUp, ClassReason::LeftWaiting),
        ),
        (
            "left the queue, then was answered",
            s().said(0.1, "handed_over")
                .moved(0.1, "bot", "queued")
                .moved(0.2, "queued", "bot")
                .said(0.3, "answered")
                .moved(0.5, "bot", "ended"),
            (Class::Assumed, ClassReason::NoReturn),
        ),
        (
            "left words for the next duty",
            s().said(0.0, "missed").moved(0.1, "bot", "offline_message"),
            (Class::Failed, ClassReason::LeftMessage),
        ),
        (
            "objected a day later",
            answered().here(EventKind::ResolutionDisputed, 24.0, json!({ "on": "portal" })),
            (Class::Failed, ClassReason::Disputed),
        ),
        (
            "objected after confirming",
            s().said(0.0, "answered").said(0.1, "confirmed").here(EventKind::ResolutionDisputed, 24.0, json!({})),
            (Class::Failed, ClassReason::Disputed),
        ),
        (
            "came back to the same conversation",
            answered().moved(20.0, "ended", "bot").said(20.0, "answered").moved(20.2, "bot", "ended"),
            (Class::Failed, ClassReason::CameBack),
        ),
        (
            "came back, and now it is solved",
            answered().moved(20.0, "ended", "bot").said(20.0, "answered").said(20.1, "confirmed"),
            (Class::Confirmed, ClassReason::Clicked),
        ),
        (
            "came back only to say thanks",
            answered().moved(20.0, "ended", "bot").said(20.0, "chat").moved(20.2, "bot", "ended"),
            (Class::Assumed, ClassReason::NoReturn),
        ),
    ];
    for (name, story, expected) in table {
        assert_eq!(story.at(100.0), expected, "{name}");
    }
}

#[test]
fn a_request_with_its_id_needs_a_person() {
    let ticket = event(EventKind::TicketCreated, lin(), 0.1, 1, json!({ "by_customer": true })).ticket(TicketId(Uuid::from_u128(5)));
    let mut story = Story::default().said(0.0, "answered");
    fold::note(&mut story.0, &ticket);
    assert_eq!(story.at(100.0), (Class::Failed, ClassReason::Request));
}

#[test]
fn an_assumed_resolution_stays_open_until_its_window_has_passed() {
    let story = answered();
    assert_eq!(story.at(71.9), (Class::Pending, ClassReason::Window));
    assert_eq!(decide(&story.0, DAYS_3, ago(1.0)).due_at, Some(ago(72.0)));
    assert_eq!(story.at(72.0), (Class::Assumed, ClassReason::NoReturn));
    assert_eq!(story.at_7d(100.0), (Class::Pending, ClassReason::Window));
    assert_eq!(story.at_7d(168.0), (Class::Assumed, ClassReason::NoReturn));
}

#[test]
fn a_later_contact_on_the_same_issue_takes_it_away_on_any_channel() {
    let same_order = json!({ "order_ids": [order(7)] });
    let same_leaf = json!({ "category_id": leaf(3) });
    let same_item = json!({ "items": [item(9)] });
    let other = json!({ "order_ids": [order(8)], "category_id": leaf(4) });
    let came_back = (Class::Failed, ClassReason::Recontact);
    let fine = (Class::Assumed, ClassReason::NoReturn);
    for (name, data, expected) in [
        ("order", &same_order, came_back),
        ("leaf", &same_leaf, came_back),
        ("item", &same_item, came_back),
        ("another issue", &other, fine),
    ] {
        assert_eq!(answered().asks_again(30.0, "missed", data.clone()).at(100.0), expected, "bot, {name}");
        let mut ticket = data.clone();
        ticket["by_customer"] = json!(true);
        let ticket = NewEvent::new(EventKind::TicketCreated, lin(), ago(30.0)).ticket(TicketId(Uuid::from_u128(5))).data(ticket);
        assert_eq!(answered().elsewhere(ticket).at(100.0), expected, "portal request, {name}");
        let mut person = data.clone();
        person["contact_at"] = json!(ago(30.0));
        person["to"] = json!("ended");
        let person = event(EventKind::ConversationChanged, Actor::System, 31.0, 3, person);
        assert_eq!(answered().elsewhere(person).at(100.0), expected, "a talk with a person, {name}");
    }
}

#[test]
fn thanks_and_our_own_doing_are_no_contact() {
    let about = json!({ "order_ids": [order(7)], "category_id": leaf(3) });
    assert_eq!(answered().asks_again(30.0, "chat", about.clone()).at(100.0), (Class::Assumed, ClassReason::NoReturn));
    assert_eq!(answered().asks_again(30.0, "confirmed", about.clone()).at(100.0), (Class::Assumed, ClassReason::NoReturn));
    let ours = NewEvent::new(EventKind::TicketCreated, Actor::System, ago(30.0)).ticket(TicketId(Uuid::from_u128(5))).data(about.clone());
    assert_eq!(answered().elsewhere(ours).at(100.0), (Class::Assumed, ClassReason::NoReturn));
    let mut reply = about;
    reply["contact"] = json!(true);
    let agent = Actor::Agent(AgentId(Uuid::from_u128(4)));
    let ours = NewEvent::new(EventKind::TicketEntryAdded, agent, ago(30.0)).ticket(TicketId(Uuid::from_u128(5))).data(reply.clone());
    assert_eq!(answered().elsewhere(ours).at(100.0), (Class::Assumed, ClassReason::NoReturn));
    let theirs = NewEvent::new(EventKind::TicketEntryAdded, lin(), ago(30.0)).ticket(TicketId(Uuid::from_u128(5))).data(reply);
    assert_eq!(answered().elsewhere(theirs).at(100.0), (Class::Failed, ClassReason::Recontact));
}

#[test]
fn the_seventh_day_looks_further_than_the_third() {
    let story = answered().asks_again(100.0, "missed", json!({ "order_ids": [order(7)] }));
    assert_eq!(story.at(200.0), (Class::Assumed, ClassReason::NoReturn));
    assert_eq!(story.at_7d(200.0), (Class::Failed, ClassReason::Recontact));
    let late = answered().asks_again(169.0, "missed", json!({ "order_ids": [order(7)] }));
    assert_eq!(late.at_7d(200.0), (Class::Assumed, ClassReason::NoReturn));
}

#[test]
fn a_contact_does_not_undo_what_the_customer_confirmed() {
    let story =
        Story::default().said(0.0, "answered").said(0.1, "confirmed").asks_again(30.0, "missed", json!({ "order_ids": [order(7)] }));
    assert_eq!(story.at(100.0), (Class::Confirmed, ClassReason::Clicked));
}

#[test]
fn what_a_talk_was_about_may_be_known_only_at_its_end() {
    let begun = event(EventKind::ConversationChanged, lin(), 30.0, 3, json!({ "from": "bot", "to": "queued" }));
    let ended = event(
        EventKind::ConversationChanged,
        Actor::System,
        31.0,
        3,
        json!({ "from": "active", "to": "ended", "contact_at": ago(30.0), "category_id": leaf(3) }),
    );
    let story = answered().elsewhere(begun);
    assert_eq!(story.at(100.0), (Class::Assumed, ClassReason::NoReturn), "nobody knows yet what it is about");
    let story = story.elsewhere(ended);
    assert_eq!(story.at(100.0), (Class::Failed, ClassReason::Recontact));
    assert_eq!(story.0.contacts.len(), 1, "one talk is one contact");
}

#[test]
fn an_item_knows_whom_it_helped_and_whom_it_annoyed() {
    let used = |story: Story| *counts::items(&story.0).values().next().expect("an item");
    assert!(used(answered().said(0.3, "confirmed")).helped);
    assert!(used(Story::default().said(0.0, "answered").felt(0.1, "unsolved", "angry")).annoyed);
    assert_eq!(used(Story::default().said(0.0, "answered").felt(0.1, "missed", "angry")).mood_shift, Some(3));
    assert_eq!(used(answered()).mood_shift, None);
}

#[test]
fn the_figures_of_a_conversation_add_up_to_one() {
    for (story, deflected) in [(answered(), 1), (Story::default().said(0.0, "missed").said(0.1, "handed_over"), 0)] {
        let class = story.at(100.0).0;
        let all = counts::counts(&story.0, class, class, None);
        let of = |figure: &str| {
            all.iter()
                .filter(|((_, scope, ..), _)| scope.as_str() == "all")
                .filter(|((.., f), _)| *f == figure)
                .map(|(_, n)| n)
                .sum::<i64>()
        };
        assert_eq!(Class::ALL.iter().map(|class| of(class.as_str())).sum::<i64>(), 1);
        assert_eq!(of("deflected"), deflected);
    }
}
