//! The live working state of agents: state, load, and the intervals that never overlap or gap.

use crate::{Query, Result, Run, dialect, q};
use yingke_core::{agent::AgentState, id::*, routing::eligible::Member, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    pub state: AgentState,
    pub reason: String,
    pub since: Millis,
    pub load: i64,
    pub capacity: i64,
    pub enabled: bool,
    pub nickname: String,
}

pub async fn get(on: &mut impl Run, org_id: OrgId, agent_id: AgentId) -> Result<Option<Live>> {
    on.opt(q!(
        "SELECT s.state, s.reason, s.since, s.load, a.capacity, a.enabled, a.nickname
           FROM agent_state s
           JOIN agent a ON a.org_id = s.org_id AND a.id = s.agent_id
          WHERE s.org_id = $1
            AND s.agent_id = $2",
        org_id,
        agent_id
    ))
    .await?
    .map(|row| {
        let mut c = row.columns();
        Ok(Live {
            state: c.word()?,
            reason: c.take()?,
            since: c.take()?,
            load: c.take()?,
            capacity: c.take()?,
            enabled: c.take()?,
            nickname: c.take()?,
        })
    })
    .transpose()
}

/// Closes the running interval and opens the next one at the same instant. A change within the same millisecond
/// replaces the interval that would have no length.
pub async fn set(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, state: AgentState, reason: &str, now: Millis) -> Result<()> {
    on.execute(q!(
        "UPDATE agent_state
            SET state = $3, reason = $4, since = $5, ready_since = CASE WHEN $6 THEN $5 ELSE ready_since END
          WHERE org_id = $1
            AND agent_id = $2",
        org_id,
        agent_id,
        state.as_str(),
        reason,
        now,
        state == AgentState::Ready
    ))
    .await?;
    on.execute(q!(
        "UPDATE agent_state_interval
            SET to_at = $3
          WHERE org_id = $1
            AND agent_id = $2
            AND to_at IS NULL",
        org_id,
        agent_id,
        now
    ))
    .await?;
    on.execute(q!(
        "INSERT INTO agent_state_interval (org_id, agent_id, from_at, to_at, state, reason)
         VALUES ($1, $2, $3, NULL, $4, $5)
         ON CONFLICT (org_id, agent_id, from_at) DO UPDATE SET to_at = NULL, state = excluded.state, reason = excluded.reason",
        org_id,
        agent_id,
        now,
        state.as_str(),
        reason
    ))
    .await?;
    Ok(())
}

/// Moves the load by one conversation and returns it. `assigned_at` is set when the agent was given something.
pub async fn move_load(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, by: i64, assigned_at: Option<Millis>) -> Result<i64> {
    let row = on
        .opt(q!(
            "UPDATE agent_state
                SET load = load + $3, last_assigned_at = COALESCE($4, last_assigned_at)
              WHERE org_id = $1
                AND agent_id = $2
             RETURNING load",
            org_id,
            agent_id,
            by,
            assigned_at
        ))
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}

pub async fn groups_of(on: &mut impl Run, org_id: OrgId, agent_id: AgentId) -> Result<Vec<GroupId>> {
    let rows =
        on.all(q!("SELECT group_id FROM group_member WHERE org_id = $1 AND agent_id = $2 ORDER BY group_id", org_id, agent_id)).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The members of groups as routing sees them.
pub async fn members(on: &mut impl Run, org_id: OrgId, groups: &[GroupId]) -> Result<Vec<(GroupId, Member)>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let groups = dialect::in_list(&mut query, groups);
    query.sql = format!(
        "SELECT m.group_id, m.agent_id, m.seat, a.enabled, s.state, s.ready_since, s.load, a.capacity, s.last_assigned_at
           FROM group_member m
           JOIN agent a ON a.org_id = m.org_id AND a.id = m.agent_id
           JOIN agent_state s ON s.org_id = m.org_id AND s.agent_id = m.agent_id
          WHERE m.org_id = {org}
            AND m.group_id IN {groups}
          ORDER BY m.seat, m.agent_id"
    )
    .into();
    on.all(query)
        .await?
        .iter()
        .map(|row| {
            let mut c = row.columns();
            let group_id = c.take()?;
            Ok((
                group_id,
                Member {
                    agent_id: c.take()?,
                    seat: c.take()?,
                    enabled: c.take()?,
                    state: c.word()?,
                    ready_since: c.take()?,
                    load: c.take()?,
                    capacity: c.take()?,
                    last_assigned_at: c.take()?,
                },
            ))
        })
        .collect()
}

/// One state of an agent, from when to when; the last one is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    pub from_at: Millis,
    pub to_at: Option<Millis>,
    pub state: AgentState,
}

pub async fn intervals(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, limit: i64) -> Result<Vec<Interval>> {
    let rows = on
        .all(q!(
            "SELECT from_at, to_at, state
               FROM agent_state_interval
              WHERE org_id = $1
                AND agent_id = $2
              ORDER BY from_at
              LIMIT $3",
            org_id,
            agent_id,
            limit
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok(Interval { from_at: c.take()?, to_at: c.take()?, state: c.word()? })
        })
        .collect()
}
