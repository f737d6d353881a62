//! Suggestions for the product, the threads that they come from, and the customers who are told.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, facts::Thread, q};
use std::collections::HashMap;
use uuid::Uuid;
use yingke_core::{id::*, suggestion::SuggestionState, text::Text, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub id: SuggestionId,
    pub title: String,
    pub category_id: Option<CategoryId>,
    pub state: SuggestionState,
    pub owner_id: Option<AgentId>,
    pub note: String,
    pub threads: i64,
    pub customers: i64,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

/// One conversation or request with a category.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    pub thread: Thread,
    pub customer_id: CustomerId,
    pub category_id: CategoryId,
    pub at: Millis,
}

/// The newest categorised conversations and requests that stand for no suggestion yet.
pub async fn voices(on: &mut impl Run, org_id: OrgId, since: Millis, limit: i64) -> Result<Vec<Voice>> {
    let conversations = on
        .all(q!(
            "SELECT c.id, c.customer_id, c.category_id, c.created_at
               FROM conversation c
              WHERE c.org_id = $1
                AND c.category_id IS NOT NULL
                AND c.created_at >= $2
                AND NOT EXISTS (SELECT 1 FROM suggestion_evidence e
                                 WHERE e.org_id = c.org_id AND e.thread_kind = 'conversation' AND e.thread_id = c.id)
              ORDER BY c.created_at DESC, c.id DESC
              LIMIT $3",
            org_id,
            since,
            limit
        ))
        .await?;
    let tickets = on
        .all(q!(
            "SELECT t.id, t.customer_id, t.category_id, t.created_at
               FROM ticket t
              WHERE t.org_id = $1
                AND t.category_id IS NOT NULL
                AND t.customer_id IS NOT NULL
                AND t.created_at >= $2
                AND NOT EXISTS (SELECT 1 FROM suggestion_evidence e
                                 WHERE e.org_id = t.org_id AND e.thread_kind = 'ticket' AND e.thread_id = t.id)
              ORDER BY t.created_at DESC, t.id DESC
              LIMIT $3",
            org_id,
            since,
            limit
        ))
        .await?;
    let voice = |kind: &str, row: &Row| {
        let mut c = row.columns();
        let id: Uuid = c.take()?;
        Ok(Voice { thread: Thread::from_columns(kind, id), customer_id: c.take()?, category_id: c.take()?, at: c.take()? })
    };
    let mut all: Vec<Voice> = conversations.iter().map(|row| voice("conversation", row)).collect::<Result<_>>()?;
    for row in &tickets {
        all.push(voice("ticket", row)?);
    }
    all.sort_by_key(|voice| std::cmp::Reverse(voice.at));
    Ok(all)
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, one: &Suggestion) -> Result<()> {
    on.execute(q!(
        "INSERT INTO suggestion (org_id, id, title, category_id, state, owner_id, note, threads, customers, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        org_id,
        one.id,
        &one.title,
        one.category_id,
        one.state.as_str(),
        one.owner_id,
        &one.note,
        one.threads,
        one.customers,
        one.version,
        one.created_at,
        one.updated_at
    ))
    .await?;
    Ok(())
}

/// False: somebody else has changed it meanwhile.
pub async fn update(on: &mut impl Run, org_id: OrgId, one: &Suggestion, was: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE suggestion
                SET title = $3, state = $4, owner_id = $5, note = $6, version = $7, updated_at = $8
              WHERE org_id = $1
                AND id = $2
                AND version = $9",
            org_id,
            one.id,
            &one.title,
            one.state.as_str(),
            one.owner_id,
            &one.note,
            one.version,
            one.updated_at,
            was
        ))
        .await?;
    Ok(rows == 1)
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: SuggestionId) -> Result<Option<Suggestion>> {
    on.opt(q!(
        "SELECT id, title, category_id, state, owner_id, note, threads, customers, version, created_at, updated_at
           FROM suggestion
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(suggestion)
    .transpose()
}

/// One state, the one that changed last first.
pub async fn list(
    on: &mut impl Run,
    org_id: OrgId,
    state: SuggestionState,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Suggestion>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT id, title, category_id, state, owner_id, note, threads, customers, version, created_at, updated_at
               FROM suggestion
              WHERE org_id = $1
                AND state = $2
                AND (updated_at < $3 OR (updated_at = $3 AND id < $4))
              ORDER BY updated_at DESC, id DESC
              LIMIT $5",
            org_id,
            state.as_str(),
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(suggestion).collect()
}

pub async fn add_evidence(on: &mut impl Run, org_id: OrgId, id: SuggestionId, voices: &[Voice]) -> Result<()> {
    let columns = |voice: &Voice| -> Vec<Arg> {
        let (kind, thread) = voice.thread.columns();
        vec![org_id.into(), kind.into(), thread.into(), id.into(), voice.customer_id.into(), voice.at.into()]
    };
    let head = "INSERT INTO suggestion_evidence (org_id, thread_kind, thread_id, suggestion_id, customer_id, at)";
    bulk::write(on, head, voices, columns, "").await
}

/// Newest first: where it was said, by whom, and when.
pub async fn evidence(on: &mut impl Run, org_id: OrgId, id: SuggestionId, limit: i64) -> Result<Vec<(Thread, CustomerId, Millis)>> {
    let rows = on
        .all(q!(
            "SELECT thread_kind, thread_id, customer_id, at
               FROM suggestion_evidence
              WHERE org_id = $1
                AND suggestion_id = $2
              ORDER BY at DESC, thread_id DESC
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            let (kind, thread): (String, Uuid) = (c.take()?, c.take()?);
            Ok((Thread::from_columns(&kind, thread), c.take()?, c.take()?))
        })
        .collect()
}

/// First words of customers that are looked at, and threads that are read at once.
const FIRST_WORDS: i64 = 12;
const AT_ONCE: usize = 128;

/// The first texts of customers in these conversations, in order, without clicks on buttons.
pub async fn first_words(on: &mut impl Run, org_id: OrgId, ids: &[ConversationId]) -> Result<HashMap<ConversationId, Vec<String>>> {
    let mut found: HashMap<ConversationId, Vec<String>> = HashMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let ids = dialect::in_list(&mut query, ids);
        query.sql = format!(
            "SELECT conversation_id, body
               FROM message
              WHERE org_id = {org}
                AND conversation_id IN {ids}
                AND seq <= {FIRST_WORDS}
                AND sender_kind = 'customer'
                AND kind = 'text'
                AND payload NOT LIKE '%\"action\"%'
              ORDER BY conversation_id, seq"
        )
        .into();
        for row in on.all(query).await? {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
    }
    Ok(found)
}

/// What these requests say, title and description.
pub async fn request_words(on: &mut impl Run, org_id: OrgId, ids: &[TicketId]) -> Result<HashMap<TicketId, (String, String)>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let ids = dialect::in_list(&mut query, ids);
        query.sql = format!("SELECT id, title, description FROM ticket WHERE org_id = {org} AND id IN {ids}").into();
        for row in on.all(query).await? {
            found.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
    }
    Ok(found)
}

/// Customers of the suggestion who have not been told, with the languages that they speak.
pub async fn to_tell(on: &mut impl Run, org_id: OrgId, id: SuggestionId, limit: i64) -> Result<Vec<(CustomerId, String)>> {
    let rows = on
        .all(q!(
            "SELECT DISTINCT e.customer_id, c.locale
               FROM suggestion_evidence e
               JOIN customer c ON c.org_id = e.org_id AND c.id = e.customer_id
              WHERE e.org_id = $1
                AND e.suggestion_id = $2
                AND NOT EXISTS (SELECT 1 FROM suggestion_news n
                                 WHERE n.org_id = e.org_id AND n.suggestion_id = e.suggestion_id AND n.customer_id = e.customer_id
                                   AND n.state <> 'failed')
              ORDER BY e.customer_id
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// One customer who is told what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    pub org_id: OrgId,
    pub suggestion_id: SuggestionId,
    pub customer_id: CustomerId,
    /// Where they asked for it.
    pub thread: Thread,
    pub body: Text,
    pub attempts: i64,
    pub at: Millis,
}

/// Whoever has been told, or is about to be, stays as they are; failures are tried anew.
pub async fn add_news(on: &mut impl Run, news: &[News]) -> Result<()> {
    let columns = |n: &News| -> Vec<Arg> {
        let (kind, id) = n.thread.columns();
        let body = serde_json::to_string(&n.body).unwrap_or_default();
        vec![
            n.org_id.into(),
            n.suggestion_id.into(),
            n.customer_id.into(),
            kind.into(),
            id.into(),
            body.into(),
            "pending".into(),
            "".into(),
            n.attempts.into(),
            n.at.into(),
        ]
    };
    bulk::write(
        on,
        "INSERT INTO suggestion_news (org_id, suggestion_id, customer_id, thread_kind, thread_id, body, state, way, attempts, at)",
        news,
        columns,
        "ON CONFLICT (org_id, suggestion_id, customer_id) DO UPDATE
            SET body = excluded.body, state = excluded.state, way = excluded.way, attempts = excluded.attempts, at = excluded.at
          WHERE suggestion_news.state = 'failed'",
    )
    .await
}

/// Customer and state, of everybody who has a place.
pub async fn news_of(on: &mut impl Run, org_id: OrgId, id: SuggestionId, limit: i64) -> Result<Vec<(CustomerId, String)>> {
    let rows = on
        .all(q!(
            "SELECT customer_id, state
               FROM suggestion_news
              WHERE org_id = $1
                AND suggestion_id = $2
              ORDER BY customer_id
              LIMIT $3",
            org_id,
            id,
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Waiting ones of any organisation, oldest first.
pub async fn pending(on: &mut impl Run, limit: i64) -> Result<Vec<News>> {
    let rows = on
        .all(q!(
            "SELECT org_id, suggestion_id, customer_id, thread_kind, thread_id, body, attempts, at
               FROM suggestion_news
              WHERE state = 'pending'
              ORDER BY at, customer_id
              LIMIT $1",
            limit
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            let (org_id, suggestion_id, customer_id) = (c.take()?, c.take()?, c.take()?);
            let (kind, id): (String, Uuid) = (c.take()?, c.take()?);
            let thread = Thread::from_columns(&kind, id);
            Ok(News { org_id, suggestion_id, customer_id, thread, body: c.json()?, attempts: c.take()?, at: c.take()? })
        })
        .collect()
}

/// Takes the place for this transaction; false: somebody else has reached them meanwhile.
pub async fn settle(on: &mut impl Run, n: &News, state: &str, way: &str, now: Millis) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE suggestion_news
                SET state = $4, way = $5, attempts = attempts + 1, at = $6
              WHERE org_id = $1
                AND suggestion_id = $2
                AND customer_id = $3
                AND state = 'pending'",
            n.org_id,
            n.suggestion_id,
            n.customer_id,
            state,
            way,
            now
        ))
        .await?;
    Ok(rows == 1)
}

fn suggestion(row: &Row) -> Result<Suggestion> {
    let mut c = row.columns();
    Ok(Suggestion {
        id: c.take()?,
        title: c.take()?,
        category_id: c.take()?,
        state: c.word()?,
        owner_id: c.take()?,
        note: c.take()?,
        threads: c.take()?,
        customers: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
    })
}
