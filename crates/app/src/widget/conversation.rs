//! A conversation as its customer sees it: never a note, never another name than the public one.

use crate::{
    App, Result, Visitor,
    conversations::messages::for_customer,
    cursor, routing,
    views::{
        Page,
        conversation::MessageView,
        widget::{HumanDoor, PublicAgent, WidgetConversation},
    },
};
use yingke_core::{
    conversation::{ConversationState, Policy, command::can_rate},
    id::*,
    time::Millis,
};
use yingke_store::{
    Run, conversations, events,
    inbox::{self, Listed},
    messages::{self, Eyes},
};

pub async fn view(on: &mut impl Run, org_id: OrgId, id: ConversationId, now: Millis) -> Result<Option<WidgetConversation>> {
    let (Some(stored), Some(row)) = (conversations::load(on, org_id, id).await?, inbox::get(on, org_id, id).await?) else {
        return Ok(None);
    };
    let place = routing::position(on, org_id, &stored, now).await?;
    let agent = match row.agent_id {
        Some(agent_id) if stored.session.accepted_at.is_some() => public_agent(on, org_id, agent_id).await?,
        Some(_) | None => None,
    };
    let may_rate = can_rate(&stored.session, Policy::DEFAULT.rating_ms, now);
    Ok(Some(of_row(row, agent, place, may_rate)))
}

/// What the snapshot holds of the running or last conversation.
#[derive(Debug, Clone)]
pub struct Part {
    pub conversation: Option<WidgetConversation>,
    /// The newest thirty, oldest first.
    pub messages: Vec<MessageView>,
    pub human: HumanDoor,
}

pub async fn part(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, entry_id: EntryId, now: Millis) -> Result<Part> {
    let group_id = routing::group_for(on, org_id, Some(entry_id)).await?;
    let human = routing::entry_door(on, org_id, entry_id, group_id, now).await?;
    let Some(latest) = conversations::latest_of(on, org_id, customer_id).await? else {
        return Ok(Part { conversation: None, messages: Vec::new(), human });
    };
    let id = latest.session.id;
    let newest = messages::before(on, org_id, id, Eyes::Customer, i64::MAX, 30).await?;
    let messages = for_customer(on, org_id, newest).await?;
    Ok(Part { conversation: view(on, org_id, id, now).await?, messages, human })
}

/// `GET /conversations` of the widget: own conversations, newest first.
pub async fn page(app: &App, who: &Visitor, place: Option<&str>, limit: Option<i64>) -> Result<Page<WidgetConversation>> {
    let (now, limit) = (app.clock.now(), cursor::limit(limit));
    let mut on = app.read();
    let seq = events::head(&mut on, who.org_id).await?;
    let mut rows = inbox::of_customer(&mut on, who.org_id, who.customer_id, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.created_at.0, row.id.0));
    let mut agents: Vec<AgentId> = rows.iter().filter_map(|row| row.agent_id).collect();
    agents.sort_unstable();
    agents.dedup();
    let faces = messages::faces(&mut on, who.org_id, &agents).await?;
    let mut items: Vec<WidgetConversation> = rows
        .into_iter()
        .map(|row| {
            let just_ended = row.ended_at.is_some_and(|at| now.since(at) < Policy::DEFAULT.rating_ms);
            let may_rate = row.customer_messages > 0 && just_ended && row.state != ConversationState::OfflineMessage;
            let agent = row.agent_id.filter(|_| row.accepted_at.is_some()).and_then(|id| Some((id, faces.get(&id)?.clone())));
            let agent = agent.map(|(id, (nickname, avatar))| PublicAgent { id, nickname, avatar });
            of_row(row, agent, None, may_rate)
        })
        .collect();
    // Only the newest one can be waiting, so only it has a place in a queue.
    if let Some(first) = items.first_mut().filter(|first| first.state == ConversationState::Queued)
        && let Some(running) = view(&mut on, who.org_id, first.id, now).await?
    {
        *first = running;
    }
    Ok(Page { items, next, seq })
}

fn of_row(row: Listed, agent: Option<PublicAgent>, place: Option<(i64, Option<i64>)>, can_rate: bool) -> WidgetConversation {
    WidgetConversation {
        id: row.id,
        state: row.state,
        agent,
        position: place.map(|(position, _)| position),
        wait_ms: place.and_then(|(_, wait_ms)| wait_ms),
        last_seq: row.last_seq,
        agent_read_seq: row.agent_read_seq,
        customer_read_seq: row.customer_read_seq,
        unread: row.unread_customer,
        rating: row.rating,
        can_rate,
        created_at: row.created_at,
        ended_at: row.ended_at,
        version: row.version,
    }
}

async fn public_agent(on: &mut impl Run, org_id: OrgId, id: AgentId) -> Result<Option<PublicAgent>> {
    let face = messages::faces(on, org_id, &[id]).await?.remove(&id);
    Ok(face.map(|(nickname, avatar)| PublicAgent { id, nickname, avatar }))
}
