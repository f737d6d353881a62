//! Suggestions for the product: clusters of what customers bring, items made of them, and what became of those.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    id::*,
    suggestion::SuggestionState,
    text::{Locale, Text},
    time::Millis,
};

/// Conversations and requests of one category that stand for no suggestion yet.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ClusterView {
    pub category_id: CategoryId,
    pub conversations: i64,
    pub tickets: i64,
    pub customers: i64,
    /// The newest ones.
    pub evidence: Vec<EvidenceLink>,
    pub last_at: Millis,
}

/// One of the two ids stands.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EvidenceLink {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
    pub customer_id: CustomerId,
    pub at: Millis,
    /// What the customer asked or wrote, personal numbers hidden; absent for readers who may not see that thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Everything of the category that `GET /suggestion-clusters` counts becomes its evidence.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MakeSuggestion {
    pub category_id: CategoryId,
    pub title: String,
    #[serde(default)]
    pub note: String,
    pub owner_id: Option<AgentId>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SaveSuggestion {
    pub title: String,
    #[serde(default)]
    pub note: String,
    pub owner_id: Option<AgentId>,
    pub state: SuggestionState,
    pub version: i64,
}

/// What the customers who asked for it are told, each once and in their own language: words are needed for every language
/// of `to_tell_by`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TellSuggestion {
    pub body: Text,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SuggestionView {
    pub id: SuggestionId,
    pub title: String,
    pub note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_id: Option<CategoryId>,
    pub state: SuggestionState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<AgentId>,
    /// Conversations and requests behind it.
    pub threads: i64,
    pub customers: i64,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SuggestionDetail {
    pub suggestion: SuggestionView,
    /// Newest first, up to 200.
    pub evidence: Vec<EvidenceLink>,
    /// Customers who would be told now: to be asked about before sending.
    pub to_tell: i64,
    /// The same by the languages that they speak; only those that occur.
    pub to_tell_by: Vec<LanguageCount>,
    pub sending: i64,
    pub told: i64,
    pub failed: i64,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct LanguageCount {
    pub locale: Locale,
    pub customers: i64,
}
