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

/// `POST /conversations/{id}/guard`
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

/// A message that was held back and sent all the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OverrideView {
    pub at: Millis,
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
    pub agent_id: AgentId,
    pub codes: Vec<String>,
    pub reason: String,
}
