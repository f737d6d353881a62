use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{conversation::Mood, id::*, time::Millis};

/// `POST /conversations/{id}/suggestions`
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct AskSuggestions {
    /// What the agent has typed so far: suggestions follow it. Up to 5,000 characters.
    #[serde(default)]
    pub draft: String,
}

/// What helps the agent at this moment. Nothing of it is ever sent by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssistView {
    /// Best first, at most three.
    pub suggestions: Vec<Suggestion>,
    pub mood: MoodTrend,
    /// A draft by the model endpoint can be asked for.
    pub drafts: bool,
    /// The message up to which this is true.
    pub last_seq: i64,
}

yingke_core::word_enum! {
    SuggestionKind {
        /// From the customer's orders, as they stand now.
        Live = "live",
        Knowledge = "knowledge",
        Script = "script",
        /// Written by the model endpoint from the sources it names, and checked against them.
        Model = "model",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    pub kind: SuggestionKind,
    pub title: String,
    pub body: String,
    /// Where it comes from, in words for people.
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_id: Option<KnowledgeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script_id: Option<ScriptId>,
    /// Facts that are said in it; they go along in the message's `payload.facts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactId>,
}

yingke_core::word_enum! {
    Trend { Better = "better", Same = "same", Worse = "worse", }
}

/// How the customer feels, message by message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MoodTrend {
    pub now: Mood,
    pub trend: Trend,
    /// The newest ones, oldest first.
    pub points: Vec<MoodPoint>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MoodPoint {
    pub seq: i64,
    pub at: Millis,
    pub mood: Mood,
}
