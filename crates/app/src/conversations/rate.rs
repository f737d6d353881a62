//! What the customer thinks: stars at the end, and "solved / not solved" under an answer.

use super::{close::own, send_customer::send_customer};
use crate::{
    App, Error, Result, Visitor,
    bot::phrases,
    views::{
        conversation::{SendMessage, SentMessage},
        widget::{Rating, WidgetConversation},
    },
    widget,
};
use serde_json::json;
use yingke_core::{
    conversation::{Command, MessageKind, Policy, decide},
    event::{Actor, EventKind, NewEvent},
    id::*,
};
use yingke_store::{conversations, messages};

/// `POST /conversations/{id}/rating`. May be changed for a week; the last one counts.
pub async fn rate(app: &App, who: &Visitor, id: ConversationId, rating: Rating) -> Result<WidgetConversation> {
    if rating.comment.chars().count() > 1_000 || rating.comment.contains('\0') {
        return Err(Error::invalid("comment", "at most 1,000 characters"));
    }
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let now = app.clock.now();
                let stored = own(tx, &who, id).await?;
                let first = stored.session.rated_at.is_none();
                decide(&stored.session, Command::Rate { stars: rating.stars }, &Policy::DEFAULT, now)?;
                conversations::set_rating(tx, who.org_id, id, rating.stars, rating.comment.trim(), now).await?;
                // Counted once: a changed rating is news, not a second rating.
                let data = if first { json!({ "rating": rating.stars }) } else { json!({ "rating_changed": rating.stars }) };
                let event = NewEvent::new(EventKind::ConversationChanged, Actor::Customer(who.customer_id), now);
                let mut event = event.conversation(id).customer(who.customer_id).data(data);
                event.agent_id = stored.session.last_agent;
                tx.emit(who.org_id, event);
                widget::conversation::view(tx, who.org_id, id, now).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

/// `POST /answers/{message_id}/feedback`. The click is the customer's own message, so that the record holds it and the
/// bot can act on it; the same click again changes nothing.
pub async fn feedback(app: &App, who: &Visitor, message_id: MessageId, solved: bool) -> Result<SentMessage> {
    let answer = messages::of_customer(&mut app.read(), who.org_id, who.customer_id, message_id).await?;
    let answer = answer.filter(|message| message.kind == MessageKind::Answer).ok_or(Error::NotFound("answer"))?;
    let (action, words) =
        if solved { ("feedback.solved", phrases::solved(who.locale)) } else { ("feedback.unsolved", phrases::unsolved(who.locale)) };
    let click = SendMessage {
        client_id: format!("fb-{}", answer.id),
        kind: MessageKind::Text,
        body: words.to_owned(),
        payload: json!({ "action": format!("{action}:{}", answer.id) }),
        internal: false,
        mentions: Vec::new(),
        override_reason: String::new(),
    };
    send_customer(app, who, click).await
}
