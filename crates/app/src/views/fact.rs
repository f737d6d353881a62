//! Facts, who was told them, and corrections.

use super::ticket::TicketBrief;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    conversation::ConversationState,
    fact::{FactKind, Validity},
    id::*,
    text::Text,
    time::Millis,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactView {
    pub id: FactId,
    /// Answers and scripts name it `{{fact:key}}`, its sentence `{{fact:key.text}}`.
    pub key: String,
    pub kind: FactKind,
    pub subject: String,
    /// Product; empty = the whole shop.
    pub sku: String,
    pub value: String,
    pub unit: Text,
    /// The fact as a sentence; may be empty.
    pub text: Text,
    /// Value and unit as the reader's language says them.
    pub said: String,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub validity: Validity,
    pub source: String,
    pub owner_id: Option<AgentId>,
    /// Moves when what customers hear changes.
    pub edition: i64,
    pub version: i64,
    pub updated_at: Millis,
}

/// `POST /facts`, `PATCH /facts/{id}` (with `version`): the whole fact.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveFact {
    pub version: Option<i64>,
    /// Small letters, digits, `_` and `-`, up to 64; stays as it is while texts name it.
    pub key: String,
    pub kind: FactKind,
    pub subject: String,
    #[serde(default)]
    pub sku: String,
    pub value: String,
    #[serde(default)]
    pub unit: Text,
    #[serde(default)]
    pub text: Text,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    #[serde(default)]
    pub source: String,
    pub owner_id: Option<AgentId>,
}

/// What customers heard from `at` on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactEdition {
    pub edition: i64,
    pub said: String,
    pub text: Text,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub source: String,
    pub by: Option<AgentId>,
    pub at: Millis,
}

/// `POST /facts/rendering`: a text with `{{fact:key}}` in it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RenderFacts {
    /// Up to 10,000 characters.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RenderedFacts {
    pub text: String,
    /// Send them along as `payload.facts`, so that the customer is known to have been told.
    pub facts: Vec<FactId>,
}

/// What a change of this fact touches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactImpact {
    pub fact: FactView,
    pub editions: Vec<FactEdition>,
    pub answers: Vec<UsingAnswer>,
    pub scripts: Vec<UsingScript>,
    /// Open ones of the customers who were told.
    pub tickets: Vec<TicketBrief>,
    /// Newest first, one row a customer, up to 500; `customers_total` counts all.
    pub customers: Vec<ToldCustomer>,
    pub customers_total: i64,
    pub recalls: Vec<RecallView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsingAnswer {
    pub id: KnowledgeId,
    pub key: String,
    pub question: String,
    pub lang: String,
    pub state: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsingScript {
    pub id: ScriptId,
    pub shortcut: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ToldCustomer {
    pub customer_id: CustomerId,
    pub nickname: String,
    /// The edition heard last.
    pub edition: i64,
    pub told_at: Millis,
    pub times: i64,
    /// Absent: the bot.
    pub agent_id: Option<AgentId>,
    pub conversation_id: Option<ConversationId>,
    pub conversation_state: Option<ConversationState>,
    pub ticket_id: Option<TicketId>,
    /// What was heard last is not what holds now.
    pub outdated: bool,
    /// The correction of the present edition has reached them (or is on its way, or failed).
    pub correction: Option<Correction>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Correction {
    pub recall_id: RecallId,
    /// `pending`, `sent`, `failed`.
    pub state: String,
    /// How: `conversation` (open), `request` (an open one), `thread` (the ended conversation, read at the next visit).
    pub way: String,
    pub at: Millis,
}

/// `POST /facts/{id}/recalls`: the correction, said once to everybody who heard something else than what holds now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StartRecall {
    /// Up to 1,000 characters a language; `{{fact:key}}` is said as it stands when sending begins.
    pub body: Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecallView {
    pub id: RecallId,
    pub fact_id: FactId,
    pub edition: i64,
    pub body: Text,
    pub created_by: Option<AgentId>,
    pub created_at: Millis,
    pub pending: i64,
    pub sent: i64,
    pub failed: i64,
}
