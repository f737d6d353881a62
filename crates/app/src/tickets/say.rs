//! Words on a ticket: a reply that the customer reads, a comment among colleagues with mentions.

use super::{
    access, agent_must_work, files, input, policy, save,
    spoken::{self, Spoken},
    view,
};
use crate::{App, Error, Principal, Result, views::ticket::*};
use yingke_core::{
    id::*,
    ticket::{Command, decide::Words},
};
use yingke_store::{Run, Tx, ticket_entries};

enum Tone {
    Public(Spoken),
    Internal,
}

pub async fn reply(app: &App, who: &Principal, id: TicketId, words: TicketReply) -> Result<TicketEntryView> {
    let body = input::body("body", &words.body)?;
    let spoken = match spoken::clear(app, who, id, &body, &words.override_reason).await {
        Ok(spoken) => spoken,
        // What arrived before is not held back when it is repeated.
        Err(refused) => return repeated(&mut app.read(), who, id, &words.client_id).await?.ok_or(refused),
    };
    say(app, who, id, words, Tone::Public(spoken)).await
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
    if let Some(first) = repeated(tx, who, id, &client_id).await? {
        return Ok(first);
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
    let tone = match tone {
        Tone::Public(spoken) => Tone::Public(spoken::settle(tx, who, spoken).await?),
        Tone::Internal => Tone::Internal,
    };
    let command = match tone {
        Tone::Public(_) => Command::Reply(words, said.state),
        Tone::Internal => Command::Comment(words, said.mentions, said.state),
    };
    let known = policy::load(tx, org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
    let saved = save::carry_out(tx, app, org_id, &ticket, &known, &command, &who.actor).await?;
    let own = saved.iter().flat_map(|saved| &saved.entries).find(|entry| entry.client_id == format!("s:{client_id}"));
    let own = own.ok_or(Error::NotFound("entry"))?;
    if let Tone::Public(spoken) = &tone {
        spoken::remember(tx, app, who, spoken, &ticket, own).await?;
    }
    one(tx, who, id, own.seq).await
}

/// What this sender has said under this id before.
async fn repeated(on: &mut impl Run, who: &Principal, id: TicketId, client_id: &str) -> Result<Option<TicketEntryView>> {
    access::load(on, who, id).await?;
    match ticket_entries::by_client_id(on, who.org_id, id, &format!("s:{client_id}")).await? {
        Some(first) => one(on, who, id, first.seq).await.map(Some),
        None => Ok(None),
    }
}

async fn one(on: &mut impl Run, who: &Principal, id: TicketId, seq: i64) -> Result<TicketEntryView> {
    view::entry_view(on, who.org_id, id, seq, view::Reader::Staff(who.locale)).await?.ok_or(Error::NotFound("entry"))
}
