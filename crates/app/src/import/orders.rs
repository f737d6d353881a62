use super::rows::{Batch, fate, money, read, tell, text, time};
use crate::{
    app::App,
    error::Result,
    principal::Principal,
    views::import::{ImportOrder, ImportResult},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use yingke_core::{
    customer::{Customer, Gender},
    event::EventKind,
    id::*,
    order::{Line, Order},
    permission::Permission,
    time::Millis,
};
use yingke_store::{Tx, customers, orders};

/// Orders with their lines, by order number.
pub async fn orders(app: &App, who: &Principal, rows: Vec<Value>) -> Result<ImportResult> {
    who.must(Permission::Import)?;
    let now = app.clock.now();
    let (rows, mut result) = read(rows, |row: &ImportOrder| check(row, now))?;
    let (app, org_id, actor) = (app.clone(), who.org_id, who.actor.clone());
    let door = app.door.clone();
    door.write(org_id, move |tx| {
        Box::pin(async move {
            let buyers = buyers(&app, tx, org_id, &rows, now).await?;
            let keys: Vec<&str> = rows.iter().map(|(_, row)| row.order_no.trim()).collect();
            let held = orders::by_numbers(tx, org_id, &keys).await?;
            let mut moved_from: Vec<CustomerId> = Vec::new();
            let ids: Vec<OrderId> = held.iter().map(|order| order.id).collect();
            let mut lines: HashMap<OrderId, Vec<Line>> = HashMap::new();
            for line in orders::lines(tx, org_id, &ids).await? {
                lines.entry(line.order_id).or_default().push(line);
            }
            let mut relined: HashSet<OrderId> = HashSet::new();
            let mut batch = Batch::new(held.into_iter().map(|order| (order.order_no.clone(), order)));
            for (_, row) in rows {
                let key = row.order_no.trim().to_owned();
                let held = batch.get(&key);
                let at = row.updated_at.unwrap_or(now);
                let id = held.map_or_else(|| app.clock.id(), |held| held.id);
                let customer_id = buyers[row.customer_external_id.trim()];
                let (order, new_lines) = split(row, id, customer_id, at, held.map_or(1, |held| held.version + 1));
                let same_lines = lines.get(&id).is_some_and(|held| *held == new_lines);
                let same_order =
                    held.is_some_and(|held| Order { updated_at: held.updated_at, version: held.version, ..order.clone() } == *held);
                let same = same_order && same_lines;
                let fate = fate(held.map(|held| Some(held.updated_at)), at, same);
                let order = if same { Order { version: order.version - 1, ..order } } else { order };
                if fate == super::rows::Fate::Updated {
                    moved_from.extend(held.map(|held| held.customer_id).filter(|held| *held != customer_id));
                }
                if matches!(fate, super::rows::Fate::Created | super::rows::Fate::Updated) && !same_lines {
                    lines.insert(id, new_lines);
                    relined.insert(id);
                }
                batch.put(key, order, fate, &mut result);
            }
            let writes = batch.writes();
            orders::save_many(tx, org_id, &writes).await?;
            let old: Vec<OrderId> =
                writes.iter().filter(|order| relined.contains(&order.id) && !batch.is_new(&order.order_no)).map(|o| o.id).collect();
            orders::delete_lines(tx, org_id, &old).await?;
            let new_lines: Vec<Line> =
                writes.iter().filter(|order| relined.contains(&order.id)).filter_map(|order| lines.remove(&order.id)).flatten().collect();
            orders::insert_lines(tx, org_id, &new_lines).await?;
            let touched = batch.changed().into_iter().map(|order| order.customer_id).chain(moved_from);
            tell(tx, org_id, EventKind::OrderChanged, &actor, touched, now);
            Ok(result)
        })
    })
    .await
}

/// The customers of the rows; those whom we do not know yet get a bare profile.
async fn buyers(app: &App, tx: &mut Tx, org_id: OrgId, rows: &[(i64, ImportOrder)], now: Millis) -> Result<HashMap<String, CustomerId>> {
    let mut keys: Vec<&str> = rows.iter().map(|(_, row)| row.customer_external_id.trim()).collect();
    keys.sort_unstable();
    keys.dedup();
    let held = customers::by_external_ids(tx, org_id, &keys).await?;
    let mut known: HashMap<String, CustomerId> =
        held.into_iter().filter_map(|customer| Some((customer.external_id?, customer.id))).collect();
    let bare: Vec<Customer> = keys.into_iter().filter(|key| !known.contains_key(*key)).map(|key| stub(app.clock.id(), key, now)).collect();
    customers::insert_many(tx, org_id, &bare).await?;
    known.extend(bare.into_iter().filter_map(|customer| Some((customer.external_id?, customer.id))));
    Ok(known)
}

fn stub(id: CustomerId, external_id: &str, now: Millis) -> Customer {
    Customer {
        id,
        external_id: Some(external_id.to_owned()),
        nickname: external_id.to_owned(),
        gender: Gender::Unknown,
        registered_at: None,
        is_member: false,
        tier: String::new(),
        tags: Vec::new(),
        phone: String::new(),
        email: String::new(),
        city: String::new(),
        note: String::new(),
        locale: yingke_core::text::Locale::ZhCn.to_string(),
        anonymous: false,
        last_contact_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
        // The shop has not told us about the customer: whatever it says later is newer.
        source_at: None,
    }
}

fn split(row: ImportOrder, id: OrderId, customer_id: CustomerId, at: Millis, version: i64) -> (Order, Vec<Line>) {
    let mut lines: Vec<Line> = row
        .lines
        .into_iter()
        .map(|line| Line {
            order_id: id,
            line_no: line.line_no,
            sku: line.sku,
            title: line.title,
            spec: line.spec,
            image_url: line.image_url,
            quantity: line.quantity,
            unit_fen: line.unit_fen,
            paid_fen: line.paid_fen,
        })
        .collect();
    lines.sort_unstable_by_key(|line| line.line_no);
    let order = Order {
        id,
        order_no: row.order_no.trim().to_owned(),
        customer_id,
        state: row.state,
        total_fen: row.total_fen,
        paid_fen: row.paid_fen,
        freight_fen: row.freight_fen,
        discount_fen: row.discount_fen,
        receiver: row.receiver,
        phone: row.phone,
        address: row.address,
        url: row.url,
        note: row.note,
        ordered_at: row.ordered_at,
        paid_at: row.paid_at,
        shipped_at: row.shipped_at,
        delivered_at: row.delivered_at,
        completed_at: row.completed_at,
        cancelled_at: row.cancelled_at,
        updated_at: at,
        version,
    };
    (order, lines)
}

fn check(row: &ImportOrder, now: Millis) -> Result<(), String> {
    text("order_no", &row.order_no, 1, 64)?;
    text("customer_external_id", &row.customer_external_id, 1, 128)?;
    for (name, value, most) in [
        ("receiver", &row.receiver, 100),
        ("phone", &row.phone, 30),
        ("address", &row.address, 500),
        ("url", &row.url, 2_000),
        ("note", &row.note, 2_000),
    ] {
        text(name, value, 0, most)?;
    }
    for (name, fen) in
        [("total_fen", row.total_fen), ("paid_fen", row.paid_fen), ("freight_fen", row.freight_fen), ("discount_fen", row.discount_fen)]
    {
        money(name, fen)?;
    }
    time("ordered_at", Some(row.ordered_at), now)?;
    for (name, at) in [
        ("paid_at", row.paid_at),
        ("shipped_at", row.shipped_at),
        ("delivered_at", row.delivered_at),
        ("completed_at", row.completed_at),
        ("cancelled_at", row.cancelled_at),
        ("updated_at", row.updated_at),
    ] {
        time(name, at, now)?;
    }
    if !(1..=200).contains(&row.lines.len()) {
        return Err(format!("lines: there are {}; an order has 1 to 200", row.lines.len()));
    }
    let mut numbers = HashSet::new();
    for line in &row.lines {
        if !numbers.insert(line.line_no) {
            return Err(format!("lines: number {} stands there twice", line.line_no));
        }
        if !(1..=1_000_000).contains(&line.quantity) {
            return Err(format!("lines: the quantity of line {} must be 1 to 1,000,000", line.line_no));
        }
        text("lines.sku", &line.sku, 0, 64)?;
        text("lines.title", &line.title, 1, 300)?;
        text("lines.spec", &line.spec, 0, 500)?;
        text("lines.image_url", &line.image_url, 0, 2_000)?;
        money("lines.unit_fen", line.unit_fen)?;
        money("lines.paid_fen", line.paid_fen)?;
    }
    Ok(())
}
