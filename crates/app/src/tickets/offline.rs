//! A message left when nobody was there becomes a ticket for the next duty (DOMAIN §3.1).

use super::{
    call_back::{self, Wish},
    policy, save,
    view::brief_of,
};
use crate::{App, Error, Result, views::ticket::TicketBrief};
use yingke_core::{
    event::Actor,
    id::*,
    text::Locale,
    ticket::{self, NewTicket, RequesterKind, TicketFamily, draft::cut},
};
use yingke_store::{
    Tx,
    ticket_types::{self, TicketType},
    tickets,
};

#[derive(Debug, Clone)]
pub struct OfflineMessage {
    pub customer_id: CustomerId,
    pub conversation_id: Option<ConversationId>,
    /// The customer's own id for it: the same one again is the same ticket.
    pub client_id: String,
    pub body: String,
    /// How to reach the customer, as written.
    pub contact: String,
    /// The group of the entry; otherwise the type's.
    pub group_id: Option<GroupId>,
    pub locale: Locale,
    /// To be called back, instead of an answer in writing.
    pub call: Option<Wish>,
}

/// Inside the command that ends the conversation as an offline message. Its contact is the conversation's.
pub async fn from_offline_message(tx: &mut Tx, app: &App, org_id: OrgId, left: OfflineMessage) -> Result<TicketBrief> {
    if let Some(id) = tickets::by_client_id(tx, org_id, left.customer_id, &left.client_id).await? {
        let first = tickets::get(tx, org_id, id).await?.ok_or(Error::NotFound("ticket"))?;
        return Ok(brief_of(&first));
    }
    let kind = match left.call {
        Some(_) => call_back::kind(tx, app, org_id, left.group_id).await?,
        None => fitting_type(ticket_types::all(tx, org_id).await?)
            .ok_or_else(|| Error::conflict("wrong_state", "there is no ticket type in use that could take the message"))?,
    };
    let known = policy::load(tx, org_id, kind.id, Some(left.customer_id), None).await?;
    let actor = Actor::Customer(left.customer_id);
    let contact = left.contact.trim();
    let values = left.call.as_ref().map(|wish| call_back::values(contact, wish, left.locale));
    let reach = match (contact, left.locale) {
        // A field of its own holds it, masked for who may not see numbers.
        _ if values.is_some() => String::new(),
        ("", _) => String::new(),
        (contact, Locale::ZhCn) => format!("\n\n联系方式：{contact}"),
        (contact, Locale::ZhTw) => format!("\n\n聯絡方式：{contact}"),
        (contact, Locale::En) => format!("\n\nContact: {contact}"),
    };
    let said = left.body.trim();
    let new = NewTicket {
        id: app.clock.id(),
        number: tickets::next_number(tx, org_id).await?,
        type_id: kind.id,
        title: cut(said, 60),
        description: format!("{said}{reach}"),
        mood: super::mood_of(said),
        customer_id: Some(left.customer_id),
        requester_kind: RequesterKind::Customer,
        conversation_id: left.conversation_id,
        order_id: None,
        category_id: None,
        follow_up_of: None,
        group_id: left.group_id,
        agent_id: None,
        priority: None,
        source: if left.call.is_some() { call_back::SOURCE } else { "offline_message" }.to_owned(),
        due_at: left.call.map(|wish| wish.due_at),
        fields: values.unwrap_or_default(),
        attachments: Vec::new(),
    };
    let decision = ticket::create(new, &actor, &known.policy, app.clock.now());
    let saved = save::created(tx, app, org_id, &known, decision, &actor, &left.client_id).await?;
    Ok(brief_of(&saved.ticket))
}

/// A plain consult first, then whatever customers may start without an order.
fn fitting_type(types: Vec<TicketType>) -> Option<TicketType> {
    let rank = |kind: &TicketType| match kind.family {
        TicketFamily::Consult => 0,
        TicketFamily::PreSale => 1,
        TicketFamily::AfterSale => 2,
        TicketFamily::Complaint => 3,
        TicketFamily::Reservation => 4,
    };
    let mut usable: Vec<TicketType> = types.into_iter().filter(|kind| kind.enabled).collect();
    usable.sort_by_key(|kind| (!kind.definition.order_states.is_empty(), rank(kind), kind.position));
    usable.into_iter().next()
}
