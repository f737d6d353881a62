//! Words on a ticket: a reply that the customer reads, a comment among colleagues with mentions.

use super::{access, agent_must_work, files, input, policy, save, view};
use crate::{App, Error, Principal, Result, views::ticket::*};
use yingke_core::{
    id::*,
    ticket::{Command, decide::Words},
};
use yingke_store::{Tx, ticket_entries};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Public,
    Internal,
}

pub async fn reply(app: &App, who: &Principal, id: TicketId, words: TicketReply) -> Result<TicketEntryView> {
    say(app, who, id, words, Tone::Public).await
}

pub async fn comment(app: &App, who: &Principal, id: TicketId, words: TicketReply) -> Result<TicketEntryView> {
    say(app, who, id, words, Tone::Internal).await
}

async fn say(app: &App, who: &Principal, id: TicketId, words: TicketReply, tone: Tone) -> Result<TicketEntryView> {
    let (app, who) = (app.clone(), who.clone());
    app.clone().door.write(who.org_id, move |tx| Box::pin(async move { write(tx, &app, &who, id, words, tone).await })).await
}

async fn write(tx: &mut Tx, app: &App, who: &Principal, id: TicketId, said: TicketReply, tone: Tone) -> Result<TicketEntryView> {
    let org_id = who.org_id;
    let ticket = access::load(tx, who, id).await?;
    let client_id = input::client_id(&said.client_id)?;
    if let Some(first) = ticket_entries::by_client_id(tx, org_id, id, &format!("s:{client_id}")).await? {
        return one(tx, who, id, first.seq).await;
    }
    let words =
        Words { body: input::body("body", &said.body)?, attachments: input::files(said.attachment_ids)?, client_id: client_id.clone() };
    files::must_be_owned(tx, org_id, &words.attachments, None).await?;
    if said.mentions.len() > input::MAX_MENTIONS {
        return Err(Error::invalid("mentions", format!("at most {} people at once", input::MAX_MENTIONS)));
    }
    for agent in &said.mentions {
        agent_must_work(tx, org_id, *agent).await?;
    }
    let command = match tone {
        Tone::Public => Command::Reply(words, said.state),
        Tone::Internal => Command::Comment(words, said.mentions, said.state),
    };
    let known = policy::load(tx, org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
    let saved = save::carry_out(tx, app, org_id, &ticket, &known, &command, &who.actor).await?;
    let own = saved.iter().flat_map(|saved| &saved.entries).find(|entry| entry.client_id == format!("s:{client_id}"));
    one(tx, who, id, own.ok_or(Error::NotFound("entry"))?.seq).await
}

async fn one(tx: &mut Tx, who: &Principal, id: TicketId, seq: i64) -> Result<TicketEntryView> {
    view::entry_view(tx, who.org_id, id, seq, view::Reader::Staff(who.locale)).await?.ok_or(Error::NotFound("entry"))
}
