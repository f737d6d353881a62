//! What a customer can start, prefilled from the order.

use crate::{
    App, Error, Result, Visitor,
    tickets::order_facts::{self, Found},
    views::widget::RequestForm,
};
use serde_json::Value;
use yingke_core::{id::*, ticket::fields};
use yingke_store::{
    Run,
    ticket_types::{self, TicketType},
};

pub async fn forms(app: &App, who: &Visitor, order_id: Option<OrderId>) -> Result<Vec<RequestForm>> {
    let on = &mut app.read();
    let order = own_order(on, who, order_id).await?;
    let types = ticket_types::all(on, who.org_id).await?;
    Ok(types.into_iter().filter(|kind| fits(kind, order.as_ref())).map(|kind| form(who, kind, order.as_ref())).collect())
}

/// The order, if one is named and it is the customer's own.
pub(super) async fn own_order(on: &mut impl Run, who: &Visitor, id: Option<OrderId>) -> Result<Option<Found>> {
    let Some(id) = id else { return Ok(None) };
    let found = order_facts::load(on, who.org_id, id).await?.filter(|found| found.order.customer_id == who.customer_id);
    found.map(Some).ok_or(Error::NotFound("order"))
}

/// Without an order only what needs none.
pub(super) fn fits(kind: &TicketType, order: Option<&Found>) -> bool {
    let states = &kind.definition.order_states;
    kind.enabled
        && kind.definition.customer_can_start
        && (states.is_empty() || order.is_some_and(|found| states.contains(&found.order.state)))
}

fn form(who: &Visitor, kind: TicketType, order: Option<&Found>) -> RequestForm {
    let name = kind.definition.name.get(who.locale).to_owned();
    let description = kind.definition.description.get(who.locale).to_owned();
    let fields: Vec<_> = kind.definition.fields.into_iter().filter(|def| def.public).collect();
    let values = order.map(|found| fields::prefill(&fields, &found.facts)).unwrap_or_default();
    RequestForm { type_id: kind.id, key: kind.key, name, description, values: Value::Object(values), fields }
}
