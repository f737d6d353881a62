use super::{
    rows::{Batch, fate, money, read, tell, text, time},
    shipments::unknown_order,
};
use crate::{
    app::App,
    error::Result,
    principal::Principal,
    views::import::{ImportAftersale, ImportResult},
};
use serde_json::Value;
use std::collections::HashMap;
use yingke_core::{
    event::EventKind,
    id::*,
    order::{Aftersale, Order},
    permission::Permission,
};
use yingke_store::{aftersales, orders};

/// After-sale cases by the shop's id.
pub async fn aftersales(app: &App, who: &Principal, rows: Vec<Value>) -> Result<ImportResult> {
    who.must(Permission::Import)?;
    let now = app.clock.now();
    let (rows, mut result) = read(rows, |row: &ImportAftersale| {
        text("external_id", &row.external_id, 1, 128)?;
        text("order_no", &row.order_no, 1, 64)?;
        text("reason", &row.reason, 0, 1_000)?;
        money("amount_fen", row.amount_fen)?;
        time("applied_at", Some(row.applied_at), now)?;
        time("updated_at", row.updated_at, now)
    })?;
    let (app, org_id, actor) = (app.clone(), who.org_id, who.actor.clone());
    let door = app.door.clone();
    door.write(org_id, move |tx| {
        Box::pin(async move {
            let numbers: Vec<&str> = rows.iter().map(|(_, row)| row.order_no.trim()).collect();
            let found = orders::by_numbers(tx, org_id, &numbers).await?;
            let buyer: HashMap<OrderId, CustomerId> = found.iter().map(|order| (order.id, order.customer_id)).collect();
            let known: HashMap<String, Order> = found.into_iter().map(|order| (order.order_no.clone(), order)).collect();
            let keys: Vec<&str> = rows.iter().map(|(_, row)| row.external_id.trim()).collect();
            let held = aftersales::by_external_ids(tx, org_id, &keys).await?;
            let mut batch = Batch::new(held.into_iter().map(|case| (case.external_id.clone(), case)));
            for (index, row) in rows {
                let Some(order) = known.get(row.order_no.trim()) else {
                    result.errors.push(unknown_order(index, &row.order_no));
                    continue;
                };
                let key = row.external_id.trim().to_owned();
                let held = batch.get(&key);
                let at = row.updated_at.unwrap_or(now);
                let case = Aftersale {
                    id: held.map_or_else(|| app.clock.id(), |held| held.id),
                    external_id: key.clone(),
                    order_id: order.id,
                    line_no: row.line_no,
                    kind: row.kind,
                    state: row.state,
                    reason: row.reason,
                    amount_fen: row.amount_fen,
                    applied_at: row.applied_at,
                    deadline_at: row.deadline_at,
                    updated_at: at,
                };
                let same = held.is_some_and(|held| Aftersale { updated_at: held.updated_at, ..case.clone() } == *held);
                let fate = fate(held.map(|held| Some(held.updated_at)), at, same);
                batch.put(key, case, fate, &mut result);
            }
            aftersales::save_many(tx, org_id, &batch.writes()).await?;
            tell(
                tx,
                org_id,
                EventKind::OrderChanged,
                &actor,
                batch.changed().iter().filter_map(|case| buyer.get(&case.order_id).copied()),
                now,
            );
            result.errors.sort_by_key(|error| error.index);
            Ok(result)
        })
    })
    .await
}
