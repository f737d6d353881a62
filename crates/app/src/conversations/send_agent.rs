//! An agent's message, or a note among colleagues.

use super::{
    access,
    apply::Hand,
    payload::{self, Sender},
    send_customer::{sent, thread},
};
use crate::{
    App, Error, Principal, Result,
    bot::phrases,
    facts::{
        heard,
        told::{self, Hearing},
    },
    guard::{self, Cleared},
    notices,
    views::conversation::{SendMessage, SentMessage},
};
use yingke_core::{
    conversation::{MessageKind, SenderKind, Stage, append::AppendRefusal},
    id::*,
    permission::Permission,
};
use yingke_store::{
    Tx, agents,
    append::{self, AppendError, NewMessage},
    conversations, facts, messages,
};

pub async fn send_agent(app: &App, who: &Principal, id: ConversationId, message: SendMessage) -> Result<SentMessage> {
    who.must(Permission::ConversationsOwn)?;
    payload::check(&message, SenderKind::Agent)?;
    let is_said = !message.internal && message.kind == MessageKind::Text;
    let cleared = match clear(app, who, id, &message, is_said).await {
        Ok(cleared) => cleared,
        // What arrived before is not held back when it is repeated.
        Err(refused) => return repeated(app, who, id, &message.client_id).await?.ok_or(refused),
    };
    let mut on = app.read();
    // Public words of the owner need no look at the conversation: the append itself refuses anybody else.
    let must_look = message.internal || payload::needs_customer(&message);
    let customer_id = if must_look { access::visible(&mut on, who, id).await?.session.customer_id } else { CustomerId(uuid::Uuid::nil()) };
    let sender = Sender { org_id: who.org_id, kind: SenderKind::Agent, customer_id };
    let (body, payload) = payload::build(&mut on, sender, &message).await?;
    let new = NewMessage {
        org_id: who.org_id,
        conversation_id: id,
        id: app.clock.id(),
        client_id: message.client_id,
        sender_kind: SenderKind::Agent,
        sender_id: Some(who.agent_id.0),
        kind: message.kind,
        internal: message.internal,
        preview: phrases::preview(message.kind, &body),
        body,
        payload,
        at: app.clock.now(),
    };
    if !message.mentions.is_empty() {
        return note_with_mentions(app, who, new, message.mentions).await;
    }
    let telling = Telling {
        named: if new.internal { Vec::new() } else { told::named(&message.payload) },
        candidates: if is_said { heard::candidates(app, who.org_id, &new.body).await? } else { Vec::new() },
    };
    if !cleared.is_free() || !telling.is_empty() {
        return send_with_record(app, who, new, cleared, telling).await;
    }
    match app.door.append(new.clone()).await {
        Ok(done) => Ok(sent(&done)),
        Err(AppendError::NotFound) => Err(Error::NotFound("conversation")),
        Err(AppendError::Store(error)) => Err(error.into()),
        Err(AppendError::Refused(refusal)) => speak_as_supervisor(app, who, new, refusal).await,
    }
}

async fn clear(app: &App, who: &Principal, id: ConversationId, message: &SendMessage, is_said: bool) -> Result<Cleared> {
    if !is_said {
        return Ok(Cleared::Freely);
    }
    guard::clear(app, who, facts::Thread::Conversation(id), &message.body, &message.override_reason).await
}

/// Facts that the words may tell: those that came with a script or a suggestion, and those found in them.
struct Telling {
    named: Vec<FactId>,
    candidates: Vec<FactId>,
}

impl Telling {
    fn is_empty(&self) -> bool {
        self.named.is_empty() && self.candidates.is_empty()
    }
}

async fn repeated(app: &App, who: &Principal, id: ConversationId, client_id: &str) -> Result<Option<SentMessage>> {
    let mut on = app.read();
    access::visible(&mut on, who, id).await?;
    let before = messages::by_client_id(&mut on, who.org_id, id, client_id).await?;
    Ok(before.map(|before| SentMessage {
        client_id: before.client_id,
        conversation_id: before.conversation_id,
        id: before.id,
        seq: before.seq,
        at: before.at,
    }))
}

/// The message, the reason for which it was sent all the same, and the facts that the customer hears with it: all of
/// them, or nothing.
async fn send_with_record(app: &App, who: &Principal, mut message: NewMessage, cleared: Cleared, telling: Telling) -> Result<SentMessage> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let (id, at) = (message.conversation_id, message.at);
                let stored = access::visible(tx, &who, id).await?;
                if stored.session.owner() != Some(who.agent_id) && !who.may(Permission::Supervise) {
                    return Err(Error::conflict("wrong_state", "this conversation is not yours; take it first, or write a note"));
                }
                let fresh = messages::by_client_id(tx, who.org_id, id, &message.client_id).await?.is_none();
                let cleared = if fresh { guard::settle(tx, who.org_id, cleared).await? } else { cleared };
                if fresh && !telling.is_empty() {
                    let hearing = Hearing {
                        org_id: who.org_id,
                        customer_id: stored.session.customer_id,
                        thread: facts::Thread::Conversation(id),
                        agent_id: Some(who.agent_id),
                        at,
                    };
                    let heard = told::by_agent(tx, hearing, &message.body, &telling.named, &telling.candidates).await?;
                    if !heard.is_null() {
                        message.payload = serde_json::json!({ "facts": heard });
                    }
                }
                let done = append_once(tx, &app, &who, message).await?;
                if fresh {
                    guard::record(tx, &app, &who, at, (facts::Thread::Conversation(id), done.id.0), &cleared).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// A supervisor may speak in a conversation between others. Everybody else learns what to do first.
async fn speak_as_supervisor(app: &App, who: &Principal, message: NewMessage, refusal: AppendRefusal) -> Result<SentMessage> {
    let stored = access::visible(&mut app.read(), who, message.conversation_id).await?;
    let advice = match (&stored.session.stage, refusal) {
        (_, AppendRefusal::Ended) | (Stage::Ended { .. } | Stage::OfflineMessage { .. }, _) => {
            "this conversation has ended; make a ticket, or wait until the customer writes again"
        }
        (Stage::Queued { .. } | Stage::Offered { .. }, _) => "take the conversation first, then answer",
        (Stage::Bot, _) => "the bot is answering; take the conversation over first",
        (Stage::Active { .. } | Stage::Wrapup { .. }, _) if !who.may(Permission::Supervise) => {
            "this conversation belongs to a colleague; write a note, or ask for a transfer"
        }
        (Stage::Active { .. } | Stage::Wrapup { .. }, _) => {
            let (app, who) = (app.clone(), who.clone());
            return app.door.clone().write(who.org_id, move |tx| Box::pin(async move { append_once(tx, &app, &who, message).await })).await;
        }
    };
    Err(Error::conflict("wrong_state", advice))
}

async fn note_with_mentions(app: &App, who: &Principal, message: NewMessage, mentions: Vec<AgentId>) -> Result<SentMessage> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let mut mentions = mentions;
                mentions.sort_unstable();
                mentions.dedup();
                if agents::existing(tx, who.org_id, &mentions).await?.len() < mentions.len() {
                    return Err(Error::invalid("mentions", "one of these colleagues does not exist"));
                }
                let text: String = message.body.chars().take(120).collect();
                let (id, at) = (message.conversation_id, message.at);
                let fresh = messages::by_client_id(tx, who.org_id, id, &message.client_id).await?.is_none();
                let done = append_once(tx, &app, &who, message).await?;
                for agent_id in mentions.into_iter().filter(|agent_id| fresh && *agent_id != who.agent_id) {
                    let notice = notices::NewNotice {
                        id: app.clock.id(),
                        agent_id,
                        kind: "mention",
                        text: text.clone(),
                        conversation_id: Some(id),
                        ticket_id: None,
                        at,
                    };
                    notices::add(tx, who.org_id, who.actor.clone(), notice).await?;
                }
                Ok(done)
            })
        })
        .await
}

async fn append_once(tx: &mut Tx, app: &App, who: &Principal, message: NewMessage) -> Result<SentMessage> {
    let hand = Hand { app, org_id: who.org_id, actor: who.actor.clone(), now: message.at };
    if let Some(before) = messages::by_client_id(tx, who.org_id, message.conversation_id, &message.client_id).await? {
        return Ok(SentMessage {
            client_id: before.client_id,
            conversation_id: before.conversation_id,
            id: before.id,
            seq: before.seq,
            at: before.at,
        });
    }
    let stored = conversations::load(tx, who.org_id, message.conversation_id).await?.ok_or(Error::NotFound("conversation"))?;
    if !message.internal && stored.session.owner().is_none() {
        return Err(Error::conflict("wrong_state", "this conversation has changed meanwhile; load it again"));
    }
    let thread = thread(tx, &hand, message.conversation_id).await?;
    Ok(sent(&append::append_decided(tx, &thread, message).await?))
}
