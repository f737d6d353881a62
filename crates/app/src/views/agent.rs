use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    agent::AgentState,
    id::*,
    permission::{Permission, Role},
    routing::Strategy,
    text::Text,
    time::Millis,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgentView {
    pub id: AgentId,
    pub email: String,
    /// Real name, for colleagues.
    pub name: String,
    /// Public name, the only one customers see.
    pub nickname: String,
    pub avatar: String,
    pub role: Role,
    /// How many conversations at once.
    pub capacity: i64,
    pub enabled: bool,
    pub group_ids: Vec<GroupId>,
    pub state: AgentState,
    pub state_reason: String,
    pub state_since: Millis,
    /// Conversations held now (offered, active).
    pub load: i64,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupView {
    pub id: GroupId,
    pub key: String,
    pub name: Text,
    /// `service` groups take conversations; `department` groups take tickets only.
    pub kind: GroupKind,
    pub strategy: Strategy,
    pub member_ids: Vec<AgentId>,
    pub version: i64,
}

yingke_core::word_enum! {
    GroupKind { Service = "service", Department = "department", }
}

/// The signed-in agent and what the console needs to start.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MeView {
    pub agent: AgentView,
    pub org: OrgView,
    pub permissions: Vec<Permission>,
    pub seq: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrgView {
    pub id: OrgId,
    pub slug: String,
    pub name: String,
    pub locale: String,
}

/// A mention or another thing an agent should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoticeView {
    pub id: NoticeId,
    /// `mention`, `assigned`, `urged`, `transferred`, `rebound`, `supplemented`, `proposal_published`,
    /// `proposal_returned`, `proposal_dropped`.
    pub kind: String,
    pub text: String,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub at: Millis,
    pub read: bool,
}

/// `PUT /me/notices/read`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReadNotices {
    /// This one and all before it.
    pub upto: NoticeId,
}
