//! A word of the product to one customer, where they are: in the open conversation, else in an open request, else in the
//! thread where they will look next. Corrections of facts and news about suggestions go this way.

use crate::{App, Error, Result, bot::phrases};
use serde_json::{Value, json};
use yingke_core::{
    conversation::{ConversationState, MessageKind, SenderKind, append::Thread as Talk},
    event::{Actor, EventKind, NewEvent},
    id::*,
    ticket::EntryKind,
    time::Millis,
};
use yingke_store::{
    Tx,
    append::{self, NewMessage},
    conversations,
    facts::{self, Thread},
    ticket_entries, tickets,
};

pub(crate) struct Word<'a> {
    pub app: &'a App,
    pub org_id: OrgId,
    pub customer_id: CustomerId,
    /// Where it began.
    pub thread: Thread,
    /// The same one again is the same word.
    pub client_id: String,
    pub text: String,
    pub payload: Value,
    pub now: Millis,
}

impl Word<'_> {
    /// Where it was said: `conversation`, `request`, `thread`, or `nowhere`; and in which thread.
    pub async fn say(&self, tx: &mut Tx) -> Result<(&'static str, Option<Thread>)> {
        let org_id = self.org_id;
        let latest = conversations::latest_of(tx, org_id, self.customer_id).await?.map(|stored| stored.session.id);
        let talk = match latest {
            Some(id) => append::thread(tx, org_id, id).await?,
            None => None,
        };
        if let Some(talk) = talk.as_ref().filter(|talk| !is_over(talk.state)) {
            return Ok(("conversation", Some(self.append(tx, talk).await?)));
        }
        let open = facts::open_tickets(tx, org_id, &[self.customer_id], 1).await?.first().map(|line| line.id);
        let began_in = match self.thread {
            Thread::Ticket(id) => Some(id),
            Thread::Conversation(_) => None,
        };
        // In a finished request it is still read; better than not at all.
        if let Some(id) = open.or(began_in.filter(|_| talk.is_none())) {
            let written = self.write_entry(tx, id).await?;
            return Ok(if written { ("request", Some(Thread::Ticket(id))) } else { ("nowhere", None) });
        }
        let Some(talk) = talk else { return Ok(("nowhere", None)) };
        Ok(("thread", Some(self.append(tx, &talk).await?)))
    }

    /// Among people it is the product's own line and moves no clock; elsewhere it is the bot's word, which counts as unread.
    async fn append(&self, tx: &mut Tx, talk: &Talk) -> Result<Thread> {
        let sender_kind = if among_people(talk.state) { SenderKind::System } else { SenderKind::Bot };
        let message = NewMessage {
            org_id: self.org_id,
            conversation_id: talk.id,
            id: self.app.clock.id(),
            client_id: self.client_id.clone(),
            sender_kind,
            sender_id: None,
            kind: MessageKind::Text,
            internal: false,
            preview: phrases::preview(MessageKind::Text, &self.text),
            body: self.text.clone(),
            payload: self.payload.clone(),
            at: self.now,
        };
        append::append_decided(tx, talk, message).await?;
        Ok(Thread::Conversation(talk.id))
    }

    async fn write_entry(&self, tx: &mut Tx, id: TicketId) -> Result<bool> {
        let org_id = self.org_id;
        let Some(mut ticket) = tickets::get(tx, org_id, id).await? else { return Ok(false) };
        let was = ticket.version;
        ticket.version += 1;
        ticket.last_entry_seq += 1;
        ticket.last_public_at = Some(self.now);
        ticket.updated_at = ticket.updated_at.max(self.now);
        if !tickets::update(tx, org_id, &ticket, was).await? {
            return Err(Error::version_conflict());
        }
        let entry = ticket_entries::Entry {
            ticket_id: id,
            seq: ticket.last_entry_seq,
            id: self.app.clock.uuid(),
            client_id: self.client_id.clone(),
            kind: EntryKind::PublicReply,
            public: true,
            actor: Actor::System,
            body: self.text.clone(),
            payload: self.payload.clone(),
            at: self.now,
        };
        ticket_entries::insert_many(tx, org_id, std::slice::from_ref(&entry)).await?;
        let mut event = NewEvent::new(EventKind::TicketEntryAdded, Actor::System, self.now)
            .ticket(id)
            .customer(self.customer_id)
            .data(json!({ "seq": entry.seq, "kind": entry.kind, "public": true }));
        event.agent_id = ticket.agent_id;
        tx.emit(org_id, event);
        Ok(true)
    }
}

fn is_over(state: ConversationState) -> bool {
    match state {
        ConversationState::Ended | ConversationState::OfflineMessage => true,
        ConversationState::Bot
        | ConversationState::Queued
        | ConversationState::Offered
        | ConversationState::Active
        | ConversationState::Wrapup => false,
    }
}

fn among_people(state: ConversationState) -> bool {
    match state {
        ConversationState::Queued | ConversationState::Offered | ConversationState::Active | ConversationState::Wrapup => true,
        ConversationState::Bot | ConversationState::Ended | ConversationState::OfflineMessage => false,
    }
}
