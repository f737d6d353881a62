//! One event of a conversation, folded into what is known of it.

use super::{
    Answer, Contact, Facts, Issue, Said, Turn,
    facts::{MOST_CONTACTS, MOST_TURNS},
};
use crate::{
    conversation::Mood,
    event::{EventKind, NewEvent},
    id::*,
    time::Millis,
};
use serde_json::Value;

/// Takes in what happened in the conversation itself; false when it says nothing new.
pub fn note(facts: &mut Facts, event: &NewEvent) -> bool {
    let data = &event.data;
    match event.kind {
        EventKind::BotTurn => {
            turn(facts, event);
            true
        }
        EventKind::ConversationChanged => {
            let before = facts.clone();
            moved(facts, data, event.at);
            rated(facts, data, event.at);
            if !facts.turns.is_empty() {
                facts.issue.add(&Issue::of_data(data));
            }
            *facts != before
        }
        EventKind::TicketCreated if data["by_customer"] == true && facts.request.is_none() => {
            facts.request = event.ticket_id;
            true
        }
        EventKind::ResolutionDisputed => {
            facts.disputed_at = Some(event.at);
            facts.disputed_on = data["on"].as_str().unwrap_or("").to_owned();
            true
        }
        _ => false,
    }
}

/// A later contact elsewhere; the same one again adds what it is about.
pub fn note_contact(facts: &mut Facts, contact: Contact) -> bool {
    if let Some(held) = facts.contacts.iter_mut().find(|held| contact.continues(held)) {
        let before = held.issue.clone();
        held.issue.add(&contact.issue);
        return held.issue != before;
    }
    if facts.contacts.len() >= MOST_CONTACTS {
        return false;
    }
    facts.contacts.push(contact);
    true
}

fn turn(facts: &mut Facts, event: &NewEvent) {
    let data = &event.data;
    let said = data["said"].as_str().and_then(|said| said.parse().ok()).unwrap_or(Said::Offered);
    let mood = data["mood"].as_str().and_then(|mood| mood.parse().ok()).unwrap_or(Mood::Calm);
    let answers = data["answers"].as_array().into_iter().flatten().map(|item| Answer { item: item_of(item) }).collect();
    let real = !matches!(said, Said::Chat | Said::Confirmed);
    if real && facts.reopened && facts.last_answer().is_some() {
        facts.returned_at.get_or_insert(event.at);
    }
    match said {
        // The customer's newest word on it counts.
        Said::Confirmed => {
            facts.disputed_at = None;
            facts.returned_at = None;
        }
        Said::HandedOver => {
            facts.called_at.get_or_insert(event.at);
        }
        // Back at the bot after leaving the queue: what comes now decides.
        Said::Offered | Said::Answered | Said::Missed if facts.taken_at.is_none() => facts.waiting_since = None,
        Said::Offered | Said::Answered | Said::Missed | Said::Chat | Said::Unsolved => {}
    }
    if real {
        facts.ended_at = None;
        facts.reopened = false;
    }
    facts.issue.add(&Issue::of_data(data));
    facts.turns.push(Turn { at: event.at, seq: data["seq"].as_i64().unwrap_or(0), said, mood, answers });
    if facts.turns.len() > MOST_TURNS {
        // The first one stays: it says when it began.
        facts.turns.remove(1);
    }
}

fn item_of(value: &Value) -> Option<KnowledgeId> {
    value.as_str()?.parse().ok()
}

fn moved(facts: &mut Facts, data: &Value, at: Millis) {
    let word = |key: &str| data.get(key).and_then(|value| value.as_str());
    let (Some(from), Some(to)) = (word("from"), word("to")) else { return };
    if from == to {
        return;
    }
    match to {
        "queued" | "offered" => {
            facts.called_at.get_or_insert(at);
            facts.waiting_since.get_or_insert(at);
            facts.ended_at = None;
        }
        "active" => {
            facts.called_at.get_or_insert(at);
            facts.taken_at.get_or_insert(at);
            facts.ended_at = None;
        }
        "offline_message" => {
            facts.message_left_at.get_or_insert(at);
            facts.ended_at = Some(at);
        }
        "ended" | "wrapup" => {
            facts.ended_at.get_or_insert(at);
        }
        "bot" => {
            facts.reopened = from == "ended" || from == "offline_message";
            facts.waiting_since = None;
            if facts.reopened {
                // Open again only once something is asked: a late "thank you" leaves it ended.
            } else {
                facts.ended_at = None;
            }
        }
        _ => {}
    }
}

fn rated(facts: &mut Facts, data: &Value, at: Millis) {
    let stars = data.get("rating").or_else(|| data.get("rating_changed")).and_then(|stars| stars.as_i64());
    if let Some(stars) = stars {
        facts.rating = Some(stars);
        facts.rated_at = Some(at);
    }
}
