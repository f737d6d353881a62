//! First-contact resolution (S3-13, DOMAIN §2.1): one case is one conversation, whoever served it, from its first question
//! to its end. Handing over from bot to people and between people is still the same contact. It was resolved at the first
//! contact when nobody had to come back: no later contact on the same issue on any channel within the window, no request
//! left open behind it, no bad rating, no objection. A case that is itself such a later contact is a follow-up: its issue
//! has been counted where it began. Nothing but time and the log decides, so even a confirmed answer waits for its window.

use super::{
    ClassReason, Contact, Issue, Said,
    counts::{Key, Scope},
    facts::MOST_CONTACTS,
};
use crate::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    metric,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::word_enum! {
    /// What became of one case. The share is resolved / (resolved + unresolved).
    Outcome {
        /// Not over yet.
        Open = "open",
        /// Over, and the window in which the customer may come back has not passed.
        Pending = "pending",
        Resolved = "resolved",
        Unresolved = "unresolved",
        /// The later contact of an issue that began elsewhere.
        FollowUp = "follow_up",
        /// Nothing was asked.
        NothingAsked = "nothing_asked",
    }
}

crate::word_enum! {
    /// Who had it at its end.
    By { Bot = "bot", People = "people", }
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Case {
    pub began_at: Millis,
    /// The first end: the window begins with it.
    pub ended_at: Option<Millis>,
    /// A real question, or a call for a person.
    pub asked: bool,
    /// The bot's last word on it, greetings apart.
    pub said: Option<Said>,
    /// Place of the first question in the thread; people are asked without one.
    pub seq: Option<i64>,
    pub waiting: bool,
    pub taken: bool,
    pub left_message: bool,
    pub request: Option<TicketId>,
    pub rating: Option<i64>,
    pub disputed_at: Option<Millis>,
    pub unsolved: bool,
    /// The customer went on asking here after the end.
    pub returned_at: Option<Millis>,
    pub issue: Issue,
    pub later: Vec<Contact>,
    /// Contacts before it: a conversation stands with its end, a request with the moment it was written.
    pub earlier: Vec<Contact>,
}

/// Whether a case begins with this event: the customer speaks to the bot, or asks for a person.
pub fn begins(event: &NewEvent) -> bool {
    match event.kind {
        EventKind::BotTurn => true,
        EventKind::ConversationChanged => called(event),
        _ => false,
    }
}

fn called(event: &NewEvent) -> bool {
    matches!(event.actor, Actor::Customer(_))
        && matches!(event.data["to"].as_str(), Some("queued" | "offered" | "active" | "offline_message"))
        && event.data["from"] != event.data["to"]
}

impl Case {
    pub fn new(at: Millis) -> Case {
        Case { began_at: at, ..Case::default() }
    }

    pub fn by(&self) -> By {
        if self.taken || self.waiting || self.left_message { By::People } else { By::Bot }
    }

    /// Takes in what happened in the conversation itself; false when it says nothing new.
    pub fn note(&mut self, event: &NewEvent) -> bool {
        let before = self.clone();
        match event.kind {
            EventKind::BotTurn => self.turn(event),
            EventKind::ConversationChanged => {
                self.moved(event);
                let stars = event.data.get("rating").or_else(|| event.data.get("rating_changed")).and_then(|stars| stars.as_i64());
                self.rating = stars.or(self.rating);
                self.issue.add(&Issue::of_data(&event.data));
            }
            // Whoever wrote it: there is something left to be done.
            EventKind::TicketCreated if !matches!(event.actor, Actor::System) => self.request = self.request.or(event.ticket_id),
            EventKind::ResolutionDisputed => self.disputed_at = Some(event.at),
            _ => {}
        }
        *self != before
    }

    fn turn(&mut self, event: &NewEvent) {
        let Some(said) = event.data["said"].as_str().and_then(|said| said.parse::<Said>().ok()) else { return };
        match said {
            Said::Chat => return,
            Said::Confirmed => self.unsolved = false,
            Said::Unsolved => self.unsolved = true,
            Said::Offered | Said::Answered | Said::Missed | Said::HandedOver if self.ended_at.is_some() => {
                self.returned_at.get_or_insert(event.at);
                return;
            }
            // Back at the bot after leaving the queue: what comes now decides.
            Said::Offered | Said::Answered | Said::Missed => {
                self.waiting = false;
                self.unsolved = false;
            }
            Said::HandedOver => {}
        }
        self.asked = true;
        self.said = Some(said);
        self.seq = self.seq.or_else(|| event.data["seq"].as_i64());
        self.issue.add(&Issue::of_data(&event.data));
    }

    fn moved(&mut self, event: &NewEvent) {
        let (Some(from), Some(to)) = (event.data["from"].as_str(), event.data["to"].as_str()) else { return };
        if from == to {
            return;
        }
        if self.ended_at.is_some() {
            if called(event) {
                self.returned_at.get_or_insert(event.at);
            }
            return;
        }
        match to {
            "queued" | "offered" => {
                self.asked = true;
                self.waiting = !self.taken;
            }
            "active" => {
                self.asked = true;
                self.taken = true;
                self.waiting = false;
            }
            "offline_message" => {
                self.asked = true;
                self.left_message = true;
                self.ended_at = Some(event.at);
            }
            "ended" => self.ended_at = Some(event.at),
            _ => {}
        }
    }

    /// A contact elsewhere after this one began. A long silence makes it a matter of its own.
    pub fn note_later(&mut self, contact: &Contact, most: i64) -> bool {
        let late = self.ended_at.is_some_and(|ended| contact.at > ended.plus(most));
        contact.at > self.began_at && !late && keep(&mut self.later, contact)
    }

    pub fn note_earlier(&mut self, contact: &Contact) -> bool {
        contact.at <= self.began_at && keep(&mut self.earlier, contact)
    }

    /// Itself as it stands among the earlier contacts of another case.
    pub fn as_earlier(&self, id: ConversationId, later: &Contact) -> Contact {
        let at = self.ended_at.map_or(later.at, |ended| ended.min(later.at));
        Contact { at, kind: later.kind, conversation_id: Some(id), ticket_id: None, issue: self.issue.clone() }
    }
}

fn keep(contacts: &mut Vec<Contact>, contact: &Contact) -> bool {
    if let Some(held) = contacts.iter_mut().find(|held| contact.continues(held)) {
        let before = held.issue.clone();
        held.issue.add(&contact.issue);
        return held.issue != before;
    }
    if contacts.len() >= MOST_CONTACTS {
        return false;
    }
    contacts.push(contact.clone());
    true
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstVerdict {
    pub outcome: Outcome,
    pub reason: ClassReason,
    /// When time alone changes it.
    pub due_at: Option<Millis>,
}

/// The outcome at a moment.
pub fn decide_first(case: &Case, window_ms: i64, now: Millis) -> FirstVerdict {
    let settled = |outcome, reason| FirstVerdict { outcome, reason, due_at: None };
    let Some(ended) = case.ended_at else { return settled(Outcome::Open, ClassReason::Open) };
    if !case.asked {
        return settled(Outcome::NothingAsked, ClassReason::OnlyGreeting);
    }
    if earlier(case, window_ms).is_some() {
        return settled(Outcome::FollowUp, ClassReason::EarlierContact);
    }
    let due = ended.plus(window_ms);
    if let Some(reason) = failure(case, window_ms, due) {
        settled(Outcome::Unresolved, reason)
    } else if now >= due {
        settled(Outcome::Resolved, ClassReason::NoReturn)
    } else {
        FirstVerdict { outcome: Outcome::Pending, reason: ClassReason::Window, due_at: Some(due) }
    }
}

fn failure(case: &Case, window_ms: i64, due: Millis) -> Option<ClassReason> {
    if case.disputed_at.is_some() {
        return Some(ClassReason::Disputed);
    }
    if case.rating.is_some_and(|stars| stars <= 2) {
        return Some(ClassReason::BadRating);
    }
    if case.left_message {
        return Some(ClassReason::LeftMessage);
    }
    if case.waiting {
        return Some(ClassReason::LeftWaiting);
    }
    if case.request.is_some() {
        return Some(ClassReason::Request);
    }
    if !case.taken {
        if case.unsolved {
            return Some(ClassReason::Unsolved);
        }
        if !matches!(case.said, Some(Said::Answered | Said::Confirmed)) {
            return Some(ClassReason::NoAnswer);
        }
    }
    if case.returned_at.is_some_and(|at| at <= due) {
        return Some(ClassReason::CameBack);
    }
    later(case, window_ms).map(|_| ClassReason::Recontact)
}

/// The contact that shows that it was not done.
pub fn later(case: &Case, window_ms: i64) -> Option<&Contact> {
    let due = case.ended_at?.plus(window_ms);
    case.later.iter().find(|contact| contact.at <= due && case.issue.same(&contact.issue))
}

/// The contact to which it is the follow-up.
pub fn earlier(case: &Case, window_ms: i64) -> Option<&Contact> {
    case.earlier.iter().find(|contact| case.began_at.since(contact.at) <= window_ms && case.issue.same(&contact.issue))
}

/// What a case adds to the figures, on the day of its end. A case that is not over adds nothing.
pub fn counts(case: &Case, short: Outcome, long: Outcome) -> BTreeMap<Key, i64> {
    let Some(ended) = case.ended_at else { return BTreeMap::new() };
    let day = metric::day(ended);
    [short.as_str(), name_7d(long)].into_iter().map(|figure| ((day, Scope::First, case.by().to_string(), figure), 1)).collect()
}

fn name_7d(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open_7d",
        Outcome::Pending => "pending_7d",
        Outcome::Resolved => "resolved_7d",
        Outcome::Unresolved => "unresolved_7d",
        Outcome::FollowUp => "follow_up_7d",
        Outcome::NothingAsked => "nothing_asked_7d",
    }
}
