//! Read marks of both sides. They only move forward.

use super::{access, close::own, view};
use crate::{App, Error, Principal, Result, Visitor, views::conversation::ConversationView};
use serde_json::json;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
};
use yingke_store::conversations;

/// `PUT /conversations/{id}/read`. Only the owner's eyes count: a supervisor who looks in does not make it read.
pub async fn read_by_agent(app: &App, who: &Principal, id: ConversationId, seq: i64) -> Result<ConversationView> {
    let stored = access::visible(&mut app.read(), who, id).await?;
    let holder = stored.session.owner().or(stored.session.last_agent);
    if holder != Some(who.agent_id) {
        return view(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("conversation"));
    }
    let (app, who, customer_id) = (app.clone(), who.clone(), stored.session.customer_id);
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                if conversations::read_by_agent(tx, who.org_id, id, seq).await? {
                    let event = NewEvent::new(EventKind::ConversationChanged, who.actor.clone(), app.clock.now());
                    tx.emit(who.org_id, event.conversation(id).customer(customer_id).agent(who.agent_id).data(json!({ "read": "agent" })));
                }
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

/// The `read` frame of the widget.
pub async fn read_by_customer(app: &App, who: &Visitor, id: ConversationId, seq: i64) -> Result<()> {
    let stored = own(&mut app.read(), who, id).await?;
    let (app, who, agent_id) = (app.clone(), who.clone(), stored.session.owner());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                if conversations::read_by_customer(tx, who.org_id, id, seq).await? {
                    let event = NewEvent::new(EventKind::ConversationChanged, Actor::Customer(who.customer_id), app.clock.now());
                    let mut event = event.conversation(id).customer(who.customer_id).data(json!({ "read": "customer" }));
                    event.agent_id = agent_id;
                    tx.emit(who.org_id, event);
                }
                Ok(())
            })
        })
        .await
}
