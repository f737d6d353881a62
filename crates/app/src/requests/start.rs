//! A customer starts a ticket: from widget, portal, order list or order page, with no agent needed.

use super::{forms, view};
use crate::{
    App, Error, Result, Visitor,
    tickets::{self, input, policy, refused, save},
    views::widget::*,
};
use yingke_core::{
    conversation::{Channel, Mood},
    event::Actor,
    ticket::{self, FieldKind, NewTicket, RequesterKind, draft::cut, fields},
};
use yingke_store::{Tx, ticket_drafts, ticket_orders, tickets as rows};

/// More open requests than this are a script, or a person who needs a person.
const MOST_OPEN: i64 = 50;
const SOURCES: &[&str] = &["widget", "portal", "order_list", "order_page"];

pub async fn start(app: &App, who: &Visitor, new: StartRequest) -> Result<RequestView> {
    let (app, who) = (app.clone(), who.clone());
    app.clone().door.write(who.org_id, move |tx| Box::pin(async move { write(tx, &app, &who, new).await })).await
}

/// The same inside a command of somebody else's.
pub(crate) async fn write(tx: &mut Tx, app: &App, who: &Visitor, new: StartRequest) -> Result<RequestView> {
    let org_id = who.org_id;
    let client_id = input::client_id(&new.client_id)?;
    if let Some(first) = rows::by_client_id(tx, org_id, who.customer_id, &client_id).await? {
        return view::view(tx, app, who, first).await;
    }
    let order = forms::own_order(tx, who, new.order_id).await?;
    let known = policy::load(tx, org_id, new.type_id, Some(who.customer_id), new.order_id).await.map_err(|error| match error {
        Error::NotFound(_) => no_such_type(),
        other => other,
    })?;
    if !known.kind.enabled || !known.kind.definition.customer_can_start {
        return Err(no_such_type());
    }
    if !forms::fits(&known.kind, order.as_ref()) {
        return Err(Error::invalid("order_id", "this request is not offered for this order now; choose another order or another request"));
    }
    if let Some(first) = new.follow_up_of {
        super::load(tx, who, first).await.map_err(|_| Error::invalid("follow_up_of", "there is no such request"))?;
    }
    if ticket_drafts::open_of_customer(tx, org_id, who.customer_id).await? >= MOST_OPEN {
        return Err(Error::conflict("too_many", format!("{MOST_OPEN} requests are open already; add to one of them instead")));
    }
    let defs = &known.policy.fields;
    let held = order.as_ref().map(|found| fields::prefill(defs, &found.facts)).unwrap_or_default();
    let values = fields::fill(defs, &held, &new.fields, fields::Filler::Customer).map_err(refused::form)?;
    let attachments = input::files(new.attachment_ids)?;
    let mut named = fields::attachments(defs, &values);
    named.extend(&attachments);
    tickets::must_be_owned(tx, org_id, &named, Some(who.customer_id)).await?;
    let line_nos = tickets::named_lines(defs, &values);
    if let Some(found) = &order {
        tickets::order_facts::lines_must_exist(&found.facts, &line_nos)?;
    }
    let description = input::body("description", &new.description)?;
    let source = if SOURCES.contains(&new.source.as_str()) { new.source } else { "portal".to_owned() };
    let conversation_id = match source.as_str() {
        "widget" => ticket_drafts::running(tx, org_id, who.customer_id).await?,
        _ => None,
    };
    let name = known.kind.definition.name.get(who.locale);
    let title = match (new.title.trim(), &order) {
        ("", Some(found)) => cut(&format!("{name} · {}", found.first_line), 80),
        ("", None) if description.is_empty() => name.to_owned(),
        ("", None) => format!("{name} · {}", cut(&description, 40)),
        (title, _) => input::title(title)?,
    };
    let actor = Actor::Customer(who.customer_id);
    let ticket = NewTicket {
        id: app.clock.id(),
        number: rows::next_number(tx, org_id).await?,
        type_id: new.type_id,
        mood: mood(&title, &description, defs, &values),
        title,
        description,
        customer_id: Some(who.customer_id),
        requester_kind: RequesterKind::Customer,
        conversation_id,
        order_id: new.order_id,
        category_id: None,
        due_at: None,
        follow_up_of: new.follow_up_of,
        group_id: None,
        agent_id: None,
        priority: None,
        source,
        fields: values,
        attachments,
    };
    let decision = ticket::create(ticket, &actor, &known.policy, app.clock.now());
    let saved = save::created(tx, app, org_id, &known, decision, &actor, &client_id).await?;
    if let Some(order_id) = new.order_id {
        ticket_orders::link(tx, org_id, saved.ticket.id, order_id, &line_nos).await?;
    }
    if saved.ticket.conversation_id.is_none() {
        let channel = if saved.ticket.source == "widget" { Channel::Widget } else { Channel::Portal };
        tickets::record_contact(tx, app, org_id, &saved.ticket, channel, &actor, app.clock.now()).await?;
    }
    view::view(tx, app, who, saved.ticket.id).await
}

/// The strongest of what the customer wrote, wherever it was written.
fn mood(title: &str, description: &str, defs: &[ticket::FieldDef], values: &fields::Values) -> Mood {
    let free = defs.iter().filter(|def| matches!(def.kind, FieldKind::Text | FieldKind::LongText) && def.prefill.is_none());
    let written = free.filter_map(|def| values.get(&def.key)?.as_str());
    [title, description].into_iter().chain(written).map(tickets::mood_of).max().unwrap_or(Mood::Calm)
}

fn no_such_type() -> Error {
    Error::invalid("type_id", "this request is not offered")
}
