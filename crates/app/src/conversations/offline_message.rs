//! `POST /offline-message`: nobody is there, or the customer is tired of waiting. His words stay in the thread, and become
//! a request that the next duty works on and that he can follow.

use super::{
    apply::{Hand, carry_out},
    open::open,
    path, payload, record,
    send_customer::thread,
};
use crate::{
    App, Error, Result, Visitor,
    bot::phrases,
    routing,
    tickets::{
        self,
        call_back::{self, Wish},
    },
    views::{ticket::TicketBrief, widget::WidgetConversation},
    widget,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yingke_core::{
    conversation::{Channel, Command, MessageKind, Policy, Refusal, SenderKind, decide},
    event::Actor,
    id::*,
    resolution::paths::Way,
    time::Millis,
};
use yingke_store::{
    Tx,
    append::{self, NewMessage},
    conversations, messages,
};

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OfflineMessage {
    /// Chosen by the sender; the same one again returns the first result.
    pub client_id: String,
    /// 1 to 5,000 characters.
    pub body: String,
    /// Where to answer (phone, e-mail); up to 100 characters, may be empty for a known customer.
    #[serde(default)]
    pub contact: String,
    /// To be called back, or written to; absent: an answer here is enough. Needs a contact.
    #[serde(default)]
    pub call: Option<CallWish>,
}

/// When the customer wishes to be called. Without times: as soon as possible.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct CallWish {
    pub from: Option<Millis>,
    /// The request is due then; at most a week away.
    pub until: Option<Millis>,
}

const MOST_AHEAD_MS: i64 = 8 * 24 * 3_600_000;
/// Who is to be called as soon as possible is called within this time of somebody being there …
const SOON_MS: i64 = 60 * 60_000;
/// … which is taken to be so far away where nobody is there and the shop has named no hours.
const UNKNOWN_MS: i64 = 12 * 60 * 60_000;

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OfflineMessageTaken {
    pub conversation: WidgetConversation,
    pub message_id: MessageId,
    /// The request that it became; absent only where the shop has no type of request at all.
    pub request: Option<TicketBrief>,
}

pub async fn offline_message(app: &App, who: &Visitor, left: OfflineMessage) -> Result<OfflineMessageTaken> {
    payload::client_id(&left.client_id)?;
    let (body, contact, now) = (left.body.trim().to_owned(), left.contact.trim().to_owned(), app.clock.now());
    if body.is_empty() || body.chars().count() > 5_000 || body.contains('\0') {
        return Err(Error::invalid("body", "1 to 5,000 characters"));
    }
    if contact.chars().count() > 100 || contact.chars().any(char::is_control) {
        return Err(Error::invalid("contact", "a phone number or an e-mail address, at most 100 characters"));
    }
    if contact.is_empty() && who.anonymous {
        return Err(Error::invalid("contact", "tell us where to answer: a phone number or an e-mail address"));
    }
    if left.call.is_some() && !call_back::is_contact(&contact) {
        return Err(Error::invalid("contact", "to be called back we need a phone number or an e-mail address"));
    }
    let times = match left.call.as_ref().map(|call| (call.from, call.until)) {
        None | Some((None, None)) => None,
        Some((Some(from), Some(until))) if from < until && until > now && until <= now.plus(MOST_AHEAD_MS) => Some((from, until)),
        Some(_) => return Err(Error::invalid("call", "choose a time that has not passed, at most a week away")),
    };
    let wants_call = left.call.is_some();
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let call = if wants_call { Some(wish(tx, &who, times, now).await?) } else { None };
                take(tx, &app, &who, left.client_id, body, contact, call).await
            })
        })
        .await
}

async fn wish(tx: &mut Tx, who: &Visitor, times: Option<(Millis, Millis)>, now: Millis) -> Result<Wish> {
    let due_at = match times {
        Some((_, until)) => until,
        None => {
            let group_id = routing::group_for(tx, who.org_id, Some(who.entry_id)).await?;
            let door = routing::entry_door(tx, who.org_id, who.entry_id, group_id, now).await?;
            let there = if door.open { now } else { door.back_at.unwrap_or(now.plus(UNKNOWN_MS)) };
            there.plus(SOON_MS)
        }
    };
    Ok(Wish { times, due_at })
}

async fn take(
    tx: &mut Tx,
    app: &App,
    who: &Visitor,
    client_id: String,
    body: String,
    contact: String,
    call: Option<Wish>,
) -> Result<OfflineMessageTaken> {
    let hand = Hand { app, org_id: who.org_id, actor: Actor::Customer(who.customer_id), now: app.clock.now() };
    let latest = conversations::latest_of(tx, who.org_id, who.customer_id).await?;
    if let Some(stored) = &latest
        && let Some(before) = messages::by_client_id(tx, who.org_id, stored.session.id, &client_id).await?
    {
        let request = request(tx, &hand, who, stored.session.id, client_id, body, contact, call).await?;
        return answer(tx, &hand, stored.session.id, before.id, request).await;
    }
    let goes_on = match &latest {
        Some(stored) => match decide(&stored.session, Command::OfflineMessage, &Policy::DEFAULT, hand.now) {
            Ok(_) => true,
            Err(Refusal::StartNew) => false,
            Err(Refusal::WrongState) => {
                return Err(Error::conflict("wrong_state", "somebody is talking to you: just write in the conversation"));
            }
            Err(other) => return Err(other.into()),
        },
        None => false,
    };
    let mut stored = match latest.filter(|_| goes_on) {
        Some(stored) => stored,
        None => open(tx, &hand, who.customer_id, Some(who.entry_id), Channel::Widget).await?,
    };
    let way = if call.is_some() { Way::Callback } else { Way::Message };
    if stored.path.is_empty() {
        stored.path = way.to_string();
    }
    path::left_words(tx, &hand, &stored, way);
    record::start(tx, &hand, &stored, &body).await?;
    let before = thread(tx, &hand, stored.session.id).await?;
    let (said, key) = (body.clone(), client_id.clone());
    let message = NewMessage {
        org_id: who.org_id,
        conversation_id: stored.session.id,
        id: app.clock.id(),
        client_id,
        sender_kind: SenderKind::Customer,
        sender_id: Some(who.customer_id.0),
        kind: MessageKind::Text,
        internal: false,
        preview: phrases::preview(MessageKind::Text, &body),
        body,
        payload: match &call {
            Some(wish) => json!({ "offline": true, "call": { "due_at": wish.due_at } }),
            None if contact.is_empty() => json!({ "offline": true }),
            None => json!({ "offline": true, "contact": &contact }),
        },
        at: hand.now,
    };
    let done = append::append_decided(tx, &before, message).await?;
    let decision = decide(&stored.session, Command::OfflineMessage, &Policy::DEFAULT, hand.now)?;
    carry_out(tx, &hand, &mut stored, decision).await?;
    let request = request(tx, &hand, who, stored.session.id, key, said, contact, call).await?;
    answer(tx, &hand, stored.session.id, done.message.id, request).await
}

/// Without any type of request the words still stand in the thread.
#[expect(clippy::too_many_arguments, reason = "what was left has this many parts")]
async fn request(
    tx: &mut Tx,
    hand: &Hand<'_>,
    who: &Visitor,
    id: ConversationId,
    client_id: String,
    body: String,
    contact: String,
    call: Option<Wish>,
) -> Result<Option<TicketBrief>> {
    let wants_call = call.is_some();
    let left = tickets::OfflineMessage {
        customer_id: who.customer_id,
        conversation_id: Some(id),
        client_id,
        body,
        contact,
        group_id: routing::group_for(tx, hand.org_id, Some(who.entry_id)).await?,
        locale: who.locale,
        call,
    };
    match tickets::from_offline_message(tx, hand.app, hand.org_id, left).await {
        Ok(request) => Ok(Some(request)),
        Err(Error::Conflict { code: "wrong_state", .. }) if !wants_call => Ok(None),
        Err(other) => Err(other),
    }
}

async fn answer(
    tx: &mut Tx,
    hand: &Hand<'_>,
    id: ConversationId,
    message_id: MessageId,
    request: Option<TicketBrief>,
) -> Result<OfflineMessageTaken> {
    let conversation = widget::conversation::view(tx, hand.org_id, id, hand.now).await?.ok_or(Error::NotFound("conversation"))?;
    Ok(OfflineMessageTaken { conversation, message_id, request })
}
