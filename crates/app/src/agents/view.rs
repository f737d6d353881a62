//! Agents as their colleagues see them.

use crate::{App, Principal, Result, views::agent::AgentView};
use yingke_core::id::*;
use yingke_store::{
    Run,
    agents::{self, AgentRow},
};

pub async fn view(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<Option<AgentView>> {
    Ok(agents::find(on, org_id, id).await?.map(of_row))
}

/// Everybody, in seat order: colleagues must be able to name each other.
pub async fn list(app: &App, who: &Principal) -> Result<Vec<AgentView>> {
    Ok(agents::all(&mut app.read(), who.org_id).await?.into_iter().map(of_row).collect())
}

fn of_row(row: AgentRow) -> AgentView {
    AgentView {
        id: row.agent.id,
        email: row.agent.email,
        name: row.agent.name,
        nickname: row.agent.nickname,
        avatar: row.agent.avatar,
        role: row.agent.role,
        capacity: row.agent.capacity,
        enabled: row.agent.enabled,
        group_ids: row.group_ids,
        state: row.state,
        state_reason: row.state_reason,
        state_since: row.state_since,
        load: row.load,
        version: row.agent.version,
    }
}
