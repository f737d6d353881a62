use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{models::ModelSettings, time::Millis};

/// `GET /models`: the endpoint's settings. The key itself is never shown again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelsView {
    pub version: i64,
    #[serde(flatten)]
    pub settings: ModelSettings,
    /// The key's last characters; absent = there is none.
    pub key_hint: Option<String>,
    /// Calls and cost of this month, in millionths of a yuan.
    pub calls: i64,
    pub cost_micro: i64,
    /// Left alone for a moment after failures.
    pub resting: bool,
}

/// `PUT /models`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveModels {
    pub version: i64,
    #[serde(flatten)]
    pub settings: ModelSettings,
    /// A new key; absent = the one that is there stays, empty = it is forgotten. Another address needs the key again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What the test of the endpoint found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelTest {
    /// `ok`, `off`, `over_budget`, `resting`, `timeout`, `unreachable`, `status`, `garbage`; absent when no such model is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embed: Option<String>,
    /// Length of its vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimensions: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat: Option<String>,
}

/// One call. What was said is not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelCallView {
    pub at: Millis,
    /// `index`, `search`, `draft`, `test`.
    pub purpose: String,
    pub model: String,
    pub outcome: String,
    pub status: i64,
    pub tries: i64,
    pub latency_ms: i64,
    pub tokens_in: i64,
    pub tokens_out: i64,
    pub cost_micro: i64,
}

/// `POST /conversations/{id}/model-draft`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelDraft {
    /// Written by the model from the sources it names, and proved against them; absent when there is none to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<crate::views::assist::Suggestion>,
    /// Why there is none: the words of `ModelTest`, `no_sources`, `no_answer`, `ungrounded`, `tool_refused`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why_not: String,
}
