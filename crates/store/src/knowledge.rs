//! Knowledge items.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, q};
use uuid::Uuid;
use yingke_core::{
    id::*,
    knowledge::{Content, Knowledge, review::Stage},
    time::Millis,
};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<Option<Knowledge>> {
    on.opt(q!(
        "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
           FROM knowledge
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(item)
    .transpose()
}

pub async fn by_key(on: &mut impl Run, org_id: OrgId, key: &str) -> Result<Option<Knowledge>> {
    on.opt(q!(
        "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
           FROM knowledge
          WHERE org_id = $1
            AND key = $2",
        org_id,
        key
    ))
    .await?
    .as_ref()
    .map(item)
    .transpose()
}

pub async fn by_ids(on: &mut impl Run, org_id: OrgId, ids: &[KnowledgeId]) -> Result<Vec<Knowledge>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, ids);
    query.sql = format!(
        "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
           FROM knowledge
          WHERE org_id = {org}
            AND id IN {list}"
    )
    .into();
    on.all(query).await?.iter().map(item).collect()
}

/// What a list is narrowed to; empty words do not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter<'f> {
    pub state: Option<&'f str>,
    pub lang: Option<&'f str>,
    pub kind: Option<&'f str>,
    pub category: Option<&'f str>,
    pub owner_line: Option<&'f str>,
    pub stage: Option<&'f str>,
    /// Items whose validity was over by then.
    pub expired_by: Option<Millis>,
}

/// Newest change first, before a place in that order.
pub async fn list(on: &mut impl Run, org_id: OrgId, f: &Filter<'_>, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Knowledge>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                    created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
               FROM knowledge
              WHERE org_id = $1
                AND (CAST($2 AS TEXT) IS NULL OR state = $2)
                AND (CAST($3 AS TEXT) IS NULL OR lang = $3)
                AND (CAST($4 AS TEXT) IS NULL OR kind = $4)
                AND (CAST($5 AS TEXT) IS NULL OR category = $5)
                AND (CAST($6 AS TEXT) IS NULL OR owner_line = $6)
                AND (CAST($7 AS TEXT) IS NULL OR stage = $7)
                AND (CAST($8 AS BIGINT) IS NULL OR valid_to <= $8)
                AND (updated_at, id) < ($9, $10)
              ORDER BY updated_at DESC, id DESC
              LIMIT $11",
            org_id,
            f.state,
            f.lang,
            f.kind,
            f.category,
            f.owner_line,
            f.stage,
            f.expired_by,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(item).collect()
}

/// Items that agents must have read and this one has not, the newest first. Whose group it is for is for the caller.
pub async fn unread(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, limit: i64) -> Result<Vec<Knowledge>> {
    let rows = on
        .all(q!(
            "SELECT k.id, k.key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                    created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
               FROM knowledge k
              WHERE k.org_id = $1
                AND k.must_read
                AND k.state = 'published'
                AND NOT EXISTS (SELECT 1 FROM knowledge_ack a
                                 WHERE a.org_id = k.org_id AND a.knowledge_id = k.id AND a.agent_id = $2 AND a.version >= k.read_version)
              ORDER BY k.updated_at DESC, k.id DESC
              LIMIT $3",
            org_id,
            agent_id,
            limit
        ))
        .await?;
    rows.iter().map(item).collect()
}

/// Business lines that own something, and how many things.
pub async fn owner_lines(on: &mut impl Run, org_id: OrgId) -> Result<Vec<(String, i64)>> {
    let rows = on
        .all(q!(
            "SELECT owner_line, CAST(COUNT(*) AS BIGINT)
               FROM knowledge
              WHERE org_id = $1
                AND owner_line <> ''
              GROUP BY owner_line
              ORDER BY owner_line
              LIMIT 200",
            org_id
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub async fn shortcut_taken(on: &mut impl Run, org_id: OrgId, shortcut: &str, except: Option<KnowledgeId>) -> Result<bool> {
    if shortcut.is_empty() {
        return Ok(false);
    }
    let row = on.opt(q!("SELECT id FROM knowledge WHERE org_id = $1 AND shortcut = $2", org_id, shortcut)).await?;
    Ok(row.map(|row| row.get::<KnowledgeId>(0)).transpose()?.is_some_and(|id| Some(id) != except))
}

/// Everything of the organisation, for the bot's index.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Knowledge>> {
    let rows = on
        .all(q!(
            "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                    created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope, must_read, read_groups, read_version, stage
               FROM knowledge
              WHERE org_id = $1
              ORDER BY id
              LIMIT 20000",
            org_id
        ))
        .await?;
    rows.iter().map(item).collect()
}

const HEAD: &str = "INSERT INTO knowledge (id, org_id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked,
                           helped, not_helped, version, created_at, updated_at, kind, shortcut, owner_line, html, levels, steps, scope,
                           must_read, read_groups, read_version, stage)";

/// New items; multi-row statements. Whoever calls this outside a command of `app` refreshes the bot's index after it.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, items: &[Knowledge]) -> Result<()> {
    bulk::write(on, HEAD, items, |k| columns(org_id, k), "").await
}

/// The item as it stands in `item`, its version included. False: somebody was faster than `expected`.
pub async fn update(on: &mut impl Run, org_id: OrgId, item: &Knowledge, expected: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE knowledge
                SET key = $4, category = $5, lang = $6, question = $7, similar_questions = $8, answer = $9, source = $10, state = $11, valid_from = $12,
                    valid_to = $13, updated_at = $14, version = $15, kind = $16, shortcut = $17, owner_line = $18, html = $19, levels = $20, steps = $21,
                    scope = $22, must_read = $23, read_groups = $24, read_version = $25, stage = $26
              WHERE org_id = $1
                AND id = $2
                AND version = $3",
            org_id,
            item.id,
            expected,
            &item.key,
            &item.category,
            &item.lang,
            &item.question,
            json(&item.similar),
            &item.answer,
            &item.source,
            item.state.as_str(),
            item.valid_from,
            item.valid_to,
            item.updated_at,
            item.version,
            item.kind.as_str(),
            &item.shortcut,
            &item.owner_line,
            &item.html,
            json(&item.levels),
            json(&item.steps),
            json(&item.scope),
            item.must_read,
            json(&item.read_groups),
            item.read_version,
            stage(item)
        ))
        .await?;
    Ok(rows == 1)
}

/// Takes a never published item away, with nothing that hangs on it but its draft.
pub async fn delete(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<bool> {
    Ok(on.execute(q!("DELETE FROM knowledge WHERE org_id = $1 AND id = $2 AND version = 0", org_id, id)).await? == 1)
}

/// The answer was given once more. Not a change of the item: the version stays.
pub async fn count_asked(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<()> {
    on.execute(q!("UPDATE knowledge SET asked = asked + 1 WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    Ok(())
}

pub async fn count_helped(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<()> {
    on.execute(q!("UPDATE knowledge SET helped = helped + 1 WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    Ok(())
}

pub async fn count_not_helped(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<()> {
    on.execute(q!("UPDATE knowledge SET not_helped = not_helped + 1 WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    Ok(())
}

fn columns(org_id: OrgId, k: &Knowledge) -> Vec<Arg> {
    vec![
        k.id.into(),
        org_id.into(),
        (&k.key).into(),
        (&k.category).into(),
        (&k.lang).into(),
        (&k.question).into(),
        json(&k.similar).into(),
        (&k.answer).into(),
        (&k.source).into(),
        k.state.as_str().into(),
        k.valid_from.into(),
        k.valid_to.into(),
        k.asked.into(),
        k.helped.into(),
        k.not_helped.into(),
        k.version.into(),
        k.created_at.into(),
        k.updated_at.into(),
        k.kind.as_str().into(),
        (&k.shortcut).into(),
        (&k.owner_line).into(),
        (&k.html).into(),
        json(&k.levels).into(),
        json(&k.steps).into(),
        json(&k.scope).into(),
        k.must_read.into(),
        json(&k.read_groups).into(),
        k.read_version.into(),
        stage(k).into(),
    ]
}

/// Plain lists and structs of text: writing them as JSON cannot fail.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn stage(k: &Knowledge) -> &'static str {
    k.stage.map_or("", Stage::as_str)
}

fn item(row: &Row) -> Result<Knowledge> {
    let mut c = row.columns();
    let (id, key, category, lang, question, similar, answer, source) =
        (c.take()?, c.take()?, c.take()?, c.take()?, c.take()?, c.json()?, c.take()?, c.take()?);
    let (state, valid_from, valid_to, asked, helped, not_helped, version) =
        (c.word()?, c.take()?, c.take()?, c.take()?, c.take()?, c.take()?, c.take()?);
    let (created_at, updated_at) = (c.take()?, c.take()?);
    let (kind, shortcut, owner_line, html, levels, steps, scope) =
        (c.word()?, c.take()?, c.take()?, c.take()?, c.json()?, c.json()?, c.json()?);
    let (must_read, read_groups, read_version) = (c.take()?, c.json()?, c.take()?);
    let stage: String = c.take()?;
    let content = Content {
        kind,
        category,
        lang,
        question,
        similar,
        answer,
        html,
        shortcut,
        levels,
        steps,
        source,
        owner_line,
        valid_from,
        valid_to,
        scope,
        must_read,
        read_groups,
    };
    let stage = if stage.is_empty() { None } else { Some(stage.parse()?) };
    Ok(Knowledge { id, key, state, content, stage, read_version, asked, helped, not_helped, version, created_at, updated_at })
}
