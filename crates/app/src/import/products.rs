use super::rows::{Batch, fate, money, read, text, time};
use crate::{
    app::App,
    error::Result,
    principal::Principal,
    views::import::{ImportProduct, ImportResult},
};
use serde_json::Value;
use yingke_core::{permission::Permission, product::Product};
use yingke_store::products;

/// Products by sku.
pub async fn products(app: &App, who: &Principal, rows: Vec<Value>) -> Result<ImportResult> {
    who.must(Permission::Import)?;
    let now = app.clock.now();
    let (rows, mut result) = read(rows, |row: &ImportProduct| {
        text("sku", &row.sku, 1, 64)?;
        text("title", &row.title, 1, 300)?;
        text("title_en", &row.title_en, 0, 300)?;
        text("category", &row.category, 0, 100)?;
        text("spec", &row.spec, 0, 500)?;
        text("image_url", &row.image_url, 0, 2_000)?;
        text("url", &row.url, 0, 2_000)?;
        money("price_fen", row.price_fen)?;
        time("updated_at", row.updated_at, now)
    })?;
    let (app, org_id) = (app.clone(), who.org_id);
    let door = app.door.clone();
    door.write(org_id, move |tx| {
        Box::pin(async move {
            let keys: Vec<&str> = rows.iter().map(|(_, row)| row.sku.trim()).collect();
            let held = products::by_skus(tx, org_id, &keys).await?;
            let mut batch = Batch::new(held.into_iter().map(|product| (product.sku.clone(), product)));
            for (_, row) in rows {
                let key = row.sku.trim().to_owned();
                let held = batch.get(&key);
                let at = row.updated_at.unwrap_or(now);
                let product = Product {
                    id: held.map_or_else(|| app.clock.id(), |held| held.id),
                    sku: key.clone(),
                    title: row.title,
                    title_en: row.title_en,
                    category: row.category,
                    price_fen: row.price_fen,
                    spec: row.spec,
                    image_url: row.image_url,
                    url: row.url,
                    updated_at: at,
                };
                let same = held.is_some_and(|held| Product { updated_at: held.updated_at, ..product.clone() } == *held);
                let fate = fate(held.map(|held| Some(held.updated_at)), at, same);
                batch.put(key, product, fate, &mut result);
            }
            products::save_many(tx, org_id, &batch.writes()).await?;
            Ok(result)
        })
    })
    .await
}
