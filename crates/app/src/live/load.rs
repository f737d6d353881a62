//! The current views of what events are about, from the nouns that own them.

use crate::{
    App, Principal, agents, conversations, groups, notices, presence, routing, tickets,
    views::{agent::*, conversation::*, customer::VisitView, ticket::*, wall::WallView, widget::WidgetConversation},
    wall,
    widget::conversation as widget,
};
use serde_json::Value;
use yingke_core::{conversation::SenderKind, id::*, time::Millis};
use yingke_store::{
    Run,
    messages::{self, Eyes},
};

pub(super) async fn conversation(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> anyhow::Result<Option<ConversationView>> {
    Ok(conversations::view(on, org_id, id).await?)
}

/// The messages `first..=last` of a thread, for colleagues' eyes; callers hide notes from customers.
pub(super) async fn messages(
    on: &mut impl Run,
    org_id: OrgId,
    id: ConversationId,
    first: i64,
    last: i64,
) -> anyhow::Result<Vec<MessageView>> {
    let found = messages::after(on, org_id, id, Eyes::Colleague, first - 1, last - first + 1).await?;
    Ok(found.into_iter().map(|message| conversations::message_view(message, String::new())).collect())
}

pub(super) async fn widget_conversation(
    on: &mut impl Run,
    org_id: OrgId,
    id: ConversationId,
    now: Millis,
) -> anyhow::Result<Option<WidgetConversation>> {
    Ok(widget::view(on, org_id, id, now).await?)
}

/// Fills in the public name of the agent who wrote it.
pub(super) async fn named(on: &mut impl Run, org_id: OrgId, mut message: MessageView) -> anyhow::Result<MessageView> {
    if message.sender_kind == SenderKind::Agent
        && let Some(id) = message.sender_id.as_deref().and_then(|id| id.parse::<AgentId>().ok())
    {
        message.sender_name = messages::nicknames(on, org_id, &[id]).await?.remove(&id).unwrap_or_default();
    }
    Ok(message)
}

pub(super) async fn positions(on: &mut impl Run, org_id: OrgId, now: Millis) -> anyhow::Result<Vec<routing::QueuePosition>> {
    let mut all = Vec::new();
    for group in yingke_store::groups::all(on, org_id).await?.into_iter().filter(|group| group.kind == "service") {
        all.extend(routing::queue_positions(on, org_id, group.id, now).await?);
    }
    Ok(all)
}

pub(super) async fn ticket(on: &mut impl Run, org_id: OrgId, id: TicketId) -> anyhow::Result<Option<TicketView>> {
    Ok(tickets::view(on, org_id, id).await?)
}

pub(super) async fn ticket_entry(
    on: &mut impl Run,
    org_id: OrgId,
    id: TicketId,
    seq: i64,
    reader: tickets::Reader,
) -> anyhow::Result<Option<TicketEntryView>> {
    Ok(tickets::entry_view(on, org_id, id, seq, reader).await?)
}

pub(super) fn request_brief(ticket: &TicketView) -> TicketBrief {
    TicketBrief {
        id: ticket.id,
        number: ticket.number,
        title: ticket.title.clone(),
        state: ticket.state,
        priority: ticket.priority,
        updated_at: ticket.updated_at,
    }
}

pub(super) async fn agent(on: &mut impl Run, org_id: OrgId, id: AgentId) -> anyhow::Result<Option<AgentView>> {
    Ok(agents::view(on, org_id, id).await?)
}

pub(super) async fn group(on: &mut impl Run, org_id: OrgId, id: GroupId) -> anyhow::Result<Option<GroupView>> {
    Ok(groups::view(on, org_id, id).await?)
}

pub(super) async fn notice(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, id: NoticeId) -> anyhow::Result<Option<NoticeView>> {
    Ok(notices::view(on, org_id, agent_id, id).await?)
}

pub(super) async fn visit(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, data: &Value) -> anyhow::Result<Option<VisitView>> {
    Ok(crate::customers::visits::view(on, org_id, customer_id, data).await?)
}

pub(super) async fn wall(app: &App, org_id: OrgId) -> anyhow::Result<WallView> {
    Ok(wall::of(app, org_id).await?)
}

pub(super) async fn refresh_bot(app: &App, org_id: OrgId) {
    if let Err(error) = crate::bot::refresh(app, org_id).await {
        tracing::warn!(%error, "the bot keeps its old knowledge until the next change");
    }
}

/// Role and groups of somebody who is connected, after a change to people or groups.
pub(super) async fn refresh_principal(app: &App, principal: &mut Principal) {
    match agents::view(&mut app.read(), principal.org_id, principal.agent_id).await {
        Ok(Some(agent)) => {
            principal.role = agent.role;
            principal.permissions = agent.role.permissions().to_vec();
            principal.group_ids = agent.group_ids;
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "a console keeps its old rights until the next change"),
    }
}

/// A console has been gone for a minute.
pub(super) async fn agent_gone(app: &App, org_id: OrgId, agent_id: AgentId) {
    if let Err(error) = presence::gone(app, org_id, agent_id).await {
        tracing::warn!(%error, %agent_id, "could not sign a vanished agent off duty");
    }
}
