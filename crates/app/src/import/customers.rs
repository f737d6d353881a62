use super::rows::{Batch, fate, read, tell, text, time};
use crate::{
    app::App,
    error::Result,
    principal::Principal,
    views::import::{ImportCustomer, ImportResult},
};
use serde_json::Value;
use yingke_core::{
    customer::{Customer, Gender},
    event::EventKind,
    id::CustomerId,
    permission::Permission,
    time::Millis,
};
use yingke_store::customers;

/// Customers by the shop's id. Notes and tags of agents stay.
pub async fn customers(app: &App, who: &Principal, rows: Vec<Value>) -> Result<ImportResult> {
    who.must(Permission::Import)?;
    let now = app.clock.now();
    let (rows, mut result) = read(rows, |row: &ImportCustomer| check(row, now))?;
    let (app, org_id, actor) = (app.clone(), who.org_id, who.actor.clone());
    let door = app.door.clone();
    door.write(org_id, move |tx| {
        Box::pin(async move {
            let keys: Vec<&str> = rows.iter().map(|(_, row)| row.external_id.trim()).collect();
            let held = customers::by_external_ids(tx, org_id, &keys).await?;
            let mut batch = Batch::new(held.into_iter().map(|customer| (customer.external_id.clone().unwrap_or_default(), customer)));
            for (_, row) in rows {
                let key = row.external_id.trim().to_owned();
                let held = batch.get(&key).cloned();
                let at = row.updated_at.unwrap_or(now);
                let merged = merge(held.as_ref(), row, app.clock.id(), at, now);
                let same = held.as_ref().is_some_and(|held| {
                    Customer { source_at: held.source_at, updated_at: held.updated_at, version: held.version, ..merged.clone() } == *held
                });
                let fate = fate(held.as_ref().map(|held| held.source_at), at, same);
                let merged = if same { Customer { version: merged.version - 1, ..merged } } else { merged };
                batch.put(key, merged, fate, &mut result);
            }
            customers::save_many(tx, org_id, &batch.writes()).await?;
            tell(tx, org_id, EventKind::CustomerChanged, &actor, batch.changed().iter().map(|customer| customer.id), now);
            Ok(result)
        })
    })
    .await
}

fn check(row: &ImportCustomer, now: Millis) -> Result<(), String> {
    text("external_id", &row.external_id, 1, 128)?;
    text("nickname", &row.nickname, 0, 100)?;
    text("tier", &row.tier, 0, 50)?;
    text("phone", &row.phone, 0, 30)?;
    text("email", &row.email, 0, 200)?;
    text("city", &row.city, 0, 100)?;
    if row.tags.len() > 30 || row.tags.iter().any(|tag| tag.chars().count() > 30) {
        return Err("tags: at most 30, each of at most 30 characters".into());
    }
    time("registered_at", row.registered_at, now)?;
    time("updated_at", row.updated_at, now)
}

fn merge(held: Option<&Customer>, row: ImportCustomer, id: CustomerId, at: Millis, now: Millis) -> Customer {
    let mut tags = held.map(|held| held.tags.clone()).unwrap_or_default();
    for tag in row.tags {
        let tag = tag.trim();
        if !tag.is_empty() && tags.len() < 30 && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    Customer {
        id: held.map_or(id, |held| held.id),
        external_id: Some(row.external_id.trim().to_owned()),
        nickname: row.nickname.trim().to_owned(),
        gender: row.gender.or(held.map(|held| held.gender)).unwrap_or(Gender::Unknown),
        registered_at: row.registered_at.or(held.and_then(|held| held.registered_at)),
        is_member: row.is_member,
        tier: row.tier.trim().to_owned(),
        tags,
        phone: row.phone.trim().to_owned(),
        email: row.email.trim().to_lowercase(),
        city: row.city.trim().to_owned(),
        note: held.map(|held| held.note.clone()).unwrap_or_default(),
        locale: match held {
            Some(held) if row.locale.is_empty() => held.locale.clone(),
            _ => row.locale.parse().unwrap_or(yingke_core::text::Locale::ZhCn).to_string(),
        },
        anonymous: false,
        last_contact_at: held.and_then(|held| held.last_contact_at),
        version: held.map_or(1, |held| held.version + 1),
        created_at: held.map_or(now, |held| held.created_at),
        updated_at: now,
        source_at: Some(at),
    }
}
