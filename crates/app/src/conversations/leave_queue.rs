//! `DELETE /human`: back to the bot, with nothing held against the customer.

use super::apply::{Hand, carry_out};
use crate::{App, Error, Result, Visitor, views::widget::WidgetConversation, widget};
use yingke_core::{
    conversation::{Command, Policy, decide},
    event::Actor,
};
use yingke_store::conversations;

pub async fn leave_queue(app: &App, who: &Visitor) -> Result<WidgetConversation> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: Actor::Customer(who.customer_id), now: app.clock.now() };
                let latest = conversations::latest_of(tx, who.org_id, who.customer_id).await?;
                let mut stored = latest.ok_or(Error::NotFound("conversation"))?;
                let decision = decide(&stored.session, Command::LeaveQueue, &Policy::DEFAULT, hand.now)?;
                if decision.after != stored.session {
                    // Otherwise the next question would hand over again at once.
                    stored.bot_misses = 0;
                    carry_out(tx, &hand, &mut stored, decision).await?;
                }
                widget::conversation::view(tx, who.org_id, stored.session.id, hand.now).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}
