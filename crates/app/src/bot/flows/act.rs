//! What the customer has confirmed, really done: within the shop's policy, once for each run, with events. A refusal is told
//! in words and leaves no trace but the record that it was tried.

use crate::{Error, Result, Visitor, bot::words, conversations::apply::Hand, requests, views::widget::StartRequest};
use serde_json::json;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    flow::{Flow, Heard, Held, Run as FlowRun, Tool, items::Cart},
    id::*,
    order::{Line, Order, OrderState, rights},
    text::Locale,
    ticket::{FieldDef, FieldKind},
};
use yingke_store::{Tx, bookings, bookings::Booking, bot_runs, bot_runs::Action, orders, products, ticket_types, ticket_types::TicketType};

/// What came of it, as the flow hears it.
struct Done {
    done: bool,
    text: String,
    slots: Vec<(String, Held)>,
    order_id: Option<OrderId>,
    ticket_id: Option<TicketId>,
}

#[allow(clippy::too_many_arguments)]
pub async fn once(
    tx: &mut Tx,
    hand: &Hand<'_>,
    who: &Visitor,
    id: ConversationId,
    flow: &Flow,
    run: &FlowRun,
    tool: Tool,
    locale: Locale,
) -> Result<Heard> {
    if let Some((done, text)) = bot_runs::action(tx, hand.org_id, run.id, &run.step).await? {
        return Ok(Heard::Acted { done, text, slots: Vec::new() });
    }
    let done = match tool {
        Tool::ChangeAddress => change_address(tx, hand, who, run, locale).await?,
        Tool::CancelOrder => cancel_order(tx, hand, who, run, locale).await?,
        Tool::ApplyRefund => apply_refund(tx, hand, who, run, locale).await?,
        Tool::Reserve => reserve(tx, hand, who, id, flow, run, locale).await?,
        Tool::PlaceOrder => place_order(tx, hand, who, flow, run, locale).await?,
    };
    let action = Action {
        run_id: run.id,
        step: run.step.clone(),
        conversation_id: id,
        customer_id: who.customer_id,
        tool: tool.to_string(),
        done: done.done,
        result: done.text.clone(),
        at: hand.now,
    };
    bot_runs::insert_action(tx, hand.org_id, &action).await?;
    let mut event = NewEvent::new(EventKind::BotActed, Actor::Bot, hand.now).conversation(id).customer(who.customer_id);
    event.ticket_id = done.ticket_id;
    let data = json!({ "tool": tool, "run": run.id, "step": run.step, "done": done.done, "order_id": done.order_id });
    tx.emit(hand.org_id, event.data(data));
    if let Some(order_id) = done.order_id.filter(|_| done.done) {
        let changed = NewEvent::new(EventKind::OrderChanged, Actor::Bot, hand.now).customer(who.customer_id);
        tx.emit(hand.org_id, changed.data(json!({ "order_id": order_id, "tool": tool })));
    }
    Ok(Heard::Acted { done: done.done, text: done.text, slots: done.slots })
}

async fn change_address(tx: &mut Tx, hand: &Hand<'_>, who: &Visitor, run: &FlowRun, locale: Locale) -> Result<Done> {
    let Some(order) = own_order(tx, who, run).await? else { return Ok(refused(words::flow_no_order(locale))) };
    let address = run.value("address");
    if !rights::is_unsent(order.state) || !orders::set_address(tx, hand.org_id, order.id, address, hand.now).await? {
        return Ok(refused(words::flow_sent_already(locale)));
    }
    Ok(Done { order_id: Some(order.id), ..done(words::flow_address_changed(locale, &order.order_no), &order.order_no) })
}

async fn cancel_order(tx: &mut Tx, hand: &Hand<'_>, who: &Visitor, run: &FlowRun, locale: Locale) -> Result<Done> {
    let Some(order) = own_order(tx, who, run).await? else { return Ok(refused(words::flow_no_order(locale))) };
    if !rights::is_unsent(order.state) || !orders::cancel(tx, hand.org_id, order.id, hand.now).await? {
        return Ok(refused(words::flow_sent_already(locale)));
    }
    let paid = order.state == OrderState::Paid && order.paid_fen > 0;
    Ok(Done { order_id: Some(order.id), ..done(words::flow_cancelled(locale, &order.order_no, paid), &order.order_no) })
}

/// The shop's own request for a refund, filled as far as the flow knows.
async fn apply_refund(tx: &mut Tx, hand: &Hand<'_>, who: &Visitor, run: &FlowRun, locale: Locale) -> Result<Done> {
    let Some(order) = own_order(tx, who, run).await? else { return Ok(refused(words::flow_no_order(locale))) };
    let types = ticket_types::all(tx, hand.org_id).await?;
    let Some(kind) = refund_type(&types, order.state) else { return Ok(refused(words::flow_no_refund(locale))) };
    let reason = run.slots.get("reason").map(|held| (held.value.clone(), held.label.clone())).unwrap_or_default();
    let request = StartRequest {
        client_id: format!("bot-{}", run.id.simple()),
        type_id: kind.id,
        order_id: Some(order.id),
        title: String::new(),
        description: reason.1.clone(),
        fields: filled(kind, &reason, order.paid_fen),
        attachment_ids: Vec::new(),
        source: "widget".to_owned(),
        follow_up_of: None,
    };
    match requests::start::write(tx, hand.app, who, request).await {
        Ok(view) => {
            let number = format!("#{}", view.number);
            Ok(Done { ticket_id: Some(view.id), order_id: Some(order.id), ..done(words::flow_refund_filed(locale, &number), &number) })
        }
        // The shop's form wants what this flow did not ask, or too much is open: a person goes on.
        Err(Error::Invalid { .. } | Error::Form(_) | Error::Conflict { .. } | Error::NotFound(_)) => {
            Ok(refused(words::flow_no_refund(locale)))
        }
        Err(error) => Err(error),
    }
}

/// What fits the order's state: without sending anything back first, then with it.
fn refund_type(types: &[TicketType], state: OrderState) -> Option<&TicketType> {
    let fits = |kind: &&TicketType| {
        kind.enabled && kind.definition.customer_can_start && kind.key.contains("refund") && kind.definition.order_states.contains(&state)
    };
    let not_received = matches!(state, OrderState::Paid | OrderState::Shipped);
    let wanted = if not_received { "refund_only" } else { "return_refund" };
    types.iter().filter(fits).find(|kind| kind.key == wanted).or_else(|| types.iter().find(fits))
}

/// Fields that must be there and are not taken from the order. Of a list the option that says the same, or its last.
fn filled(kind: &TicketType, reason: &(String, String), paid_fen: i64) -> serde_json::Value {
    let mut fields = serde_json::Map::new();
    let open = |def: &&FieldDef| def.public && def.prefill.is_none();
    for def in kind.definition.fields.iter().filter(open) {
        match def.kind {
            FieldKind::Select => {
                let same = def.options.iter().find(|option| option.value == reason.0 || option.label.zh_cn == reason.1);
                let chosen = same.or_else(|| def.options.iter().find(|option| option.value == "other")).or(def.options.last());
                if let Some(option) = chosen.filter(|_| def.required || same.is_some()) {
                    fields.insert(def.key.clone(), json!(option.value));
                }
            }
            FieldKind::Text | FieldKind::LongText if def.required => {
                fields.insert(def.key.clone(), json!(reason.1));
            }
            FieldKind::Money if def.required => {
                fields.insert(def.key.clone(), json!(paid_fen));
            }
            _ => {}
        }
    }
    serde_json::Value::Object(fields)
}

async fn reserve(
    tx: &mut Tx,
    hand: &Hand<'_>,
    who: &Visitor,
    id: ConversationId,
    flow: &Flow,
    run: &FlowRun,
    locale: Locale,
) -> Result<Done> {
    let Some(query) = flow.time_query() else { return Ok(refused(words::flow_full(locale))) };
    let slot = run.value("time").to_owned();
    let known = super::play::all_times(&query, hand.now).contains(&slot);
    let taken = bookings::taken(tx, hand.org_id, &query.resource, std::slice::from_ref(&slot)).await?;
    let taken = taken.first().map_or(0, |(_, n)| *n);
    if !known || taken >= query.capacity {
        return Ok(refused(words::flow_full(locale)));
    }
    let booking = Booking {
        id: run.id,
        resource: query.resource,
        slot: slot.clone(),
        customer_id: who.customer_id,
        conversation_id: id,
        at: hand.now,
    };
    bookings::insert(tx, hand.org_id, &booking).await?;
    Ok(done(words::flow_reserved(locale, &slot), &slot))
}

/// An order of its own, to be paid for: prices are the menu's, never the customer's.
async fn place_order(tx: &mut Tx, hand: &Hand<'_>, who: &Visitor, flow: &Flow, run: &FlowRun, locale: Locale) -> Result<Done> {
    let menu = flow.menu();
    let cart = Cart::read(run.value("items"));
    let total_fen = cart.total_fen(menu);
    let wanted: Vec<_> = menu.iter().filter_map(|item| Some((item, cart.0.get(&item.key).copied().filter(|n| *n > 0)?))).collect();
    if wanted.is_empty() || wanted.len() < cart.0.len() {
        return Ok(refused(words::flow_menu_changed(locale)));
    }
    let id: OrderId = hand.app.clock.id();
    let tail = id.0.simple().to_string();
    let order_no = format!("YK{}{}", words::day(hand.now).replace('-', ""), tail[tail.len() - 8..].to_uppercase());
    let skus: Vec<&str> = wanted.iter().map(|(item, _)| item.key.as_str()).collect();
    let known = products::by_skus(tx, hand.org_id, &skus).await?;
    let order = Order {
        id,
        order_no: order_no.clone(),
        customer_id: who.customer_id,
        state: OrderState::PendingPayment,
        total_fen,
        paid_fen: 0,
        freight_fen: 0,
        discount_fen: 0,
        receiver: String::new(),
        phone: run.value("phone").to_owned(),
        address: run.value("address").to_owned(),
        url: String::new(),
        note: run.slots.get("note").map(|held| held.label.clone()).unwrap_or_default(),
        ordered_at: hand.now,
        paid_at: None,
        shipped_at: None,
        delivered_at: None,
        completed_at: None,
        cancelled_at: None,
        updated_at: hand.now,
        version: 1,
    };
    let lines: Vec<Line> = (1..)
        .zip(&wanted)
        .map(|(line_no, (item, quantity))| {
            let product = known.iter().find(|product| product.sku == item.key);
            Line {
                order_id: id,
                line_no,
                sku: item.key.clone(),
                title: item.label.zh_cn.clone(),
                spec: product.map(|product| product.spec.clone()).unwrap_or_default(),
                image_url: product.map(|product| product.image_url.clone()).unwrap_or_default(),
                quantity: *quantity,
                unit_fen: item.price_fen,
                paid_fen: item.price_fen * quantity,
            }
        })
        .collect();
    orders::insert_many(tx, hand.org_id, std::slice::from_ref(&order)).await?;
    orders::insert_lines(tx, hand.org_id, &lines).await?;
    Ok(Done { order_id: Some(id), ..done(words::flow_ordered(locale, &order_no, total_fen), &order_no) })
}

async fn own_order(tx: &mut Tx, who: &Visitor, run: &FlowRun) -> Result<Option<Order>> {
    let Ok(id) = run.value("order").parse::<OrderId>() else { return Ok(None) };
    Ok(orders::get(tx, who.org_id, id).await?.filter(|order| order.customer_id == who.customer_id))
}

fn done(text: String, result: &str) -> Done {
    let held = Held { value: result.to_owned(), label: result.to_owned() };
    Done { done: true, text, slots: vec![("result".to_owned(), held)], order_id: None, ticket_id: None }
}

fn refused(text: &str) -> Done {
    Done { done: false, text: text.to_owned(), slots: Vec::new(), order_id: None, ticket_id: None }
}
