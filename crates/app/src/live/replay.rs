//! What a socket missed, read from the log: whole views of everything that changed since, each once.

use super::{frames, load};
use crate::{
    app::App,
    principal::{Principal, Visitor},
    views::live::*,
};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use yingke_core::event::{Event, EventKind};
use yingke_store::events;

/// Beyond this many events a snapshot is cheaper for everybody.
const LIMIT: i64 = 2000;

pub enum Replay {
    /// Send these, then join the feed after this seq.
    Frames(Vec<Bytes>, i64),
    /// Too far behind (or from the future: a restored database): read a snapshot.
    Reset(i64),
}

pub async fn for_agent(app: &App, principal: &Principal, after: i64) -> crate::Result<Replay> {
    let mut on = app.read();
    let head = events::head(&mut on, principal.org_id).await?;
    if after == head {
        return Ok(Replay::Frames(Vec::new(), head));
    }
    if after > head || head - after > LIMIT {
        return Ok(Replay::Reset(head));
    }
    let missed = events::after(&mut on, principal.org_id, after, LIMIT).await?;
    let upto = missed.last().map_or(head, |event| event.seq);
    let member = super::members::AgentMember::new(super::members::MemberId(0), principal.clone(), Default::default(), 0);
    let mut out = Vec::new();
    let mut push = |frame: &AgentHears| out.push(super::feed::encode(frame));
    for (id, seq) in subjects(&missed, |e| e.conversation_id) {
        if let Some(view) = load::conversation(&mut on, principal.org_id, id).await?
            && member.sees_conversation(&view)
        {
            push(&AgentHears::Conversation { seq, conversation: Box::new(view) });
        }
    }
    for (id, seq) in subjects(&missed, |e| e.ticket_id) {
        if let Some(view) = load::ticket(&mut on, principal.org_id, id).await?
            && member.sees_ticket(view.agent_id, view.group_id)
        {
            push(&AgentHears::Ticket { seq, ticket: Box::new(view) });
        }
    }
    let people = |e: &Event| matches!(e.event.kind, EventKind::AgentChanged | EventKind::AgentStateChanged);
    let agents: Vec<Event> = missed.iter().filter(|e| people(e)).cloned().collect();
    for (id, seq) in subjects(&agents, |e| e.agent_id) {
        if let Some(view) = load::agent(&mut on, principal.org_id, id).await? {
            push(&AgentHears::Agent { seq, agent: Box::new(view) });
        }
    }
    let settings: BTreeSet<&str> = missed.iter().filter_map(|e| e.event.data.get("what").and_then(|what| what.as_str())).collect();
    for what in settings {
        push(&AgentHears::Settings { seq: upto, what: what.to_owned() });
    }
    push(&AgentHears::Upto { seq: upto });
    Ok(Replay::Frames(out, upto))
}

/// A customer gets every missed message itself, so that the thread has no hole.
pub async fn for_visitor(app: &App, visitor: &Visitor, after: i64) -> crate::Result<Replay> {
    let mut on = app.read();
    let head = events::head(&mut on, visitor.org_id).await?;
    if after == head {
        return Ok(Replay::Frames(Vec::new(), head));
    }
    if after > head {
        return Ok(Replay::Reset(head));
    }
    let missed = events::after_for_customer(&mut on, visitor.org_id, visitor.customer_id, after, 200).await?;
    if missed.len() == 200 {
        return Ok(Replay::Reset(head));
    }
    let mut out = Vec::new();
    for (id, seq) in subjects(&missed, |e| e.conversation_id) {
        let Some(view) = load::conversation(&mut on, visitor.org_id, id).await? else { continue };
        let Some(widget) = load::widget_conversation(&mut on, visitor.org_id, view.id, app.clock.now()).await? else { continue };
        let seqs: Vec<i64> = missed
            .iter()
            .filter(|e| e.event.conversation_id == Some(id) && e.event.kind == EventKind::MessageAppended)
            .filter_map(|e| e.event.data.get("seq").and_then(|seq| seq.as_i64()))
            .collect();
        if let (Some(first), Some(last)) = (seqs.first(), seqs.last()) {
            for message in load::messages(&mut on, visitor.org_id, id, *first, *last).await?.into_iter().filter(|m| !m.internal) {
                let message = Box::new(frames::for_customer(load::named(&mut on, visitor.org_id, message).await?));
                out.push(super::feed::encode(&VisitorHears::Message { seq, message, conversation: Box::new(widget.clone()) }));
            }
        }
        out.push(super::feed::encode(&VisitorHears::Conversation { seq, conversation: Box::new(widget) }));
    }
    for (id, seq) in subjects(&missed, |e| e.ticket_id) {
        if let Some(ticket) = load::ticket(&mut on, visitor.org_id, id).await? {
            let request = Box::new(load::request_brief(&ticket));
            out.push(super::feed::encode(&VisitorHears::Request { seq, request, entry: None }));
        }
    }
    out.push(super::feed::encode(&VisitorHears::Upto { seq: head }));
    Ok(Replay::Frames(out, head))
}

/// Each subject once, with the last seq that touched it.
fn subjects<K: Ord>(events: &[Event], of: impl Fn(&yingke_core::event::NewEvent) -> Option<K>) -> BTreeMap<K, i64> {
    events.iter().filter_map(|e| of(&e.event).map(|key| (key, e.seq))).collect()
}
