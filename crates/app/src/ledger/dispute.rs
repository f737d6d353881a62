//! "没解决" afterwards: the customer objects to a conversation that looked resolved, from the widget or the portal.

use crate::{App, Error, Result, Visitor, conversations};
use serde::Deserialize;
use utoipa::ToSchema;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::DAYS_7,
};
use yingke_store::ledger;

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Objection {
    /// `widget` or `portal`.
    pub on: String,
}

/// `POST /conversations/{id}/objection`. Again is the same; works for a week after the last answer.
pub async fn dispute(app: &App, who: &Visitor, id: ConversationId, objection: Objection) -> Result<()> {
    if !["widget", "portal"].contains(&objection.on.as_str()) {
        return Err(Error::invalid("on", "widget or portal"));
    }
    conversations::own(&mut app.read(), who, id).await?;
    // The row may lag a moment behind the thread.
    super::catch_up(app, who.org_id).await?;
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let held = ledger::get(tx, who.org_id, id).await?.ok_or(Error::NotFound("answer"))?;
                let answered_at = held.facts.last_answer().map(|turn| turn.at).ok_or(Error::NotFound("answer"))?;
                if now.since(answered_at) > DAYS_7 {
                    return Err(Error::conflict("wrong_state", "this was a while ago: ask again, and it is looked at anew"));
                }
                if held.facts.disputed_at.is_some() {
                    return Ok(());
                }
                let event = NewEvent::new(EventKind::ResolutionDisputed, Actor::Customer(who.customer_id), now);
                let data = serde_json::json!({ "on": objection.on });
                tx.emit(who.org_id, event.conversation(id).customer(who.customer_id).data(data));
                Ok::<_, Error>(())
            })
        })
        .await
}
