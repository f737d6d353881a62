//! The conversation as its commands see it: which stage it is in, with the facts of that stage.

use super::ConversationState;
use crate::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    pub id: ConversationId,
    pub customer_id: CustomerId,
    pub group_id: Option<GroupId>,
    pub stage: Stage,
    /// 0 low … 3 urgent.
    pub priority: i64,
    /// When the customer's wait for a person began; kept over transfers and failed offers.
    pub enqueued_at: Option<Millis>,
    /// Offers that came back.
    pub offer_count: i64,
    pub declined: Vec<Declined>,
    /// When a person first took it in this session.
    pub accepted_at: Option<Millis>,
    /// The last person who held it.
    pub last_agent: Option<AgentId>,
    pub idle: Option<Idle>,
    pub customer_messages: i64,
    pub rated_at: Option<Millis>,
}

/// `bot → queued → offered → active → wrapup → ended`, as in [`ConversationState`].
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    Bot,
    Queued { since: Millis },
    Offered { agent_id: AgentId, since: Millis, expires_at: Millis },
    Active { agent_id: AgentId },
    Wrapup { agent_id: AgentId, gone: Gone, until: Millis },
    Ended { gone: Gone },
    OfflineMessage { at: Millis },
}

/// How and when the talking stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    pub at: Millis,
    pub reason: EndReason,
}

crate::word_enum! {
    EndReason { ByAgent = "agent", ByCustomer = "customer", Idle = "idle", }
}

/// An agent who declined this contact or let it ring out. He counts as excluded until he turns ready anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declined {
    pub agent_id: AgentId,
    pub at: Millis,
}

/// The clock that runs while it is the customer's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idle {
    pub due_at: Millis,
    /// The reminder has been sent; next comes the end.
    pub warned: bool,
}

impl Conversation {
    pub fn state(&self) -> ConversationState {
        match self.stage {
            Stage::Bot => ConversationState::Bot,
            Stage::Queued { .. } => ConversationState::Queued,
            Stage::Offered { .. } => ConversationState::Offered,
            Stage::Active { .. } => ConversationState::Active,
            Stage::Wrapup { .. } => ConversationState::Wrapup,
            Stage::Ended { .. } => ConversationState::Ended,
            Stage::OfflineMessage { .. } => ConversationState::OfflineMessage,
        }
    }
    /// Whose it is now: asked, talking or finishing.
    pub fn owner(&self) -> Option<AgentId> {
        match self.stage {
            Stage::Offered { agent_id, .. } | Stage::Active { agent_id } | Stage::Wrapup { agent_id, .. } => Some(agent_id),
            Stage::Bot | Stage::Queued { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => None,
        }
    }
    /// Whose capacity it takes up.
    pub fn load_of(&self) -> Option<AgentId> {
        match self.stage {
            Stage::Offered { agent_id, .. } | Stage::Active { agent_id } => Some(agent_id),
            Stage::Bot | Stage::Queued { .. } | Stage::Wrapup { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => None,
        }
    }
    /// When the talking stopped, if it did.
    pub fn gone(&self) -> Option<Gone> {
        match self.stage {
            Stage::Wrapup { gone, .. } | Stage::Ended { gone } => Some(gone),
            Stage::Bot | Stage::Queued { .. } | Stage::Offered { .. } | Stage::Active { .. } | Stage::OfflineMessage { .. } => None,
        }
    }
    /// When it next changes by itself.
    pub fn due_at(&self) -> Option<Millis> {
        match self.stage {
            Stage::Offered { expires_at, .. } => Some(expires_at),
            Stage::Wrapup { until, .. } => Some(until),
            Stage::Bot | Stage::Active { .. } => self.idle.map(|idle| idle.due_at),
            Stage::Queued { .. } | Stage::Ended { .. } | Stage::OfflineMessage { .. } => None,
        }
    }
}
