//! What a batch of events looks like to those who may see it. Each subject is read once a batch, however often it
//! changed; frames carry whole views, so that applying one twice or late does no harm.

use super::{feed::Feed, load, members::AgentMember};
use crate::{
    tickets::Reader,
    views::{
        conversation::{ConversationView, MessageView},
        live::*,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use yingke_core::{conversation::ConversationState, event::EventKind, id::*};
use yingke_store::{CommittedEvent, append::Appended};

/// Everything a batch touched, subject by subject, with the last seq that touched it.
#[derive(Default)]
struct Touched {
    messages: BTreeMap<ConversationId, Vec<(i64, i64, Option<MessageView>)>>,
    /// Changed by more than messages: must be read back.
    conversations: BTreeMap<ConversationId, i64>,
    tickets: BTreeMap<TicketId, i64>,
    entries: BTreeMap<TicketId, Vec<(i64, i64)>>,
    agents: BTreeMap<AgentId, i64>,
    groups: BTreeMap<GroupId, i64>,
    customers: BTreeMap<CustomerId, i64>,
    orders: BTreeMap<CustomerId, i64>,
    visits: Vec<(CustomerId, i64, serde_json::Value)>,
    notices: Vec<(AgentId, i64, NoticeId)>,
    settings: BTreeSet<String>,
    last: i64,
}

pub(super) async fn deliver(feed: &mut Feed, events: &[CommittedEvent]) -> anyhow::Result<()> {
    let touched = collect(feed, events);
    conversations(feed, &touched).await?;
    tickets(feed, &touched).await?;
    people_and_settings(feed, &touched).await
}

fn collect(feed: &mut Feed, events: &[CommittedEvent]) -> Touched {
    let mut t = Touched::default();
    for CommittedEvent { event: e, message } in events {
        t.last = e.seq;
        let event = &e.event;
        match event.kind {
            EventKind::MessageAppended => {
                let (Some(id), Some(seq)) = (event.conversation_id, event.data.get("seq").and_then(|s| s.as_i64())) else { continue };
                let view = message.as_deref().map(message_view);
                match message {
                    Some(appended) if patch(feed, id, appended) => {}
                    _ => drop(t.conversations.insert(id, e.seq)),
                }
                t.messages.entry(id).or_default().push((e.seq, seq, view));
            }
            EventKind::ConversationCreated | EventKind::ConversationChanged => {
                if let Some(id) = event.conversation_id {
                    t.conversations.insert(id, e.seq);
                }
            }
            EventKind::ContactStarted
            | EventKind::ContactRecorded
            | EventKind::BotActed
            | EventKind::BotTurn
            | EventKind::PathTaken
            | EventKind::ResolutionDisputed => {}
            EventKind::TicketCreated | EventKind::TicketChanged => {
                if let Some(id) = event.ticket_id {
                    t.tickets.insert(id, e.seq);
                }
            }
            EventKind::TicketEntryAdded => {
                if let (Some(id), Some(seq)) = (event.ticket_id, event.data.get("seq").and_then(|s| s.as_i64())) {
                    t.tickets.insert(id, e.seq);
                    t.entries.entry(id).or_default().push((e.seq, seq));
                }
            }
            EventKind::AgentChanged | EventKind::AgentStateChanged => {
                if let Some(id) = event.agent_id {
                    t.agents.insert(id, e.seq);
                }
            }
            EventKind::GroupChanged => {
                if let Some(id) = event.data.get("group_id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok()) {
                    t.groups.insert(id, e.seq);
                }
            }
            EventKind::CustomerChanged => drop(event.customer_id.map(|id| t.customers.insert(id, e.seq))),
            EventKind::OrderChanged => drop(event.customer_id.map(|id| t.orders.insert(id, e.seq))),
            EventKind::VisitRecorded => {
                if let Some(id) = event.customer_id {
                    t.visits.push((id, e.seq, event.data.clone()));
                }
            }
            EventKind::NoticeCreated => {
                let notice = event.data.get("notice_id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
                if let (Some(agent_id), Some(notice)) = (event.agent_id, notice) {
                    t.notices.push((agent_id, e.seq, notice));
                }
            }
            EventKind::WalkChanged => drop(t.settings.insert("walks".to_owned())),
            EventKind::SettingsChanged => {
                if let Some(what) = event.data.get("what").and_then(|what| what.as_str()) {
                    t.settings.insert(what.to_owned());
                }
            }
        }
    }
    t
}

/// Brings a kept view up to date from an appended message; false when the view is not kept.
fn patch(feed: &mut Feed, id: ConversationId, appended: &Appended) -> bool {
    let Some(view) = feed.kept(id) else { return false };
    let thread = &appended.thread;
    if thread.version > view.version {
        view.last_seq = thread.last_seq;
        view.last_message_at = thread.last_message_at;
        view.last_sender = thread.last_sender;
        view.last_preview.clone_from(&thread.last_preview);
        view.waiting_since = thread.waiting_since;
        view.unread_agent = thread.unread_agent;
        view.unread_customer = thread.unread_customer;
        view.sort_at = thread.sort_at;
        view.version = thread.version;
    }
    true
}

async fn conversations(feed: &mut Feed, t: &Touched) -> anyhow::Result<()> {
    let ids: BTreeSet<ConversationId> = t.messages.keys().chain(t.conversations.keys()).copied().collect();
    let mut queue_moved = false;
    for id in ids {
        let changed = t.conversations.get(&id).copied();
        let before = feed.kept(id).cloned();
        let Some(view) = feed.conversation(id, changed.is_some()).await? else { continue };
        let queued = |view: &ConversationView| matches!(view.state, ConversationState::Queued | ConversationState::Offered);
        queue_moved |= changed.is_some() && (queued(&view) || before.as_ref().is_none_or(queued));
        messages(feed, t, &view, changed.is_some()).await?;
        let seq = changed.or_else(|| t.messages.get(&id).and_then(|m| m.last()).map(|m| m.0)).unwrap_or(t.last);
        // Those who watch it have the row with its messages already, unless more than a message happened. Those who have
        // just lost sight of it hear of it once more, so that they can let it go.
        feed.to_agents(
            |m| {
                let sees =
                    m.sees_conversation(&view) || (changed.is_some() && before.as_ref().is_some_and(|before| m.sees_conversation(before)));
                sees && (changed.is_some() || !m.conversations.contains(&id))
            },
            &AgentHears::Conversation { seq, conversation: Box::new(view.clone()) },
        );
        if changed.is_some()
            && feed.has_visitor(view.customer.id)
            && let Some(widget) = feed.widget(&view, true).await?
        {
            feed.to_customer(view.customer.id, |_| VisitorHears::Conversation { seq, conversation: Box::new(widget.clone()) });
        }
    }
    if queue_moved {
        feed.publish_positions().await?;
    }
    Ok(())
}

async fn messages(feed: &mut Feed, t: &Touched, view: &ConversationView, changed: bool) -> anyhow::Result<()> {
    let Some(appended) = t.messages.get(&view.id) else { return Ok(()) };
    let unread = appended.iter().any(|(_, _, message)| message.is_none());
    let mut from_log = Vec::new();
    if unread {
        let (first, last) = (appended[0].1, appended[appended.len() - 1].1);
        from_log = load::messages(&mut feed.app.read(), feed.org_id, view.id, first, last).await?;
    }
    let widget = match feed.has_visitor(view.customer.id) {
        true => feed.widget(view, changed).await?,
        false => None,
    };
    for (event_seq, seq, message) in appended {
        let Some(message) = message.clone().or_else(|| from_log.iter().find(|m| m.seq == *seq).cloned()) else { continue };
        let message = feed.named(message).await?;
        if let Some(widget) = &widget
            && !message.internal
        {
            let frame = VisitorHears::Message {
                seq: *event_seq,
                message: Box::new(for_customer(message.clone())),
                conversation: Box::new(widget.clone()),
            };
            feed.to_customer(view.customer.id, |_| frame.clone());
        }
        feed.to_agents(
            |m| m.conversations.contains(&view.id) && m.sees_conversation(view),
            &AgentHears::Message { seq: *event_seq, message: Box::new(message), conversation: Box::new(view.clone()) },
        );
    }
    Ok(())
}

/// What is nobody's business outside stays inside.
pub(super) fn for_customer(mut message: MessageView) -> MessageView {
    if message.sender_kind != yingke_core::conversation::SenderKind::Agent {
        message.sender_id = None;
    }
    message
}

fn message_view(appended: &Appended) -> MessageView {
    let m = appended.message.clone();
    let stored = yingke_store::messages::Message {
        id: m.id,
        conversation_id: m.conversation_id,
        seq: appended.seq,
        client_id: m.client_id,
        sender_kind: m.sender_kind,
        sender_id: m.sender_id,
        kind: m.kind,
        internal: m.internal,
        body: m.body,
        payload: m.payload,
        at: m.at,
    };
    crate::conversations::message_view(stored, String::new())
}

async fn tickets(feed: &mut Feed, t: &Touched) -> anyhow::Result<()> {
    for (id, seq) in &t.tickets {
        let Some(ticket) = load::ticket(&mut feed.app.read(), feed.org_id, *id).await? else { continue };
        let sees = |m: &AgentMember| m.sees_ticket(ticket.agent_id, ticket.group_id);
        let entries = t.entries.get(id).map_or(&[][..], Vec::as_slice);
        for (event_seq, entry_seq) in entries {
            for locale in feed.locales(|m| m.tickets.contains(id) && sees(m)) {
                let Some(entry) = load::ticket_entry(&mut feed.app.read(), feed.org_id, *id, *entry_seq, Reader::Staff(locale)).await?
                else {
                    continue;
                };
                let frame = AgentHears::TicketEntry { seq: *event_seq, ticket: Box::new(ticket.clone()), entry: Box::new(entry) };
                feed.to_agents(|m| m.principal.locale == locale && m.tickets.contains(id) && sees(m), &frame);
            }
        }
        feed.to_agents(sees, &AgentHears::Ticket { seq: *seq, ticket: Box::new(ticket.clone()) });
        let Some(customer_id) = ticket.customer.as_ref().map(|customer| customer.id).filter(|id| feed.has_visitor(*id)) else { continue };
        let request = Box::new(load::request_brief(&ticket));
        let mut last = Vec::new();
        for locale in feed.visitor_locales(customer_id) {
            let mut newest = None;
            for (_, entry_seq) in entries.iter().rev() {
                newest = load::ticket_entry(&mut feed.app.read(), feed.org_id, *id, *entry_seq, Reader::Customer(locale)).await?;
                if newest.is_some() {
                    break;
                }
            }
            last.push((locale, newest.map(Box::new)));
        }
        feed.to_customer(customer_id, |locale| VisitorHears::Request {
            seq: *seq,
            request: request.clone(),
            entry: last.iter().find(|(l, _)| *l == locale).and_then(|(_, entry)| entry.clone()),
        });
    }
    Ok(())
}

async fn people_and_settings(feed: &mut Feed, t: &Touched) -> anyhow::Result<()> {
    if !feed.agents_present() {
        return Ok(());
    }
    for (id, seq) in &t.agents {
        if let Some(agent) = load::agent(&mut feed.app.read(), feed.org_id, *id).await? {
            let enabled = agent.enabled;
            feed.to_agents(|_| true, &AgentHears::Agent { seq: *seq, agent: Box::new(agent) });
            if !enabled {
                feed.to_agents(|m| m.principal.agent_id == *id, &AgentHears::SignedOut);
            }
        }
    }
    for (id, seq) in &t.groups {
        if let Some(group) = load::group(&mut feed.app.read(), feed.org_id, *id).await? {
            feed.to_agents(|_| true, &AgentHears::Group { seq: *seq, group: Box::new(group) });
        }
    }
    for (customer_id, seq) in &t.customers {
        feed.to_agents(|m| feed.watches_customer(m, *customer_id), &AgentHears::Customer { seq: *seq, customer_id: *customer_id });
    }
    for (customer_id, seq) in &t.orders {
        feed.to_agents(|m| feed.watches_customer(m, *customer_id), &AgentHears::Order { seq: *seq, customer_id: *customer_id });
    }
    for (customer_id, seq, data) in &t.visits {
        if let Some(visit) = load::visit(&mut feed.app.read(), feed.org_id, *customer_id, data).await? {
            let frame = AgentHears::Visit { seq: *seq, customer_id: *customer_id, visit };
            feed.to_agents(|m| feed.watches_customer(m, *customer_id), &frame);
        }
    }
    for (agent_id, seq, id) in &t.notices {
        if let Some(notice) = load::notice(&mut feed.app.read(), feed.org_id, *agent_id, *id).await? {
            feed.to_agents(|m| m.principal.agent_id == *agent_id, &AgentHears::Notice { seq: *seq, notice: Box::new(notice) });
        }
    }
    for what in &t.settings {
        feed.to_agents(|_| true, &AgentHears::Settings { seq: t.last, what: what.clone() });
    }
    Ok(())
}
