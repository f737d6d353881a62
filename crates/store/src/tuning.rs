//! What a shop teaches its bot: thresholds in versions, examples, saved questions.

use crate::{Result, Row, Run, q};
use uuid::Uuid;
use yingke_core::{id::*, time::Millis, tuning::Thresholds};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tuning {
    /// 0 = as delivered.
    pub live_version: i64,
    pub draft: Thresholds,
    pub version: i64,
}

pub async fn get(on: &mut impl Run, org_id: OrgId) -> Result<Tuning> {
    let row = on.opt(q!("SELECT live_version, draft, version FROM tuning WHERE org_id = $1", org_id)).await?;
    row.map_or(Ok(Tuning::default()), |row| {
        let mut c = row.columns();
        Ok(Tuning { live_version: c.take()?, draft: c.json()?, version: c.take()? })
    })
}

pub async fn set(on: &mut impl Run, org_id: OrgId, tuning: &Tuning) -> Result<()> {
    on.execute(q!(
        "INSERT INTO tuning (org_id, live_version, draft, version)
         VALUES ($1, $2, $3, 1)
         ON CONFLICT (org_id) DO UPDATE SET live_version = excluded.live_version, draft = excluded.draft, version = tuning.version + 1",
        org_id,
        tuning.live_version,
        serde_json::to_string(&tuning.draft)?
    ))
    .await?;
    Ok(())
}

#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    pub version: i64,
    pub thresholds: Thresholds,
    pub examples: i64,
    pub note: String,
    pub made_by: Option<AgentId>,
    pub made_at: Millis,
}

/// Newest first.
pub async fn versions(on: &mut impl Run, org_id: OrgId, limit: i64) -> Result<Vec<Version>> {
    let rows = on
        .all(q!(
            "SELECT version, thresholds, examples, note, made_by, made_at
               FROM tuning_version
              WHERE org_id = $1
              ORDER BY version DESC
              LIMIT $2",
            org_id,
            limit
        ))
        .await?;
    rows.iter().map(version).collect()
}

pub async fn version_of(on: &mut impl Run, org_id: OrgId, number: i64) -> Result<Option<Version>> {
    on.opt(q!(
        "SELECT version, thresholds, examples, note, made_by, made_at
           FROM tuning_version
          WHERE org_id = $1
            AND version = $2",
        org_id,
        number
    ))
    .await?
    .as_ref()
    .map(version)
    .transpose()
}

pub async fn add_version(on: &mut impl Run, org_id: OrgId, new: &Version) -> Result<()> {
    on.execute(q!(
        "INSERT INTO tuning_version (org_id, version, thresholds, examples, note, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        org_id,
        new.version,
        serde_json::to_string(&new.thresholds)?,
        new.examples,
        &new.note,
        new.made_by,
        new.made_at
    ))
    .await?;
    // What waits belongs to it from now on, what was dropped does not.
    on.execute(q!(
        "UPDATE tuning_example SET from_version = $2 WHERE org_id = $1 AND from_version IS NULL AND NOT dropped",
        org_id,
        new.version
    ))
    .await?;
    on.execute(q!("UPDATE tuning_example SET to_version = $2 WHERE org_id = $1 AND to_version IS NULL AND dropped", org_id, new.version))
        .await?;
    Ok(())
}

#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    pub id: Uuid,
    pub text: String,
    pub lang: String,
    /// None: nothing of the shop's answers it.
    pub knowledge_id: Option<KnowledgeId>,
    pub created_at: Millis,
    pub from_version: Option<i64>,
    pub dropped: bool,
}

/// Those of one version; more than the limit are not learned.
pub async fn examples_of(on: &mut impl Run, org_id: OrgId, version: i64, limit: i64) -> Result<Vec<Example>> {
    let rows = on
        .all(q!(
            "SELECT id, text, lang, knowledge_id, created_at, from_version, dropped
               FROM tuning_example
              WHERE org_id = $1
                AND from_version <= $2
                AND (to_version IS NULL OR to_version > $2)
              ORDER BY created_at DESC, id DESC
              LIMIT $3",
            org_id,
            version,
            limit
        ))
        .await?;
    rows.iter().map(example).collect()
}

/// Those that the next training would learn.
pub async fn draft_examples(on: &mut impl Run, org_id: OrgId, limit: i64) -> Result<Vec<Example>> {
    let rows = on
        .all(q!(
            "SELECT id, text, lang, knowledge_id, created_at, from_version, dropped
               FROM tuning_example
              WHERE org_id = $1
                AND to_version IS NULL
                AND NOT dropped
              ORDER BY created_at DESC, id DESC
              LIMIT $2",
            org_id,
            limit
        ))
        .await?;
    rows.iter().map(example).collect()
}

/// All that are not gone, newest first, before a place.
pub async fn list_examples(on: &mut impl Run, org_id: OrgId, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Example>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT id, text, lang, knowledge_id, created_at, from_version, dropped
               FROM tuning_example
              WHERE org_id = $1
                AND to_version IS NULL
                AND (created_at < $2 OR (created_at = $2 AND id < $3))
              ORDER BY created_at DESC, id DESC
              LIMIT $4",
            org_id,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(example).collect()
}

/// How many wait to be learned or forgotten.
pub async fn pending(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!(
        "SELECT COUNT(*)
           FROM tuning_example
          WHERE org_id = $1
            AND to_version IS NULL
            AND ((from_version IS NULL AND NOT dropped) OR (from_version IS NOT NULL AND dropped))",
        org_id
    ))
    .await?
    .get(0)
}

pub async fn add_example(on: &mut impl Run, org_id: OrgId, new: &Example, by: AgentId) -> Result<()> {
    on.execute(q!(
        "INSERT INTO tuning_example (org_id, id, text, lang, knowledge_id, created_by, created_at, dropped)
         VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)",
        org_id,
        new.id,
        &new.text,
        &new.lang,
        new.knowledge_id,
        by,
        new.created_at
    ))
    .await?;
    Ok(())
}

/// Leaves with the next training, or comes back before it.
pub async fn drop_example(on: &mut impl Run, org_id: OrgId, id: Uuid, dropped: bool) -> Result<bool> {
    let changed = on
        .execute(q!("UPDATE tuning_example SET dropped = $3 WHERE org_id = $1 AND id = $2 AND to_version IS NULL", org_id, id, dropped))
        .await?;
    Ok(changed == 1)
}

#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    pub id: Uuid,
    pub name: String,
    /// JSON list of questions with what is expected.
    pub questions: String,
    pub size: i64,
    pub version: i64,
    pub updated_at: Millis,
}

pub async fn sets(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Set>> {
    let rows = on
        .all(q!("SELECT id, name, '[]', size, version, updated_at FROM tuning_set WHERE org_id = $1 ORDER BY id DESC LIMIT 200", org_id))
        .await?;
    rows.iter().map(set_row).collect()
}

pub async fn set_of(on: &mut impl Run, org_id: OrgId, id: Uuid) -> Result<Option<Set>> {
    on.opt(q!("SELECT id, name, questions, size, version, updated_at FROM tuning_set WHERE org_id = $1 AND id = $2", org_id, id))
        .await?
        .as_ref()
        .map(set_row)
        .transpose()
}

pub async fn save_set(on: &mut impl Run, org_id: OrgId, one: &Set) -> Result<()> {
    on.execute(q!(
        "INSERT INTO tuning_set (org_id, id, name, questions, size, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6, $6)
         ON CONFLICT (org_id, id) DO UPDATE
            SET name = excluded.name, questions = excluded.questions, size = excluded.size, version = tuning_set.version + 1,
                updated_at = excluded.updated_at",
        org_id,
        one.id,
        &one.name,
        &one.questions,
        one.size,
        one.updated_at
    ))
    .await?;
    Ok(())
}

pub async fn delete_set(on: &mut impl Run, org_id: OrgId, id: Uuid) -> Result<bool> {
    Ok(on.execute(q!("DELETE FROM tuning_set WHERE org_id = $1 AND id = $2", org_id, id)).await? == 1)
}

fn version(row: &Row) -> Result<Version> {
    let mut c = row.columns();
    Ok(Version { version: c.take()?, thresholds: c.json()?, examples: c.take()?, note: c.take()?, made_by: c.take()?, made_at: c.take()? })
}

fn example(row: &Row) -> Result<Example> {
    let mut c = row.columns();
    Ok(Example {
        id: c.take()?,
        text: c.take()?,
        lang: c.take()?,
        knowledge_id: c.take()?,
        created_at: c.take()?,
        from_version: c.take()?,
        dropped: c.take()?,
    })
}

fn set_row(row: &Row) -> Result<Set> {
    let mut c = row.columns();
    Ok(Set { id: c.take()?, name: c.take()?, questions: c.take()?, size: c.take()?, version: c.take()?, updated_at: c.take()? })
}
