//! Anger in a conversation between people: seen at once in the list. The bot's part reads moods itself.

use crate::{App, Error, Result, Visitor};
use std::sync::Arc;
use yingke_core::{
    conversation::{MessageKind, Mood},
    event::{Actor, EventKind, NewEvent},
};
use yingke_store::{append::Appended, conversations};

/// Raises the conversation's mood when the customer's words are angrier than all before. It never falls by itself. Most
/// messages are calm and cost nothing here.
pub(super) async fn notice(app: &App, who: &Visitor, done: &Arc<Appended>) -> Result<()> {
    let message = &done.message;
    if message.kind != MessageKind::Text || done.repeated {
        return Ok(());
    }
    let mood = yingke_language::mood::of(&message.body);
    if mood < Mood::Angry {
        return Ok(());
    }
    let (who, id, now) = (who.clone(), message.conversation_id, message.at);
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let Some(mut stored) = conversations::load(tx, who.org_id, id).await? else { return Ok(()) };
                if stored.mood >= mood {
                    return Ok(());
                }
                stored.mood = mood;
                // Whoever still waits with such words waits less; a threat is urgent (DOMAIN §3.6).
                stored.session.priority = stored.session.priority.max(if mood == Mood::Threat { 3 } else { 2 });
                conversations::save(tx, who.org_id, &stored).await?;
                let event = NewEvent::new(EventKind::ConversationChanged, Actor::System, now).conversation(id).customer(who.customer_id);
                let mut event = event.data(serde_json::json!({ "mood": mood, "group_id": stored.session.group_id }));
                event.agent_id = stored.session.owner();
                tx.emit(who.org_id, event);
                Ok::<_, Error>(())
            })
        })
        .await
}
