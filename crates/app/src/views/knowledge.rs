use crate::knowledge::files::Format;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    id::*,
    knowledge::{
        Content, KnowledgeState, Levels,
        diff::FieldChange,
        review::{Action, Stage},
        sop::{Move, Step, WalkState},
    },
    time::Millis,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KnowledgeView {
    pub id: KnowledgeId,
    pub key: String,
    pub state: KnowledgeState,
    /// Where the working copy stands; absent when nobody is changing the item.
    pub stage: Option<Stage>,
    /// What is out; before the first publication the draft.
    #[serde(flatten)]
    pub content: Content,
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    /// The version that agents must have read at least; 0 when they need not.
    pub read_version: i64,
    pub updated_at: Millis,
    /// Of what is out; 0 before the first publication.
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveKnowledge {
    /// Guards an update; absent when creating.
    pub version: Option<i64>,
    /// Stable handle for menus; made up when empty.
    #[serde(default)]
    pub key: String,
    /// `published` only by somebody who may approve and has no colleague who could.
    pub state: KnowledgeState,
    #[serde(flatten)]
    pub content: Content,
}

/// The working copy, with what it changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftView {
    pub knowledge_id: KnowledgeId,
    pub key: String,
    pub stage: Stage,
    pub content: Content,
    /// What the business wrote before it was polished.
    pub original: Option<Content>,
    pub authors: Vec<AgentId>,
    /// What the last one who handed it on said.
    pub note: String,
    pub version: i64,
    pub updated_at: Millis,
    /// Against what is out.
    pub changes: Vec<FieldChange>,
    /// Against the original of the business.
    pub polish: Vec<FieldChange>,
    /// Whether the reader may publish it.
    pub may_publish: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveDraft {
    /// Of the working copy that was read; absent when it is begun.
    pub version: Option<i64>,
    pub content: Content,
}

/// `POST /knowledge/{id}/proposal`: what somebody who may not change the item would change.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Propose {
    /// The words of a question's answer or of a script as they should be; empty: as they are.
    #[serde(default)]
    pub answer: String,
    /// Why, in 2 to 500 characters.
    pub note: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MoveDraft {
    pub version: i64,
    pub to: Stage,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Publish {
    /// Of the working copy that was read.
    pub version: i64,
    #[serde(default)]
    pub note: String,
    /// A small correction: who has read the item need not read it again.
    #[serde(default)]
    pub minor: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RollBack {
    /// Of what is out.
    pub version: i64,
    /// The version whose content shall be out again.
    pub to: i64,
    #[serde(default)]
    pub note: String,
}

/// A version that was out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VersionView {
    pub version: i64,
    pub action: Action,
    pub content: Content,
    pub authors: Vec<AgentId>,
    pub approver_id: Option<AgentId>,
    pub from_version: Option<i64>,
    pub note: String,
    pub at: Millis,
    /// Against the version before it.
    pub changes: Vec<FieldChange>,
    /// Against the original of the business.
    pub polish: Vec<FieldChange>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmRead {
    /// The version that was on the screen.
    pub version: i64,
}

/// Whether an agent who must has read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReaderView {
    pub agent_id: AgentId,
    /// The newest version that was confirmed.
    pub version: Option<i64>,
    pub at: Option<Millis>,
    /// That version is new enough.
    pub done: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnerLineView {
    pub name: String,
    pub items: i64,
}

/// A reply text that agents insert with `/`. Variables: `{{customer.nickname}}` or `{{昵称}}`, `{{order.no}}` or `{{订单号}}`,
/// `{{agent.nickname}}` or `{{客服}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScriptView {
    pub id: ScriptId,
    pub shortcut: String,
    pub title: String,
    pub category: String,
    pub body: String,
    /// The same in other tones.
    pub levels: Levels,
    pub used: i64,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveScript {
    pub version: Option<i64>,
    pub shortcut: String,
    pub title: String,
    #[serde(default)]
    pub category: String,
    pub body: String,
    #[serde(default)]
    pub levels: Levels,
}

/// A walk through an SOP, with the steps as they were when it began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WalkView {
    pub id: WalkId,
    pub knowledge_id: KnowledgeId,
    pub knowledge_version: i64,
    pub title: String,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub agent_id: AgentId,
    pub state: WalkState,
    pub at_step: String,
    pub steps: Vec<Step>,
    pub trail: Vec<Move>,
    pub version: i64,
    pub started_at: Millis,
    pub updated_at: Millis,
}

/// Exactly one of conversation and ticket.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StartWalk {
    pub knowledge_id: KnowledgeId,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WalkOn {
    pub version: i64,
    /// Place of the choice in the step, from 0.
    pub choice: usize,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WalkVersion {
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportFile {
    pub format: Format,
    /// The file in base64; at most 5 MB and 2,000 rows.
    pub data: String,
    /// False: only say what would happen.
    #[serde(default)]
    pub apply: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportPlan {
    pub rows: Vec<ImportRow>,
    pub applied: bool,
}

yingke_core::word_enum! {
    /// What becomes of a row.
    RowFate { Created = "created", Changed = "changed", Unchanged = "unchanged", Refused = "refused", }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// From 1, without the line of column names.
    pub row: i64,
    pub question: String,
    pub key: String,
    pub fate: RowFate,
    /// Of a refused row: which column, and why.
    pub field: Option<String>,
    pub message: Option<String>,
    pub knowledge_id: Option<KnowledgeId>,
    pub changes: Vec<FieldChange>,
}
