use super::conversation::CustomerBrief;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::Mood, event::Actor, id::*, order::OrderState, text::Text, ticket::*, time::Millis};

/// One row of the ticket list and the head of the detail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketView {
    pub id: TicketId,
    /// What people say aloud; counts up in the organisation.
    pub number: i64,
    pub type_id: TicketTypeId,
    pub title: String,
    pub state: TicketState,
    pub priority: Priority,
    /// Why this priority, in words for people (explanation of DOMAIN §3.6).
    pub priority_reason: String,
    pub mood: Mood,
    pub customer: Option<CustomerBrief>,
    pub conversation_id: Option<ConversationId>,
    pub order_id: Option<OrderId>,
    pub order_no: Option<String>,
    pub category_id: Option<CategoryId>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// `agent`, `widget`, `portal`, `order_list`, `order_page`, `offline_message`, `api`.
    pub source: String,
    /// Key of the step that is next; empty when all are done.
    pub step: String,
    pub steps_done: Vec<StepDone>,
    pub rebound_count: i64,
    pub urge_count: i64,
    pub last_entry_seq: i64,
    pub rating: Option<i64>,
    pub created_at: Millis,
    pub updated_at: Millis,
    pub solved_at: Option<Millis>,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepDone {
    pub key: String,
    pub at: Millis,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TicketDetail {
    #[serde(flatten)]
    pub ticket: TicketView,
    pub description: String,
    /// Values by field key, see the type's `fields`.
    pub fields: serde_json::Value,
    /// The facts as first told; frozen once the ticket rebounds.
    pub first_facts: serde_json::Value,
    pub type_definition: TicketTypeView,
    pub linked_orders: Vec<LinkedOrder>,
    pub rating_comment: String,
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

yingke_core::word_enum! {
    FieldKind {
        Text = "text", LongText = "long_text", Number = "number", Money = "money", Date = "date", Select = "select", Multi = "multi",
        Phone = "phone", OrderLines = "order_lines", Attachments = "attachments", Checkbox = "checkbox",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldDef {
    pub key: String,
    pub label: Text,
    pub kind: FieldKind,
    pub required: bool,
    #[serde(default)]
    pub options: Vec<FieldOption>,
    #[serde(default)]
    pub help: Option<Text>,
    /// Where the value comes from without typing: `order.no`, `order.lines`, `order.paid_fen`, `order.phone`, `order.address`, `shipment.tracking_no`.
    #[serde(default)]
    pub prefill: Option<String>,
    /// The customer fills and sees it; otherwise staff only.
    pub public: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldOption {
    pub value: String,
    pub label: Text,
}

/// A step of a type's course. Finishing a public one tells the customer at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepDef {
    pub key: String,
    pub name: Text,
    pub public: bool,
    /// Key of the group that works on it.
    pub group: String,
    /// What the customer is told when it is finished.
    pub text: Text,
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
    /// Why; required when lowering a priority.
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
}
