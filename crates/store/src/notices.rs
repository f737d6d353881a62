//! What an agent should look at: mentions, things given to him.

use crate::{Result, Run, q};
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone)]
pub struct NewNotice {
    pub id: NoticeId,
    pub agent_id: AgentId,
    pub kind: &'static str,
    pub text: String,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub at: Millis,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, notice: &NewNotice) -> Result<()> {
    on.execute(q!(
        "INSERT INTO notice (org_id, agent_id, id, kind, text, conversation_id, ticket_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        org_id,
        notice.agent_id,
        notice.id,
        notice.kind,
        &notice.text,
        notice.conversation_id,
        notice.ticket_id,
        notice.at
    ))
    .await?;
    Ok(())
}
