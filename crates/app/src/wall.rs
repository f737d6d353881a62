//! The supervisor's wall: counters kept with the events that move them, the people, and the queues.

use crate::{App, Principal, Result, views::wall::*};
use std::collections::BTreeMap;
use yingke_core::{id::*, metric, permission::Permission};
use yingke_store::{agents, events, groups, queue, stats};

pub async fn wall(app: &App, who: &Principal) -> Result<WallView> {
    who.must(Permission::WallRead)?;
    of(app, who.org_id).await
}

/// For the live feed, which asks for itself.
pub async fn of(app: &App, org_id: OrgId) -> Result<WallView> {
    let now = app.clock.now();
    let mut on = app.read();
    let seq = events::head(&mut on, org_id).await?;
    let day = metric::day(now);
    let counters = stats::read(&mut on, org_id, day).await?;
    let people = agents::all(&mut on, org_id).await?;
    let groups = groups::all(&mut on, org_id).await?;
    let queues = queue::standing(&mut on, org_id).await?;
    let agents: Vec<WallAgent> = people
        .iter()
        .filter(|row| row.agent.enabled)
        .map(|row| WallAgent {
            agent_id: row.agent.id,
            nickname: row.agent.nickname.clone(),
            state: row.state,
            state_reason: row.state_reason.clone(),
            since: row.state_since,
            load: row.load,
            capacity: row.agent.capacity,
        })
        .collect();
    let ready = |group: &groups::Group| {
        group
            .member_ids
            .iter()
            .filter(|id| agents.iter().any(|a| a.agent_id == **id && a.state == yingke_core::agent::AgentState::Ready))
            .count() as i64
    };
    let queues = groups
        .iter()
        .filter(|group| group.kind == "service")
        .map(|group| {
            let waiting = queues.iter().find(|queue| queue.group_id == Some(group.id));
            WallQueue {
                group_id: Some(group.id),
                waiting: waiting.map_or(0, |queue| queue.waiting),
                oldest_enqueued_at: waiting.and_then(|queue| queue.oldest_enqueued_at),
                active: waiting.map_or(0, |queue| queue.active),
                ready_agents: ready(group),
            }
        })
        .collect();
    let count = |key: &str| counters.get(key).copied().unwrap_or(0);
    let today = |what: &str| count(&format!("{day}:{what}"));
    Ok(WallView {
        seq,
        at: now,
        agents,
        queues,
        conversations: by_state(&counters, "conversations:"),
        tickets: by_state(&counters, "tickets:"),
        contacts: count("contacts"),
        records: count("records"),
        today: WallToday {
            conversations: today("conversations"),
            bot_only: today("bot_only"),
            to_human: today("to_human"),
            tickets_created: today("tickets_created"),
            tickets_solved: today("tickets_solved"),
            ratings: today("ratings"),
            ratings_good: today("ratings_good"),
        },
    })
}

fn by_state(counters: &BTreeMap<String, i64>, prefix: &str) -> BTreeMap<String, i64> {
    counters.iter().filter_map(|(key, value)| key.strip_prefix(prefix).map(|state| (state.to_owned(), *value))).collect()
}
