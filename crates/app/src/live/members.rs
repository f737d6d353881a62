//! Who listens.

use super::outbox::Outbox;
use crate::{principal::Principal, views::conversation::ConversationView};
use std::{collections::HashSet, sync::Arc};
use yingke_core::{conversation::ConversationState, id::*, permission::Permission, text::Locale};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId(pub u64);

/// One console, one tab.
pub struct AgentMember {
    pub id: MemberId,
    pub principal: Principal,
    pub outbox: Arc<Outbox>,
    /// Events up to here were already sent to it.
    pub after: i64,
    pub conversations: HashSet<ConversationId>,
    pub tickets: HashSet<TicketId>,
    pub wall: bool,
}

/// One tab of one customer.
pub struct VisitorMember {
    pub id: MemberId,
    pub org_id: OrgId,
    pub customer_id: CustomerId,
    pub locale: Locale,
    pub outbox: Arc<Outbox>,
    pub after: i64,
}

/// How many conversations or tickets one console may watch at once.
pub const WATCH_LIMIT: usize = 20;

impl AgentMember {
    pub fn new(id: MemberId, principal: Principal, outbox: Arc<Outbox>, after: i64) -> Self {
        Self { id, principal, outbox, after, conversations: HashSet::new(), tickets: HashSet::new(), wall: false }
    }
    /// The same rule as the lists': everything, or what one holds and what waits in one's groups.
    pub fn sees_conversation(&self, view: &ConversationView) -> bool {
        let waits = view.state == ConversationState::Queued && view.group_id.is_some_and(|group| self.principal.group_ids.contains(&group));
        self.principal.may(Permission::ConversationsAll)
            || (self.principal.may(Permission::ConversationsOwn) && (waits || view.agent_id == Some(self.principal.agent_id)))
    }
    pub fn sees_ticket(&self, agent_id: Option<AgentId>, group_id: Option<GroupId>) -> bool {
        self.principal.may(Permission::TicketsAll)
            || (self.principal.may(Permission::TicketsGroup)
                && (agent_id == Some(self.principal.agent_id) || group_id.is_some_and(|group| self.principal.group_ids.contains(&group))))
    }
}
