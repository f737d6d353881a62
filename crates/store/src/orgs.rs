//! Organisations (tenants), each with its counter row.

use crate::{Result, Row, Run, q};
use yingke_core::{id::*, text::Locale, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Org {
    pub id: OrgId,
    pub slug: String,
    pub name: String,
    pub locale: Locale,
    /// JSON object; each part belongs to the use case that reads it.
    pub settings: serde_json::Value,
    pub created_at: Millis,
}

pub async fn insert(on: &mut impl Run, org: &Org) -> Result<()> {
    on.execute(q!(
        "INSERT INTO org (id, slug, name, locale, settings, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        org.id,
        &org.slug,
        &org.name,
        org.locale.as_str(),
        org.settings.to_string(),
        org.created_at
    ))
    .await?;
    on.execute(q!("INSERT INTO org_counter (org_id, event_seq, ticket_no) VALUES ($1, 0, 0)", org.id)).await?;
    Ok(())
}

pub async fn find(on: &mut impl Run, id: OrgId) -> Result<Option<Org>> {
    let row = on.opt(q!("SELECT id, slug, name, locale, settings, created_at FROM org WHERE id = $1", id)).await?;
    row.as_ref().map(org).transpose()
}

pub async fn find_by_slug(on: &mut impl Run, slug: &str) -> Result<Option<Org>> {
    let row = on.opt(q!("SELECT id, slug, name, locale, settings, created_at FROM org WHERE slug = $1", slug)).await?;
    row.as_ref().map(org).transpose()
}

/// Every organisation, oldest first. For start-up work and `doctor`, never for a request.
pub async fn all(on: &mut impl Run) -> Result<Vec<Org>> {
    on.all(q!("SELECT id, slug, name, locale, settings, created_at FROM org ORDER BY created_at, id")).await?.iter().map(org).collect()
}

pub async fn set_settings(on: &mut impl Run, id: OrgId, settings: &serde_json::Value) -> Result<()> {
    on.execute(q!("UPDATE org SET settings = $2 WHERE id = $1", id, settings.to_string())).await?;
    Ok(())
}

fn org(row: &Row) -> Result<Org> {
    let mut c = row.columns();
    Ok(Org { id: c.take()?, slug: c.take()?, name: c.take()?, locale: c.word()?, settings: c.json()?, created_at: c.take()? })
}
