//! The workbench's shapes.

use crate::bot::{Handover, Layer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yingke_core::{
    conversation::Mood,
    id::*,
    resolution::Said,
    text::Locale,
    time::Millis,
    tuning::{Grade, SetChange, Thresholds, Would},
};

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TuningView {
    /// 0 = as the product is delivered.
    pub live_version: i64,
    pub live: Thresholds,
    pub draft: Thresholds,
    /// Examples that the next training learns or forgets.
    pub pending_examples: i64,
    /// Questions that wait for a label.
    pub open_questions: i64,
    /// Newest first.
    pub versions: Vec<TuningVersion>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TuningVersion {
    pub version: i64,
    pub thresholds: Thresholds,
    pub examples: i64,
    pub note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_by: Option<AgentId>,
    pub made_at: Millis,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TrainTuning {
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct GoBack {
    pub version: i64,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AskProbe {
    /// Up to 500 characters.
    pub text: String,
}

/// One question against what is live and what would be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProbeView {
    pub text: String,
    /// Read from the words.
    pub locale: Locale,
    pub mood: Mood,
    pub wants_human: bool,
    pub small_talk: bool,
    pub live: Considered,
    pub draft: Considered,
    pub live_reply: ProbeReply,
    pub draft_reply: ProbeReply,
    /// What an order would be looked up for, when the customer has one: the reply is then taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks_of_order: Option<String>,
}

/// What the whole bot would do for somebody unknown who has no orders.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProbeReply {
    pub layer: Layer,
    /// What the layer found it by: a flow's name, a rule's word, a menu's title, an item's question.
    pub about: String,
    /// The messages, in order; none when a flow begins or a person takes over.
    pub says: Vec<String>,
    /// What could be clicked under them.
    pub options: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_over: Option<Handover>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Considered {
    pub version: i64,
    pub thresholds: Thresholds,
    pub would: Would,
    /// Two items are as likely meant: both are offered.
    pub tie: bool,
    /// What the shop's examples say, when one is near enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taught: Option<TaughtView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<KnowledgeId>,
    pub offered: Vec<KnowledgeId>,
    /// Best first.
    pub candidates: Vec<ProbeCandidate>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TaughtView {
    /// None: the shop says that nothing answers this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_id: Option<KnowledgeId>,
    pub likeness: f32,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProbeCandidate {
    pub knowledge_id: KnowledgeId,
    pub question: String,
    /// Not published yet.
    pub draft: bool,
    /// By which they are ranked.
    pub score: f32,
    /// How much of the question the item's words cover, rare words weighing more.
    pub coverage: f32,
    /// BM25 in units of the rarest word.
    pub strength: f32,
    /// How alike the meanings are, 0 to 1; 0 when unknown.
    pub likeness: f32,
    /// The same words.
    pub exact: bool,
    /// 0 to 1; what the thresholds are compared with.
    pub certainty: f32,
    pub answers: bool,
    pub near: bool,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AddExample {
    pub text: String,
    pub lang: String,
    /// None: nothing of the shop's answers it.
    pub knowledge_id: Option<KnowledgeId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ExampleView {
    pub id: Uuid,
    pub text: String,
    pub lang: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_id: Option<KnowledgeId>,
    /// The item's question.
    pub question: String,
    pub created_at: Millis,
    pub learned: bool,
    /// Forgotten with the next training.
    pub dropped: bool,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct DropExample {
    pub dropped: bool,
}

/// A real question, personal numbers hidden.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct QuestionView {
    pub id: Uuid,
    pub text: String,
    pub said: Said,
    pub at: Millis,
    pub conversation_id: ConversationId,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct QuestionLabel {
    /// None: nothing of the shop's answers it.
    pub knowledge_id: Option<KnowledgeId>,
    #[serde(default)]
    pub dismissed: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SetQuestion {
    pub text: String,
    /// None: the bot should not answer.
    pub expected: Option<KnowledgeId>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SaveSet {
    pub name: String,
    /// Up to 2,000.
    pub questions: Vec<SetQuestion>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct QuestionSetBrief {
    pub id: Uuid,
    pub name: String,
    pub size: i64,
    pub updated_at: Millis,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct QuestionSet {
    pub id: Uuid,
    pub name: String,
    pub questions: Vec<SetQuestion>,
    pub updated_at: Millis,
}

/// What the draft changes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SetRun {
    pub better: usize,
    pub worse: usize,
    pub same: usize,
    pub live_right: usize,
    pub draft_right: usize,
    pub lines: Vec<SetLine>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SetLine {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<KnowledgeId>,
    pub expected_name: String,
    pub change: SetChange,
    pub live: Grade,
    pub draft: Grade,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live_answer: Option<KnowledgeId>,
    pub live_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft_answer: Option<KnowledgeId>,
    pub draft_name: String,
}
