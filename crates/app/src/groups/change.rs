//! Making and changing groups. Each emits `group.changed` with the group in `data`.

use crate::{
    App, Error, Principal, Result,
    conversations::apply::Hand,
    routing,
    views::agent::{GroupKind, GroupView},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
    routing::Strategy,
    text::Text,
    time::Millis,
};
use yingke_store::{Tx, agents, groups};

/// `POST /groups`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewGroup {
    /// Stable handle (`presale`); 2..=40 of a-z, 0-9, `-`, `_`.
    pub key: String,
    pub name: Text,
    pub kind: GroupKind,
    pub strategy: Strategy,
    /// In seat order.
    #[serde(default)]
    pub member_ids: Vec<AgentId>,
}

/// `PATCH /groups/{id}`; what is absent stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UpdateGroup {
    pub version: i64,
    pub name: Option<Text>,
    pub kind: Option<GroupKind>,
    pub strategy: Option<Strategy>,
}

const MOST_MEMBERS: usize = 500;
const MOST_GROUPS: usize = 200;

pub async fn create(app: &App, who: &Principal, new: NewGroup) -> Result<GroupView> {
    who.must(Permission::AgentsManage)?;
    let key_ok = (2..=40).contains(&new.key.len())
        && new.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
    if !key_ok {
        return Err(Error::invalid("key", "2 to 40 of a-z, 0-9, - and _"));
    }
    let members = seats(&new.member_ids)?;
    let (org_id, id, now, by) = (who.org_id, app.clock.id::<GroupId>(), app.clock.now(), who.actor.clone());
    let group = groups::Group {
        id,
        org_id,
        key: new.key,
        name: text(new.name)?,
        kind: new.kind.to_string(),
        strategy: new.strategy,
        version: 1,
        created_at: now,
        member_ids: Vec::new(),
    };
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if groups::all(tx, org_id).await?.len() >= MOST_GROUPS {
                    return Err(Error::conflict("conflict", format!("an organisation has at most {MOST_GROUPS} groups")));
                }
                groups::insert(tx, &group).await.map_err(taken)?;
                all_exist(tx, org_id, &members).await?;
                groups::set_members(tx, org_id, id, &members).await?;
                for agent_id in &members {
                    tx.emit(org_id, NewEvent::new(EventKind::AgentChanged, by.clone(), now).agent(*agent_id));
                }
                finish(tx, org_id, id, by, now).await
            })
        })
        .await?;
    app.recent.forget_agents();
    Ok(view)
}

pub async fn update(app: &App, who: &Principal, id: GroupId, change: UpdateGroup) -> Result<GroupView> {
    who.must(Permission::AgentsManage)?;
    let name = change.name.map(text).transpose()?;
    let (org_id, now, by) = (who.org_id, app.clock.now(), who.actor.clone());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let mut group = groups::find(tx, org_id, id).await?.ok_or(Error::NotFound("group"))?;
                if group.version != change.version {
                    return Err(Error::version_conflict());
                }
                group.name = name.unwrap_or(group.name);
                group.kind = change.kind.map_or(group.kind, |kind| kind.to_string());
                group.strategy = change.strategy.unwrap_or(group.strategy);
                group.version += 1;
                if !groups::update(tx, &group).await? {
                    return Err(Error::version_conflict());
                }
                finish(tx, org_id, id, by, now).await
            })
        })
        .await
}

/// Replaces the members; their seats are in the given order.
pub async fn set_members(app: &App, who: &Principal, id: GroupId, member_ids: Vec<AgentId>) -> Result<GroupView> {
    who.must(Permission::AgentsManage)?;
    let members = seats(&member_ids)?;
    let (org_id, now, by, in_tx) = (who.org_id, app.clock.now(), who.actor.clone(), app.clone());
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let mut group = groups::find(tx, org_id, id).await?.ok_or(Error::NotFound("group"))?;
                all_exist(tx, org_id, &members).await?;
                groups::set_members(tx, org_id, id, &members).await?;
                let (before, after): (BTreeSet<_>, BTreeSet<_>) =
                    (group.member_ids.iter().copied().collect(), members.iter().copied().collect());
                for agent_id in before.symmetric_difference(&after) {
                    tx.emit(org_id, NewEvent::new(EventKind::AgentChanged, by.clone(), now).agent(*agent_id));
                }
                group.version += 1;
                groups::update(tx, &group).await?;
                let hand = Hand { app: &in_tx, org_id, actor: by.clone(), now };
                routing::drain(tx, &hand, &[id]).await?;
                finish(tx, org_id, id, by, now).await
            })
        })
        .await?;
    app.recent.forget_agents();
    Ok(view)
}

async fn finish(tx: &mut Tx, org_id: OrgId, id: GroupId, by: Actor, now: Millis) -> Result<GroupView> {
    tx.emit(org_id, NewEvent::new(EventKind::GroupChanged, by, now).data(serde_json::json!({ "group_id": id })));
    super::view(tx, org_id, id).await?.ok_or(Error::NotFound("group"))
}

async fn all_exist(tx: &mut Tx, org_id: OrgId, members: &[AgentId]) -> Result<()> {
    if agents::existing(tx, org_id, members).await?.len() == members.len() {
        Ok(())
    } else {
        Err(Error::invalid("member_ids", "one of these agents does not exist"))
    }
}

fn seats(member_ids: &[AgentId]) -> Result<Vec<AgentId>> {
    if member_ids.len() > MOST_MEMBERS {
        return Err(Error::invalid("member_ids", format!("at most {MOST_MEMBERS} members")));
    }
    if member_ids.iter().collect::<BTreeSet<_>>().len() < member_ids.len() {
        return Err(Error::invalid("member_ids", "an agent has one seat only"));
    }
    Ok(member_ids.to_vec())
}

fn text(text: Text) -> Result<Text> {
    if text.zh_cn.trim().is_empty() || [&text.zh_cn, &text.zh_tw, &text.en].iter().any(|part| part.chars().count() > 60) {
        return Err(Error::invalid("name", "1 to 60 characters, at least in zh-CN"));
    }
    Ok(text)
}

fn taken(error: yingke_store::Error) -> Error {
    if error.is_unique_violation() { Error::conflict("already_taken", "another group has this key") } else { error.into() }
}
