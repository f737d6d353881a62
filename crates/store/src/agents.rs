//! Agents: the account row, and beside it the live state row that commands change.

use crate::{Query, Result, Row, Run, dialect, q};
use yingke_core::{agent::AgentState, id::*, permission::Role, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    pub id: AgentId,
    pub org_id: OrgId,
    pub email: String,
    pub name: String,
    pub nickname: String,
    pub avatar: String,
    pub role: Role,
    pub capacity: i64,
    pub seat: i64,
    pub enabled: bool,
    pub version: i64,
    pub created_at: Millis,
}

/// The account with its live state, as views need it.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentRow {
    pub agent: Agent,
    pub state: AgentState,
    pub state_reason: String,
    pub state_since: Millis,
    pub load: i64,
    pub group_ids: Vec<GroupId>,
}

/// What a sign-in attempt needs to know about one account.
#[derive(Debug, Clone)]
pub struct Login {
    pub agent_id: AgentId,
    pub org_id: OrgId,
    pub password_hash: String,
    pub enabled: bool,
}

/// Inserts the account with an offline state.
pub async fn insert(on: &mut impl Run, agent: &Agent, password_hash: &str) -> Result<()> {
    on.execute(q!(
        "INSERT INTO agent (id, org_id, email, name, nickname, avatar, role, capacity, seat, password_hash, enabled, preferences, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}', $12, $13)",
        agent.id,
        agent.org_id,
        &agent.email,
        &agent.name,
        &agent.nickname,
        &agent.avatar,
        agent.role.as_str(),
        agent.capacity,
        agent.seat,
        password_hash,
        agent.enabled,
        agent.version,
        agent.created_at
    ))
    .await?;
    on.execute(q!(
        "INSERT INTO agent_state (org_id, agent_id, state, reason, since, load)
         VALUES ($1, $2, 'offline', '', $3, 0)",
        agent.org_id,
        agent.id,
        agent.created_at
    ))
    .await?;
    Ok(())
}

/// Writes the account when its version is still `agent.version - 1`; false = somebody was faster.
pub async fn update(on: &mut impl Run, agent: &Agent) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE agent
                SET email = $3, name = $4, nickname = $5, avatar = $6, role = $7, capacity = $8, enabled = $9, version = $10
              WHERE org_id = $1
                AND id = $2
                AND version = $10 - 1",
            agent.org_id,
            agent.id,
            &agent.email,
            &agent.name,
            &agent.nickname,
            &agent.avatar,
            agent.role.as_str(),
            agent.capacity,
            agent.enabled,
            agent.version
        ))
        .await?;
    Ok(changed == 1)
}

pub async fn find(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<Option<AgentRow>> {
    let row = on
        .opt(q!(
            "SELECT a.id, a.org_id, a.email, a.name, a.nickname, a.avatar, a.role, a.capacity, a.seat, a.enabled, a.version, a.created_at,
                    s.state, s.reason, s.since, s.load
               FROM agent a
               JOIN agent_state s ON s.org_id = a.org_id AND s.agent_id = a.id
              WHERE a.org_id = $1
                AND a.id = $2",
            org_id,
            id
        ))
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut found = agent_row(&row)?;
    let groups = on.all(q!("SELECT group_id FROM group_member WHERE org_id = $1 AND agent_id = $2 ORDER BY group_id", org_id, id)).await?;
    found.group_ids = groups.iter().map(|row| row.get(0)).collect::<Result<_>>()?;
    Ok(Some(found))
}

/// Every agent of the organisation in seat order, with groups; two queries.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<AgentRow>> {
    let rows = on
        .all(q!(
            "SELECT a.id, a.org_id, a.email, a.name, a.nickname, a.avatar, a.role, a.capacity, a.seat, a.enabled, a.version, a.created_at,
                    s.state, s.reason, s.since, s.load
               FROM agent a
               JOIN agent_state s ON s.org_id = a.org_id AND s.agent_id = a.id
              WHERE a.org_id = $1
              ORDER BY a.seat, a.id",
            org_id
        ))
        .await?;
    let mut agents = rows.iter().map(agent_row).collect::<Result<Vec<_>>>()?;
    let members = on.all(q!("SELECT agent_id, group_id FROM group_member WHERE org_id = $1 ORDER BY group_id", org_id)).await?;
    let places: std::collections::HashMap<AgentId, usize> = agents.iter().enumerate().map(|(i, row)| (row.agent.id, i)).collect();
    for member in &members {
        if let Some(&place) = places.get(&member.get::<AgentId>(0)?) {
            agents[place].group_ids.push(member.get(1)?);
        }
    }
    Ok(agents)
}

/// Which of these agents exist in the organisation.
pub async fn existing(on: &mut impl Run, org_id: OrgId, ids: &[AgentId]) -> Result<Vec<AgentId>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT id FROM agent WHERE org_id = {org} AND id IN {ids}").into();
    on.all(query).await?.iter().map(|row| row.get(0)).collect()
}

/// Accounts with this e-mail, in any organisation.
pub async fn logins(on: &mut impl Run, email: &str) -> Result<Vec<Login>> {
    on.all(q!("SELECT id, org_id, password_hash, enabled FROM agent WHERE email = $1 ORDER BY created_at LIMIT 3", email))
        .await?
        .iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(Login { agent_id: c.take()?, org_id: c.take()?, password_hash: c.take()?, enabled: c.take()? })
        })
        .collect()
}

pub async fn password_hash(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<Option<String>> {
    let row = on.opt(q!("SELECT password_hash FROM agent WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    row.map(|row| row.get(0)).transpose()
}

pub async fn set_password(on: &mut impl Run, org_id: OrgId, id: AgentId, hash: &str) -> Result<()> {
    on.execute(q!("UPDATE agent SET password_hash = $3 WHERE org_id = $1 AND id = $2", org_id, id, hash)).await?;
    Ok(())
}

pub async fn preferences(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<serde_json::Value> {
    let row = on.opt(q!("SELECT preferences FROM agent WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    row.map_or(Ok(serde_json::json!({})), |row| row.columns().json())
}

pub async fn set_preferences(on: &mut impl Run, org_id: OrgId, id: AgentId, preferences: &serde_json::Value) -> Result<()> {
    on.execute(q!("UPDATE agent SET preferences = $3 WHERE org_id = $1 AND id = $2", org_id, id, preferences.to_string())).await?;
    Ok(())
}

/// The seat after the last one taken.
pub async fn next_seat(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT CAST(COALESCE(MAX(seat), 0) + 1 AS BIGINT) FROM agent WHERE org_id = $1", org_id)).await?.get(0)
}

/// Enabled owners: an organisation keeps at least one.
pub async fn count_owners(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM agent WHERE org_id = $1 AND role = 'owner' AND enabled", org_id)).await?.get(0)
}

pub async fn count(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM agent WHERE org_id = $1", org_id)).await?.get(0)
}

fn agent_row(row: &Row) -> Result<AgentRow> {
    let mut c = row.columns();
    Ok(AgentRow {
        agent: Agent {
            id: c.take()?,
            org_id: c.take()?,
            email: c.take()?,
            name: c.take()?,
            nickname: c.take()?,
            avatar: c.take()?,
            role: c.word()?,
            capacity: c.take()?,
            seat: c.take()?,
            enabled: c.take()?,
            version: c.take()?,
            created_at: c.take()?,
        },
        state: c.word()?,
        state_reason: c.take()?,
        state_since: c.take()?,
        load: c.take()?,
        group_ids: Vec::new(),
    })
}

/// Name and public name of these agents.
pub async fn names(on: &mut impl Run, org_id: OrgId, ids: &[AgentId]) -> Result<std::collections::HashMap<AgentId, (String, String)>> {
    if ids.is_empty() {
        return Ok(Default::default());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT id, name, nickname FROM agent WHERE org_id = {org} AND id IN {list}").into();
    on.all(query).await?.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
}

/// Enabled agents with one of these roles, for notices.
pub async fn with_roles(on: &mut impl Run, org_id: OrgId, roles: &[Role]) -> Result<Vec<AgentId>> {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, &words);
    query.sql = format!("SELECT id FROM agent WHERE org_id = {org} AND enabled AND role IN {list} ORDER BY seat, id").into();
    on.all(query).await?.iter().map(|row| row.get(0)).collect()
}

/// Is there such an agent, with an account that works?
pub async fn is_enabled(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<bool> {
    Ok(on.opt(q!("SELECT 1 FROM agent WHERE org_id = $1 AND id = $2 AND enabled", org_id, id)).await?.is_some())
}
