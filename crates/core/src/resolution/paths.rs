//! The ways side by side (S3-10, S3-04): which one a customer chose first, how it went on, how many clicks it took to a
//! person, and whether the wait that he was told was true. One [`Trail`] is one conversation, or a request that was
//! started without one. Folded from the event log alone; what the bot's answers were worth comes from the ledger.

use super::{
    Class,
    counts::{Key, Scope},
};
use crate::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    metric,
    ticket::TicketState,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::word_enum! {
    /// The door that was opened first.
    Way {
        Bot = "bot",
        Person = "person",
        /// To be called back.
        Callback = "callback",
        /// Words for the next duty.
        Message = "message",
        Request = "request",
    }
}

crate::word_enum! {
    /// How it went on: who had it in the end.
    Route {
        Bot = "bot",
        /// The bot first, a person afterwards.
        BotPerson = "bot_person",
        Person = "person",
        /// A call back or a message was left, at once or after waiting.
        Callback = "callback",
        Request = "request",
    }
}

crate::word_enum! {
    /// What became of it. With the bot the ledger's class, among people whether somebody came, of requests whether they are done.
    Ending {
        /// It goes on.
        Open = "open",
        /// Over; whether it was solved is not known yet.
        Pending = "pending",
        Solved = "solved",
        Unsolved = "unsolved",
        NothingAsked = "nothing_asked",
        /// A person took it.
        Answered = "answered",
        /// Left while waiting.
        Abandoned = "abandoned",
        /// A person was asked for when none was on duty.
        Nobody = "nobody",
        RequestOpen = "request_open",
        RequestDone = "request_done",
    }
}

crate::word_enum! {
    /// The wait that was told against the wait that came.
    Promise {
        Sooner = "sooner",
        AsTold = "as_told",
        Longer = "longer",
        /// There was too little to estimate from, so nothing was told.
        NotTold = "not_told",
    }
}

/// A quarter more or less is as told …
const LENIENT_PERCENT: i64 = 25;
/// … and so is half a minute, because waits are told in whole minutes.
const LENIENT_MS: i64 = 30_000;
/// More clicks than these are counted together.
pub const MANY_CLICKS: i64 = 3;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trail {
    pub began_at: Millis,
    pub first: Option<Way>,
    /// Place of the first question in the thread.
    pub seq: Option<i64>,
    /// Since when a person is waited for; the last time counts.
    pub asked_at: Option<Millis>,
    pub told_wait_ms: Option<i64>,
    pub ahead: Option<i64>,
    pub clicks: Option<i64>,
    pub taken_at: Option<Millis>,
    /// Out of the queue without anybody having come.
    pub left_at: Option<Millis>,
    pub nobody: bool,
    pub left_words: bool,
    pub request: Option<TicketId>,
    pub request_done: bool,
    pub class: Option<Class>,
    pub ended_at: Option<Millis>,
}

/// Whether a trail begins with this event.
pub fn begins(event: &NewEvent) -> bool {
    match event.kind {
        EventKind::BotTurn | EventKind::PathTaken => event.conversation_id.is_some(),
        EventKind::ConversationChanged => {
            event.conversation_id.is_some() && waits(&event.data["to"]) && event.data["from"] != event.data["to"]
        }
        // One that comes from a conversation belongs to that one's trail.
        EventKind::TicketCreated => event.conversation_id.is_none() && by_customer(event),
        _ => false,
    }
}

fn by_customer(event: &NewEvent) -> bool {
    matches!(event.actor, Actor::Customer(_))
}

fn waits(state: &serde_json::Value) -> bool {
    matches!(state.as_str(), Some("queued" | "offered" | "active" | "offline_message"))
}

impl Trail {
    pub fn new(at: Millis) -> Trail {
        Trail { began_at: at, ..Trail::default() }
    }

    /// Takes in an event of its own; false when it says nothing new.
    pub fn note(&mut self, event: &NewEvent) -> bool {
        let before = self.clone();
        match event.kind {
            EventKind::PathTaken => self.took(event),
            EventKind::BotTurn => {
                let way = if event.data["asks_person"] == true { Way::Person } else { Way::Bot };
                self.first.get_or_insert(way);
                if event.data["said"] != "chat" {
                    self.seq = self.seq.or_else(|| event.data["seq"].as_i64().filter(|seq| *seq > 0));
                }
            }
            EventKind::ConversationChanged => self.moved(event),
            EventKind::TicketCreated if by_customer(event) => {
                self.first.get_or_insert(Way::Request);
                self.request = self.request.or(event.ticket_id);
            }
            EventKind::TicketChanged if event.ticket_id == self.request => {
                if let Some(state) = event.data["to"].as_str().and_then(|to| to.parse::<TicketState>().ok()) {
                    self.request_done = !state.is_open();
                }
            }
            _ => {}
        }
        *self != before
    }

    fn took(&mut self, event: &NewEvent) {
        let Some(way) = event.data["way"].as_str().and_then(|way| way.parse::<Way>().ok()) else { return };
        self.first.get_or_insert(way);
        match way {
            Way::Person => {
                self.clicks = event.data["clicks"].as_i64().or(self.clicks);
                self.nobody = event.data["open"] == false;
                if !self.nobody && self.taken_at.is_none() {
                    self.told_wait_ms = event.data["told_wait_ms"].as_i64();
                    self.ahead = event.data["ahead"].as_i64();
                }
            }
            Way::Callback | Way::Message => self.left_words = true,
            Way::Bot | Way::Request => {}
        }
    }

    fn moved(&mut self, event: &NewEvent) {
        let (Some(from), Some(to)) = (event.data["from"].as_str(), event.data["to"].as_str()) else { return };
        if from == to {
            return;
        }
        let waited = matches!(from, "queued" | "offered") && self.taken_at.is_none();
        match to {
            "queued" if self.taken_at.is_none() && !matches!(from, "offered") => {
                self.first.get_or_insert(Way::Person);
                self.asked_at = Some(event.at);
                (self.left_at, self.nobody) = (None, false);
            }
            "active" if self.taken_at.is_none() => {
                self.first.get_or_insert(Way::Person);
                self.asked_at.get_or_insert(event.at);
                self.taken_at = Some(event.at);
                (self.left_at, self.nobody) = (None, false);
            }
            "bot" | "ended" | "offline_message" if waited => self.left_at = Some(event.at),
            _ => {}
        }
        match to {
            "offline_message" => {
                self.first.get_or_insert(Way::Message);
                self.left_words = true;
                self.ended_at = Some(event.at);
            }
            "ended" => self.ended_at = Some(event.at),
            "bot" | "queued" | "active" => self.ended_at = None,
            _ => {}
        }
    }

    pub fn route(&self) -> Route {
        let person = if self.first == Some(Way::Bot) { Route::BotPerson } else { Route::Person };
        if self.taken_at.is_some() {
            person
        } else if self.left_words {
            Route::Callback
        } else if self.request.is_some() {
            Route::Request
        } else if self.asked_at.is_some() || self.nobody {
            person
        } else {
            Route::Bot
        }
    }

    pub fn ending(&self) -> Ending {
        match self.route() {
            Route::Callback | Route::Request if self.request_done => Ending::RequestDone,
            Route::Callback | Route::Request => Ending::RequestOpen,
            Route::BotPerson | Route::Person => {
                if self.taken_at.is_some() {
                    Ending::Answered
                } else if self.left_at.is_some() {
                    Ending::Abandoned
                } else if self.nobody {
                    Ending::Nobody
                } else {
                    Ending::Open
                }
            }
            Route::Bot => match self.class {
                Some(Class::Confirmed | Class::Assumed) => Ending::Solved,
                Some(Class::GaveUp | Class::Failed) => Ending::Unsolved,
                Some(Class::NothingAsked) => Ending::NothingAsked,
                Some(Class::Pending) | None if self.ended_at.is_some() => Ending::Pending,
                Some(Class::Pending) | None => Ending::Open,
            },
        }
    }

    /// How long he waited for a person: until one came, or until he left.
    pub fn waited_ms(&self) -> Option<i64> {
        let asked_at = self.asked_at?;
        Some(self.taken_at.or(self.left_at)?.since(asked_at).max(0))
    }

    /// Who left before the time that he was told says nothing about it.
    pub fn promise(&self) -> Option<Promise> {
        let waited = self.waited_ms()?;
        let Some(told) = self.told_wait_ms else { return self.taken_at.map(|_| Promise::NotTold) };
        let lenient = (told * LENIENT_PERCENT / 100).max(LENIENT_MS);
        if waited > told + lenient {
            Some(Promise::Longer)
        } else if self.taken_at.is_none() {
            None
        } else if waited < told - lenient {
            Some(Promise::Sooner)
        } else {
            Some(Promise::AsTold)
        }
    }
}

/// The keys of the figures beside those of the routes.
pub const WAIT: &str = "wait";
pub const CLICKS: &str = "clicks";

/// What a trail adds to the figures, on the day of its beginning.
pub fn counts(trail: &Trail) -> BTreeMap<Key, i64> {
    let day = metric::day(trail.began_at);
    let key = |key: &str, figure| ((day, Scope::Path, key.to_owned(), figure), 1);
    let mut out = BTreeMap::from([key(trail.route().as_str(), trail.ending().as_str())]);
    out.extend(trail.promise().map(|promise| key(WAIT, promise.as_str())));
    out.extend(trail.clicks.map(|clicks| key(CLICKS, clicks_name(clicks))));
    out
}

fn clicks_name(clicks: i64) -> &'static str {
    match clicks {
        ..=0 => "0",
        1 => "1",
        2 => "2",
        _ => "3",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: Millis = Millis(1_795_190_400_000);
    const MINUTE: i64 = 60_000;

    fn event(kind: EventKind, minute: i64, data: Value) -> NewEvent {
        let customer = CustomerId(uuid::Uuid::from_u128(1));
        NewEvent::new(kind, Actor::Customer(customer), NOW.plus(minute * MINUTE))
            .conversation(ConversationId(uuid::Uuid::from_u128(2)))
            .customer(customer)
            .data(data)
    }
    fn turn(minute: i64, said: &str) -> NewEvent {
        event(EventKind::BotTurn, minute, json!({ "said": said, "seq": 1 }))
    }
    fn moved(minute: i64, from: &str, to: &str) -> NewEvent {
        event(EventKind::ConversationChanged, minute, json!({ "from": from, "to": to }))
    }
    fn asked(minute: i64, told_min: Option<i64>, clicks: i64) -> NewEvent {
        let data = json!({ "way": "person", "open": true, "told_wait_ms": told_min.map(|n| n * MINUTE), "ahead": 1, "clicks": clicks });
        event(EventKind::PathTaken, minute, data)
    }
    fn trail(events: &[NewEvent]) -> Trail {
        let mut trail = Trail::new(events[0].at);
        for event in events {
            trail.note(event);
        }
        trail
    }

    #[test]
    fn the_route_is_told_by_the_first_door_and_by_who_had_it_in_the_end() {
        let cases = [
            (vec![turn(0, "answered")], Some(Way::Bot), Route::Bot, Ending::Open),
            (vec![turn(0, "answered"), moved(30, "bot", "ended")], Some(Way::Bot), Route::Bot, Ending::Pending),
            (vec![turn(0, "missed"), asked(1, None, 1), moved(1, "bot", "queued")], Some(Way::Bot), Route::BotPerson, Ending::Open),
            (
                vec![asked(0, None, 2), moved(0, "bot", "queued"), moved(1, "queued", "offered"), moved(2, "offered", "active")],
                Some(Way::Person),
                Route::Person,
                Ending::Answered,
            ),
            (
                vec![asked(0, None, 2), moved(0, "bot", "queued"), moved(5, "queued", "ended")],
                Some(Way::Person),
                Route::Person,
                Ending::Abandoned,
            ),
            (
                vec![
                    asked(0, None, 2),
                    moved(0, "bot", "queued"),
                    event(EventKind::PathTaken, 4, json!({ "way": "callback" })),
                    moved(4, "queued", "offline_message"),
                ],
                Some(Way::Person),
                Route::Callback,
                Ending::RequestOpen,
            ),
            (
                vec![event(EventKind::PathTaken, 0, json!({ "way": "person", "open": false, "clicks": 2 }))],
                Some(Way::Person),
                Route::Person,
                Ending::Nobody,
            ),
            (
                vec![event(EventKind::PathTaken, 0, json!({ "way": "callback" })), moved(0, "bot", "offline_message")],
                Some(Way::Callback),
                Route::Callback,
                Ending::RequestOpen,
            ),
        ];
        for (events, first, route, ending) in cases {
            let trail = trail(&events);
            assert_eq!((trail.first, trail.route(), trail.ending()), (first, route, ending), "{events:?}");
        }
    }

    #[test]
    fn what_was_told_is_held_against_what_came() {
        let taken = |told, after| trail(&[asked(0, told, 1), moved(0, "bot", "queued"), moved(after, "queued", "active")]).promise();
        assert_eq!(taken(Some(4), 4), Some(Promise::AsTold));
        assert_eq!(taken(Some(4), 5), Some(Promise::AsTold));
        assert_eq!(taken(Some(4), 6), Some(Promise::Longer));
        assert_eq!(taken(Some(4), 2), Some(Promise::Sooner));
        assert_eq!(taken(Some(0), 0), Some(Promise::AsTold));
        assert_eq!(taken(Some(0), 1), Some(Promise::Longer));
        assert_eq!(taken(None, 3), Some(Promise::NotTold));
        let left = |told, after| trail(&[asked(0, told, 1), moved(0, "bot", "queued"), moved(after, "queued", "ended")]).promise();
        assert_eq!(left(Some(4), 2), None, "who leaves early does not say whether it was true");
        assert_eq!(left(Some(4), 9), Some(Promise::Longer));
    }

    #[test]
    fn a_second_wait_after_leaving_is_measured_from_its_own_beginning() {
        let trail = trail(&[
            asked(0, Some(2), 1),
            moved(0, "bot", "queued"),
            moved(1, "queued", "bot"),
            asked(10, Some(3), 1),
            moved(10, "bot", "queued"),
            moved(13, "queued", "active"),
        ]);
        assert_eq!((trail.waited_ms(), trail.promise(), trail.ending()), (Some(3 * MINUTE), Some(Promise::AsTold), Ending::Answered));
    }

    #[test]
    fn a_request_is_done_when_its_ticket_is_and_open_again_when_it_comes_back() {
        let ticket = TicketId(uuid::Uuid::from_u128(9));
        let created =
            NewEvent { conversation_id: None, ..event(EventKind::TicketCreated, 0, json!({ "by_customer": true })) }.ticket(ticket);
        assert!(begins(&created));
        let mut trail = trail(&[created]);
        assert_eq!((trail.route(), trail.ending()), (Route::Request, Ending::RequestOpen));
        let to = |state: &str| event(EventKind::TicketChanged, 60, json!({ "to": state })).ticket(ticket);
        assert!(trail.note(&to("solved")));
        assert_eq!(trail.ending(), Ending::RequestDone);
        assert!(trail.note(&to("open")));
        assert_eq!(trail.ending(), Ending::RequestOpen);
    }

    #[test]
    fn a_trail_counts_once_under_its_route_and_beside_it_for_wait_and_clicks() {
        let counted = counts(&trail(&[asked(0, Some(1), 7), moved(0, "bot", "queued"), moved(1, "queued", "active")]));
        let keys: Vec<(&str, &str)> = counted.keys().map(|(_, _, key, figure)| (key.as_str(), *figure)).collect();
        assert_eq!(keys, [("clicks", "3"), ("person", "answered"), ("wait", "as_told")]);
    }
}
