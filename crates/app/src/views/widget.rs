//! What the customer's side gets: the widget, the portal and the demo shop speak only these.

use super::{conversation::*, order::*, ticket::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::*, id::*, text::Locale, ticket::TicketState, time::Millis};

/// `POST /api/widget/v1/session`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OpenSession {
    /// Public key of the entry, from the snippet.
    pub entry_key: String,
    /// Signed by the shop: JWT HS256 with `sub` (the shop's customer id), `exp`, and optionally `nickname`, `phone`, `email`, `tier`.
    pub identity_token: Option<String>,
    /// Token of an earlier session on this device, to go on with it.
    pub visitor_token: Option<String>,
    #[serde(default)]
    pub locale: Option<Locale>,
    #[serde(default)]
    pub page_url: String,
    #[serde(default)]
    pub page_title: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WidgetSession {
    /// Bearer token for every further call and for the socket.
    pub visitor_token: String,
    pub snapshot: WidgetSnapshot,
}

/// Everything the panel shows before the first word, and again after a gap.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WidgetSnapshot {
    pub seq: i64,
    pub shop_name: String,
    pub greeting: String,
    pub customer_id: CustomerId,
    pub nickname: String,
    pub anonymous: bool,
    pub locale: Locale,
    /// Newest first, up to three.
    pub orders: Vec<OrderCard>,
    /// Up to four likely questions from order state and time (S3-07).
    pub predicted: Vec<OptionView>,
    pub human: HumanDoor,
    /// The customer may ask to be called back.
    pub call_back: bool,
    /// The running conversation, or the last one.
    pub conversation: Option<WidgetConversation>,
    /// Newest messages of that conversation, oldest first; up to 30.
    pub messages: Vec<MessageView>,
    /// Open requests of this customer, newest first, up to five.
    pub tickets: Vec<TicketBrief>,
}

/// The honest state of the human door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HumanDoor {
    /// Somebody is on duty for this entry.
    pub open: bool,
    /// How many would be before this customer.
    pub ahead: i64,
    /// Estimated wait: 0 = somebody is free; absent when there is too little to estimate from.
    pub wait_ms: Option<i64>,
    /// While nobody is there: when somebody is again, if the shop says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WidgetConversation {
    pub id: ConversationId,
    pub state: ConversationState,
    pub agent: Option<PublicAgent>,
    /// While queued: 1-based.
    pub position: Option<i64>,
    pub wait_ms: Option<i64>,
    pub last_seq: i64,
    /// How far the agent has read.
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    pub unread: i64,
    pub rating: Option<i64>,
    /// The customer may rate it now.
    pub can_rate: bool,
    pub created_at: Millis,
    pub ended_at: Option<Millis>,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublicAgent {
    pub id: AgentId,
    pub nickname: String,
    pub avatar: String,
}

/// A request (ticket) as its customer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RequestView {
    pub id: TicketId,
    pub number: i64,
    pub type_key: String,
    pub type_name: String,
    pub title: String,
    pub description: String,
    pub state: TicketState,
    /// All public steps in order.
    pub steps: Vec<RequestStep>,
    pub order: Option<OrderCard>,
    /// Public fields: label and readable value.
    pub fields: Vec<RequestField>,
    /// Public timeline, oldest first.
    pub entries: Vec<TicketEntryView>,
    pub actions: RequestActions,
    pub rating: Option<i64>,
    pub created_at: Millis,
    pub updated_at: Millis,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RequestStep {
    pub key: String,
    pub name: String,
    pub done_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RequestField {
    pub label: String,
    pub value: String,
}

/// What the customer may do now; a button is shown only when it works.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct RequestActions {
    pub supplement: bool,
    pub urge: bool,
    /// When urging is possible again.
    pub urge_after: Option<Millis>,
    pub withdraw: bool,
    pub accept: bool,
    pub reject: bool,
    pub rate: bool,
}

/// A form for one type, prefilled from the order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RequestForm {
    pub type_id: TicketTypeId,
    pub key: String,
    pub name: String,
    pub description: String,
    pub fields: Vec<FieldDef>,
    /// Prefilled values by field key.
    pub values: serde_json::Value,
}

/// `POST /api/widget/v1/requests`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StartRequest {
    /// Chosen by the sender; the same one again returns the first ticket.
    pub client_id: String,
    pub type_id: TicketTypeId,
    pub order_id: Option<OrderId>,
    /// Empty: made from type and order.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub fields: serde_json::Value,
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// `widget`, `portal`, `order_list`, `order_page`.
    #[serde(default)]
    pub source: String,
    /// The closed request that this one goes on with.
    #[serde(default)]
    pub follow_up_of: Option<TicketId>,
}

/// `POST /api/widget/v1/requests/{id}/supplements` and `/rejection`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RequestWords {
    pub client_id: String,
    pub body: String,
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Rating {
    /// 1..=5
    pub stars: i64,
    #[serde(default)]
    pub comment: String,
}
