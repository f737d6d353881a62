//! The page trail of customers: the newest two hundred of each.

use crate::{Result, Run, q};
use uuid::Uuid;
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    pub id: Uuid,
    pub url: String,
    pub title: String,
    pub at: Millis,
}

/// Newest first, before a place in the trail.
pub async fn of_customer(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Visit>> {
    let rows = on
        .all(q!(
            "SELECT id, url, title, at
               FROM page_visit
              WHERE org_id = $1
                AND customer_id = $2
                AND id < $3
              ORDER BY id DESC
              LIMIT $4",
            org_id,
            customer_id,
            before.unwrap_or(Uuid::max()),
            limit
        ))
        .await?;
    rows.iter().map(visit).collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, id: Uuid) -> Result<Option<Visit>> {
    on.opt(q!("SELECT id, url, title, at FROM page_visit WHERE org_id = $1 AND customer_id = $2 AND id = $3", org_id, customer_id, id))
        .await?
        .as_ref()
        .map(visit)
        .transpose()
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, visit: &Visit) -> Result<()> {
    on.execute(q!(
        "INSERT INTO page_visit (org_id, customer_id, id, url, title, at) VALUES ($1, $2, $3, $4, $5, $6)",
        org_id,
        customer_id,
        visit.id,
        &visit.url,
        &visit.title,
        visit.at
    ))
    .await?;
    Ok(())
}

/// Trails of many customers at once; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, visits: &[(CustomerId, Visit)]) -> Result<()> {
    let head = "INSERT INTO page_visit (org_id, customer_id, id, url, title, at)";
    crate::bulk::write(
        on,
        head,
        visits,
        |(customer_id, visit)| {
            vec![org_id.into(), (*customer_id).into(), visit.id.into(), (&visit.url).into(), (&visit.title).into(), visit.at.into()]
        },
        "",
    )
    .await
}

/// Forgets all but the newest `keep`.
pub async fn prune(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, keep: i64) -> Result<u64> {
    on.execute(q!(
        "DELETE FROM page_visit
          WHERE org_id = $1
            AND customer_id = $2
            AND id <= (SELECT id FROM page_visit WHERE org_id = $1 AND customer_id = $2 ORDER BY id DESC LIMIT 1 OFFSET $3)",
        org_id,
        customer_id,
        keep
    ))
    .await
}

fn visit(row: &crate::Row) -> Result<Visit> {
    let mut c = row.columns();
    Ok(Visit { id: c.take()?, url: c.take()?, title: c.take()?, at: c.take()? })
}
