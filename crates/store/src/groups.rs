//! Groups of agents and their members in seat order.

use crate::{Query, Result, Row, Run, bulk, dialect, q};
use std::collections::HashMap;
use yingke_core::{id::*, routing::Strategy, text::Text, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub id: GroupId,
    pub org_id: OrgId,
    pub key: String,
    pub name: Text,
    /// `service` or `department`.
    pub kind: String,
    pub strategy: Strategy,
    pub version: i64,
    pub created_at: Millis,
    /// In seat order.
    pub member_ids: Vec<AgentId>,
}

pub async fn insert(on: &mut impl Run, group: &Group) -> Result<()> {
    on.execute(q!(
        "INSERT INTO agent_group (id, org_id, key, name, kind, strategy, settings, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, '{}', $7, $8)",
        group.id,
        group.org_id,
        &group.key,
        serde_json::to_string(&group.name)?,
        &group.kind,
        group.strategy.as_str(),
        group.version,
        group.created_at
    ))
    .await?;
    Ok(())
}

/// Writes the group when its version is still `group.version - 1`; false = somebody was faster.
pub async fn update(on: &mut impl Run, group: &Group) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE agent_group
                SET name = $3, kind = $4, strategy = $5, version = $6
              WHERE org_id = $1
                AND id = $2
                AND version = $6 - 1",
            group.org_id,
            group.id,
            serde_json::to_string(&group.name)?,
            &group.kind,
            group.strategy.as_str(),
            group.version
        ))
        .await?;
    Ok(changed == 1)
}

pub async fn find(on: &mut impl Run, org_id: OrgId, id: GroupId) -> Result<Option<Group>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, key, name, kind, strategy, version, created_at
               FROM agent_group
              WHERE org_id = $1
                AND id = $2",
            org_id,
            id
        ))
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut found = group(&row)?;
    found.member_ids = member_ids(on, org_id, id).await?;
    Ok(Some(found))
}

/// Every group of the organisation, oldest first, with members; two queries.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<Vec<Group>> {
    let rows = on
        .all(q!(
            "SELECT id, org_id, key, name, kind, strategy, version, created_at
               FROM agent_group
              WHERE org_id = $1
              ORDER BY created_at, id",
            org_id
        ))
        .await?;
    let mut groups = rows.iter().map(group).collect::<Result<Vec<_>>>()?;
    let places: HashMap<GroupId, usize> = groups.iter().enumerate().map(|(i, group)| (group.id, i)).collect();
    for member in &on.all(q!("SELECT group_id, agent_id FROM group_member WHERE org_id = $1 ORDER BY group_id, seat", org_id)).await? {
        if let Some(&place) = places.get(&member.get::<GroupId>(0)?) {
            groups[place].member_ids.push(member.get(1)?);
        }
    }
    Ok(groups)
}

pub async fn member_ids(on: &mut impl Run, org_id: OrgId, id: GroupId) -> Result<Vec<AgentId>> {
    on.all(q!("SELECT agent_id FROM group_member WHERE org_id = $1 AND group_id = $2 ORDER BY seat", org_id, id))
        .await?
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// Which of these groups exist in the organisation.
pub async fn existing(on: &mut impl Run, org_id: OrgId, ids: &[GroupId]) -> Result<Vec<GroupId>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT id FROM agent_group WHERE org_id = {org} AND id IN {ids}").into();
    on.all(query).await?.iter().map(|row| row.get(0)).collect()
}

/// Replaces the members; seats are 1, 2, 3 … in the given order. The pointer of round robin stays where it is.
pub async fn set_members(on: &mut impl Run, org_id: OrgId, id: GroupId, members: &[AgentId]) -> Result<()> {
    on.execute(q!("DELETE FROM group_member WHERE org_id = $1 AND group_id = $2", org_id, id)).await?;
    let seats: Vec<(i64, AgentId)> = (1..).zip(members.iter().copied()).collect();
    let head = "INSERT INTO group_member (org_id, group_id, agent_id, seat)";
    bulk::write(on, head, &seats, |(seat, agent_id)| vec![org_id.into(), id.into(), (*agent_id).into(), (*seat).into()], "").await
}

fn group(row: &Row) -> Result<Group> {
    let mut c = row.columns();
    Ok(Group {
        id: c.take()?,
        org_id: c.take()?,
        key: c.take()?,
        name: c.json()?,
        kind: c.take()?,
        strategy: c.word()?,
        version: c.take()?,
        created_at: c.take()?,
        member_ids: Vec::new(),
    })
}

/// Group ids by key.
pub async fn keys(on: &mut impl Run, org_id: OrgId) -> Result<HashMap<String, GroupId>> {
    on.all(q!("SELECT key, id FROM agent_group WHERE org_id = $1", org_id))
        .await?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Enabled members by group, in seat order.
pub async fn enabled_members(on: &mut impl Run, org_id: OrgId) -> Result<HashMap<GroupId, Vec<AgentId>>> {
    let rows = on
        .all(q!(
            "SELECT m.group_id, m.agent_id
               FROM group_member AS m
               JOIN agent AS a ON a.id = m.agent_id
              WHERE m.org_id = $1
                AND a.enabled
              ORDER BY m.group_id, m.seat",
            org_id
        ))
        .await?;
    let mut found: HashMap<GroupId, Vec<AgentId>> = HashMap::new();
    for row in &rows {
        found.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(found)
}
