use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{id::*, knowledge::KnowledgeState, time::Millis};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KnowledgeView {
    pub id: KnowledgeId,
    pub key: String,
    pub category: String,
    pub lang: String,
    pub question: String,
    pub similar: Vec<String>,
    pub answer: String,
    pub source: String,
    pub state: KnowledgeState,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    pub updated_at: Millis,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveKnowledge {
    /// Guards an update; absent when creating.
    pub version: Option<i64>,
    /// Stable handle for menus; made up when empty.
    #[serde(default)]
    pub key: String,
    pub category: String,
    pub lang: String,
    pub question: String,
    #[serde(default)]
    pub similar: Vec<String>,
    pub answer: String,
    #[serde(default)]
    pub source: String,
    pub state: KnowledgeState,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
}

/// A reply text that agents insert with `/`. Variables: `{{customer.nickname}}`, `{{order.no}}`, `{{agent.nickname}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScriptView {
    pub id: ScriptId,
    pub shortcut: String,
    pub title: String,
    pub category: String,
    pub body: String,
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
}
