//! Reply texts of agents (话术).

use crate::{Arg, Result, Row, Run, bulk, dialect, q};
use yingke_core::{id::*, knowledge::Script};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ScriptId) -> Result<Option<Script>> {
    on.opt(q!(
        "SELECT id, shortcut, title, category, body, used, version, updated_at FROM script WHERE org_id = $1 AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(script)
    .transpose()
}

/// Those whose shortcut begins so stand first, then those that contain it anywhere; the most used first in each.
pub async fn find(on: &mut impl Run, org_id: OrgId, text: &str, limit: i64) -> Result<Vec<Script>> {
    let anywhere = dialect::contains_pattern(text);
    let begins = anywhere[1..].to_owned();
    let rows = on
        .all(q!(
            "SELECT id, shortcut, title, category, body, used, version, updated_at
               FROM script
              WHERE org_id = $1
                AND (LOWER(shortcut) LIKE $2 ESCAPE '\\' OR LOWER(title) LIKE $2 ESCAPE '\\' OR LOWER(category) LIKE $2 ESCAPE '\\'
                     OR LOWER(body) LIKE $2 ESCAPE '\\')
              ORDER BY CASE WHEN LOWER(shortcut) LIKE $3 ESCAPE '\\' THEN 0
                            WHEN LOWER(title) LIKE $2 ESCAPE '\\' THEN 1
                            ELSE 2 END,
                       used DESC, shortcut, id
              LIMIT $4",
            org_id,
            anywhere,
            begins,
            limit
        ))
        .await?;
    rows.iter().map(script).collect()
}

/// New texts; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, scripts: &[Script]) -> Result<()> {
    let head = "INSERT INTO script (id, org_id, shortcut, title, category, body, used, version, updated_at)";
    bulk::write(on, head, scripts, |s| columns(org_id, s), "").await
}

/// False: somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, s: &Script, expected: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE script
                SET shortcut = $4, title = $5, category = $6, body = $7, updated_at = $8, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND version = $3",
            org_id,
            s.id,
            expected,
            &s.shortcut,
            &s.title,
            &s.category,
            &s.body,
            s.updated_at
        ))
        .await?;
    Ok(rows == 1)
}

pub async fn delete(on: &mut impl Run, org_id: OrgId, id: ScriptId) -> Result<bool> {
    Ok(on.execute(q!("DELETE FROM script WHERE org_id = $1 AND id = $2", org_id, id)).await? == 1)
}

/// False: there is no such text.
pub async fn count_use(on: &mut impl Run, org_id: OrgId, id: ScriptId) -> Result<bool> {
    Ok(on.execute(q!("UPDATE script SET used = used + 1 WHERE org_id = $1 AND id = $2", org_id, id)).await? == 1)
}

pub async fn shortcut_taken(on: &mut impl Run, org_id: OrgId, shortcut: &str, except: Option<ScriptId>) -> Result<bool> {
    let row = on.opt(q!("SELECT id FROM script WHERE org_id = $1 AND shortcut = $2", org_id, shortcut)).await?;
    Ok(row.map(|row| row.get::<ScriptId>(0)).transpose()?.is_some_and(|id| Some(id) != except))
}

fn columns(org_id: OrgId, s: &Script) -> Vec<Arg> {
    vec![
        s.id.into(),
        org_id.into(),
        (&s.shortcut).into(),
        (&s.title).into(),
        (&s.category).into(),
        (&s.body).into(),
        s.used.into(),
        s.version.into(),
        s.updated_at.into(),
    ]
}

fn script(row: &Row) -> Result<Script> {
    let mut c = row.columns();
    Ok(Script {
        id: c.take()?,
        shortcut: c.take()?,
        title: c.take()?,
        category: c.take()?,
        body: c.take()?,
        used: c.take()?,
        version: c.take()?,
        updated_at: c.take()?,
    })
}
