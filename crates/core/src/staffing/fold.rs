//! The event log folded into what staffing must know: how many asked for a person in each half hour, how long they waited,
//! who gave up, and how long people had their hands full. One [`Leg`] is the work of one conversation for one group, from
//! asking (or being passed on) to its end; all of its figures count in the half hour in which it began.

use super::SLOT_MS;
use crate::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Longer in one pair of hands is a forgotten window, not work.
const LONGEST_HELD_MS: i64 = 2 * 3_600_000;

/// Figures of one group's half hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Came into the queue, or to a person at once.
    pub contacts: i64,
    pub answered: i64,
    /// Left the queue, for the bot or for good.
    pub abandoned: i64,
    /// Left a message instead of waiting on.
    pub left_message: i64,
    /// Asked for a person and were told that nobody is there, or that the queue is full.
    pub turned_away: i64,
    /// Talks that the bot kept to their end, nobody having asked for a person.
    pub bot_only: i64,
    /// Legs that are over.
    pub handled: i64,
    /// Waits of everybody, however they ended.
    pub wait_ms: i64,
    pub answered_wait_ms: i64,
    /// From accepting to the end of the wrap-up, of those handled.
    pub held_ms: i64,
    /// The same, each moment divided by the number of conversations that the person held.
    pub shared_ms: i64,
}

impl Counts {
    pub fn add(&mut self, other: &Counts) {
        for (mine, theirs) in self.fields_mut().into_iter().zip(other.fields()) {
            *mine += theirs;
        }
    }
    pub fn is_nothing(&self) -> bool {
        *self == Counts::default()
    }
    /// In the order of the declaration.
    pub fn fields(&self) -> [i64; 11] {
        let mut copy = *self;
        copy.fields_mut().map(|field| *field)
    }
    pub fn of_fields(fields: [i64; 11]) -> Counts {
        let mut counts = Counts::default();
        for (mine, theirs) in counts.fields_mut().into_iter().zip(fields) {
            *mine = theirs;
        }
        counts
    }
    fn fields_mut(&mut self) -> [&mut i64; 11] {
        let Counts {
            contacts,
            answered,
            abandoned,
            left_message,
            turned_away,
            bot_only,
            handled,
            wait_ms,
            answered_wait_ms,
            held_ms,
            shared_ms,
        } = self;
        [contacts, answered, abandoned, left_message, turned_away, bot_only, handled, wait_ms, answered_wait_ms, held_ms, shared_ms]
    }
}

/// A conversation that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    pub began_at: Millis,
    pub group_id: Option<GroupId>,
    /// Somebody asked for a person in it, whatever came of that.
    pub asked: bool,
    pub turned_away: bool,
    pub leg: Option<Leg>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    pub group_id: GroupId,
    pub began_at: Millis,
    pub answered: bool,
    pub holder: Option<AgentId>,
    /// What was held is counted up to here.
    pub counted_to: Millis,
    pub held_ms: i64,
    pub shared_ms: i64,
}

impl Open {
    pub fn holder(&self) -> Option<AgentId> {
        self.leg.as_ref()?.holder
    }
}

/// What is under way, and what a piece of the log has made of it. Holds everything of the people whom the piece names.
#[derive(Debug, Default)]
pub struct Desk {
    pub open: HashMap<ConversationId, Open>,
    pub changed: BTreeSet<ConversationId>,
    pub moved: BTreeMap<(GroupId, i64), Counts>,
}

/// The half hour that a moment lies in, since 1970.
pub fn slot(at: Millis) -> i64 {
    at.0.div_euclid(SLOT_MS)
}

/// Whether the fold looks at an event at all.
pub fn concerns(event: &NewEvent) -> bool {
    let moved =
        || event.data["from"] != event.data["to"] || event.data["group_id"] != event.data["from_group_id"] || event.agent_id.is_some();
    match event.kind {
        EventKind::ConversationCreated => true,
        EventKind::ConversationChanged => event.data["refused"].is_string() || (event.data["to"].is_string() && moved()),
        _ => false,
    }
}

impl Desk {
    pub fn take_in(&mut self, event: &NewEvent) {
        let Some(id) = event.conversation_id.filter(|_| concerns(event)) else { return };
        let (data, at) = (&event.data, event.at);
        let group_id: Option<GroupId> = data["group_id"].as_str().and_then(|id| id.parse().ok());
        self.changed.insert(id);
        if event.kind == EventKind::ConversationCreated {
            self.open.insert(id, Open { began_at: at, group_id, asked: false, turned_away: false, leg: None });
            return;
        }
        if data["refused"].is_string() {
            return self.refused(id, group_id, at);
        }
        match data["to"].as_str().unwrap_or_default() {
            "queued" | "offered" => self.queued(id, group_id, at),
            "active" => self.taken(id, group_id, event.agent_id, at),
            // The person still has it in hand.
            "wrapup" => {}
            "bot" => self.left(id, at, |counts| counts.abandoned += 1),
            "offline_message" => {
                self.left(id, at, |counts| counts.left_message += 1);
                self.open.remove(&id);
            }
            "ended" => {
                let gave_up = i64::from(matches!(event.actor, Actor::Customer(_)));
                let bots = data["from"] == "bot";
                self.left(id, at, |counts| counts.abandoned += gave_up);
                if let Some(open) = self.open.remove(&id)
                    && let (Some(group_id), true) = (open.group_id.or(group_id), bots && !open.asked)
                {
                    self.count(group_id, open.began_at, |counts| counts.bot_only += 1);
                }
            }
            _ => {}
        }
    }

    fn count(&mut self, group_id: GroupId, began_at: Millis, change: impl FnOnce(&mut Counts)) {
        change(self.moved.entry((group_id, slot(began_at))).or_default());
    }

    fn known(&mut self, id: ConversationId, group_id: Option<GroupId>, at: Millis) -> &mut Open {
        self.open.entry(id).or_insert(Open { began_at: at, group_id, asked: false, turned_away: false, leg: None })
    }

    fn refused(&mut self, id: ConversationId, group_id: Option<GroupId>, at: Millis) {
        let open = self.known(id, group_id, at);
        open.asked = true;
        // Asking again is still the same wish.
        if open.turned_away || open.leg.is_some() {
            return;
        }
        open.turned_away = true;
        if let Some(group_id) = group_id.or(open.group_id) {
            self.count(group_id, at, |counts| counts.turned_away += 1);
        }
    }

    fn queued(&mut self, id: ConversationId, group_id: Option<GroupId>, at: Millis) {
        let Some(leg) = self.known(id, group_id, at).leg.clone() else { return self.begin(id, group_id, at) };
        let Some(to) = group_id.filter(|to| *to != leg.group_id) else { return self.put_down(id, at) };
        if leg.answered {
            // Passed on: what was done is done, and it is work for the others now.
            self.finish(id, at);
            return self.begin(id, group_id, at);
        }
        // Sent on while it waited: the wait goes on, the work is another group's.
        self.count(leg.group_id, leg.began_at, |counts| counts.contacts -= 1);
        self.count(to, leg.began_at, |counts| counts.contacts += 1);
        if let Some(leg) = self.open.get_mut(&id).and_then(|open| open.leg.as_mut()) {
            leg.group_id = to;
        }
    }

    fn begin(&mut self, id: ConversationId, group_id: Option<GroupId>, at: Millis) {
        let open = self.known(id, group_id, at);
        open.asked = true;
        let Some(group_id) = group_id.or(open.group_id) else { return };
        open.leg = Some(Leg { group_id, began_at: at, answered: false, holder: None, counted_to: at, held_ms: 0, shared_ms: 0 });
        self.count(group_id, at, |counts| counts.contacts += 1);
    }

    fn taken(&mut self, id: ConversationId, group_id: Option<GroupId>, by: Option<AgentId>, at: Millis) {
        if self.known(id, group_id, at).leg.is_none() {
            self.begin(id, group_id, at);
        }
        let Some(leg) = self.open.get_mut(&id).and_then(|open| open.leg.as_mut()) else { return };
        if !std::mem::replace(&mut leg.answered, true) {
            let (group_id, began_at) = (leg.group_id, leg.began_at);
            let wait = at.since(began_at);
            self.count(group_id, began_at, |counts| {
                counts.answered += 1;
                counts.wait_ms += wait;
                counts.answered_wait_ms += wait;
            });
        }
        if self.open.get(&id).and_then(Open::holder) == by {
            return;
        }
        self.put_down(id, at);
        let Some(by) = by else { return };
        self.count_up(by, at);
        if let Some(leg) = self.open.get_mut(&id).and_then(|open| open.leg.as_mut()) {
            leg.holder = Some(by);
            leg.counted_to = at;
        }
    }

    /// What this person holds is counted up to now, with as many as it was.
    fn count_up(&mut self, holder: AgentId, at: Millis) {
        let held: Vec<ConversationId> = self.open.iter().filter(|(_, open)| open.holder() == Some(holder)).map(|(id, _)| *id).collect();
        for id in &held {
            if let Some(leg) = self.open.get_mut(id).and_then(|open| open.leg.as_mut()) {
                let ms = at.since(leg.counted_to);
                leg.held_ms += ms;
                leg.shared_ms += ms / held.len() as i64;
                leg.counted_to = at;
            }
        }
        self.changed.extend(held);
    }

    fn put_down(&mut self, id: ConversationId, at: Millis) {
        let Some(holder) = self.open.get(&id).and_then(Open::holder) else { return };
        self.count_up(holder, at);
        if let Some(leg) = self.open.get_mut(&id).and_then(|open| open.leg.as_mut()) {
            leg.holder = None;
        }
    }

    /// Out of the queue without a person, or done by one; `how` counts the first.
    fn left(&mut self, id: ConversationId, at: Millis, how: impl FnOnce(&mut Counts)) {
        let Some(leg) = self.open.get(&id).and_then(|open| open.leg.clone()) else { return };
        if leg.answered {
            return self.finish(id, at);
        }
        self.count(leg.group_id, leg.began_at, |counts| {
            counts.wait_ms += at.since(leg.began_at);
            how(counts);
        });
        if let Some(open) = self.open.get_mut(&id) {
            open.leg = None;
        }
    }

    fn finish(&mut self, id: ConversationId, at: Millis) {
        self.put_down(id, at);
        let Some(leg) = self.open.get_mut(&id).and_then(|open| open.leg.take()) else { return };
        let held = leg.held_ms.min(LONGEST_HELD_MS);
        let shared = if leg.held_ms > held { leg.shared_ms as i128 * held as i128 / leg.held_ms as i128 } else { leg.shared_ms.into() };
        self.count(leg.group_id, leg.began_at, |counts| {
            counts.handled += 1;
            counts.held_ms += held;
            counts.shared_ms += shared as i64;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    const MINUTE: i64 = 60_000;
    const G: GroupId = GroupId(Uuid::from_u128(1));
    const OTHER: GroupId = GroupId(Uuid::from_u128(2));
    const LIN: AgentId = AgentId(Uuid::from_u128(11));
    const WEN: AgentId = AgentId(Uuid::from_u128(12));

    fn talk(n: u128) -> ConversationId {
        ConversationId(Uuid::from_u128(n))
    }
    fn customer() -> Actor {
        Actor::Customer(CustomerId(Uuid::from_u128(99)))
    }

    struct Story(Desk);

    impl Story {
        fn new() -> Story {
            Story(Desk::default())
        }
        fn created(mut self, n: u128, minute: i64) -> Self {
            let event = NewEvent::new(EventKind::ConversationCreated, customer(), Millis(minute * MINUTE)).conversation(talk(n));
            self.0.take_in(&event.data(json!({ "state": "bot", "group_id": G })));
            self
        }
        fn moved(self, n: u128, minute: i64, from: &str, to: &str, agent: Option<AgentId>) -> Self {
            self.in_group(n, minute, (from, to), (G, G), agent)
        }
        fn in_group(mut self, n: u128, minute: i64, (from, to): (&str, &str), groups: (GroupId, GroupId), agent: Option<AgentId>) -> Self {
            let mut event = NewEvent::new(EventKind::ConversationChanged, customer(), Millis(minute * MINUTE)).conversation(talk(n));
            event.agent_id = agent;
            self.0.take_in(&event.data(json!({ "from": from, "to": to, "from_group_id": groups.0, "group_id": groups.1 })));
            self
        }
        fn refused(mut self, n: u128, minute: i64) -> Self {
            let event = NewEvent::new(EventKind::ConversationChanged, customer(), Millis(minute * MINUTE)).conversation(talk(n));
            self.0.take_in(&event.data(json!({ "refused": "nobody_on_duty", "group_id": G })));
            self
        }
        fn sum(&self, group: GroupId) -> Counts {
            let mut all = Counts::default();
            self.0.moved.iter().filter(|((id, _), _)| *id == group).for_each(|(_, counts)| all.add(counts));
            all
        }
    }

    #[test]
    fn a_contact_is_counted_where_it_began_with_its_wait_and_its_time_in_hands() {
        let story = Story::new()
            .created(1, 28)
            .moved(1, 29, "bot", "queued", None)
            .moved(1, 30, "queued", "offered", Some(LIN))
            .moved(1, 31, "offered", "active", Some(LIN))
            .moved(1, 41, "active", "wrapup", Some(LIN))
            .moved(1, 42, "wrapup", "ended", None);
        let counts = story.0.moved[&(G, 0)];
        let expected = Counts {
            contacts: 1,
            answered: 1,
            handled: 1,
            wait_ms: 2 * MINUTE,
            answered_wait_ms: 2 * MINUTE,
            held_ms: 11 * MINUTE,
            shared_ms: 11 * MINUTE,
            ..Counts::default()
        };
        assert_eq!(counts, expected);
        assert!(story.0.open.is_empty() && story.0.moved.len() == 1);
    }

    #[test]
    fn two_at_once_share_the_attention_of_one_person() {
        let story = Story::new()
            .moved(1, 0, "bot", "queued", None)
            .moved(1, 0, "queued", "active", Some(LIN))
            .moved(2, 10, "bot", "queued", None)
            .moved(2, 10, "queued", "active", Some(LIN))
            .moved(3, 10, "queued", "active", Some(WEN))
            .moved(1, 20, "active", "ended", None)
            .moved(2, 30, "active", "ended", None)
            .moved(3, 30, "active", "ended", None);
        let all = story.sum(G);
        // 20 + 20 minutes by the one, 10 of them both at once; 20 by the other.
        assert_eq!((all.held_ms, all.shared_ms, all.handled), (60 * MINUTE, 50 * MINUTE, 3));
    }

    #[test]
    fn who_leaves_the_queue_gave_up_and_who_leaves_a_message_did_not() {
        let story = Story::new()
            .moved(1, 0, "bot", "queued", None)
            .moved(1, 4, "queued", "bot", None)
            .moved(1, 9, "bot", "ended", None)
            .moved(2, 0, "bot", "queued", None)
            .moved(2, 5, "queued", "ended", None)
            .moved(3, 0, "bot", "queued", None)
            .moved(3, 6, "queued", "offline_message", None);
        let all = story.sum(G);
        assert_eq!((all.contacts, all.abandoned, all.left_message, all.answered, all.bot_only), (3, 2, 1, 0, 0));
        assert_eq!(all.wait_ms, 15 * MINUTE);
    }

    #[test]
    fn talks_that_the_bot_kept_are_counted_apart_and_once() {
        let story = Story::new()
            .created(1, 5)
            .moved(1, 40, "bot", "ended", None)
            .moved(1, 45, "ended", "bot", None)
            .moved(1, 60, "bot", "ended", None)
            .created(2, 5)
            .refused(2, 6)
            .refused(2, 8)
            .moved(2, 20, "bot", "ended", None);
        assert_eq!(story.0.moved[&(G, 0)], Counts { bot_only: 1, turned_away: 1, ..Counts::default() });
        assert_eq!(story.0.moved.len(), 1);
    }

    #[test]
    fn passing_on_is_work_for_both_groups_and_sending_on_a_waiting_one_only_for_the_last() {
        let story = Story::new()
            .moved(1, 0, "bot", "queued", None)
            .moved(1, 1, "queued", "active", Some(LIN))
            .in_group(1, 6, ("active", "queued"), (G, OTHER), None)
            .in_group(1, 8, ("queued", "active"), (OTHER, OTHER), Some(WEN))
            .in_group(1, 18, ("active", "ended"), (OTHER, OTHER), None)
            .moved(2, 0, "bot", "queued", None)
            .in_group(2, 3, ("queued", "queued"), (G, OTHER), None)
            .in_group(2, 5, ("queued", "active"), (OTHER, OTHER), Some(WEN))
            .in_group(2, 7, ("active", "ended"), (OTHER, OTHER), None);
        let (one, other) = (story.sum(G), story.sum(OTHER));
        assert_eq!((one.contacts, one.handled, one.held_ms), (1, 1, 5 * MINUTE));
        assert_eq!((other.contacts, other.handled, other.answered_wait_ms), (2, 2, 7 * MINUTE));
    }

    #[test]
    fn a_colleague_who_takes_over_goes_on_with_the_same_contact() {
        let story = Story::new()
            .moved(1, 0, "bot", "queued", None)
            .moved(1, 1, "queued", "active", Some(LIN))
            .moved(1, 6, "active", "active", Some(WEN))
            .moved(1, 10, "active", "queued", None)
            .moved(1, 12, "queued", "active", Some(WEN))
            .moved(1, 14, "active", "ended", None);
        let all = story.sum(G);
        assert_eq!((all.contacts, all.answered, all.handled, all.held_ms), (1, 1, 1, 11 * MINUTE));
    }

    #[test]
    fn a_forgotten_window_is_not_work() {
        let story = Story::new().moved(1, 0, "bot", "queued", None).moved(1, 0, "queued", "active", Some(LIN)).moved(
            1,
            60 * 30,
            "active",
            "ended",
            None,
        );
        assert_eq!(story.sum(G).held_ms, LONGEST_HELD_MS);
    }

    #[test]
    fn a_customer_who_comes_back_to_his_agent_is_a_contact_that_did_not_wait() {
        let story = Story::new().moved(1, 0, "ended", "active", Some(LIN)).moved(1, 5, "active", "ended", None);
        let all = story.sum(G);
        assert_eq!((all.contacts, all.answered, all.wait_ms, all.held_ms), (1, 1, 0, 5 * MINUTE));
    }

    #[test]
    fn fields_keep_their_order() {
        let counts = Counts::of_fields([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        assert_eq!((counts.contacts, counts.bot_only, counts.shared_ms), (1, 6, 11));
        assert_eq!(counts.fields(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }
}
