//! `PUT /agents/{id}/state`: a supervisor sets somebody else's state.

use super::set::{SetState, put};
use crate::{App, Principal, Result, views::agent::AgentView};
use yingke_core::{id::*, permission::Permission};

pub async fn force(app: &App, who: &Principal, agent_id: AgentId, wish: SetState) -> Result<AgentView> {
    who.must(Permission::Supervise)?;
    put(app, who, agent_id, wish).await
}
