//! Reply texts of agents (话术): published knowledge items of kind script, as the list after `/` wants them.

use crate::{Result, Row, Run, dialect, q};
use yingke_core::{id::*, knowledge::Script, time::Millis};

/// Those that hold now: whose shortcut begins so first, then those that contain it anywhere; the most used first in each.
pub async fn find(on: &mut impl Run, org_id: OrgId, text: &str, now: Millis, limit: i64) -> Result<Vec<Script>> {
    let anywhere = dialect::contains_pattern(text);
    let begins = anywhere[1..].to_owned();
    let rows = on
        .all(q!(
            "SELECT id, shortcut, question, category, answer, levels, asked, version, updated_at
               FROM knowledge
              WHERE org_id = $1
                AND kind = 'script'
                AND state = 'published'
                AND (valid_from IS NULL OR valid_from <= $5)
                AND (valid_to IS NULL OR valid_to > $5)
                AND (LOWER(shortcut) LIKE $2 ESCAPE '\\' OR LOWER(question) LIKE $2 ESCAPE '\\' OR LOWER(category) LIKE $2 ESCAPE '\\'
                     OR LOWER(answer) LIKE $2 ESCAPE '\\')
              ORDER BY CASE WHEN LOWER(shortcut) LIKE $3 ESCAPE '\\' THEN 0
                            WHEN LOWER(question) LIKE $2 ESCAPE '\\' THEN 1
                            ELSE 2 END,
                       asked DESC, shortcut, id
              LIMIT $4",
            org_id,
            anywhere,
            begins,
            limit,
            now
        ))
        .await?;
    rows.iter().map(script).collect()
}

/// False: there is no such text.
pub async fn count_use(on: &mut impl Run, org_id: OrgId, id: ScriptId) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE knowledge SET asked = asked + 1 WHERE org_id = $1 AND id = $2 AND kind = 'script' AND state = 'published'",
            org_id,
            id
        ))
        .await?;
    Ok(rows == 1)
}

fn script(row: &Row) -> Result<Script> {
    let mut c = row.columns();
    Ok(Script {
        id: c.take()?,
        shortcut: c.take()?,
        title: c.take()?,
        category: c.take()?,
        body: c.take()?,
        levels: c.json()?,
        used: c.take()?,
        version: c.take()?,
        updated_at: c.take()?,
    })
}
