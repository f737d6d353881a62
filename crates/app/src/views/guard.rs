use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    guard::{Finding, GuardPolicy},
    id::*,
    time::Millis,
};

/// `GET` and `PUT /guard`: what an agent's draft is checked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GuardSettings {
    /// Of what was read; 0 = nobody has decided yet.
    pub version: i64,
    #[serde(flatten)]
    pub policy: GuardPolicy,
}

/// `POST /conversations/{id}/guard`, `POST /tickets/{id}/guard`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CheckDraft {
    /// Up to 5,000 characters.
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GuardView {
    /// In the order in which they stand in the draft.
    pub findings: Vec<Finding>,
    /// Sending it as it is will be refused.
    pub blocked: bool,
    /// This agent may send it all the same, with a reason that is recorded.
    pub may_override: bool,
}

/// What was held back and sent all the same: a message of a conversation, or words in a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OverrideView {
    pub at: Millis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
    /// The `id` of the ticket's entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<String>,
    pub agent_id: AgentId,
    pub codes: Vec<String>,
    pub reason: String,
}
