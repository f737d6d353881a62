//! The thin lines of a thread: joined, transferred, ended. Each has a stable code for screens and words in the
//! customer's language for everybody else.

use super::apply::Hand;
use crate::{Result, bot::phrases};
use serde_json::json;
use yingke_core::{
    conversation::{Line, MessageKind, SenderKind},
    id::*,
    text::Locale,
};
use yingke_store::{
    Tx,
    append::{self, NewMessage},
    conversations::Stored,
    messages, queue,
};

pub(super) async fn say(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, line: Line) -> Result<()> {
    let locale = locale_of(stored);
    let (code, body, params) = match line {
        Line::Queued => ("queued", phrases::line_queued(locale).to_owned(), json!({})),
        Line::LeftQueue => ("left_queue", phrases::line_left_queue(locale).to_owned(), json!({})),
        Line::Joined(id) => {
            let name = nickname(tx, hand.org_id, id).await?;
            ("joined", phrases::line_joined(locale, &name), json!({ "agent": name }))
        }
        Line::Transferred(id) => {
            let name = nickname(tx, hand.org_id, id).await?;
            ("transferred", phrases::line_transferred(locale, &name), json!({ "agent": name }))
        }
        Line::TakenOver(id) => {
            let name = nickname(tx, hand.org_id, id).await?;
            ("taken_over", phrases::line_joined(locale, &name), json!({ "agent": name }))
        }
        Line::TransferredToGroup(id) => {
            let name = queue::group_name(tx, hand.org_id, id).await?.map(|name| name.get(locale).to_owned()).unwrap_or_default();
            ("transferred_group", phrases::line_transferred_group(locale, &name), json!({ "group": name }))
        }
        Line::Requeued => ("requeued", phrases::line_requeued(locale).to_owned(), json!({})),
        Line::IdleReminder => ("idle_reminder", phrases::line_idle_reminder(locale).to_owned(), json!({})),
        Line::EndedByAgent => ("ended", phrases::line_ended_agent(locale).to_owned(), json!({ "reason": "agent" })),
        Line::EndedByCustomer => ("ended", phrases::line_ended_customer(locale).to_owned(), json!({ "reason": "customer" })),
        Line::EndedIdle => ("ended", phrases::line_ended_idle(locale).to_owned(), json!({ "reason": "idle" })),
    };
    let message = system_message(hand, stored.session.id, MessageKind::Notice, body, json!({ "code": code, "params": params }), false);
    append(tx, hand, message).await
}

/// A line among colleagues: why it was transferred.
pub(super) async fn note(tx: &mut Tx, hand: &Hand<'_>, id: ConversationId, code: &str, words: &str) -> Result<()> {
    let payload = json!({ "code": code, "params": { "words": words } });
    append(tx, hand, system_message(hand, id, MessageKind::Notice, words.to_owned(), payload, true)).await
}

pub(super) fn locale_of(stored: &Stored) -> Locale {
    stored.locale.parse().unwrap_or(crate::principal::DEFAULT_LOCALE)
}

async fn append(tx: &mut Tx, hand: &Hand<'_>, message: NewMessage) -> Result<()> {
    if let Some(thread) = append::thread(tx, hand.org_id, message.conversation_id).await? {
        append::append_decided(tx, &thread, message).await?;
    }
    Ok(())
}

fn system_message(
    hand: &Hand<'_>,
    conversation_id: ConversationId,
    kind: MessageKind,
    body: String,
    payload: serde_json::Value,
    internal: bool,
) -> NewMessage {
    let id: MessageId = hand.app.clock.id();
    NewMessage {
        org_id: hand.org_id,
        conversation_id,
        id,
        client_id: id.to_string(),
        sender_kind: SenderKind::System,
        sender_id: None,
        kind,
        internal,
        preview: phrases::preview(kind, &body),
        body,
        payload,
        at: hand.now,
    }
}

async fn nickname(tx: &mut Tx, org_id: OrgId, id: AgentId) -> Result<String> {
    Ok(messages::nicknames(tx, org_id, &[id]).await?.remove(&id).unwrap_or_default())
}
