//! After-sale cases of orders.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect};
use yingke_core::{id::*, order::*};

/// Cases of these orders, newest first.
pub async fn of_orders(on: &mut impl Run, org_id: OrgId, ids: &[OrderId]) -> Result<Vec<Aftersale>> {
    many(on, org_id, "order_id", ids).await
}

pub async fn by_external_ids(on: &mut impl Run, org_id: OrgId, external_ids: &[&str]) -> Result<Vec<Aftersale>> {
    many(on, org_id, "external_id", external_ids).await
}

async fn many<T: Into<Arg> + Clone>(on: &mut impl Run, org_id: OrgId, column: &str, values: &[T]) -> Result<Vec<Aftersale>> {
    let mut found = Vec::new();
    for chunk in values.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!(
            "SELECT id, external_id, order_id, line_no, kind, state, reason, amount_fen, applied_at, deadline_at, updated_at
               FROM aftersale
              WHERE org_id = {org}
                AND {column} IN {list}
              ORDER BY applied_at DESC, id DESC"
        )
        .into();
        for row in on.all(query).await? {
            found.push(aftersale(&row)?);
        }
    }
    Ok(found)
}

const HEAD: &str = "INSERT INTO aftersale (id, org_id, external_id, order_id, line_no, kind, state, reason, amount_fen, applied_at, deadline_at, updated_at)";

/// New cases; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, cases: &[Aftersale]) -> Result<()> {
    bulk::write(on, HEAD, cases, |a| columns(org_id, a), "").await
}

/// Writes cases that may be there already (by id).
pub async fn save_many(on: &mut impl Run, org_id: OrgId, cases: &[Aftersale]) -> Result<()> {
    let replace =
        bulk::replace(&["order_id", "line_no", "kind", "state", "reason", "amount_fen", "applied_at", "deadline_at", "updated_at"]);
    bulk::write(on, HEAD, cases, |a| columns(org_id, a), &replace).await
}

fn columns(org_id: OrgId, a: &Aftersale) -> Vec<Arg> {
    vec![
        a.id.into(),
        org_id.into(),
        (&a.external_id).into(),
        a.order_id.into(),
        a.line_no.into(),
        a.kind.as_str().into(),
        a.state.as_str().into(),
        (&a.reason).into(),
        a.amount_fen.into(),
        a.applied_at.into(),
        a.deadline_at.into(),
        a.updated_at.into(),
    ]
}

fn aftersale(row: &Row) -> Result<Aftersale> {
    let mut c = row.columns();
    Ok(Aftersale {
        id: c.take()?,
        external_id: c.take()?,
        order_id: c.take()?,
        line_no: c.take()?,
        kind: c.word()?,
        state: c.word()?,
        reason: c.take()?,
        amount_fen: c.take()?,
        applied_at: c.take()?,
        deadline_at: c.take()?,
        updated_at: c.take()?,
    })
}
