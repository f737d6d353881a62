//! Messages as they are read; they are written by [`crate::append`].

use crate::{Result, Row, Run, append::payload_from, q};
use std::collections::HashMap;
use uuid::Uuid;
use yingke_core::{conversation::*, id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub seq: i64,
    pub client_id: String,
    pub sender_kind: SenderKind,
    pub sender_id: Option<Uuid>,
    pub kind: MessageKind,
    pub internal: bool,
    pub body: String,
    pub payload: serde_json::Value,
    pub at: Millis,
}

/// Whose eyes: notes among colleagues never reach a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    Colleague,
    Customer,
}

/// Up to `limit` messages before a sequence, oldest first.
pub async fn before(on: &mut impl Run, org_id: OrgId, id: ConversationId, eyes: Eyes, seq: i64, limit: i64) -> Result<Vec<Message>> {
    let mut found = match eyes {
        Eyes::Colleague => {
            on.each(
                q!(
                    "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
                   FROM message
                  WHERE org_id = $1
                    AND conversation_id = $2
                    AND seq < $3
                  ORDER BY seq DESC
                  LIMIT $4",
                    org_id,
                    id,
                    seq,
                    limit
                ),
                message,
            )
            .await?
        }
        Eyes::Customer => {
            on.each(
                q!(
                    "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
                   FROM message
                  WHERE org_id = $1
                    AND conversation_id = $2
                    AND seq < $3
                    AND NOT internal
                  ORDER BY seq DESC
                  LIMIT $4",
                    org_id,
                    id,
                    seq,
                    limit
                ),
                message,
            )
            .await?
        }
    };
    found.reverse();
    Ok(found)
}

/// Up to `limit` messages after a sequence, oldest first.
pub async fn after(on: &mut impl Run, org_id: OrgId, id: ConversationId, eyes: Eyes, seq: i64, limit: i64) -> Result<Vec<Message>> {
    match eyes {
        Eyes::Colleague => {
            on.each(
                q!(
                    "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
                   FROM message
                  WHERE org_id = $1
                    AND conversation_id = $2
                    AND seq > $3
                  ORDER BY seq
                  LIMIT $4",
                    org_id,
                    id,
                    seq,
                    limit
                ),
                message,
            )
            .await
        }
        Eyes::Customer => {
            on.each(
                q!(
                    "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
                   FROM message
                  WHERE org_id = $1
                    AND conversation_id = $2
                    AND seq > $3
                    AND NOT internal
                  ORDER BY seq
                  LIMIT $4",
                    org_id,
                    id,
                    seq,
                    limit
                ),
                message,
            )
            .await
        }
    }
}

/// The message that was sent with this `client_id`, if it was sent before.
pub async fn by_client_id(on: &mut impl Run, org_id: OrgId, id: ConversationId, client_id: &str) -> Result<Option<Message>> {
    on.opt(q!(
        "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
           FROM message
          WHERE org_id = $1
            AND conversation_id = $2
            AND client_id = $3",
        org_id,
        id,
        client_id
    ))
    .await?
    .as_ref()
    .map(message)
    .transpose()
}

/// One message of a customer's own conversations.
pub async fn of_customer(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, id: MessageId) -> Result<Option<Message>> {
    on.opt(q!(
        "SELECT m.id, m.conversation_id, m.seq, m.client_id, m.sender_kind, m.sender_id, m.kind, m.internal, m.body, m.payload, m.at
           FROM conversation c
           JOIN message m ON m.org_id = c.org_id AND m.conversation_id = c.id
          WHERE c.org_id = $1
            AND c.customer_id = $2
            AND m.id = $3
            AND NOT m.internal",
        org_id,
        customer_id,
        id
    ))
    .await?
    .as_ref()
    .map(message)
    .transpose()
}

/// The newest answer of a conversation, or the one that is named.
pub async fn newest_answer(on: &mut impl Run, org_id: OrgId, id: ConversationId, named: Option<MessageId>) -> Result<Option<Message>> {
    on.opt(q!(
        "SELECT id, conversation_id, seq, client_id, sender_kind, sender_id, kind, internal, body, payload, at
           FROM message
          WHERE org_id = $1
            AND conversation_id = $2
            AND kind = 'answer'
            AND (CAST($3 AS UUID) IS NULL OR id = $3)
          ORDER BY seq DESC
          LIMIT 1",
        org_id,
        id,
        named
    ))
    .await?
    .as_ref()
    .map(message)
    .transpose()
}

/// The words at one place of each of some conversations.
pub async fn at_places(on: &mut impl Run, org_id: OrgId, places: &[(ConversationId, i64)]) -> Result<HashMap<ConversationId, String>> {
    let mut found = HashMap::new();
    for (id, seq) in places {
        let row = on.opt(q!("SELECT body FROM message WHERE org_id = $1 AND conversation_id = $2 AND seq = $3", org_id, *id, *seq)).await?;
        if let Some(row) = row {
            found.insert(*id, row.get(0)?);
        }
    }
    Ok(found)
}

/// The orders that the customer showed in a conversation, as their cards.
pub async fn order_cards(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<serde_json::Value>> {
    let rows = on
        .all(q!(
            "SELECT payload
               FROM message
              WHERE org_id = $1
                AND conversation_id = $2
                AND kind = 'order_card'
                AND sender_kind = 'customer'
              ORDER BY seq
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(|row| payload_from(&row.get::<String>(0)?)).collect()
}

/// What the customer wrote in a conversation, oldest first.
pub async fn customer_words(on: &mut impl Run, org_id: OrgId, id: ConversationId, limit: i64) -> Result<Vec<String>> {
    let rows = on
        .all(q!(
            "SELECT body
               FROM message
              WHERE org_id = $1
                AND conversation_id = $2
                AND sender_kind = 'customer'
                AND kind = 'text'
              ORDER BY seq
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Public names of agents, for readers who are not colleagues.
pub async fn nicknames(on: &mut impl Run, org_id: OrgId, ids: &[AgentId]) -> Result<HashMap<AgentId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = crate::Query::new("");
    let org = query.push(org_id);
    let ids = crate::dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT id, nickname FROM agent WHERE org_id = {org} AND id IN {ids}").into();
    on.all(query).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Public name and picture of agents.
pub async fn faces(on: &mut impl Run, org_id: OrgId, ids: &[AgentId]) -> Result<HashMap<AgentId, (String, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = crate::Query::new("");
    let org = query.push(org_id);
    let ids = crate::dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT id, nickname, avatar FROM agent WHERE org_id = {org} AND id IN {ids}").into();
    on.all(query).await?.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
}

/// One ticket of this customer, as a card shows it.
pub async fn ticket_of(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    id: TicketId,
) -> Result<Option<crate::orders::TicketLine>> {
    let row = on
        .opt(q!(
            "SELECT id, number, title, state, priority, updated_at
               FROM ticket
              WHERE org_id = $1
                AND customer_id = $2
                AND id = $3",
            org_id,
            customer_id,
            id
        ))
        .await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok(crate::orders::TicketLine {
            id: c.take()?,
            number: c.take()?,
            title: c.take()?,
            state: c.word()?,
            priority: c.take()?,
            updated_at: c.take()?,
        })
    })
    .transpose()
}

fn message(row: &Row) -> Result<Message> {
    let mut c = row.columns();
    Ok(Message {
        id: c.take()?,
        conversation_id: c.take()?,
        seq: c.take()?,
        client_id: c.take()?,
        sender_kind: c.word()?,
        sender_id: c.take()?,
        kind: c.word()?,
        internal: c.take()?,
        body: c.take()?,
        payload: payload_from(&c.take::<String>()?)?,
        at: c.take()?,
    })
}
