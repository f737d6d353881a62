//! `DELETE /conversations/{id}/acceptance`: not me, please. Back to the head of the queue, to somebody else.

use super::{
    access,
    apply::{Hand, carry_out},
    view,
};
use crate::{App, Error, Principal, Result, views::conversation::ConversationView};
use yingke_core::{
    conversation::{Command, Policy, decide},
    id::*,
};

pub async fn decline(app: &App, who: &Principal, id: ConversationId) -> Result<ConversationView> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let hand = Hand { app: &app, org_id: who.org_id, actor: who.actor.clone(), now: app.clock.now() };
                let mut stored = access::visible(tx, &who, id).await?;
                let decision = decide(&stored.session, Command::Decline { agent_id: who.agent_id }, &Policy::DEFAULT, hand.now)?;
                carry_out(tx, &hand, &mut stored, decision).await?;
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}
