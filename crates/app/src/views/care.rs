//! Keeping knowledge healthy: questions that it leaves open, items that repeat or contradict each other.

use super::knowledge::SaveKnowledge;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{id::*, time::Millis};

/// One question that customers ask and knowledge does not answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapView {
    /// The wording most like all others.
    pub question: String,
    /// Other wordings, up to ten.
    pub similar: Vec<String>,
    pub lang: String,
    pub count: i64,
    /// How often the bot did not know.
    pub missed: i64,
    /// How often the answer did not help.
    pub unsolved: i64,
    /// How often a person had to answer.
    pub by_person: i64,
    /// What agents answer; empty when none has yet.
    pub answer: String,
    pub answered_by: Option<AgentId>,
    /// The item whose answer did not help.
    pub knowledge_id: Option<KnowledgeId>,
    /// Up to five, newest first.
    pub examples: Vec<GapExample>,
    /// All of them, up to 500: to be named when a draft is made or the gap is put aside.
    pub questions: Vec<AskedAt>,
    pub last_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapExample {
    pub conversation_id: ConversationId,
    pub seq: i64,
    pub question: String,
    /// `missed`, `unsolved`, `person`.
    pub reason: String,
    pub at: Millis,
}

/// A question by its place in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AskedAt {
    pub conversation_id: ConversationId,
    pub seq: i64,
}

/// `GET /knowledge-gaps`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapsView {
    /// The most asked first, up to a hundred.
    pub items: Vec<GapView>,
    /// Open questions of the last ninety days, in all groups.
    pub questions: i64,
    /// Asked then, and answered by knowledge since: not shown.
    pub answered_since: i64,
}

/// `POST /knowledge-gaps/drafts`: the item is written as a draft, whatever its `state` says.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AcceptGap {
    pub questions: Vec<AskedAt>,
    pub item: SaveKnowledge,
}

/// `POST /knowledge-gaps/dismissals`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DismissGap {
    pub questions: Vec<AskedAt>,
}

/// Two items that stand too near to each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PairView {
    /// `duplicate` or `contradiction`.
    pub kind: String,
    /// Of the questions, in percent.
    pub alike: i64,
    pub a: PairItem,
    pub b: PairItem,
    /// What differs, as each answer has it.
    pub differences: Vec<Difference>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PairItem {
    pub id: KnowledgeId,
    pub key: String,
    pub question: String,
    pub answer: String,
    pub lang: String,
    pub state: String,
    pub asked: i64,
    pub version: i64,
    pub updated_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    pub a: String,
    pub b: String,
}

/// `POST /knowledge-pairs/dismissals`: fine beside each other, until one of them changes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DismissPair {
    pub a: KnowledgeId,
    pub b: KnowledgeId,
}
