//! Knowledge items.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, q};
use uuid::Uuid;
use yingke_core::{id::*, knowledge::Knowledge};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: KnowledgeId) -> Result<Option<Knowledge>> {
    on.opt(q!(
        "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                created_at, updated_at
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
                created_at, updated_at
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
                created_at, updated_at
           FROM knowledge
          WHERE org_id = {org}
            AND id IN {list}"
    )
    .into();
    on.all(query).await?.iter().map(item).collect()
}

/// Newest change first, filtered by state and language, before a place in that order.
pub async fn list(
    on: &mut impl Run,
    org_id: OrgId,
    state: Option<&str>,
    lang: Option<&str>,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Knowledge>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                    created_at, updated_at
               FROM knowledge
              WHERE org_id = $1
                AND (CAST($2 AS TEXT) IS NULL OR state = $2)
                AND (CAST($3 AS TEXT) IS NULL OR lang = $3)
                AND (updated_at, id) < ($4, $5)
              ORDER BY updated_at DESC, id DESC
              LIMIT $6",
            org_id,
            state,
            lang,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(item).collect()
}

/// Everything of the organisation, for the bot's index.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Knowledge>> {
    let rows = on
        .all(q!(
            "SELECT id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked, helped, not_helped, version,
                    created_at, updated_at
               FROM knowledge
              WHERE org_id = $1
              ORDER BY id
              LIMIT 20000",
            org_id
        ))
        .await?;
    rows.iter().map(item).collect()
}

const HEAD: &str =
    "INSERT INTO knowledge (id, org_id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, asked,
                           helped, not_helped, version, created_at, updated_at)";

/// New items; multi-row statements. Whoever calls this outside a command of `app` refreshes the bot's index after it.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, items: &[Knowledge]) -> Result<()> {
    bulk::write(on, HEAD, items, |k| columns(org_id, k), "").await
}

/// False: somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, item: &Knowledge, expected: i64) -> Result<bool> {
    let similar = serde_json::to_string(&item.similar)?;
    let rows = on
        .execute(q!(
            "UPDATE knowledge
                SET key = $4, category = $5, lang = $6, question = $7, similar_questions = $8, answer = $9, source = $10, state = $11, valid_from = $12,
                    valid_to = $13, updated_at = $14, version = version + 1
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
            similar,
            &item.answer,
            &item.source,
            item.state.as_str(),
            item.valid_from,
            item.valid_to,
            item.updated_at
        ))
        .await?;
    Ok(rows == 1)
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
        serde_json::Value::from(k.similar.clone()).to_string().into(),
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
    ]
}

fn item(row: &Row) -> Result<Knowledge> {
    let mut c = row.columns();
    Ok(Knowledge {
        id: c.take()?,
        key: c.take()?,
        category: c.take()?,
        lang: c.take()?,
        question: c.take()?,
        similar: c.json()?,
        answer: c.take()?,
        source: c.take()?,
        state: c.word()?,
        valid_from: c.take()?,
        valid_to: c.take()?,
        asked: c.take()?,
        helped: c.take()?,
        not_helped: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
    })
}
