//! The ways that customers took, one row a conversation or request. Written by the follower of the event log.

use crate::{Query, Result, Row, Run, q};
use uuid::Uuid;
use yingke_core::{
    id::*,
    resolution::paths::{Ending, MANY_CLICKS, Promise, Route, Trail},
    time::Millis,
};

#[derive(Debug, Clone, PartialEq)]
pub struct ContactPath {
    pub place: Place,
    pub customer_id: CustomerId,
    pub trail: Trail,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Conversation(ConversationId),
    Request(TicketId),
}

impl Place {
    pub fn id(self) -> Uuid {
        match self {
            Place::Conversation(id) => id.0,
            Place::Request(id) => id.0,
        }
    }
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<ContactPath>> {
    on.opt(q!("SELECT id, conversation_id, customer_id, facts FROM contact_path WHERE org_id = $1 AND id = $2", org_id, id))
        .await?
        .as_ref()
        .map(row)
        .transpose()
}

/// The trail that a request belongs to.
pub async fn of_ticket(on: &mut impl Run, org_id: OrgId, id: TicketId) -> Result<Option<ContactPath>> {
    on.opt(q!(
        "SELECT id, conversation_id, customer_id, facts
           FROM contact_path
          WHERE org_id = $1
            AND ticket_id IS NOT NULL
            AND ticket_id = $2
          LIMIT 1",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(row)
    .transpose()
}

pub async fn save(on: &mut impl Run, org_id: OrgId, one: &ContactPath) -> Result<()> {
    let trail = &one.trail;
    let conversation_id = match one.place {
        Place::Conversation(id) => Some(id),
        Place::Request(_) => None,
    };
    on.execute(q!(
        "INSERT INTO contact_path (org_id, id, conversation_id, ticket_id, customer_id, began_at, route, ending, promise, clicks, told_wait_ms,
                waited_ms, facts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (org_id, id) DO UPDATE
            SET ticket_id = excluded.ticket_id, customer_id = excluded.customer_id, route = excluded.route, ending = excluded.ending,
                promise = excluded.promise, clicks = excluded.clicks, told_wait_ms = excluded.told_wait_ms,
                waited_ms = excluded.waited_ms, facts = excluded.facts",
        org_id,
        one.place.id(),
        conversation_id,
        trail.request,
        one.customer_id,
        trail.began_at,
        trail.route().as_str(),
        trail.ending().as_str(),
        trail.promise().map(Promise::as_str),
        trail.clicks,
        trail.told_wait_ms,
        trail.waited_ms(),
        serde_json::to_string(trail)?
    ))
    .await?;
    Ok(())
}

/// Which rows a figure opens.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub route: Option<Route>,
    pub ending: Option<Ending>,
    pub promise: Option<Promise>,
    /// Only those that waited for a person.
    pub waited: bool,
    /// So many clicks to a person; [`MANY_CLICKS`] = so many or more.
    pub clicks: Option<i64>,
    pub from: Millis,
    pub to: Millis,
}

/// Those that began in a time, newest first.
pub async fn list(on: &mut impl Run, org_id: OrgId, wanted: &Wanted, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<ContactPath>> {
    let mut query = Query::new("");
    let (org, from, to) = (query.push(org_id), query.push(wanted.from), query.push(wanted.to));
    let mut sql = format!(
        "SELECT id, conversation_id, customer_id, facts
           FROM contact_path
          WHERE org_id = {org}
            AND began_at >= {from}
            AND began_at < {to}"
    );
    if let Some(route) = wanted.route {
        sql += &format!(" AND route = {}", query.push(route.as_str()));
    }
    if let Some(ending) = wanted.ending {
        sql += &format!(" AND ending = {}", query.push(ending.as_str()));
    }
    if wanted.waited {
        sql += " AND promise IS NOT NULL";
    }
    if let Some(promise) = wanted.promise {
        sql += &format!(" AND promise IS NOT NULL AND promise = {}", query.push(promise.as_str()));
    }
    if let Some(clicks) = wanted.clicks {
        let sign = if clicks >= MANY_CLICKS { ">=" } else { "=" };
        sql += &format!(" AND clicks IS NOT NULL AND clicks {sign} {}", query.push(clicks));
    }
    if let Some((at, id)) = before {
        let (at, id) = (query.push(at), query.push(id));
        sql += &format!(" AND (began_at < {at} OR (began_at = {at} AND id < {id}))");
    }
    sql += &format!(" ORDER BY began_at DESC, id DESC LIMIT {}", query.push(limit));
    query.sql = sql.into();
    on.all(query).await?.iter().map(row).collect()
}

/// What was told and what came, of the newest that waited in a time.
pub async fn waits(on: &mut impl Run, org_id: OrgId, from: Millis, to: Millis, limit: i64) -> Result<Vec<(Option<i64>, i64)>> {
    let rows = on
        .all(q!(
            "SELECT told_wait_ms, waited_ms
               FROM contact_path
              WHERE org_id = $1
                AND promise IS NOT NULL
                AND began_at >= $2
                AND began_at < $3
              ORDER BY began_at DESC, id DESC
              LIMIT $4",
            org_id,
            from,
            to,
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub async fn forget(on: &mut impl Run, org_id: OrgId) -> Result<()> {
    on.execute(q!("DELETE FROM contact_path WHERE org_id = $1", org_id)).await?;
    Ok(())
}

fn row(row: &Row) -> Result<ContactPath> {
    let mut c = row.columns();
    let id: Uuid = c.take()?;
    let conversation_id: Option<ConversationId> = c.take()?;
    let place = conversation_id.map_or(Place::Request(TicketId(id)), Place::Conversation);
    Ok(ContactPath { place, customer_id: c.take()?, trail: c.json()? })
}
