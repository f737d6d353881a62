//! A step is done: the customer hears it at once when it is public, and the next department takes over.

use super::{access, input, policy, save, spoken};
use crate::{App, Error, Principal, Result, views::ticket::*};
use yingke_core::{
    id::*,
    ticket::{Command, EntryKind},
};
use yingke_store::ticket_types;

pub async fn finish_step(app: &App, who: &Principal, id: TicketId, done: FinishStep) -> Result<TicketDetail> {
    let body = input::body("body", &done.body)?;
    let is_public = is_public(app, who, id, &done.step).await?;
    let spoken = if is_public { Some(spoken::clear(app, who, id, &body, &done.override_reason).await?) } else { None };
    let (app, who, command) = (app.clone(), who.clone(), Command::FinishStep { step: done.step, body });
    app.clone()
        .door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let ticket = access::load(tx, &who, id).await?;
                let spoken = match spoken {
                    Some(spoken) => Some(spoken::settle(tx, &who, spoken).await?),
                    None => None,
                };
                let known = policy::load(tx, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
                let saved = save::carry_out(tx, &app, who.org_id, &ticket, &known, &command, &who.actor).await?;
                let milestone = saved.iter().flat_map(|saved| &saved.entries).find(|entry| entry.kind == EntryKind::Milestone);
                match (&spoken, milestone.filter(|entry| entry.public)) {
                    (Some(spoken), Some(entry)) => spoken::remember(tx, &app, &who, spoken, &ticket, entry).await?,
                    // The type was changed this moment: words meant for colleagues must not reach the customer unread.
                    (None, Some(_)) => return Err(Error::version_conflict()),
                    (_, None) => {}
                }
                super::after(tx, &app, &who, id).await
            })
        })
        .await
}

/// The words of an internal step stay among colleagues. A step that does not exist is refused when it is finished.
async fn is_public(app: &App, who: &Principal, id: TicketId, step: &str) -> Result<bool> {
    let on = &mut app.read();
    let ticket = access::load(on, who, id).await?;
    let kind = ticket_types::get(on, who.org_id, ticket.type_id).await?.ok_or(Error::NotFound("ticket type"))?;
    Ok(kind.definition.steps.iter().any(|known| known.key == step && known.public))
}
