//! Who may be asked at all, and why not.

use crate::{agent::AgentState, conversation::session::Declined, id::AgentId, time::Millis};

/// A member of the group as routing sees him.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub agent_id: AgentId,
    pub seat: i64,
    pub enabled: bool,
    pub state: AgentState,
    /// Last change into ready.
    pub ready_since: Option<Millis>,
    pub load: i64,
    pub capacity: i64,
    pub last_assigned_at: Option<Millis>,
}

crate::word_enum! {
    /// Why a member is, or is not, a candidate.
    Standing {
        Eligible = "eligible",
        Disabled = "disabled",
        Offline = "offline",
        Busy = "busy",
        Wrapup = "wrapup",
        Break = "break",
        NotResponding = "not_responding",
        OfflinePending = "offline_pending",
        Full = "full",
        /// Declined this contact, or let it ring out, since he last became ready.
        Declined = "declined",
    }
}

pub fn standing(member: &Member, declined: &[Declined]) -> Standing {
    if !member.enabled {
        return Standing::Disabled;
    }
    match member.state {
        AgentState::Ready => {}
        AgentState::Offline => return Standing::Offline,
        AgentState::Busy => return Standing::Busy,
        AgentState::Wrapup => return Standing::Wrapup,
        AgentState::Break => return Standing::Break,
        AgentState::NotResponding => return Standing::NotResponding,
        AgentState::OfflinePending => return Standing::OfflinePending,
    }
    let excluded = declined.iter().any(|d| d.agent_id == member.agent_id && member.ready_since.is_none_or(|since| since <= d.at));
    if excluded {
        return Standing::Declined;
    }
    if member.load >= member.capacity { Standing::Full } else { Standing::Eligible }
}

/// Somebody is at work and may take contacts soon: what a customer is told before he waits.
pub fn on_duty(state: AgentState) -> bool {
    match state {
        AgentState::Ready | AgentState::Busy | AgentState::Wrapup | AgentState::Break => true,
        // He let an offer ring out: nobody may be sitting there.
        AgentState::NotResponding | AgentState::Offline | AgentState::OfflinePending => false,
    }
}
