//! Conversations and messages as their readers get them.

use super::access;
use crate::{
    App, Error, Principal, Result,
    views::{
        conversation::{ConversationView, CustomerBrief, MessageView},
        ticket::TicketBrief,
    },
};
use yingke_core::{conversation::SenderKind, id::*, ticket::Priority};
use yingke_store::{
    Run,
    inbox::{self, Listed},
    messages::{self, Message},
};

/// For the live hub and the answers of commands.
pub async fn view(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<ConversationView>> {
    Ok(inbox::get(on, org_id, id).await?.map(of_row))
}

/// Many at once, in no particular order.
pub async fn views(on: &mut impl Run, org_id: OrgId, ids: &[ConversationId]) -> Result<Vec<ConversationView>> {
    Ok(inbox::by_ids(on, org_id, ids).await?.into_iter().map(of_row).collect())
}

/// `GET /conversations/{id}`
pub async fn get(app: &App, who: &Principal, id: ConversationId) -> Result<ConversationView> {
    let mut on = app.read();
    let row = inbox::get(&mut on, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))?;
    if !access::may_read(who, &row) {
        // Rare: a conversation of before, of a customer whom this agent serves now.
        access::visible(&mut on, who, id).await?;
    }
    Ok(of_row(row))
}

pub(super) fn of_row(row: Listed) -> ConversationView {
    ConversationView {
        id: row.id,
        state: row.state,
        channel: row.channel,
        customer: CustomerBrief {
            id: row.customer_id,
            nickname: row.nickname,
            tier: row.tier,
            is_member: row.is_member,
            anonymous: row.anonymous,
        },
        entry_id: row.entry_id,
        group_id: row.group_id,
        agent_id: row.agent_id,
        priority: row.priority,
        mood: row.mood,
        enqueued_at: row.enqueued_at,
        offer_expires_at: row.offer_expires_at,
        accepted_at: row.accepted_at,
        ended_at: row.ended_at,
        end_reason: row.end_reason,
        last_seq: row.last_seq,
        last_message_at: row.last_message_at,
        last_sender: row.last_sender,
        last_preview: row.last_preview,
        waiting_since: row.waiting_since,
        unread_agent: row.unread_agent,
        unread_customer: row.unread_customer,
        agent_read_seq: row.agent_read_seq,
        customer_read_seq: row.customer_read_seq,
        category_id: row.category_id,
        rating: row.rating,
        rating_comment: row.rating_comment,
        page_url: row.page_url,
        page_title: row.page_title,
        created_at: row.created_at,
        sort_at: row.sort_at,
        version: row.version,
    }
}

/// A ticket of this very customer, for a card in the thread.
pub(super) async fn ticket_brief(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, id: TicketId) -> Result<Option<TicketBrief>> {
    let found = messages::ticket_of(on, org_id, customer_id, id).await?;
    Ok(found.map(|ticket| TicketBrief {
        id: ticket.id,
        number: ticket.number,
        title: ticket.title,
        state: ticket.state,
        priority: usize::try_from(ticket.priority).ok().and_then(|i| Priority::ALL.get(i)).copied().unwrap_or(Priority::Normal),
        updated_at: ticket.updated_at,
    }))
}

/// `sender_name` is the public name, for readers who are not colleagues; empty for colleagues, who know each other.
pub fn message_view(message: Message, sender_name: String) -> MessageView {
    let sender_id = message.sender_id.and_then(|id| match message.sender_kind {
        SenderKind::Agent => Some(AgentId(id).to_string()),
        SenderKind::Customer => Some(CustomerId(id).to_string()),
        SenderKind::Bot | SenderKind::System => None,
    });
    MessageView {
        id: message.id,
        conversation_id: message.conversation_id,
        seq: message.seq,
        client_id: message.client_id,
        sender_kind: message.sender_kind,
        sender_id,
        sender_name,
        kind: message.kind,
        internal: message.internal,
        body: message.body,
        payload: message.payload,
        at: message.at,
    }
}
