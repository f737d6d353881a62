//! Who is asking.

use crate::error::{Error, Result};
use yingke_core::{
    event::Actor,
    id::*,
    permission::{Permission, Role},
    text::Locale,
};

/// Until a request says which language its reader wants.
pub const DEFAULT_LOCALE: Locale = Locale::ZhCn;

/// A signed-in agent, or an integration with an API key.
#[derive(Debug, Clone)]
pub struct Principal {
    pub org_id: OrgId,
    pub actor: Actor,
    /// The agent behind it; for an API key the agent who made it.
    pub agent_id: AgentId,
    /// The sign-in session; none for an API key.
    pub session_id: Option<SessionId>,
    pub role: Role,
    pub permissions: Vec<Permission>,
    pub group_ids: Vec<GroupId>,
    pub locale: Locale,
}

impl Principal {
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
    pub fn must(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

/// A customer, by the token of the widget's session.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub org_id: OrgId,
    pub entry_id: EntryId,
    pub customer_id: CustomerId,
    pub locale: Locale,
    /// Origins that may use the entry; empty = any.
    pub allowed_origins: Vec<String>,
    pub anonymous: bool,
}
