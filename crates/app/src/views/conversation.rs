use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::*, id::*, time::Millis};

/// One row of the conversation list and the head of the thread; the same shape everywhere, patched by id. What there is not
/// is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConversationView {
    pub id: ConversationId,
    pub state: ConversationState,
    pub channel: Channel,
    pub customer: CustomerBrief,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    /// 0 low … 3 urgent.
    pub priority: i64,
    pub mood: Mood,
    /// The customer's real wait for a person began here; kept over transfers and failed offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enqueued_at: Option<Millis>,
    /// While offered: when the offer goes back to the queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_expires_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Millis>,
    pub end_reason: String,
    pub last_seq: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_sender: Option<SenderKind>,
    pub last_preview: String,
    /// Oldest customer message still without an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Millis>,
    pub unread_agent: i64,
    pub unread_customer: i64,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_id: Option<CategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    pub rating_comment: String,
    pub page_url: String,
    pub page_title: String,
    pub created_at: Millis,
    /// Sort key of lists (newest activity).
    pub sort_at: Millis,
    /// Grows with every change; a live screen drops a view that is older than the one it holds.
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerBrief {
    pub id: CustomerId,
    pub nickname: String,
    pub tier: String,
    pub is_member: bool,
    pub anonymous: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MessageView {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub seq: i64,
    pub client_id: String,
    pub sender_kind: SenderKind,
    /// Agent or customer id as text; absent for bot and system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<String>,
    /// Public name of the sender for a reader who is not an agent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sender_name: String,
    pub kind: MessageKind,
    /// A note among colleagues; never leaves the console.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    pub body: String,
    /// By kind: image/file `{attachment_id,url,name,mime,size_bytes,width?,height?}`; order_card = `OrderCard`;
    /// product_card = `ProductCard`; ticket_card = `TicketBrief`; options `{options:[Option]}`;
    /// answer `{knowledge_id,source,question,options}`; notice `{code,params}`.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub payload: serde_json::Value,
    pub at: Millis,
}

/// A clickable question or action that the bot offers. Clicking sends `text` as the customer's message with
/// `payload.action` set, so that the click is part of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    pub label: String,
    pub text: String,
    /// `knowledge:<key>`, `flow:<key>`, `flow.pick:<value>`, `flow.yes`, `flow.no`, `flow.enough`, `flow.cancel`, `order.logistics`,
    /// `order.logistics_stuck`, `order.refund_status`, `order.cancel`, `order.return`, `order.price_protection`, `human`, `request`,
    /// `message`, `feedback.solved`, `feedback.unsolved`, `ask`; with the order behind a colon where one is meant
    /// (`order.logistics:ord_…`, `request:exchange:ord_…`).
    pub action: String,
}

/// `POST /conversations/{id}/messages`, and the `send` frame of both sockets.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SendMessage {
    /// Chosen by the sender, unique in the conversation: sending it again changes nothing and returns the first result. 1..=64 characters.
    pub client_id: String,
    pub kind: MessageKind,
    /// Up to 5,000 characters.
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub payload: serde_json::Value,
    /// A note among colleagues (agents only).
    #[serde(default)]
    pub internal: bool,
    /// Agents mentioned in a note.
    #[serde(default)]
    pub mentions: Vec<AgentId>,
    /// Why it is to be sent although the guard holds it back (agents only; recorded). Up to 300 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub override_reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SentMessage {
    pub client_id: String,
    pub conversation_id: ConversationId,
    pub id: MessageId,
    pub seq: i64,
    pub at: Millis,
}

/// "Why this agent": one stored routing decision.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    pub at: Millis,
    pub group_id: Option<GroupId>,
    pub strategy: String,
    pub winner: Option<AgentId>,
    /// Stable word: `round_robin`, `least_loaded`, `last_agent`, `claimed`, `transferred`, `nobody_ready`, `all_full`.
    pub reason: String,
    pub candidates: Vec<CandidateView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CandidateView {
    pub agent_id: AgentId,
    pub eligible: bool,
    /// Why not: `offline`, `busy`, `break`, `full`, `declined`, … ; or why placed so.
    pub reason: String,
    pub load: i64,
    pub capacity: i64,
}

/// What the conversation was about, as far as its words tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClosureDraft {
    pub category_id: Option<CategoryId>,
    /// The customer's words that suggest it; empty when a person has chosen already.
    pub matched: Vec<String>,
    /// What was wanted and what was done, in the conversation's own words; becomes the record's.
    #[serde(default)]
    pub summary: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct InboxCounts {
    pub mine: i64,
    pub waiting: i64,
    pub all: i64,
}
