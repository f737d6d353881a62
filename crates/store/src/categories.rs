//! Contact categories: a small tree (S1-15), read whole.

use crate::{Result, Row, Run, q};
use yingke_core::{category::Category, id::*};

/// Every category, by position.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Category>> {
    on.all(q!(
        "SELECT id, key, parent_id, name, keywords, position, enabled
           FROM category
          WHERE org_id = $1
          ORDER BY position, id",
        org_id
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: CategoryId) -> Result<Option<Category>> {
    on.opt(q!(
        "SELECT id, key, parent_id, name, keywords, position, enabled
           FROM category
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, new: &Category) -> Result<()> {
    on.execute(q!(
        "INSERT INTO category (id, org_id, key, parent_id, name, keywords, position, enabled)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        org_id,
        &new.key,
        new.parent_id,
        serde_json::to_string(&new.name)?,
        serde_json::to_string(&new.keywords)?,
        new.position,
        new.enabled
    ))
    .await?;
    Ok(())
}

pub async fn update(on: &mut impl Run, org_id: OrgId, changed: &Category) -> Result<()> {
    on.execute(q!(
        "UPDATE category
            SET key = $3, parent_id = $4, name = $5, keywords = $6, position = $7, enabled = $8
          WHERE org_id = $1
            AND id = $2",
        org_id,
        changed.id,
        &changed.key,
        changed.parent_id,
        serde_json::to_string(&changed.name)?,
        serde_json::to_string(&changed.keywords)?,
        changed.position,
        changed.enabled
    ))
    .await?;
    Ok(())
}

fn read(row: &Row) -> Result<Category> {
    let mut c = row.columns();
    Ok(Category {
        id: c.take()?,
        key: c.take()?,
        parent_id: c.take()?,
        name: c.json()?,
        keywords: c.json()?,
        position: c.take()?,
        enabled: c.take()?,
    })
}
