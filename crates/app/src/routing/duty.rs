//! Who is there: what a customer who asks for a person, or comes back, must be told.

use crate::Result;
use yingke_core::{
    conversation::command::{Availability, Duty},
    id::*,
    routing::eligible::{Standing, on_duty, standing},
};
use yingke_store::{Run, agent_states, queue};

/// The group that takes what comes in through an entry.
pub async fn group_for(on: &mut impl Run, org_id: OrgId, entry_id: Option<EntryId>) -> Result<Option<GroupId>> {
    if let Some(entry_id) = entry_id
        && let Some(group_id) = queue::group_of_entry(on, org_id, entry_id).await?
    {
        return Ok(Some(group_id));
    }
    Ok(queue::default_group(on, org_id).await?)
}

/// Somebody of the group is at work.
pub async fn staffed(on: &mut impl Run, org_id: OrgId, group_id: GroupId) -> Result<bool> {
    Ok(presence(on, org_id, group_id).await? != Presence::Nobody)
}

/// What a group has to offer to somebody who asks now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Nobody,
    /// At work, and everybody has his hands full.
    Occupied,
    Free,
}

pub async fn presence(on: &mut impl Run, org_id: OrgId, group_id: GroupId) -> Result<Presence> {
    let members = agent_states::members(on, org_id, &[group_id]).await?;
    Ok(if members.iter().any(|(_, member)| standing(member, &[]) == Standing::Eligible) {
        Presence::Free
    } else if members.iter().any(|(_, member)| member.enabled && on_duty(member.state)) {
        Presence::Occupied
    } else {
        Presence::Nobody
    })
}

/// Whether this agent can be given a conversation now.
pub async fn availability(on: &mut impl Run, org_id: OrgId, agent_id: AgentId) -> Result<Availability> {
    let Some(live) = agent_states::get(on, org_id, agent_id).await? else { return Ok(Availability::Away) };
    let as_member = yingke_core::routing::eligible::Member {
        agent_id,
        seat: 0,
        enabled: live.enabled,
        state: live.state,
        ready_since: Some(live.since),
        load: live.load,
        capacity: live.capacity,
        last_assigned_at: None,
    };
    Ok(match standing(&as_member, &[]) {
        Standing::Eligible => Availability::Free,
        Standing::Full => Availability::Full,
        Standing::Disabled
        | Standing::Offline
        | Standing::Busy
        | Standing::Wrapup
        | Standing::Break
        | Standing::NotResponding
        | Standing::OfflinePending
        | Standing::Declined => Availability::Away,
    })
}

/// Both, for a customer who comes back to `last_agent`.
pub async fn duty(on: &mut impl Run, org_id: OrgId, last_agent: Option<AgentId>, group_id: Option<GroupId>) -> Result<Duty> {
    let last_agent = match last_agent {
        Some(agent_id) => availability(on, org_id, agent_id).await?,
        None => Availability::Away,
    };
    let staffed = match group_id {
        Some(group_id) => staffed(on, org_id, group_id).await?,
        None => false,
    };
    Ok(Duty { last_agent, staffed })
}
