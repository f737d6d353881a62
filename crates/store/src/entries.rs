//! Entries: the places where customers come in.

use crate::{Result, Row, Run, q};
use yingke_core::{hours::Hours, id::*, text::Text, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub org_id: OrgId,
    pub name: String,
    pub public_key: String,
    /// Signs identity tokens of the shop; kept readable because HMAC needs it.
    pub identity_secret: String,
    pub group_id: Option<GroupId>,
    pub page: String,
    pub allowed_origins: Vec<String>,
    pub settings: EntrySettings,
    pub enabled: bool,
    pub version: i64,
    pub created_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct EntrySettings {
    #[serde(default)]
    pub greeting: Text,
    /// When people of the desk are there; none when the shop has not said.
    #[serde(default)]
    pub hours: Option<Hours>,
}

pub async fn insert(on: &mut impl Run, entry: &Entry) -> Result<()> {
    on.execute(q!(
        "INSERT INTO entry (id, org_id, name, public_key, identity_secret, group_id, page, allowed_origins, settings, enabled, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        entry.id,
        entry.org_id,
        &entry.name,
        &entry.public_key,
        &entry.identity_secret,
        entry.group_id,
        &entry.page,
        serde_json::to_string(&entry.allowed_origins)?,
        serde_json::to_string(&entry.settings)?,
        entry.enabled,
        entry.version,
        entry.created_at
    ))
    .await?;
    Ok(())
}

/// Writes the entry when its version is still `entry.version - 1`; false = somebody was faster.
pub async fn update(on: &mut impl Run, entry: &Entry) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE entry
                SET name = $3, identity_secret = $4, group_id = $5, page = $6, allowed_origins = $7, settings = $8, enabled = $9, version = $10
              WHERE org_id = $1
                AND id = $2
                AND version = $10 - 1",
            entry.org_id,
            entry.id,
            &entry.name,
            &entry.identity_secret,
            entry.group_id,
            &entry.page,
            serde_json::to_string(&entry.allowed_origins)?,
            serde_json::to_string(&entry.settings)?,
            entry.enabled,
            entry.version
        ))
        .await?;
    Ok(changed == 1)
}

pub async fn find(on: &mut impl Run, org_id: OrgId, id: EntryId) -> Result<Option<Entry>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, name, public_key, identity_secret, group_id, page, allowed_origins, settings, enabled, version, created_at
               FROM entry
              WHERE org_id = $1
                AND id = $2",
            org_id,
            id
        ))
        .await?;
    row.as_ref().map(entry).transpose()
}

pub async fn find_by_key(on: &mut impl Run, public_key: &str) -> Result<Option<Entry>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, name, public_key, identity_secret, group_id, page, allowed_origins, settings, enabled, version, created_at
               FROM entry
              WHERE public_key = $1",
            public_key
        ))
        .await?;
    row.as_ref().map(entry).transpose()
}

/// Oldest first.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Entry>> {
    on.all(q!(
        "SELECT id, org_id, name, public_key, identity_secret, group_id, page, allowed_origins, settings, enabled, version, created_at
           FROM entry
          WHERE org_id = $1
          ORDER BY id
          LIMIT 500",
        org_id
    ))
    .await?
    .iter()
    .map(entry)
    .collect()
}

fn entry(row: &Row) -> Result<Entry> {
    let mut c = row.columns();
    Ok(Entry {
        id: c.take()?,
        org_id: c.take()?,
        name: c.take()?,
        public_key: c.take()?,
        identity_secret: c.take()?,
        group_id: c.take()?,
        page: c.take()?,
        allowed_origins: c.json()?,
        settings: c.json()?,
        enabled: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
    })
}
