//! The organisation's event log: what happened, to what, by whom. Everything outside the write path (live
//! screens, wall, audit) reads these. `seq` is gapless per organisation and in commit order.

use crate::{id::*, time::Millis};
use serde::{Deserialize, Serialize};

crate::word_enum! {
    /// What happened. The part before the dot names the subject whose view a live screen must refresh.
    EventKind {
        MessageAppended = "message.appended",
        ConversationCreated = "conversation.created",
        /// State, owner, group, category, read marks or rating changed; `data` has `from`/`to` when the state did.
        ConversationChanged = "conversation.changed",
        /// What the bot made of one message: `{said, mood, seq, answers, items, order_ids, category_id, entry_id}`.
        BotTurn = "bot.turn",
        /// The customer chose a way: `{way}`, and for a person `{open, ahead, told_wait_ms, clicks}`.
        PathTaken = "path.taken",
        /// The customer objects to a conversation that looked resolved.
        ResolutionDisputed = "resolution.disputed",
        /// A contact (a conversation with a customer message, or a ticket started without one) began.
        ContactStarted = "contact.started",
        ContactRecorded = "contact.recorded",
        TicketCreated = "ticket.created",
        TicketChanged = "ticket.changed",
        TicketEntryAdded = "ticket.entry_added",
        AgentChanged = "agent.changed",
        AgentStateChanged = "agent.state_changed",
        GroupChanged = "group.changed",
        CustomerChanged = "customer.changed",
        OrderChanged = "order.changed",
        VisitRecorded = "visit.recorded",
        NoticeCreated = "notice.created",
        /// An agent went on in an SOP, for a conversation or a ticket.
        WalkChanged = "walk.changed",
        /// Settings-like things that consoles hold in cache: entries, types, categories, knowledge, scripts, views.
        SettingsChanged = "settings.changed",
        /// The bot did something real in a task flow; `data` has `tool`, `run` and the ids that it concerns.
        BotActed = "bot.acted",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    Agent(AgentId),
    Customer(CustomerId),
    /// An integration, through an API key.
    ApiKey(ApiKeyId),
    Bot,
    System,
}

/// One row of the event log, before the store gives it its `seq`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEvent {
    pub kind: EventKind,
    pub at: Millis,
    pub actor: Actor,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub customer_id: Option<CustomerId>,
    pub agent_id: Option<AgentId>,
    /// Small facts about the change (`{"from":"queued","to":"active"}`), never personal data.
    pub data: serde_json::Value,
}

impl NewEvent {
    pub fn new(kind: EventKind, actor: Actor, at: Millis) -> Self {
        Self { kind, at, actor, conversation_id: None, ticket_id: None, customer_id: None, agent_id: None, data: serde_json::Value::Null }
    }
    pub fn conversation(mut self, id: ConversationId) -> Self {
        self.conversation_id = Some(id);
        self
    }
    pub fn ticket(mut self, id: TicketId) -> Self {
        self.ticket_id = Some(id);
        self
    }
    pub fn customer(mut self, id: CustomerId) -> Self {
        self.customer_id = Some(id);
        self
    }
    pub fn agent(mut self, id: AgentId) -> Self {
        self.agent_id = Some(id);
        self
    }
    pub fn data(mut self, data: serde_json::Value) -> Self {
        self.data = data;
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub org_id: OrgId,
    pub seq: i64,
    pub event: NewEvent,
}
