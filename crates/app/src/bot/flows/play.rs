//! Moves the flow of a conversation, in the transaction that stores the message: state, actions and words commit together.

use super::{Move, act};
use crate::{
    Result, Visitor,
    bot::{
        live_order::order_label,
        plan::{BotMessage, BotPlan, Handover, Outcome},
        think::option,
    },
    conversations::apply::Hand,
};
use serde_json::json;
use std::collections::BTreeMap;
use yingke_core::{
    conversation::MessageKind,
    flow::{Flow, Heard, Held, Need, Offered, Run as FlowRun, Say, TimeQuery, turn},
    id::*,
    text::Locale,
    time::Millis,
};
use yingke_store::{Run, Tx, bookings, bot_flows, bot_runs, bot_runs::StoredRun, orders};

/// Reads and actions between two messages: more than this is a drawing that runs in circles.
const MOST_ROUNDS: usize = 16;
const MOST_OFFERS: usize = 8;

/// Adds what the flow says to the plan.
pub(crate) async fn play(
    tx: &mut Tx,
    hand: &Hand<'_>,
    who: &Visitor,
    id: ConversationId,
    locale: Locale,
    step: Move,
    plan: &mut BotPlan,
) -> Result<()> {
    let begun = match step {
        Move::Start { flow_id, number, order } => {
            let Some(version) = bot_flows::version_of(tx, hand.org_id, flow_id, number).await? else { return Ok(()) };
            let mut run = FlowRun::new(hand.app.clock.uuid(), &version.flow);
            if let Some((value, label)) = order {
                run.slots.insert("order".to_owned(), Held { value, label });
            }
            Some((StoredRun { flow_id, number, run }, version.flow, version.key, Heard::Begin))
        }
        Move::Hear(heard) => match bot_runs::of_conversation(tx, hand.org_id, id).await? {
            Some(stored) => bot_flows::version_of(tx, hand.org_id, stored.flow_id, stored.number)
                .await?
                .map(|version| (stored, version.flow, version.key, heard)),
            None => None,
        },
    };
    let Some((mut stored, flow, key, mut heard)) = begun else {
        bot_runs::end(tx, hand.org_id, id).await?;
        return Ok(());
    };
    let mut says = Vec::new();
    for round in 0.. {
        let turned = turn(&flow, stored.run, heard, locale);
        stored.run = turned.run;
        says.extend(turned.says);
        let need = if round < MOST_ROUNDS { turned.need } else { Need::HandOver };
        heard = match need {
            Need::Words => {
                bot_runs::save(tx, hand.org_id, id, &stored, hand.now).await?;
                plan.outcome = Outcome::Offered;
                break;
            }
            Need::Orders(states) => {
                let found = orders::of_customer(tx, hand.org_id, who.customer_id, None, 20).await?;
                let fits: Vec<_> = found.into_iter().filter(|order| states.contains(&order.state)).take(MOST_OFFERS).collect();
                Heard::Offers(order_offers(tx, hand.org_id, locale, fits).await?)
            }
            Need::Times(query) => Heard::Offers(free_times(tx, hand.org_id, &query, hand.now).await?),
            Need::Act(tool) => act::once(tx, hand, who, id, &flow, &stored.run, tool, locale).await?,
            Need::HandOver => {
                bot_runs::end(tx, hand.org_id, id).await?;
                plan.hand_over = Some(Handover::Flow);
                plan.outcome = Outcome::HandedOver;
                break;
            }
            Need::Finished => {
                bot_runs::end(tx, hand.org_id, id).await?;
                plan.outcome = Outcome::Answered;
                break;
            }
            Need::Cancelled => {
                bot_runs::end(tx, hand.org_id, id).await?;
                plan.outcome = Outcome::Chat;
                break;
            }
        };
    }
    plan.messages.extend(says.into_iter().map(|say| message(say, &key)));
    Ok(())
}

/// A flow's words as a message of the thread.
fn message(say: Say, key: &str) -> BotMessage {
    if say.options.is_empty() {
        return BotMessage { kind: MessageKind::Text, body: say.text, payload: json!({ "asked": format!("flow:{key}") }) };
    }
    let options: Vec<_> = say.options.iter().map(|button| option(&button.label, &button.label, &button.action)).collect();
    BotMessage { kind: MessageKind::Options, body: say.text, payload: json!({ "options": options, "asked": format!("flow:{key}") }) }
}

async fn order_offers(on: &mut impl Run, org_id: OrgId, locale: Locale, found: Vec<yingke_core::order::Order>) -> Result<Vec<Offered>> {
    let cards = crate::orders::card::cards(on, org_id, found).await?;
    Ok(cards.iter().map(|card| Offered { value: card.order_id.to_string(), label: order_label(locale, card) }).collect())
}

/// Times that still have room, soonest first.
pub async fn free_times(on: &mut impl Run, org_id: OrgId, query: &TimeQuery, now: Millis) -> Result<Vec<Offered>> {
    let slots = all_times(query, now);
    let taken: BTreeMap<String, i64> = bookings::taken(on, org_id, &query.resource, &slots).await?.into_iter().collect();
    let free = slots.into_iter().filter(|slot| taken.get(slot).copied().unwrap_or(0) < query.capacity);
    Ok(free.take(MOST_OFFERS).map(|slot| Offered { label: slot.clone(), value: slot }).collect())
}

/// `2026-03-02 10:00`, from tomorrow on, in China's time.
pub fn all_times(query: &TimeQuery, now: Millis) -> Vec<String> {
    let days = (1..=query.days.clamp(1, 14)).map(|day| super::super::words::day(now.plus(day * 24 * 3_600_000)));
    days.flat_map(|day| query.times.iter().take(24).map(move |time| format!("{day} {time}")).collect::<Vec<_>>()).collect()
}

/// The flow that a message could go on with.
pub async fn current(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<(FlowRun, Flow)>> {
    let Some(stored) = bot_runs::of_conversation(on, org_id, id).await? else { return Ok(None) };
    let version = bot_flows::version_of(on, org_id, stored.flow_id, stored.number).await?;
    Ok(version.map(|version| (stored.run, version.flow)))
}
