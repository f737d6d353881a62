//! What the customer reads in the running conversation when a ticket begins or moves on.

use super::view::brief_of;
use crate::{App, Result};
use serde_json::{Value, json};
use yingke_core::{
    conversation::{ConversationState, MessageKind, SenderKind, append::Thread},
    id::*,
    text::{Locale, Text},
    ticket::{EntryKind, Ticket, draft::cut},
};
use yingke_store::{
    Tx,
    append::{self, NewMessage},
    customers, ticket_entries,
};

/// A card when it begins, a line at each public milestone; nothing when no conversation is running.
pub async fn customer(tx: &mut Tx, app: &App, org_id: OrgId, ticket: &Ticket, entry: &ticket_entries::Entry) -> Result<()> {
    let worth_it = entry.public && matches!(entry.kind, EntryKind::Created | EntryKind::Milestone);
    let Some(conversation_id) = ticket.conversation_id.filter(|_| worth_it) else { return Ok(()) };
    let Some(thread) = append::thread(tx, org_id, conversation_id).await?.filter(is_running) else { return Ok(()) };
    let head = format!("#{} {}", ticket.number, ticket.title);
    let (kind, body, payload) = if entry.kind == EntryKind::Created {
        (MessageKind::TicketCard, head, json!(brief_of(ticket)))
    } else {
        let locale = locale(tx, org_id, thread.customer_id).await?;
        let (name, body) = milestone(entry, locale);
        let params = json!({
            "ticket_id": ticket.id, "number": ticket.number, "title": ticket.title, "step": entry.payload["step"], "name": name, "text": body,
        });
        let body = if body.is_empty() { format!("#{} {name}", ticket.number) } else { format!("#{} {name}: {body}", ticket.number) };
        (MessageKind::Notice, body, json!({ "code": "ticket_milestone", "params": params }))
    };
    let message = NewMessage {
        org_id,
        conversation_id,
        id: app.clock.id(),
        client_id: format!("{}-{}", ticket.id, entry.seq),
        sender_kind: SenderKind::System,
        sender_id: None,
        kind,
        internal: false,
        preview: cut(&body, 80),
        body,
        payload,
        at: entry.at,
    };
    append::append_decided(tx, &thread, message).await?;
    Ok(())
}

/// Name of the step, and what the customer is told: the step's own words, then those of the one who finished it.
pub fn milestone(entry: &ticket_entries::Entry, locale: Locale) -> (String, String) {
    let text = |key: &str| match &entry.payload[key] {
        Value::Null => None,
        value => serde_json::from_value::<Text>(value.clone()).ok().map(|text| text.get(locale).to_owned()),
    };
    let name = text("name").unwrap_or_else(|| entry.payload["step"].as_str().unwrap_or_default().to_owned());
    let parts: Vec<String> = [text("text").unwrap_or_default(), entry.body.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    (name, parts.join("\n"))
}

fn is_running(thread: &Thread) -> bool {
    match thread.state {
        ConversationState::Bot
        | ConversationState::Queued
        | ConversationState::Offered
        | ConversationState::Active
        | ConversationState::Wrapup => true,
        ConversationState::Ended | ConversationState::OfflineMessage => false,
    }
}

async fn locale(tx: &mut Tx, org_id: OrgId, customer_id: CustomerId) -> Result<Locale> {
    Ok(customers::get(tx, org_id, customer_id).await?.and_then(|customer| customer.locale.parse().ok()).unwrap_or(Locale::ZhCn))
}
