//! What agents should look at. Ids are time-ordered, so "up to this one" is a range of the key.

use crate::{Arg, Result, Row, Run, bulk, q};
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

#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub id: NoticeId,
    pub agent_id: AgentId,
    pub kind: String,
    pub text: String,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub at: Millis,
    pub read_at: Option<Millis>,
}

pub async fn insert_many(on: &mut impl Run, org_id: OrgId, notices: &[NewNotice]) -> Result<()> {
    let head = "INSERT INTO notice (org_id, agent_id, id, kind, text, conversation_id, ticket_id, at)";
    bulk::write(
        on,
        head,
        notices,
        |notice| {
            vec![
                org_id.into(),
                notice.agent_id.into(),
                notice.id.into(),
                notice.kind.into(),
                Arg::from(&notice.text),
                notice.conversation_id.into(),
                notice.ticket_id.into(),
                notice.at.into(),
            ]
        },
        "",
    )
    .await
}

/// Newest first, before a place.
pub async fn page(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, before: Option<NoticeId>, limit: i64) -> Result<Vec<Notice>> {
    on.all(q!(
        "SELECT id, agent_id, kind, text, conversation_id, ticket_id, at, read_at
           FROM notice
          WHERE org_id = $1
            AND agent_id = $2
            AND id < $3
          ORDER BY id DESC
          LIMIT $4",
        org_id,
        agent_id,
        before.unwrap_or(NoticeId(uuid::Uuid::max())),
        limit
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, id: NoticeId) -> Result<Option<Notice>> {
    on.opt(q!(
        "SELECT id, agent_id, kind, text, conversation_id, ticket_id, at, read_at
           FROM notice
          WHERE org_id = $1
            AND agent_id = $2
            AND id = $3",
        org_id,
        agent_id,
        id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Marks this one and all older as read; returns how many were not.
pub async fn mark_read(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, upto: NoticeId, now: Millis) -> Result<u64> {
    on.execute(q!(
        "UPDATE notice
            SET read_at = $4
          WHERE org_id = $1
            AND agent_id = $2
            AND id <= $3
            AND read_at IS NULL",
        org_id,
        agent_id,
        upto,
        now
    ))
    .await
}

fn read(row: &Row) -> Result<Notice> {
    let mut c = row.columns();
    Ok(Notice {
        id: c.take()?,
        agent_id: c.take()?,
        kind: c.take()?,
        text: c.take()?,
        conversation_id: c.take()?,
        ticket_id: c.take()?,
        at: c.take()?,
        read_at: c.take()?,
    })
}
