//! What the customer does with a request that is under way.

use super::view;
use crate::{
    App, Result, Visitor,
    tickets::{self, input, policy, save},
    views::widget::*,
};
use yingke_core::{
    event::Actor,
    id::*,
    ticket::{Command, decide::Words},
};
use yingke_store::{Tx, ticket_entries};

#[derive(Debug, Clone)]
pub enum Act {
    Supplement(RequestWords),
    Urge,
    Withdraw,
    Accept,
    Reject(RequestWords),
    Rate(Rating),
}

/// Sending the same act again changes nothing and shows the request as it is.
pub async fn act(app: &App, who: &Visitor, id: TicketId, act: Act) -> Result<RequestView> {
    let (app, who) = (app.clone(), who.clone());
    app.clone().door.write(who.org_id, move |tx| Box::pin(async move { write(tx, &app, &who, id, act).await })).await
}

async fn write(tx: &mut Tx, app: &App, who: &Visitor, id: TicketId, act: Act) -> Result<RequestView> {
    let ticket = super::load(tx, who, id).await?;
    let command = match act {
        Act::Urge => Command::Urge,
        Act::Withdraw => Command::Withdraw,
        Act::Accept => Command::Accept,
        Act::Rate(rating) => Command::Rate { stars: rating.stars, comment: input::body("comment", &rating.comment)? },
        Act::Supplement(said) => match words(tx, who, id, said).await? {
            Some(words) => Command::Supplement(words.clone(), tickets::mood_of(&words.body)),
            None => return view::view(tx, app, who, id).await,
        },
        Act::Reject(said) => match words(tx, who, id, said).await? {
            Some(words) => Command::Reject(words.clone(), tickets::mood_of(&words.body)),
            None => return view::view(tx, app, who, id).await,
        },
    };
    let known = policy::load(tx, who.org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
    save::carry_out(tx, app, who.org_id, &ticket, &known, &command, &Actor::Customer(who.customer_id)).await?;
    view::view(tx, app, who, id).await
}

/// Checked words; `None` when they were sent before.
async fn words(tx: &mut Tx, who: &Visitor, id: TicketId, said: RequestWords) -> Result<Option<Words>> {
    let client_id = input::client_id(&said.client_id)?;
    if ticket_entries::by_client_id(tx, who.org_id, id, &format!("c:{client_id}")).await?.is_some() {
        return Ok(None);
    }
    let words = Words { body: input::body("body", &said.body)?, attachments: input::files(said.attachment_ids)?, client_id };
    tickets::must_be_owned(tx, who.org_id, &words.attachments, Some(who.customer_id)).await?;
    Ok(Some(words))
}
