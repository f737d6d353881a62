//! A ticket written by staff or an integration: from a conversation, for a customer, or among ourselves (S1-06).

use super::{agent_must_work, files, group_must_exist, input, order_facts, policy, refused, save};
use crate::{App, Error, Principal, Result, categories, views::ticket::*};
use yingke_core::{
    conversation::Channel,
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
    ticket::{self, FieldKind, NewTicket, RequesterKind, Ticket, fields},
    time::Millis,
};
use yingke_store::{Tx, append, contacts, customers, ticket_orders, tickets};

pub async fn create(app: &App, who: &Principal, new: CreateTicket) -> Result<TicketDetail> {
    who.must(Permission::TicketsGroup)?;
    let (app, who) = (app.clone(), who.clone());
    app.clone().door.write(who.org_id, move |tx| Box::pin(async move { write(tx, &app, &who, new).await })).await
}

async fn write(tx: &mut Tx, app: &App, who: &Principal, new: CreateTicket) -> Result<TicketDetail> {
    let org_id = who.org_id;
    let customer_id = requester(tx, org_id, &new).await?;
    let order = match new.order_id {
        Some(id) => Some(order_facts::load(tx, org_id, id).await?.ok_or_else(|| Error::invalid("order_id", "there is no such order"))?),
        None => None,
    };
    if let (Some(order), Some(customer_id)) = (&order, customer_id)
        && order.order.customer_id != customer_id
    {
        return Err(Error::invalid("order_id", "this is another customer's order"));
    }
    let customer_id = customer_id.or(order.as_ref().map(|order| order.order.customer_id));
    let known = policy::load(tx, org_id, new.type_id, customer_id, new.order_id).await.map_err(no_such_type)?;
    if !known.kind.enabled {
        return Err(no_such_type(Error::NotFound("ticket type")));
    }
    if let Some(id) = new.group_id {
        group_must_exist(tx, org_id, id).await?;
    }
    if let Some(id) = new.agent_id {
        agent_must_work(tx, org_id, id).await?;
    }
    if let Some(id) = new.category_id {
        categories::must_exist(tx, org_id, id).await?;
    }
    if let Some(id) = new.follow_up_of {
        super::access::load(tx, who, id).await.map_err(|_| Error::invalid("follow_up_of", "there is no such ticket"))?;
    }
    let defs = &known.policy.fields;
    let held = order.as_ref().map(|order| fields::prefill(defs, &order.facts)).unwrap_or_default();
    let values = fields::fill(defs, &held, &new.fields, fields::Filler::Staff).map_err(refused::form)?;
    files::must_be_owned(tx, org_id, &fields::attachments(defs, &values), None).await?;
    if let Some(order) = &order {
        order_facts::lines_must_exist(&order.facts, &new.line_nos)?;
    }
    let line_nos = if new.line_nos.is_empty() { named_lines(defs, &values) } else { new.line_nos };
    let description = input::body("description", &new.description)?;
    let ticket = NewTicket {
        id: app.clock.id(),
        number: tickets::next_number(tx, org_id).await?,
        type_id: new.type_id,
        title: input::title(&new.title)?,
        mood: new.mood.unwrap_or_else(|| super::mood_of(&description)),
        description,
        customer_id,
        requester_kind: if customer_id.is_some() { RequesterKind::Customer } else { RequesterKind::Employee },
        conversation_id: new.conversation_id,
        order_id: new.order_id,
        category_id: new.category_id,
        due_at: None,
        follow_up_of: new.follow_up_of,
        group_id: new.group_id,
        agent_id: new.agent_id,
        priority: new.priority,
        source: if matches!(who.actor, Actor::ApiKey(_)) { "api" } else { "agent" }.to_owned(),
        fields: values,
        attachments: Vec::new(),
    };
    let decision = ticket::create(ticket, &who.actor, &known.policy, app.clock.now());
    let saved = save::created(tx, app, org_id, &known, decision, &who.actor, "").await?;
    if let Some(order_id) = new.order_id {
        ticket_orders::link(tx, org_id, saved.ticket.id, order_id, &line_nos).await?;
    }
    if saved.ticket.conversation_id.is_none() {
        let channel = if matches!(who.actor, Actor::ApiKey(_)) { Channel::Api } else { Channel::Manual };
        record_contact(tx, app, org_id, &saved.ticket, channel, &who.actor, app.clock.now()).await?;
    }
    super::after(tx, app, who, saved.ticket.id).await
}

/// The customer named, or the conversation's.
async fn requester(tx: &mut Tx, org_id: OrgId, new: &CreateTicket) -> Result<Option<CustomerId>> {
    if let Some(id) = new.conversation_id {
        let thread = append::thread(tx, org_id, id).await?;
        let thread = thread.ok_or_else(|| Error::invalid("conversation_id", "there is no such conversation"))?;
        return match new.customer_id {
            Some(named) if named != thread.customer_id => Err(Error::invalid("customer_id", "the conversation is another customer's")),
            Some(_) | None => Ok(Some(thread.customer_id)),
        };
    }
    if let Some(id) = new.customer_id {
        customers::get(tx, org_id, id).await?.ok_or_else(|| Error::invalid("customer_id", "there is no such customer"))?;
    }
    Ok(new.customer_id)
}

fn no_such_type(error: Error) -> Error {
    match error {
        Error::NotFound(_) => Error::invalid("type_id", "there is no such ticket type in use"),
        other => other,
    }
}

/// Lines chosen in a field of the type.
pub(crate) fn named_lines(defs: &[ticket::FieldDef], values: &fields::Values) -> Vec<i64> {
    let chosen = defs.iter().find(|def| def.kind == FieldKind::OrderLines).and_then(|def| values.get(&def.key)?.as_array());
    chosen.into_iter().flatten().filter_map(|line| line.as_i64()).collect()
}

/// A ticket that began without a conversation is a contact of its own, recorded at once (S1-12).
pub(crate) async fn record_contact(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    ticket: &Ticket,
    channel: Channel,
    actor: &Actor,
    now: Millis,
) -> Result<()> {
    let Some(customer_id) = ticket.customer_id else { return Ok(()) };
    let contact = contacts::Contact {
        id: ticket.id.0,
        record_id: app.clock.id(),
        customer_id,
        conversation_id: None,
        ticket_id: Some(ticket.id),
        channel: channel.as_str().to_owned(),
        summary: ticket.title.clone(),
        at: now,
    };
    contacts::start(tx, org_id, &contact).await?;
    contacts::complete(tx, org_id, contact.id, ticket.category_id, "ticket", ticket.mood, now).await?;
    for kind in [EventKind::ContactStarted, EventKind::ContactRecorded] {
        let data = serde_json::json!({ "channel": contact.channel });
        tx.emit(org_id, NewEvent::new(kind, actor.clone(), now).ticket(ticket.id).data(data));
    }
    Ok(())
}
