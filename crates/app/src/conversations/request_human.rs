//! Asking for a person: works at once, from any state. When nobody is there the thread says so and offers what is open.

use super::{
    apply::{Hand, carry_out},
    lines::locale_of,
    path, record,
    send_customer::{hand_over, reopen_or_open, say, thread, with_people},
};
use crate::{
    App, Error, Result, Visitor,
    bot::{BotMessage, Handover, phrases, think::doors},
    routing,
    views::widget::WidgetConversation,
    widget,
};
use serde_json::json;
use yingke_core::{
    conversation::{Command, MessageKind, Policy, Refusal, SenderKind, command::Queue, decide},
    event::{Actor, EventKind, NewEvent},
    id::*,
};
use yingke_store::{
    Tx,
    append::{self, NewMessage},
    conversations::{self, Stored},
    queue,
};

/// More than anybody makes.
const MOST_CLICKS: i64 = 99;

/// `POST /human`. The click stands in the thread as the customer's own words; asking again changes nothing.
/// `clicks`: how many it took, as the customer's side counted them.
pub async fn request_human(app: &App, who: &Visitor, clicks: Option<i64>) -> Result<WidgetConversation> {
    let clicks = clicks.map(|clicks| clicks.clamp(0, MOST_CLICKS));
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let id = request(tx, &app, &who, clicks).await?;
                widget::conversation::view(tx, who.org_id, id, app.clock.now()).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

async fn request(tx: &mut Tx, app: &App, who: &Visitor, clicks: Option<i64>) -> Result<ConversationId> {
    let hand = Hand { app, org_id: who.org_id, actor: Actor::Customer(who.customer_id), now: app.clock.now() };
    let latest = conversations::latest_of(tx, who.org_id, who.customer_id).await?;
    if let Some(stored) = latest.as_ref().filter(|stored| with_people(&stored.session.stage)) {
        return Ok(stored.session.id);
    }
    let (mut stored, decision) = reopen_or_open(tx, &hand, who, latest).await?;
    if stored.path.is_empty() {
        stored.path = "human".to_owned();
    }
    carry_out(tx, &hand, &mut stored, decision).await?;
    let words = phrases::ask_human(who.locale);
    let before = thread(tx, &hand, stored.session.id).await?;
    record::start(tx, &hand, &stored, words).await?;
    let message_id: MessageId = app.clock.id();
    let click = NewMessage {
        org_id: who.org_id,
        conversation_id: stored.session.id,
        id: message_id,
        client_id: message_id.to_string(),
        sender_kind: SenderKind::Customer,
        sender_id: Some(who.customer_id.0),
        kind: MessageKind::Text,
        internal: false,
        body: words.to_owned(),
        payload: json!({ "action": "human" }),
        preview: words.to_owned(),
        at: hand.now,
    };
    let done = append::append_decided(tx, &before, click).await?;
    // The message alone may have brought him back to his last agent, or into the queue.
    if !with_people(&stored.session.stage)
        && let QueueOrSay::Say(words) = hand_over(tx, &hand, &mut stored, Handover::Asked, clicks).await?
    {
        say(tx, &hand, &done.thread, words).await?;
    }
    Ok(stored.session.id)
}

/// Asked for a person, and none was to be had: the forecast of people must know of these, or a closed door would look like
/// a quiet one.
fn tell_staffing(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, group_id: Option<GroupId>, refusal: Refusal) {
    let why = match refusal {
        Refusal::NobodyOnDuty => "nobody_on_duty",
        Refusal::QueueFull => "queue_full",
        _ => return,
    };
    let event = NewEvent::new(EventKind::ConversationChanged, hand.actor.clone(), hand.now).conversation(stored.session.id);
    tx.emit(hand.org_id, event.customer(stored.session.customer_id).data(json!({ "refused": why, "group_id": group_id })));
}

/// What came of asking: a place in the queue, or honest words.
pub(super) enum QueueOrSay {
    Queued,
    Say(BotMessage),
}

pub(super) async fn ask_for_human(tx: &mut Tx, hand: &Hand<'_>, stored: &mut Stored, clicks: Option<i64>) -> Result<QueueOrSay> {
    let locale = locale_of(stored);
    let group_id = match stored.session.group_id {
        Some(group_id) => Some(group_id),
        None => routing::group_for(tx, hand.org_id, stored.entry_id).await?,
    };
    path::person(tx, hand, stored, group_id, clicks).await?;
    let refusal = match group_id {
        None => Refusal::NobodyOnDuty,
        Some(group_id) => {
            let queue = Queue {
                staffed: routing::staffed(tx, hand.org_id, group_id).await?,
                waiting: queue::length(tx, hand.org_id, group_id).await?,
            };
            match decide(&stored.session, Command::RequestHuman { group_id, queue }, &Policy::DEFAULT, hand.now) {
                Ok(decision) => {
                    carry_out(tx, hand, stored, decision).await?;
                    return Ok(QueueOrSay::Queued);
                }
                Err(refusal) => refusal,
            }
        }
    };
    tell_staffing(tx, hand, stored, group_id, refusal);
    let body = match refusal {
        Refusal::NobodyOnDuty => phrases::nobody_on_duty(locale),
        Refusal::QueueFull => phrases::queue_full(locale),
        other => return Err(other.into()),
    };
    let payload = json!({ "options": doors(locale, false) });
    Ok(QueueOrSay::Say(BotMessage { kind: MessageKind::Options, body: body.to_owned(), payload }))
}
