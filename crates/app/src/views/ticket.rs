use super::conversation::CustomerBrief;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
pub use yingke_core::ticket::{
    FieldDef, FieldKind, FieldOption, StepDef, StepDone,
    priority::{Explanation, Handling},
};
use yingke_core::{
    conversation::Mood,
    event::Actor,
    id::*,
    order::OrderState,
    text::Text,
    ticket::{EntryKind, Priority, TicketFamily, TicketState},
    time::Millis,
};

/// One row of the ticket list and the head of the detail. What there is not is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketView {
    pub id: TicketId,
    /// What people say aloud; counts up in the organisation.
    pub number: i64,
    pub type_id: TicketTypeId,
    pub title: String,
    pub state: TicketState,
    pub priority: Priority,
    pub mood: Mood,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerBrief>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_id: Option<CategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    /// `agent`, `widget`, `portal`, `order_list`, `order_page`, `offline_message`, `callback`, `api`.
    pub source: String,
    /// Key of the step that is next; empty when all are done.
    pub step: String,
    pub rebound_count: i64,
    pub urge_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    pub created_at: Millis,
    pub updated_at: Millis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solved_at: Option<Millis>,
    /// Until when it is wished: a call back has it from the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Millis>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TicketDetail {
    #[serde(flatten)]
    pub ticket: TicketView,
    /// Why this priority: the parts of the formula, or what a person said (DOMAIN §3.6).
    pub priority_reason: Explanation,
    /// Issue × mood band (`return_refund.angry`): an angry return is another category than a calm one.
    pub category_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    /// The first agent who took it answers for it until the customer confirms, wherever it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<AgentId>,
    pub steps_done: Vec<StepDone>,
    pub last_entry_seq: i64,
    pub description: String,
    /// Values by field key; what the keys mean says the ticket's type (`GET /ticket-types`).
    pub fields: serde_json::Value,
    /// The facts as first told; frozen once the ticket rebounds.
    pub first_facts: serde_json::Value,
    pub linked_orders: Vec<LinkedOrder>,
    pub rating_comment: String,
    /// States that may be set now; offer only these.
    pub next_states: Vec<TicketState>,
    /// How this mood is to be served.
    pub handling: Handling,
    /// The closed ticket that this one goes on with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_of: Option<TicketBrief>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LinkedOrder {
    pub order_id: OrderId,
    pub order_no: String,
    pub state: OrderState,
    pub line_nos: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketBrief {
    pub id: TicketId,
    pub number: i64,
    pub title: String,
    pub state: TicketState,
    pub priority: Priority,
    pub updated_at: Millis,
}

/// One line of a ticket's timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketEntryView {
    pub id: String,
    pub ticket_id: TicketId,
    pub seq: i64,
    pub kind: EntryKind,
    /// The customer sees it.
    pub public: bool,
    pub actor: Actor,
    /// For agents the real name, for customers the public one.
    pub actor_name: String,
    pub body: String,
    /// `change`: `{changes:[{field,from,to}]}`; `milestone`: `{step,name}`; attachments: `{attachments:[…]}`.
    pub payload: serde_json::Value,
    pub at: Millis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketTypeView {
    pub id: TicketTypeId,
    pub key: String,
    pub name: Text,
    pub description: Text,
    pub family: TicketFamily,
    pub customer_can_start: bool,
    /// Offered for orders in these states; empty = any, and without an order too.
    pub order_states: Vec<OrderState>,
    /// Key of the group that gets it first.
    pub group: String,
    /// 0 low … 3 urgent.
    pub base_priority: i64,
    pub fields: Vec<FieldDef>,
    pub steps: Vec<StepDef>,
    pub enabled: bool,
    pub version: i64,
}

/// `POST /tickets` (agents). Customers send `StartRequest` of the widget.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CreateTicket {
    pub type_id: TicketTypeId,
    pub title: String,
    #[serde(default)]
    pub description: String,
    pub customer_id: Option<CustomerId>,
    pub conversation_id: Option<ConversationId>,
    pub order_id: Option<OrderId>,
    #[serde(default)]
    pub line_nos: Vec<i64>,
    pub category_id: Option<CategoryId>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    pub priority: Option<Priority>,
    #[serde(default)]
    pub mood: Option<Mood>,
    #[serde(default)]
    pub fields: serde_json::Value,
    /// The closed ticket that this one goes on with.
    #[serde(default)]
    pub follow_up_of: Option<TicketId>,
}

/// `PATCH /tickets/{id}`: what is absent stays. `version` guards against overwriting a colleague's change (409 `version_conflict`).
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct UpdateTicket {
    pub version: i64,
    pub title: Option<String>,
    pub state: Option<TicketState>,
    pub priority: Option<Priority>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// Take the assignee away.
    #[serde(default)]
    pub unassign: bool,
    pub category_id: Option<CategoryId>,
    pub fields: Option<serde_json::Value>,
    /// Why; required when lowering a priority and when moving to another group.
    #[serde(default)]
    pub reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TicketReply {
    pub client_id: String,
    pub body: String,
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// Agents mentioned in a comment.
    #[serde(default)]
    pub mentions: Vec<AgentId>,
    /// State to set with the reply.
    pub state: Option<TicketState>,
    /// Why a reply goes out although the guard holds it back; who may say so is in its settings.
    #[serde(default)]
    pub override_reason: String,
}

/// `POST /tickets/{id}/milestones`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FinishStep {
    pub step: String,
    /// Said to the customer after the step's own words.
    #[serde(default)]
    pub body: String,
    /// As in a reply.
    #[serde(default)]
    pub override_reason: String,
}

/// `POST /tickets/{id}/transfer`: to an agent or to a group.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TransferTicket {
    #[serde(default)]
    pub agent_id: Option<AgentId>,
    #[serde(default)]
    pub group_id: Option<GroupId>,
    pub reason: String,
}

/// `POST /tickets/{id}/orders`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkOrder {
    pub order_id: OrderId,
    /// Empty: the order as a whole.
    #[serde(default)]
    pub line_nos: Vec<i64>,
}

/// `GET /tickets/counts`: what the reader may see of the open ones, and how many match the filter. Each number is
/// counted to 1,000 at most: 1,000 means "or more".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketCounts {
    pub open: i64,
    pub mine: i64,
    pub unassigned: i64,
    pub urgent: i64,
    pub rebound: i64,
    /// Matching the filter.
    pub total: i64,
}

/// `POST /ticket-types`, `PATCH /ticket-types/{id}` (with `version`): the whole type.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveTicketType {
    #[serde(default)]
    pub version: Option<i64>,
    pub key: String,
    pub name: Text,
    #[serde(default)]
    pub description: Text,
    pub family: TicketFamily,
    pub customer_can_start: bool,
    #[serde(default)]
    pub order_states: Vec<OrderState>,
    pub group: String,
    pub base_priority: i64,
    #[serde(default)]
    pub fields: Vec<FieldDef>,
    #[serde(default)]
    pub steps: Vec<StepDef>,
    pub enabled: bool,
}
