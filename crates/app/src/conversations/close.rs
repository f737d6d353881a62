//! The end of a conversation, by an agent (with its category, suggested when he chose none) or by the customer.

use super::{
    access,
    apply::{Hand, carry_out},
    categorise::must_exist,
    view,
};
use crate::{App, Error, Principal, Result, Visitor, views::conversation::ConversationView, views::widget::WidgetConversation, widget};
use yingke_core::{
    conversation::{Command, Policy, Stage, decide},
    event::Actor,
    id::*,
};
use yingke_store::conversations;

/// `POST /conversations/{id}/closure`
pub async fn close(app: &App, who: &Principal, id: ConversationId, category_id: Option<CategoryId>) -> Result<ConversationView> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: who.actor.clone(), now: app.clock.now() };
                let mut stored = access::manageable(tx, &who, id).await?;
                if let Some(category_id) = category_id {
                    must_exist(tx, who.org_id, category_id).await?;
                    stored.category_id = Some(category_id);
                }
                let decision = decide(&stored.session, Command::EndByAgent, &Policy::DEFAULT, hand.now)?;
                if !matches!(stored.session.stage, Stage::Ended { .. }) {
                    carry_out(tx, &hand, &mut stored, decision).await?;
                }
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

/// `POST /conversations/{id}/end` of the widget.
pub async fn end_by_customer(app: &App, who: &Visitor, id: ConversationId) -> Result<WidgetConversation> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: Actor::Customer(who.customer_id), now: app.clock.now() };
                let mut stored = own(tx, &who, id).await?;
                let decision = decide(&stored.session, Command::EndByCustomer, &Policy::DEFAULT, hand.now)?;
                if decision.after != stored.session {
                    carry_out(tx, &hand, &mut stored, decision).await?;
                }
                widget::conversation::view(tx, who.org_id, id, hand.now).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

/// A conversation of this very customer.
pub(crate) async fn own(on: &mut impl yingke_store::Run, who: &Visitor, id: ConversationId) -> Result<conversations::Stored> {
    let found = conversations::load(on, who.org_id, id).await?;
    found.filter(|stored| stored.session.customer_id == who.customer_id).ok_or(Error::NotFound("conversation"))
}
