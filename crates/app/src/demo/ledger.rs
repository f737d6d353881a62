//! What the ledger of resolutions holds of the told conversations: their turns and moves, as they stand in the event log,
//! folded and decided by the product's own functions. A ledger made again from the log is the same.

use super::{calendar::DAY, conversations::Told, orders::Shop, setup::Setup, tickets::Filed};
use crate::tickets::call_back;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::{
        DAYS_3, DAYS_7, Facts, Said, contact_of, decide, fold,
        paths::{Trail, begins},
    },
    time::Millis,
};
use yingke_language::{
    mood,
    retrieval::{Document, Index},
    small_talk::small_talk,
    wants_human,
};
use yingke_store::{
    contact_paths::{ContactPath, Place},
    first_contacts::FirstContact,
    ledger::Entry,
};

/// The figures show ninety days at most; what is older would only make the first start slower.
const SHOWN: i64 = 45 * DAY;

/// Oldest first.
pub struct Ledger {
    pub events: Vec<NewEvent>,
    /// What they come to.
    pub rows: Vec<Entry>,
    pub first: Vec<FirstContact>,
    pub paths: Vec<ContactPath>,
}

pub fn ledger(told: &[Told], tickets: &[Filed], setup: &Setup, shop: &Shop, now: Millis) -> Ledger {
    let mut log = Vec::new();
    let mut shelf = Shelf::new(setup);
    let mut of_customer: HashMap<CustomerId, Vec<Row>> = HashMap::new();
    for told in told.iter().filter(|told| now.since(told.talk.created_at) <= SHOWN) {
        let events = events(told, setup, shop, &mut shelf);
        let rows = of_customer.entry(told.talk.session.customer_id).or_default();
        for contact in events.iter().filter_map(contact_of) {
            for row in rows.iter_mut() {
                let answered_at = row.facts.last_answer().map(|turn| turn.at);
                if answered_at.is_some_and(|at| contact.at > at && contact.at.since(at) <= DAYS_7) {
                    fold::note_contact(&mut row.facts, contact.clone());
                }
            }
        }
        let mut facts = Facts::default();
        // A row begins with the first word to the bot.
        for event in events.iter().skip_while(|event| event.kind != EventKind::BotTurn) {
            fold::note(&mut facts, event);
        }
        log.extend(events);
        if !facts.turns.is_empty() {
            rows.push(Row { id: told.talk.session.id, entry_id: told.talk.entry_id, facts });
        }
    }
    let mut entries: Vec<Entry> =
        of_customer.into_iter().flat_map(|(customer_id, rows)| rows.into_iter().map(move |row| row.decided(customer_id, now))).collect();
    entries.sort_by_key(|entry| (entry.facts.started_at(), entry.conversation_id));
    log.extend(tickets.iter().filter(|filed| now.since(filed.ticket.created_at) <= SHOWN).flat_map(requests));
    log.sort_by_key(|event| event.at);
    let first = super::first::first_contacts(&log, now);
    let paths = paths(&log, &entries);
    Ledger { events: log, rows: entries, first, paths }
}

/// What a request that a customer started by himself leaves in the log for the ways that customers take. That a call back
/// was left stands with its conversation.
fn requests(filed: &Filed) -> Vec<NewEvent> {
    let ticket = &filed.ticket;
    let alone = filed.contact && filed.events.first().is_some_and(|event| matches!(event.actor, Actor::Customer(_)));
    let Some(customer_id) = ticket.customer_id.filter(|_| alone || ticket.source == call_back::SOURCE) else { return Vec::new() };
    let moves = filed.events.iter().filter(|event| matches!(event.kind, EventKind::TicketCreated | EventKind::TicketChanged));
    moves.map(|event| event.clone().ticket(ticket.id).customer(customer_id)).collect()
}

/// The ways that these customers took.
fn paths(log: &[NewEvent], entries: &[Entry]) -> Vec<ContactPath> {
    let mut trails: BTreeMap<uuid::Uuid, ContactPath> = BTreeMap::new();
    let mut begun_in: HashMap<TicketId, ConversationId> = HashMap::new();
    for event in log {
        if let (Some(ticket), Some(id)) = (event.ticket_id, event.conversation_id) {
            begun_in.insert(ticket, id);
        }
        let conversation = event.conversation_id.or(event.ticket_id.and_then(|id| begun_in.get(&id).copied()));
        let place = conversation.map(Place::Conversation).or(event.ticket_id.map(Place::Request));
        let (Some(place), Some(customer_id)) = (place, event.customer_id) else { continue };
        if let Some(held) = trails.get_mut(&place.id()) {
            held.trail.note(event);
        } else if begins(event) {
            let mut trail = Trail::new(event.at);
            trail.note(event);
            trails.insert(place.id(), ContactPath { place, customer_id, trail });
        }
    }
    for entry in entries {
        if let Some(held) = trails.get_mut(&entry.conversation_id.0) {
            held.trail.class = Some(entry.class);
        }
    }
    trails.into_values().collect()
}

struct Row {
    id: ConversationId,
    entry_id: Option<EntryId>,
    facts: Facts,
}

impl Row {
    fn decided(self, customer_id: CustomerId, now: Millis) -> Entry {
        let (short, long) = (decide(&self.facts, DAYS_3, now), decide(&self.facts, DAYS_7, now));
        Entry {
            conversation_id: self.id,
            customer_id,
            entry_id: self.entry_id,
            class: short.class,
            reason: short.reason,
            class_7d: long.class,
            reason_7d: long.reason,
            due_at: [short.due_at, long.due_at].into_iter().flatten().min(),
            facts: self.facts,
            updated_at: now,
        }
    }
}

/// A turn for each question that the bot replied to, and the moves of the conversation, in the order of time.
fn events(told: &Told, setup: &Setup, shop: &Shop, shelf: &mut Shelf) -> Vec<NewEvent> {
    let talk = &told.talk;
    let customer = talk.session.customer_id;
    let about = json!({
        "category_id": setup.category(&told.dialogue.category),
        "order_ids": told.order.map(|place| shop.orders[place].id).into_iter().collect::<Vec<_>>(),
    });
    let with = |mut data: Value| {
        if let (Value::Object(into), Value::Object(from)) = (&mut data, &about) {
            into.extend(from.clone());
        }
        data
    };
    let mut out: Vec<NewEvent> = Vec::new();
    let with_people = talk.messages.iter().position(|(_, message)| message.sender_kind == SenderKind::Agent).unwrap_or(talk.messages.len());
    for (place, (seq, message)) in talk.messages[..with_people].iter().enumerate() {
        if message.sender_kind != SenderKind::Customer {
            continue;
        }
        let reply = talk.messages.get(place + 1).map(|(_, reply)| reply).filter(|reply| reply.sender_kind == SenderKind::Bot);
        let clicked = message.payload["action"].as_str().unwrap_or_default();
        let (said, answers) = match reply {
            _ if clicked == "feedback.solved" => (Said::Confirmed, Vec::new()),
            _ if clicked == "feedback.unsolved" => (Said::Unsolved, Vec::new()),
            _ if wants_human(&message.body) => (Said::HandedOver, Vec::new()),
            Some(_) if small_talk(&message.body).is_some() => (Said::Chat, Vec::new()),
            Some(reply) if reply.kind == MessageKind::Options => (Said::Offered, Vec::new()),
            Some(reply) => (Said::Answered, vec![shelf.item(&reply.body)]),
            None if small_talk(&message.body).is_some() => (Said::Chat, Vec::new()),
            // Said in several messages: the last one has the reply.
            None => continue,
        };
        let data = with(json!({ "said": said, "mood": mood::of(&message.body), "seq": seq, "answers": answers, "items": answers,
            "entry_id": talk.entry_id, "complains": false, "asks_person": wants_human(&message.body), "typed": clicked.is_empty() }));
        out.push(NewEvent::new(EventKind::BotTurn, Actor::Customer(customer), message.at).data(data));
    }
    let moved = talk
        .events
        .iter()
        .filter(|event| matches!(event.kind, EventKind::ConversationChanged | EventKind::PathTaken | EventKind::TicketCreated));
    out.extend(moved.map(|event| NewEvent { actor: Actor::Customer(customer), data: with(event.data.clone()), ..event.clone() }));
    out.sort_by_key(|event| event.at);
    out.into_iter().map(|event| event.conversation(talk.session.id).customer(customer)).collect()
}

/// The shop's answers, to tell from which of them the bot's words come.
struct Shelf {
    index: Index,
    items: Vec<KnowledgeId>,
    known: BTreeMap<String, Option<KnowledgeId>>,
}

/// The bot of the dialogues shortens what it says; this much of it must be there.
const FROM_THERE: f32 = 0.6;

impl Shelf {
    fn new(setup: &Setup) -> Shelf {
        let told: Vec<_> = setup.knowledge.iter().filter(|item| small_talk(&item.question).is_none()).collect();
        let documents: Vec<Document> =
            told.iter().map(|item| Document { questions: vec![item.question.clone()], answer: item.answer.clone() }).collect();
        Shelf { index: Index::new(&documents), items: told.iter().map(|item| item.id).collect(), known: BTreeMap::new() }
    }
    /// None: a live answer, from the order.
    fn item(&mut self, answer: &str) -> Option<KnowledgeId> {
        let words: String = answer.chars().filter(|c| !c.is_ascii_digit()).collect();
        if let Some(known) = self.known.get(&words) {
            return *known;
        }
        let hit = self.index.search(answer, 1, |_| true).into_iter().next();
        let found = hit.filter(|hit| hit.certainty() >= FROM_THERE).map(|hit| self.items[hit.document]);
        self.known.insert(words, found);
        found
    }
}
