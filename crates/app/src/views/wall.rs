use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{agent::AgentState, id::*, time::Millis};

/// The supervisor's live wall. Kept incrementally from the event log, never counted at view time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct WallView {
    pub seq: i64,
    pub at: Millis,
    pub agents: Vec<WallAgent>,
    pub queues: Vec<WallQueue>,
    /// Count by conversation state.
    pub conversations: std::collections::BTreeMap<String, i64>,
    /// Count by ticket state.
    pub tickets: std::collections::BTreeMap<String, i64>,
    /// Every contact ever, and how many have their record: records ÷ contacts must be 1.
    pub contacts: i64,
    pub records: i64,
    /// Since midnight of the organisation's time zone.
    pub today: WallToday,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WallAgent {
    pub agent_id: AgentId,
    pub nickname: String,
    pub state: AgentState,
    pub state_reason: String,
    pub since: Millis,
    pub load: i64,
    pub capacity: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WallQueue {
    pub group_id: Option<GroupId>,
    pub waiting: i64,
    /// Enqueue time of the one who has waited longest.
    pub oldest_enqueued_at: Option<Millis>,
    pub active: i64,
    pub ready_agents: i64,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct WallToday {
    pub conversations: i64,
    pub bot_only: i64,
    pub to_human: i64,
    pub tickets_created: i64,
    pub tickets_solved: i64,
    pub ratings: i64,
    pub ratings_good: i64,
}
