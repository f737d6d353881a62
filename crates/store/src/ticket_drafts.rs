//! What of a conversation goes into the draft of a ticket.

use crate::{Result, Run, q};
use yingke_core::{
    conversation::{MessageKind, Mood},
    id::*,
};

#[derive(Debug, Clone)]
pub struct Talk {
    pub customer_id: CustomerId,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    pub category_id: Option<CategoryId>,
    pub mood: Mood,
}

/// A message as far as a draft cares.
#[derive(Debug, Clone)]
pub struct Said {
    pub kind: MessageKind,
    pub by_customer: bool,
    pub body: String,
    pub payload: serde_json::Value,
}

pub async fn talk(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<Talk>> {
    on.opt(q!(
        "SELECT customer_id, group_id, agent_id, category_id, mood
           FROM conversation
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .map(|row| {
        let mut c = row.columns();
        Ok(Talk { customer_id: c.take()?, group_id: c.take()?, agent_id: c.take()?, category_id: c.take()?, mood: c.word()? })
    })
    .transpose()
}

/// The newest `limit` messages that are not internal, oldest first.
pub async fn newest(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<Said>> {
    let rows = on
        .all(q!(
            "SELECT kind, sender_kind, body, payload
               FROM message
              WHERE org_id = $1
                AND conversation_id = $2
                AND NOT internal
              ORDER BY seq DESC
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter()
        .rev()
        .map(|row| {
            let mut c = row.columns();
            Ok(Said {
                kind: c.word()?,
                by_customer: c.take::<String>()? == "customer",
                body: c.take()?,
                payload: crate::append::payload_from(&c.take::<String>()?)?,
            })
        })
        .collect()
}

/// The customer's running conversation in which the customer has said something, if there is one.
pub async fn running(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId) -> Result<Option<ConversationId>> {
    on.opt(q!(
        "SELECT id
           FROM conversation
          WHERE org_id = $1
            AND customer_id = $2
            AND state IN ('bot', 'queued', 'offered', 'active')
            AND customer_messages > 0
          ORDER BY created_at DESC
          LIMIT 1",
        org_id,
        customer_id
    ))
    .await?
    .map(|row| row.get(0))
    .transpose()
}

/// How many of this customer's tickets are open.
pub async fn open_of_customer(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId) -> Result<i64> {
    on.one(q!(
        "SELECT COUNT(*)
           FROM ticket
          WHERE org_id = $1
            AND customer_id = $2
            AND state IN ('new', 'open', 'pending_customer', 'on_hold')",
        org_id,
        customer_id
    ))
    .await?
    .get(0)
}
