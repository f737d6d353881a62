//! Conversations as lists and heads show them, with their customer; one query a page.

use crate::{Query, Result, Row, Run, dialect, q};
use uuid::Uuid;
use yingke_core::{conversation::*, id::*, time::Millis};

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub id: ConversationId,
    pub state: ConversationState,
    pub channel: Channel,
    pub customer_id: CustomerId,
    pub nickname: String,
    pub tier: String,
    pub is_member: bool,
    pub anonymous: bool,
    pub entry_id: Option<EntryId>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    pub last_agent_id: Option<AgentId>,
    pub priority: i64,
    pub mood: Mood,
    pub enqueued_at: Option<Millis>,
    pub offer_expires_at: Option<Millis>,
    pub accepted_at: Option<Millis>,
    pub ended_at: Option<Millis>,
    pub end_reason: String,
    pub last_seq: i64,
    pub last_message_at: Option<Millis>,
    pub last_sender: Option<SenderKind>,
    pub last_preview: String,
    pub waiting_since: Option<Millis>,
    pub unread_agent: i64,
    pub unread_customer: i64,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    pub customer_messages: i64,
    pub category_id: Option<CategoryId>,
    pub rating: Option<i64>,
    pub rating_comment: String,
    pub page_url: String,
    pub page_title: String,
    pub created_at: Millis,
    pub sort_at: Millis,
    pub version: i64,
}

const COLUMNS: &str = "c.id, c.state, c.channel, c.customer_id, u.nickname, u.tier, u.is_member, u.anonymous, c.entry_id, c.group_id,
       c.agent_id, c.last_agent_id, c.priority, c.mood, c.enqueued_at, c.offer_expires_at, c.accepted_at, c.ended_at, c.end_reason,
       c.last_seq, c.last_message_at, c.last_sender, c.last_preview, c.waiting_since, c.unread_agent, c.unread_customer,
       c.agent_read_seq, c.customer_read_seq, c.customer_messages, c.category_id, c.rating, c.rating_comment, c.page_url,
       c.page_title, c.created_at, c.sort_at, c.version";

/// Which part of the organisation's conversations the reader may see.
#[derive(Debug, Clone)]
pub enum Scope {
    All,
    /// What he holds or held, and what waits in his groups.
    Own {
        agent_id: AgentId,
        group_ids: Vec<GroupId>,
    },
}

#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub state: Option<ConversationState>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// Only these customers; an empty list matches nobody.
    pub customer_ids: Option<Vec<CustomerId>>,
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<Listed>> {
    Ok(by_ids(on, org_id, &[id]).await?.into_iter().next())
}

pub async fn by_ids(on: &mut impl Run, org_id: OrgId, ids: &[ConversationId]) -> Result<Vec<Listed>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!("{} AND c.id IN {ids}", select(&org)).into();
    on.each(query, listed).await
}

/// The conversations in an agent's hands, newest activity first.
pub async fn mine(
    on: &mut impl Run,
    org_id: OrgId,
    agent_id: AgentId,
    filter: &Filter,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let agent = query.push(agent_id);
    let rest = rest(&mut query, filter, before, limit);
    query.sql = format!("{} AND c.agent_id = {agent} AND c.state IN ('offered', 'active', 'wrapup'){rest}", select(&org)).into();
    on.each(query, listed).await
}

/// Place in the order of a queue.
pub type QueuePlace = (i64, i64, Uuid);

/// Who waits, in the order of being served.
pub async fn waiting(
    on: &mut impl Run,
    org_id: OrgId,
    scope: &Scope,
    filter: &Filter,
    after: Option<QueuePlace>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let mut text = format!("{} AND c.state = 'queued'", select(&org));
    if let Scope::Own { group_ids, .. } = scope {
        text.push_str(&format!(" AND c.group_id IN {}", dialect::in_list(&mut query, group_ids)));
    }
    text.push_str(&filters(&mut query, filter));
    if let Some((priority, enqueued_at, id)) = after {
        let (priority, enqueued_at, id) = (query.push(priority), query.push(enqueued_at), query.push(id));
        text.push_str(&format!(
            " AND (c.priority < {priority} OR (c.priority = {priority} AND (c.enqueued_at, c.id) > ({enqueued_at}, {id})))"
        ));
    }
    let limit = query.push(limit);
    text.push_str(&format!(" ORDER BY c.priority DESC, c.enqueued_at, c.id LIMIT {limit}"));
    query.sql = text.into();
    on.each(query, listed).await
}

/// Everything the reader may see, newest activity first. A reader of his own sees the union of three short indexed
/// lists: what he holds, what he finished, what waits in his groups.
pub async fn all(
    on: &mut impl Run,
    org_id: OrgId,
    scope: &Scope,
    filter: &Filter,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut found: Vec<Listed> = Vec::new();
    for part in parts(scope) {
        let mut query = Query::new("");
        let org = query.push(org_id);
        let mine = match part {
            Part::Everything => String::new(),
            Part::Holds(agent_id) => format!(" AND c.agent_id = {} AND c.state IN ('offered', 'active', 'wrapup')", query.push(agent_id)),
            Part::Finished(agent_id) => format!(" AND c.agent_id = {} AND c.state = 'ended'", query.push(agent_id)),
            Part::Waits(group_ids) => format!(" AND c.state = 'queued' AND c.group_id IN {}", dialect::in_list(&mut query, group_ids)),
        };
        let rest = rest(&mut query, filter, before, limit);
        query.sql = format!("{}{mine}{rest}", select(&org)).into();
        found.append(&mut on.each(query, listed).await?);
    }
    if matches!(scope, Scope::Own { .. }) {
        found.sort_by_key(|row| std::cmp::Reverse((row.sort_at, row.id)));
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

enum Part<'s> {
    Everything,
    Holds(AgentId),
    Finished(AgentId),
    Waits(&'s [GroupId]),
}

fn parts(scope: &Scope) -> Vec<Part<'_>> {
    match scope {
        Scope::All => vec![Part::Everything],
        Scope::Own { agent_id, group_ids } => vec![Part::Holds(*agent_id), Part::Finished(*agent_id), Part::Waits(group_ids)],
    }
}

/// Conversations of one customer, newest first.
pub async fn of_customer(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let customer = query.push(customer_id);
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let (at, id, limit) = (query.push(at), query.push(id), query.push(limit));
    query.sql = format!(
        "{} AND c.customer_id = {customer} AND (c.created_at, c.id) < ({at}, {id}) ORDER BY c.created_at DESC, c.id DESC LIMIT {limit}",
        select(&org)
    )
    .into();
    on.each(query, listed).await
}

pub async fn count_mine(on: &mut impl Run, org_id: OrgId, agent_id: AgentId) -> Result<i64> {
    on.one(q!(
        "SELECT COUNT(*)
           FROM conversation
          WHERE org_id = $1
            AND agent_id = $2
            AND state IN ('offered', 'active', 'wrapup')",
        org_id,
        agent_id
    ))
    .await?
    .get(0)
}

pub async fn count_waiting(on: &mut impl Run, org_id: OrgId, scope: &Scope) -> Result<i64> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let mut text = format!("SELECT COUNT(*) FROM conversation WHERE org_id = {org} AND state = 'queued'");
    if let Scope::Own { group_ids, .. } = scope {
        text.push_str(&format!(" AND group_id IN {}", dialect::in_list(&mut query, group_ids)));
    }
    query.sql = text.into();
    on.one(query).await?.get(0)
}

fn select(org: &str) -> String {
    format!(
        "SELECT {COLUMNS}
           FROM conversation c
           JOIN customer u ON u.org_id = c.org_id AND u.id = c.customer_id
          WHERE c.org_id = {org}"
    )
}

/// States as literals, so that the partial indexes apply.
fn state_part(state: Option<ConversationState>) -> &'static str {
    match state {
        None => "",
        Some(ConversationState::Bot) => " AND c.state = 'bot'",
        Some(ConversationState::Queued) => " AND c.state = 'queued'",
        Some(ConversationState::Offered) => " AND c.state = 'offered' AND c.state IN ('offered', 'active', 'wrapup')",
        Some(ConversationState::Active) => " AND c.state = 'active' AND c.state IN ('offered', 'active', 'wrapup')",
        Some(ConversationState::Wrapup) => " AND c.state = 'wrapup' AND c.state IN ('offered', 'active', 'wrapup')",
        Some(ConversationState::Ended) => " AND c.state = 'ended'",
        Some(ConversationState::OfflineMessage) => " AND c.state = 'offline_message'",
    }
}

fn filters(query: &mut Query, filter: &Filter) -> String {
    let mut text = state_part(filter.state).to_owned();
    if let Some(group_id) = filter.group_id {
        text.push_str(&format!(" AND c.group_id = {}", query.push(group_id)));
    }
    if let Some(agent_id) = filter.agent_id {
        text.push_str(&format!(" AND c.agent_id = {}", query.push(agent_id)));
    }
    match filter.customer_ids.as_deref() {
        None => {}
        Some([]) => text.push_str(" AND 1 = 0"),
        Some(ids) => text.push_str(&format!(" AND c.customer_id IN {}", dialect::in_list(query, ids))),
    }
    text
}

fn rest(query: &mut Query, filter: &Filter, before: Option<(i64, Uuid)>, limit: i64) -> String {
    let mut text = filters(query, filter);
    if let Some((at, id)) = before {
        let (at, id) = (query.push(at), query.push(id));
        text.push_str(&format!(" AND (c.sort_at, c.id) < ({at}, {id})"));
    }
    let limit = query.push(limit);
    text.push_str(&format!(" ORDER BY c.sort_at DESC, c.id DESC LIMIT {limit}"));
    text
}

fn listed(row: &Row) -> Result<Listed> {
    let mut c = row.columns();
    Ok(Listed {
        id: c.take()?,
        state: c.word()?,
        channel: c.word()?,
        customer_id: c.take()?,
        nickname: c.take()?,
        tier: c.take()?,
        is_member: c.take()?,
        anonymous: c.take()?,
        entry_id: c.take()?,
        group_id: c.take()?,
        agent_id: c.take()?,
        last_agent_id: c.take()?,
        priority: c.take()?,
        mood: c.word()?,
        enqueued_at: c.take()?,
        offer_expires_at: c.take()?,
        accepted_at: c.take()?,
        ended_at: c.take()?,
        end_reason: c.take()?,
        last_seq: c.take()?,
        last_message_at: c.take()?,
        last_sender: c.take::<String>()?.parse().ok(),
        last_preview: c.take()?,
        waiting_since: c.take()?,
        unread_agent: c.take()?,
        unread_customer: c.take()?,
        agent_read_seq: c.take()?,
        customer_read_seq: c.take()?,
        customer_messages: c.take()?,
        category_id: c.take()?,
        rating: c.take()?,
        rating_comment: c.take()?,
        page_url: c.take()?,
        page_title: c.take()?,
        created_at: c.take()?,
        sort_at: c.take()?,
        version: c.take()?,
    })
}
