//! One conversation being lived through by the state machine and the counters that the product itself uses, so that a
//! seeded thread is what a real one would be.

use super::random::Random;
use crate::bot::phrases;
use serde_json::{Value, json};
use uuid::Uuid;
use yingke_core::{
    conversation::{
        Channel, Command, Conversation, ConversationState, Line, MessageKind, Mood, Policy, SenderKind, Stage,
        append::{Incoming, Thread, appended},
        command::{Availability, Decision, Duty, Effect},
        decide,
    },
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::paths::Way,
    text::Locale,
    ticket::TicketState,
    time::Millis,
};
use yingke_store::append::NewMessage;

/// A conversation with everything that is stored about it.
#[derive(Debug, Clone)]
pub struct Talk {
    pub session: Conversation,
    pub thread: Thread,
    pub entry_id: Option<EntryId>,
    pub channel: Channel,
    pub mood: Mood,
    pub category_id: Option<CategoryId>,
    pub bot_misses: i64,
    pub path: String,
    pub bot_outcome: String,
    pub rating: Option<(i64, String, Millis)>,
    pub page_url: String,
    pub page_title: String,
    pub created_at: Millis,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    pub locale: Locale,
    pub messages: Vec<(i64, NewMessage)>,
    /// First words, for the record of the contact.
    pub summary: String,
    pub outcome: String,
    pub call_back: Option<CallBack>,
    /// Everything that moved a counter.
    pub events: Vec<NewEvent>,
}

/// A call back that was left in a conversation.
#[derive(Debug, Clone)]
pub struct CallBack {
    pub id: TicketId,
    pub words: String,
    pub due_at: Millis,
    pub at: Millis,
}

/// What a new conversation begins with.
pub struct Begin {
    pub customer_id: CustomerId,
    pub entry_id: EntryId,
    pub page_url: String,
    pub page_title: String,
    pub locale: Locale,
    pub at: Millis,
}

impl Talk {
    pub fn begin(random: &mut Random, begin: Begin) -> Talk {
        let id: ConversationId = random.id(begin.at);
        let session = Conversation {
            id,
            customer_id: begin.customer_id,
            group_id: None,
            stage: Stage::Bot,
            priority: 1,
            enqueued_at: None,
            offer_count: 0,
            declined: Vec::new(),
            accepted_at: None,
            last_agent: None,
            idle: None,
            customer_messages: 0,
            rated_at: None,
        };
        let thread = Thread {
            id,
            customer_id: begin.customer_id,
            agent_id: None,
            state: ConversationState::Bot,
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
            sort_at: begin.at,
            version: 1,
        };
        let created =
            NewEvent::new(EventKind::ConversationCreated, Actor::Customer(begin.customer_id), begin.at).data(json!({ "state": "bot" }));
        Talk {
            session,
            thread,
            entry_id: Some(begin.entry_id),
            channel: Channel::Widget,
            mood: Mood::Calm,
            category_id: None,
            bot_misses: 0,
            path: String::new(),
            bot_outcome: String::new(),
            rating: None,
            page_url: begin.page_url,
            page_title: begin.page_title,
            created_at: begin.at,
            agent_read_seq: 0,
            customer_read_seq: 0,
            locale: begin.locale,
            messages: Vec::new(),
            summary: String::new(),
            outcome: "open".to_owned(),
            call_back: None,
            events: vec![created],
        }
    }

    pub fn state(&self) -> ConversationState {
        self.session.state()
    }

    pub fn customer(&mut self, random: &mut Random, org_id: OrgId, text: &str, at: Millis) {
        if self.thread.customer_messages == 0 {
            self.summary = text.chars().take(60).collect();
            self.events.push(NewEvent::new(EventKind::ContactStarted, Actor::Customer(self.session.customer_id), at));
            self.events.push(NewEvent::new(EventKind::ContactRecorded, Actor::System, at));
        }
        if self.state() == ConversationState::Bot {
            let duty = Duty { last_agent: Availability::Free, staffed: true };
            self.command(random, org_id, Command::CustomerMessage { duty }, &|_| String::new(), at);
        }
        let sender = Some(self.session.customer_id.0);
        self.say(random, org_id, SenderKind::Customer, sender, MessageKind::Text, false, text, Value::Null, at);
    }

    /// A button under an answer, as the widget sends it.
    pub fn customer_clicks(&mut self, random: &mut Random, org_id: OrgId, label: &str, action: &str, at: Millis) {
        let sender = Some(self.session.customer_id.0);
        self.say(random, org_id, SenderKind::Customer, sender, MessageKind::Text, false, label, json!({ "action": action }), at);
    }

    pub fn bot(&mut self, random: &mut Random, org_id: OrgId, text: &str, payload: Value, at: Millis) {
        let kind = if payload.is_null() { MessageKind::Text } else { MessageKind::Options };
        self.say(random, org_id, SenderKind::Bot, None, kind, false, text, payload, at);
    }

    pub fn agent(&mut self, random: &mut Random, org_id: OrgId, agent: AgentId, internal: bool, text: &str, at: Millis) {
        self.say(random, org_id, SenderKind::Agent, Some(agent.0), MessageKind::Text, internal, text, Value::Null, at);
        if !internal {
            self.agent_read_seq = self.thread.last_seq;
            self.thread.unread_agent = 0;
        }
    }

    /// Any message of any kind; what the thread counts follows from it.
    #[expect(clippy::too_many_arguments, reason = "a message has this many parts")]
    pub fn say(
        &mut self,
        random: &mut Random,
        org_id: OrgId,
        sender: SenderKind,
        sender_id: Option<Uuid>,
        kind: MessageKind,
        internal: bool,
        body: &str,
        payload: Value,
        at: Millis,
    ) {
        let preview = phrases::preview(kind, body);
        let sender_agent = sender_id.filter(|_| sender == SenderKind::Agent).map(AgentId);
        self.thread = appended(&self.thread, &Incoming { sender, sender_agent, internal, preview: &preview, at });
        self.session.idle = self.thread.idle;
        self.session.customer_messages = self.thread.customer_messages;
        let id: MessageId = random.id(at);
        let message = NewMessage {
            org_id,
            conversation_id: self.session.id,
            id,
            client_id: id.0.simple().to_string(),
            sender_kind: sender,
            sender_id,
            kind,
            internal,
            body: body.to_owned(),
            payload,
            preview,
            at,
        };
        self.messages.push((self.thread.last_seq, message));
    }

    /// Runs a command of the product; the lines that it says come into the thread.
    ///
    /// # Panics
    /// When the product would refuse it: the demo asks for nothing impossible.
    pub fn command(&mut self, random: &mut Random, org_id: OrgId, command: Command, name_of: &dyn Fn(AgentId) -> String, at: Millis) {
        let from = self.state();
        let (from_group, from_agent) = (self.session.group_id, self.session.owner());
        let Decision { after, effects } = decide(&self.session, command.clone(), &Policy::DEFAULT, at)
            .unwrap_or_else(|refusal| panic!("{command:?} in {from}: {refusal}"));
        self.session = after;
        self.thread.state = self.state();
        self.thread.agent_id = self.session.owner();
        self.thread.idle = self.session.idle;
        self.thread.version += 1;
        if self.state() != from {
            let data = json!({
                "from": from,
                "to": self.state(),
                "group_id": self.session.group_id,
                "from_group_id": from_group,
                "from_agent_id": from_agent,
            });
            let mut event = NewEvent::new(EventKind::ConversationChanged, Actor::System, at).conversation(self.session.id).data(data);
            event.agent_id = self.session.owner();
            self.events.push(event);
        }
        for effect in effects {
            match effect {
                Effect::Say(line) => {
                    let (body, payload) = words(line, self.locale, name_of);
                    self.say(random, org_id, SenderKind::System, None, MessageKind::Notice, false, &body, payload, at);
                }
                Effect::Complete => {
                    self.thread.waiting_since = None;
                    self.thread.unread_agent = 0;
                    self.agent_read_seq = if self.session.last_agent.is_some() { self.thread.last_seq } else { 0 };
                }
                Effect::NotResponding(_) | Effect::Tell(_) => {}
            }
        }
    }

    /// A person was asked for: what stood on the door then, and how many clicks it took.
    pub fn asked_for_person(&mut self, told_wait_ms: Option<i64>, clicks: i64, at: Millis) {
        let ahead = i64::from(told_wait_ms != Some(0));
        let data = json!({ "way": Way::Person, "open": true, "ahead": ahead, "told_wait_ms": told_wait_ms, "clicks": clicks });
        let customer = Actor::Customer(self.session.customer_id);
        self.events.push(NewEvent::new(EventKind::PathTaken, customer, at).conversation(self.session.id).data(data));
    }

    /// Tired of waiting: what it is about stays in the thread and becomes a request to be called back.
    pub fn leaves_call_back(&mut self, random: &mut Random, org_id: OrgId, words: &str, due_at: Millis, at: Millis) {
        let (customer, sender) = (Actor::Customer(self.session.customer_id), Some(self.session.customer_id.0));
        let data = json!({ "way": Way::Callback });
        self.events.push(NewEvent::new(EventKind::PathTaken, customer.clone(), at).conversation(self.session.id).data(data));
        let payload = json!({ "offline": true, "call": { "due_at": due_at } });
        self.say(random, org_id, SenderKind::Customer, sender, MessageKind::Text, false, words, payload, at);
        self.command(random, org_id, Command::OfflineMessage, &|_| String::new(), at);
        let id = TicketId(Uuid::from_u128(self.session.id.0.as_u128() ^ 0xca11));
        let data = json!({ "state": TicketState::New });
        self.events.push(NewEvent::new(EventKind::TicketCreated, customer, at).conversation(self.session.id).ticket(id).data(data));
        self.call_back = Some(CallBack { id, words: words.to_owned(), due_at, at });
        self.outcome = "offline_message".to_owned();
    }

    pub fn rate(&mut self, random: &mut Random, org_id: OrgId, stars: i64, comment: &str, at: Millis) {
        self.command(random, org_id, Command::Rate { stars }, &|_| String::new(), at);
        self.rating = Some((stars, comment.to_owned(), at));
        let data = json!({ "rating": stars });
        self.events.push(NewEvent::new(EventKind::ConversationChanged, Actor::Customer(self.session.customer_id), at).data(data));
    }

    /// The customer has seen everything up to this message.
    pub fn read_by_customer(&mut self, seq: i64) {
        self.customer_read_seq = seq.min(self.thread.last_seq);
        let unread = |(at, message): &&(i64, NewMessage)| {
            *at > self.customer_read_seq && !message.internal && matches!(message.sender_kind, SenderKind::Agent | SenderKind::Bot)
        };
        self.thread.unread_customer = self.messages.iter().filter(unread).count() as i64;
    }
}

/// The same words and codes as the lines of a running thread.
fn words(line: Line, locale: Locale, name_of: &dyn Fn(AgentId) -> String) -> (String, Value) {
    let (code, body, params) = match line {
        Line::Queued => ("queued", phrases::line_queued(locale).to_owned(), json!({})),
        Line::LeftQueue => ("left_queue", phrases::line_left_queue(locale).to_owned(), json!({})),
        Line::Joined(agent) => ("joined", phrases::line_joined(locale, &name_of(agent)), json!({ "agent": name_of(agent) })),
        Line::Transferred(agent) => ("transferred", phrases::line_transferred(locale, &name_of(agent)), json!({ "agent": name_of(agent) })),
        Line::TakenOver(agent) => ("taken_over", phrases::line_joined(locale, &name_of(agent)), json!({ "agent": name_of(agent) })),
        Line::TransferredToGroup(_) => ("transferred_group", phrases::line_queued(locale).to_owned(), json!({})),
        Line::Requeued => ("requeued", phrases::line_requeued(locale).to_owned(), json!({})),
        Line::IdleReminder => ("idle_reminder", phrases::line_idle_reminder(locale).to_owned(), json!({})),
        Line::EndedByAgent => ("ended", phrases::line_ended_agent(locale).to_owned(), json!({ "reason": "agent" })),
        Line::EndedByCustomer => ("ended", phrases::line_ended_customer(locale).to_owned(), json!({ "reason": "customer" })),
        Line::EndedIdle => ("ended", phrases::line_ended_idle(locale).to_owned(), json!({ "reason": "idle" })),
    };
    (body, json!({ "code": code, "params": params }))
}
