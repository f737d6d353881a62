//! Facts, their editions, and who was told which of them.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, events, q};
use uuid::Uuid;
use yingke_core::{event::Actor, fact::Fact, id::*, text::Text, time::Millis};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: FactId) -> Result<Option<Fact>> {
    on.opt(q!(
        "SELECT id, key, kind, subject, sku, value, unit, wording, valid_from, valid_to, source, owner_id, edition, version, created_at, updated_at
           FROM fact
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(fact)
    .transpose()
}

pub async fn by_keys(on: &mut impl Run, org_id: OrgId, keys: &[String]) -> Result<Vec<Fact>> {
    many(on, org_id, "key", keys).await
}

pub async fn by_ids(on: &mut impl Run, org_id: OrgId, ids: &[FactId]) -> Result<Vec<Fact>> {
    many(on, org_id, "id", ids).await
}

async fn many<T: Into<Arg> + Clone>(on: &mut impl Run, org_id: OrgId, column: &str, values: &[T]) -> Result<Vec<Fact>> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, values);
    query.sql = format!(
        "SELECT id, key, kind, subject, sku, value, unit, wording, valid_from, valid_to, source, owner_id, edition, version, created_at, updated_at
           FROM fact
          WHERE org_id = {org}
            AND {column} IN {list}"
    )
    .into();
    on.all(query).await?.iter().map(fact).collect()
}

/// Everything that is valid at this moment.
pub async fn valid(on: &mut impl Run, org_id: OrgId, now: Millis) -> Result<Vec<Fact>> {
    on.all(q!(
        "SELECT id, key, kind, subject, sku, value, unit, wording, valid_from, valid_to, source, owner_id, edition, version, created_at, updated_at
           FROM fact
          WHERE org_id = $1
            AND (valid_from IS NULL OR valid_from <= $2)
            AND (valid_to IS NULL OR valid_to > $2)
          ORDER BY id
          LIMIT 5000",
        org_id,
        now
    ))
    .await?
    .iter()
    .map(fact)
    .collect()
}

#[derive(Debug, Default)]
pub struct Filter {
    /// Anywhere in key, subject, value, product or wording.
    pub text: String,
    pub kind: Option<&'static str>,
    pub validity: Option<&'static str>,
}

/// Newest change first, before a place in that order.
pub async fn list(
    on: &mut impl Run,
    org_id: OrgId,
    filter: &Filter,
    now: Millis,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Fact>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    on.all(q!(
        "SELECT id, key, kind, subject, sku, value, unit, wording, valid_from, valid_to, source, owner_id, edition, version, created_at, updated_at
           FROM fact
          WHERE org_id = $1
            AND (updated_at, id) < ($2, $3)
            AND (CAST($4 AS TEXT) IS NULL OR kind = $4)
            AND (CAST($5 AS TEXT) IS NULL
                 OR $5 = CASE WHEN valid_to IS NOT NULL AND valid_to <= $6 THEN 'expired'
                              WHEN valid_from IS NOT NULL AND valid_from > $6 THEN 'upcoming'
                              ELSE 'valid' END)
            AND (LOWER(key) LIKE $7 ESCAPE '\\' OR LOWER(subject) LIKE $7 ESCAPE '\\' OR LOWER(sku) LIKE $7 ESCAPE '\\'
                 OR LOWER(value) LIKE $7 ESCAPE '\\' OR LOWER(wording) LIKE $7 ESCAPE '\\')
          ORDER BY updated_at DESC, id DESC
          LIMIT $8",
        org_id,
        at,
        id,
        filter.kind,
        filter.validity,
        now,
        dialect::contains_pattern(&filter.text),
        limit
    ))
    .await?
    .iter()
    .map(fact)
    .collect()
}

pub async fn insert(on: &mut impl Run, org_id: OrgId, f: &Fact) -> Result<()> {
    on.execute(q!(
        "INSERT INTO fact (id, org_id, key, kind, subject, sku, value, unit, wording, valid_from, valid_to, source, owner_id, edition, version,
                           created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        f.id,
        org_id,
        &f.key,
        f.kind.as_str(),
        &f.subject,
        &f.sku,
        &f.value,
        serde_json::to_string(&f.unit)?,
        serde_json::to_string(&f.wording)?,
        f.valid_from,
        f.valid_to,
        &f.source,
        f.owner_id,
        f.edition,
        f.version,
        f.created_at,
        f.updated_at
    ))
    .await?;
    Ok(())
}

/// False: somebody was faster.
pub async fn update(on: &mut impl Run, org_id: OrgId, f: &Fact, expected: i64) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE fact
                SET key = $4, kind = $5, subject = $6, sku = $7, value = $8, unit = $9, wording = $10, valid_from = $11, valid_to = $12, source = $13,
                    owner_id = $14, edition = $15, updated_at = $16, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND version = $3",
            org_id,
            f.id,
            expected,
            &f.key,
            f.kind.as_str(),
            &f.subject,
            &f.sku,
            &f.value,
            serde_json::to_string(&f.unit)?,
            serde_json::to_string(&f.wording)?,
            f.valid_from,
            f.valid_to,
            &f.source,
            f.owner_id,
            f.edition,
            f.updated_at
        ))
        .await?;
    Ok(rows == 1)
}

/// A fact as customers heard it from some moment on.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    pub edition: i64,
    pub value: String,
    pub unit: Text,
    pub wording: Text,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub source: String,
    pub actor: Actor,
    pub at: Millis,
}

pub async fn insert_edition(on: &mut impl Run, org_id: OrgId, f: &Fact, actor: &Actor) -> Result<()> {
    let (actor_kind, actor_id) = events::actor_columns(actor);
    on.execute(q!(
        "INSERT INTO fact_edition (org_id, fact_id, edition, value, unit, wording, valid_from, valid_to, source, actor_kind, actor_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        org_id,
        f.id,
        f.edition,
        &f.value,
        serde_json::to_string(&f.unit)?,
        serde_json::to_string(&f.wording)?,
        f.valid_from,
        f.valid_to,
        &f.source,
        actor_kind,
        actor_id,
        f.updated_at
    ))
    .await?;
    Ok(())
}

/// Newest first.
pub async fn editions(on: &mut impl Run, org_id: OrgId, id: FactId, limit: i64) -> Result<Vec<Edition>> {
    on.all(q!(
        "SELECT edition, value, unit, wording, valid_from, valid_to, source, actor_kind, actor_id, at
           FROM fact_edition
          WHERE org_id = $1
            AND fact_id = $2
          ORDER BY edition DESC
          LIMIT $3",
        org_id,
        id,
        limit
    ))
    .await?
    .iter()
    .map(|row| {
        let mut c = row.columns();
        let (edition, value, unit, wording) = (c.take()?, c.take()?, c.json()?, c.json()?);
        let (valid_from, valid_to, source) = (c.take()?, c.take()?, c.take()?);
        let (actor_kind, actor_id): (String, Option<Uuid>) = (c.take()?, c.take()?);
        let actor = events::actor_from(&actor_kind, actor_id)?;
        Ok(Edition { edition, value, unit, wording, valid_from, valid_to, source, actor, at: c.take()? })
    })
    .collect()
}

fn fact(row: &Row) -> Result<Fact> {
    let mut c = row.columns();
    Ok(Fact {
        id: c.take()?,
        key: c.take()?,
        kind: c.word()?,
        subject: c.take()?,
        sku: c.take()?,
        value: c.take()?,
        unit: c.json()?,
        wording: c.json()?,
        valid_from: c.take()?,
        valid_to: c.take()?,
        source: c.take()?,
        owner_id: c.take()?,
        edition: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
    })
}

/// Where something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    Conversation(ConversationId),
    Ticket(TicketId),
}

impl Thread {
    pub fn columns(self) -> (&'static str, Uuid) {
        match self {
            Thread::Conversation(id) => ("conversation", id.0),
            Thread::Ticket(id) => ("ticket", id.0),
        }
    }
    pub(crate) fn from_columns(kind: &str, id: Uuid) -> Thread {
        if kind == "ticket" { Thread::Ticket(TicketId(id)) } else { Thread::Conversation(ConversationId(id)) }
    }
}

/// A fact in the edition in which somebody heard it.
#[derive(Debug, Clone)]
pub struct Told {
    pub fact_id: FactId,
    pub edition: i64,
    pub thread: Thread,
    pub customer_id: CustomerId,
    pub agent_id: Option<AgentId>,
    pub knowledge_id: Option<KnowledgeId>,
    pub times: i64,
    pub told_at: Millis,
}

/// Heard once more in the same thread: one row, counted.
pub async fn tell(on: &mut impl Run, org_id: OrgId, told: &[Told]) -> Result<()> {
    let head =
        "INSERT INTO fact_told (org_id, fact_id, edition, thread_kind, thread_id, customer_id, agent_id, knowledge_id, times, told_at)";
    let tail = "ON CONFLICT (org_id, fact_id, edition, thread_id) DO UPDATE SET times = fact_told.times + 1, told_at = excluded.told_at";
    let columns = |told: &Told| -> Vec<Arg> {
        let (kind, id) = told.thread.columns();
        vec![
            org_id.into(),
            told.fact_id.into(),
            told.edition.into(),
            kind.into(),
            id.into(),
            told.customer_id.into(),
            told.agent_id.into(),
            told.knowledge_id.into(),
            told.times.into(),
            told.told_at.into(),
        ]
    };
    bulk::write(on, head, told, columns, tail).await
}

/// Newest first.
pub async fn told(on: &mut impl Run, org_id: OrgId, id: FactId, limit: i64) -> Result<Vec<Told>> {
    on.all(q!(
        "SELECT fact_id, edition, thread_kind, thread_id, customer_id, agent_id, knowledge_id, times, told_at
           FROM fact_told
          WHERE org_id = $1
            AND fact_id = $2
          ORDER BY told_at DESC, edition DESC, thread_id
          LIMIT $3",
        org_id,
        id,
        limit
    ))
    .await?
    .iter()
    .map(|row| {
        let mut c = row.columns();
        let (fact_id, edition) = (c.take()?, c.take()?);
        let (kind, thread_id): (String, Uuid) = (c.take()?, c.take()?);
        Ok(Told {
            fact_id,
            edition,
            thread: Thread::from_columns(&kind, thread_id),
            customer_id: c.take()?,
            agent_id: c.take()?,
            knowledge_id: c.take()?,
            times: c.take()?,
            told_at: c.take()?,
        })
    })
    .collect()
}

/// Customers who heard it in one of these editions.
pub async fn told_customers(on: &mut impl Run, org_id: OrgId, id: FactId) -> Result<i64> {
    on.one(q!("SELECT COUNT(DISTINCT customer_id) FROM fact_told WHERE org_id = $1 AND fact_id = $2", org_id, id)).await?.get(0)
}

/// An answer or a script that names a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Using {
    pub id: Uuid,
    pub key: String,
    pub title: String,
    pub lang: String,
    pub state: String,
    pub text: String,
}

/// Candidates by text; whoever asks reads the references themselves.
pub async fn answers_naming(on: &mut impl Run, org_id: OrgId, key: &str, limit: i64) -> Result<Vec<Using>> {
    on.all(q!(
        "SELECT id, key, question, lang, state, answer
           FROM knowledge
          WHERE org_id = $1
            AND kind <> 'script'
            AND answer LIKE $2 ESCAPE '\\'
          ORDER BY updated_at DESC, id
          LIMIT $3",
        org_id,
        naming(key),
        limit
    ))
    .await?
    .iter()
    .map(using)
    .collect()
}

/// Scripts in all their tones.
pub async fn scripts_naming(on: &mut impl Run, org_id: OrgId, key: &str, limit: i64) -> Result<Vec<Using>> {
    on.all(q!(
        "SELECT id, shortcut, question, lang, state, answer || ' ' || levels
           FROM knowledge
          WHERE org_id = $1
            AND kind = 'script'
            AND (answer LIKE $2 ESCAPE '\\' OR levels LIKE $2 ESCAPE '\\')
          ORDER BY asked DESC, id
          LIMIT $3",
        org_id,
        naming(key),
        limit
    ))
    .await?
    .iter()
    .map(using)
    .collect()
}

fn naming(key: &str) -> String {
    format!("%{{{{fact:%{}%", dialect::contains_pattern(key).trim_matches('%'))
}

fn using(row: &Row) -> Result<Using> {
    let mut c = row.columns();
    Ok(Using { id: c.take()?, key: c.take()?, title: c.take()?, lang: c.take()?, state: c.take()?, text: c.take()? })
}

/// Open tickets of these customers, newest first.
pub async fn open_tickets(
    on: &mut impl Run,
    org_id: OrgId,
    customers: &[CustomerId],
    limit: i64,
) -> Result<Vec<crate::orders::TicketLine>> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, customers);
    let limit = query.push(limit);
    query.sql = format!(
        "SELECT id, number, title, state, priority, updated_at
           FROM ticket
          WHERE org_id = {org}
            AND customer_id IN {list}
            AND state IN ('new', 'open', 'pending_customer', 'on_hold')
          ORDER BY updated_at DESC, id
          LIMIT {limit}"
    )
    .into();
    on.all(query)
        .await?
        .iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(crate::orders::TicketLine {
                id: c.take()?,
                number: c.take()?,
                title: c.take()?,
                state: c.word()?,
                priority: c.take()?,
                updated_at: c.take()?,
            })
        })
        .collect()
}
