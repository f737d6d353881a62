//! Tickets as decisions need them: the whole row in, the whole row out. Lists and views read through `ticket_rows`.

use crate::{Arg, Query, Result, Row, Run, bulk, q, query::Columns};
use yingke_core::{
    id::*,
    ticket::{Ticket, priority},
    time::Millis,
};

/// Columns in the order of [`read`].
pub(crate) const COLUMNS: &str = "t.id, t.number, t.type_id, t.title, t.description, t.state, t.priority, t.priority_reason, t.mood,
       t.customer_id, t.requester_kind, t.conversation_id, t.order_id, t.category_id, t.group_id, t.agent_id, t.owner_id, t.follow_up_of,
       t.source, t.fields, t.step, t.steps_done, t.rebound_count, t.first_facts, t.failed_by, t.hops, t.urge_count, t.urged_at,
       t.last_entry_seq, t.last_public_at, t.rating, t.rating_comment, t.first_reply_at, t.solved_at, t.closed_at, t.version,
       t.created_at, t.updated_at, t.due_at";

pub async fn get(on: &mut impl Run, org_id: OrgId, id: TicketId) -> Result<Option<Ticket>> {
    let query = Query::new(format!("SELECT {COLUMNS} FROM ticket AS t WHERE t.org_id = $1 AND t.id = $2")).bind(org_id).bind(id);
    on.opt(query).await?.as_ref().map(|row: &Row| read(&mut row.columns())).transpose()
}

/// The ticket that this customer started under this id, if it was started before.
pub async fn by_client_id(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, client_id: &str) -> Result<Option<TicketId>> {
    on.opt(q!(
        "SELECT id
           FROM ticket
          WHERE org_id = $1
            AND customer_id = $2
            AND client_id = $3
            AND client_id <> ''",
        org_id,
        customer_id,
        client_id
    ))
    .await?
    .map(|row| row.get(0))
    .transpose()
}

/// The next number that people say aloud. Inside the organisation's write lock, so without gaps.
pub async fn next_number(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("UPDATE org_counter SET ticket_no = ticket_no + 1 WHERE org_id = $1 RETURNING ticket_no", org_id)).await?.get(0)
}

/// `client_id` is the customer's own id for it; empty for the others.
pub async fn insert(on: &mut impl Run, org_id: OrgId, ticket: &Ticket, client_id: &str) -> Result<()> {
    insert_many(on, org_id, &[(ticket, client_id)]).await
}

/// Many at once, for seeds.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, tickets: &[(&Ticket, &str)]) -> Result<()> {
    let head = "INSERT INTO ticket (id, org_id, number, type_id, title, description, state, priority, priority_reason, mood, customer_id,
                    requester_kind, conversation_id, order_id, category_id, group_id, agent_id, owner_id, follow_up_of, source, client_id,
                    fields, step, steps_done, rebound_count, first_facts, failed_by, hops, urge_count, urged_at, last_entry_seq,
                    last_public_at, customer_read_seq, rating, rating_comment, first_reply_at, solved_at, closed_at, version,
                    created_at, updated_at, due_at)";
    let rows: Vec<Vec<Arg>> = tickets.iter().map(|(ticket, client_id)| columns(org_id, ticket, client_id)).collect::<Result<_>>()?;
    bulk::write(on, head, &rows, Vec::clone, "").await
}

/// Writes the row when it is still the one that was read; false = somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, ticket: &Ticket, was_version: i64) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE ticket
                SET title = $3, state = $4, priority = $5, priority_reason = $6, mood = $7, order_id = $8, category_id = $9, group_id = $10,
                    agent_id = $11, owner_id = $12, fields = $13, step = $14, steps_done = $15, rebound_count = $16, failed_by = $17,
                    hops = $18, urge_count = $19, urged_at = $20, last_entry_seq = $21, last_public_at = $22, rating = $23,
                    rating_comment = $24, first_reply_at = $25, solved_at = $26, closed_at = $27, version = $28, updated_at = $29
              WHERE org_id = $1
                AND id = $2
                AND version = $30",
            org_id,
            ticket.id,
            &ticket.title,
            ticket.state.as_str(),
            priority::level(ticket.priority),
            serde_json::to_string(&ticket.priority_reason)?,
            ticket.mood.as_str(),
            ticket.order_id,
            ticket.category_id,
            ticket.group_id,
            ticket.agent_id,
            ticket.owner_id,
            serde_json::to_string(&ticket.fields)?,
            &ticket.step,
            serde_json::to_string(&ticket.steps_done)?,
            ticket.rebound_count,
            serde_json::to_string(&ticket.failed_by)?,
            ticket.hops,
            ticket.urge_count,
            ticket.urged_at,
            ticket.last_entry_seq,
            ticket.last_public_at,
            ticket.rating,
            &ticket.rating_comment,
            ticket.first_reply_at,
            ticket.solved_at,
            ticket.closed_at,
            ticket.version,
            ticket.updated_at,
            was_version
        ))
        .await?;
    Ok(changed == 1)
}

/// Solved tickets of any organisation that nobody sent back since `before`.
pub async fn due_to_close(on: &mut impl Run, before: Millis, limit: i64) -> Result<Vec<(OrgId, TicketId)>> {
    on.all(q!(
        "SELECT org_id, id
           FROM ticket
          WHERE state = 'solved'
            AND solved_at <= $1
          ORDER BY solved_at
          LIMIT $2",
        before,
        limit
    ))
    .await?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

fn columns(org_id: OrgId, ticket: &Ticket, client_id: &str) -> Result<Vec<Arg>> {
    Ok(vec![
        ticket.id.into(),
        org_id.into(),
        ticket.number.into(),
        ticket.type_id.into(),
        Arg::from(&ticket.title),
        Arg::from(&ticket.description),
        ticket.state.as_str().into(),
        priority::level(ticket.priority).into(),
        serde_json::to_string(&ticket.priority_reason)?.into(),
        ticket.mood.as_str().into(),
        ticket.customer_id.into(),
        ticket.requester_kind.as_str().into(),
        ticket.conversation_id.into(),
        ticket.order_id.into(),
        ticket.category_id.into(),
        ticket.group_id.into(),
        ticket.agent_id.into(),
        ticket.owner_id.into(),
        ticket.follow_up_of.into(),
        Arg::from(&ticket.source),
        client_id.into(),
        serde_json::to_string(&ticket.fields)?.into(),
        Arg::from(&ticket.step),
        serde_json::to_string(&ticket.steps_done)?.into(),
        ticket.rebound_count.into(),
        ticket.first_facts.to_string().into(),
        serde_json::to_string(&ticket.failed_by)?.into(),
        ticket.hops.into(),
        ticket.urge_count.into(),
        ticket.urged_at.into(),
        ticket.last_entry_seq.into(),
        ticket.last_public_at.into(),
        0i64.into(),
        ticket.rating.into(),
        Arg::from(&ticket.rating_comment),
        ticket.first_reply_at.into(),
        ticket.solved_at.into(),
        ticket.closed_at.into(),
        ticket.version.into(),
        ticket.created_at.into(),
        ticket.updated_at.into(),
        ticket.due_at.into(),
    ])
}

pub(crate) fn read(c: &mut Columns<'_>) -> Result<Ticket> {
    Ok(Ticket {
        id: c.take()?,
        number: c.take()?,
        type_id: c.take()?,
        title: c.take()?,
        description: c.take()?,
        state: c.word()?,
        priority: priority::from_level(c.take()?),
        priority_reason: c.json()?,
        mood: c.word()?,
        customer_id: c.take()?,
        requester_kind: c.word()?,
        conversation_id: c.take()?,
        order_id: c.take()?,
        category_id: c.take()?,
        group_id: c.take()?,
        agent_id: c.take()?,
        owner_id: c.take()?,
        follow_up_of: c.take()?,
        source: c.take()?,
        fields: c.json()?,
        step: c.take()?,
        steps_done: c.json()?,
        rebound_count: c.take()?,
        first_facts: c.json()?,
        failed_by: c.json()?,
        hops: c.take()?,
        urge_count: c.take()?,
        urged_at: c.take()?,
        last_entry_seq: c.take()?,
        last_public_at: c.take()?,
        rating: c.take()?,
        rating_comment: c.take()?,
        first_reply_at: c.take()?,
        solved_at: c.take()?,
        closed_at: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
        due_at: c.take()?,
    })
}
