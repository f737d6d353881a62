//! The catalogue, as far as customer service needs it.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, q};
use yingke_core::{id::*, product::Product};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ProductId) -> Result<Option<Product>> {
    on.opt(q!(
        "SELECT id, sku, title, title_en, category, price_fen, spec, image_url, url, updated_at
           FROM product
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(product)
    .transpose()
}

/// Products whose page is one of these addresses, with or without what stands after `?` and a last slash.
pub async fn by_urls(on: &mut impl Run, org_id: OrgId, urls: &[String]) -> Result<Vec<Product>> {
    let plain = |url: &str| url.split('?').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let wordings: Vec<String> = urls.iter().flat_map(|url| [url.clone(), plain(url), format!("{}/", plain(url))]).collect();
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, &wordings);
    query.sql = format!(
        "SELECT id, sku, title, title_en, category, price_fen, spec, image_url, url, updated_at
           FROM product
          WHERE org_id = {org}
            AND url <> ''
            AND url IN {list}
          ORDER BY id
          LIMIT 20"
    )
    .into();
    on.all(query).await?.iter().map(product).collect()
}

pub async fn by_skus(on: &mut impl Run, org_id: OrgId, skus: &[&str]) -> Result<Vec<Product>> {
    let mut found = Vec::with_capacity(skus.len());
    for chunk in skus.chunks(512) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let list = dialect::in_list(&mut query, chunk);
        query.sql = format!(
            "SELECT id, sku, title, title_en, category, price_fen, spec, image_url, url, updated_at
               FROM product
              WHERE org_id = {org}
                AND sku IN {list}"
        )
        .into();
        for row in on.all(query).await? {
            found.push(product(&row)?);
        }
    }
    Ok(found)
}

/// By sku, or words of the title in either language; after `after` in the order of the sku.
pub async fn find(on: &mut impl Run, org_id: OrgId, text: &str, after: &str, limit: i64) -> Result<Vec<Product>> {
    let pattern = dialect::contains_pattern(text);
    let rows = on
        .all(q!(
            "SELECT id, sku, title, title_en, category, price_fen, spec, image_url, url, updated_at
               FROM product
              WHERE org_id = $1
                AND sku > $2
                AND (LOWER(sku) LIKE $3 ESCAPE '\\' OR LOWER(title) LIKE $3 ESCAPE '\\' OR LOWER(title_en) LIKE $3 ESCAPE '\\')
              ORDER BY sku
              LIMIT $4",
            org_id,
            after,
            pattern,
            limit
        ))
        .await?;
    rows.iter().map(product).collect()
}

const HEAD: &str = "INSERT INTO product (id, org_id, sku, title, title_en, category, price_fen, spec, image_url, url, updated_at)";

/// New products; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, products: &[Product]) -> Result<()> {
    bulk::write(on, HEAD, products, |p| columns(org_id, p), "").await
}

/// Writes products that may be there already (by id).
pub async fn save_many(on: &mut impl Run, org_id: OrgId, products: &[Product]) -> Result<()> {
    let replace = bulk::replace(&["sku", "title", "title_en", "category", "price_fen", "spec", "image_url", "url", "updated_at"]);
    bulk::write(on, HEAD, products, |p| columns(org_id, p), &replace).await
}

fn columns(org_id: OrgId, p: &Product) -> Vec<Arg> {
    vec![
        p.id.into(),
        org_id.into(),
        (&p.sku).into(),
        (&p.title).into(),
        (&p.title_en).into(),
        (&p.category).into(),
        p.price_fen.into(),
        (&p.spec).into(),
        (&p.image_url).into(),
        (&p.url).into(),
        p.updated_at.into(),
    ]
}

fn product(row: &Row) -> Result<Product> {
    let mut c = row.columns();
    Ok(Product {
        id: c.take()?,
        sku: c.take()?,
        title: c.take()?,
        title_en: c.take()?,
        category: c.take()?,
        price_fen: c.take()?,
        spec: c.take()?,
        image_url: c.take()?,
        url: c.take()?,
        updated_at: c.take()?,
    })
}
