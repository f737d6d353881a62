//! Corrections of facts and whom they must reach.

use crate::{Arg, Result, Row, Run, bulk, facts::Thread, q};
use uuid::Uuid;
use yingke_core::{id::*, text::Text, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Recall {
    pub id: RecallId,
    pub fact_id: FactId,
    pub edition: i64,
    pub body: Text,
    pub created_by: Option<AgentId>,
    pub created_at: Millis,
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, recall: &Recall) -> Result<()> {
    on.execute(q!(
        "INSERT INTO fact_recall (id, org_id, fact_id, edition, body, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        recall.id,
        org_id,
        recall.fact_id,
        recall.edition,
        serde_json::to_string(&recall.body)?,
        recall.created_by,
        recall.created_at
    ))
    .await?;
    Ok(())
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: RecallId) -> Result<Option<Recall>> {
    on.opt(q!(
        "SELECT id, fact_id, edition, body, created_by, created_at
           FROM fact_recall
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(recall)
    .transpose()
}

/// Newest first.
pub async fn of_fact(on: &mut impl Run, org_id: OrgId, id: FactId, limit: i64) -> Result<Vec<Recall>> {
    on.all(q!(
        "SELECT id, fact_id, edition, body, created_by, created_at
           FROM fact_recall
          WHERE org_id = $1
            AND fact_id = $2
          ORDER BY id DESC
          LIMIT $3",
        org_id,
        id,
        limit
    ))
    .await?
    .iter()
    .map(recall)
    .collect()
}

fn recall(row: &Row) -> Result<Recall> {
    let mut c = row.columns();
    Ok(Recall { id: c.take()?, fact_id: c.take()?, edition: c.take()?, body: c.json()?, created_by: c.take()?, created_at: c.take()? })
}

/// One customer of a recall.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub org_id: OrgId,
    pub fact_id: FactId,
    pub edition: i64,
    pub customer_id: CustomerId,
    pub recall_id: RecallId,
    /// Where the old thing was heard.
    pub thread: Thread,
    pub state: String,
    pub way: String,
    pub attempts: i64,
    pub at: Millis,
}

/// Whoever has been reached by this edition's correction, or is about to be, stays as they are; failures are tried anew.
pub async fn add_targets(on: &mut impl Run, targets: &[Target]) -> Result<()> {
    let head = "INSERT INTO fact_recall_target (org_id, fact_id, edition, customer_id, recall_id, thread_kind, thread_id, state, way, attempts, at)";
    let tail = "ON CONFLICT (org_id, fact_id, edition, customer_id) DO UPDATE
                   SET recall_id = excluded.recall_id, state = excluded.state, way = excluded.way, attempts = excluded.attempts, at = excluded.at
                 WHERE fact_recall_target.state = 'failed'";
    let columns = |t: &Target| -> Vec<Arg> {
        let (kind, id) = t.thread.columns();
        vec![
            t.org_id.into(),
            t.fact_id.into(),
            t.edition.into(),
            t.customer_id.into(),
            t.recall_id.into(),
            kind.into(),
            id.into(),
            (&t.state).into(),
            (&t.way).into(),
            t.attempts.into(),
            t.at.into(),
        ]
    };
    bulk::write(on, head, targets, columns, tail).await
}

/// Everybody who has a place in some correction to this edition.
pub async fn targets_of_edition(on: &mut impl Run, org_id: OrgId, id: FactId, edition: i64, limit: i64) -> Result<Vec<Target>> {
    on.all(q!(
        "SELECT org_id, fact_id, edition, customer_id, recall_id, thread_kind, thread_id, state, way, attempts, at
           FROM fact_recall_target
          WHERE org_id = $1
            AND fact_id = $2
            AND edition = $3
          ORDER BY customer_id
          LIMIT $4",
        org_id,
        id,
        edition,
        limit
    ))
    .await?
    .iter()
    .map(target)
    .collect()
}

/// Waiting ones of any organisation, oldest first.
pub async fn pending(on: &mut impl Run, limit: i64) -> Result<Vec<Target>> {
    on.all(q!(
        "SELECT org_id, fact_id, edition, customer_id, recall_id, thread_kind, thread_id, state, way, attempts, at
           FROM fact_recall_target
          WHERE state = 'pending'
          ORDER BY at, customer_id
          LIMIT $1",
        limit
    ))
    .await?
    .iter()
    .map(target)
    .collect()
}

/// Takes the place for this transaction; false: somebody else has reached them meanwhile.
pub async fn settle(on: &mut impl Run, t: &Target, state: &str, way: &str, now: Millis) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE fact_recall_target
                SET state = $5, way = $6, attempts = attempts + 1, at = $7
              WHERE org_id = $1
                AND fact_id = $2
                AND edition = $3
                AND customer_id = $4
                AND state = 'pending'",
            t.org_id,
            t.fact_id,
            t.edition,
            t.customer_id,
            state,
            way,
            now
        ))
        .await?;
    Ok(rows == 1)
}

/// Recall, state, number.
pub async fn progress(on: &mut impl Run, org_id: OrgId, recalls: &[RecallId]) -> Result<Vec<(RecallId, String, i64)>> {
    if recalls.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = crate::Query::new("");
    let org = query.push(org_id);
    let list = crate::dialect::in_list(&mut query, recalls);
    query.sql = format!(
        "SELECT recall_id, state, COUNT(*)
           FROM fact_recall_target
          WHERE org_id = {org}
            AND recall_id IN {list}
          GROUP BY recall_id, state"
    )
    .into();
    on.all(query).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

fn target(row: &Row) -> Result<Target> {
    let mut c = row.columns();
    let (org_id, fact_id, edition, customer_id, recall_id) = (c.take()?, c.take()?, c.take()?, c.take()?, c.take()?);
    let (kind, id): (String, Uuid) = (c.take()?, c.take()?);
    Ok(Target {
        org_id,
        fact_id,
        edition,
        customer_id,
        recall_id,
        thread: Thread::from_columns(&kind, id),
        state: c.take()?,
        way: c.take()?,
        attempts: c.take()?,
        at: c.take()?,
    })
}
