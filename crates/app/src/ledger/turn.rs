//! The facts that commands leave in the event log for the ledger: ids and words of closed sets, never what was said.

use crate::{
    Result,
    bot::{BotPlan, Outcome},
    conversations::{apply::Hand, categorise},
};
use serde_json::{Value, json};
use yingke_core::{
    conversation::MessageKind,
    event::{Actor, EventKind, NewEvent},
    id::*,
    resolution::Said,
    ticket::{EntryKind, RequesterKind, Ticket},
};
use yingke_language::{small_talk::small_talk, spot::spot, unsolved};
use yingke_store::{
    Run, Tx,
    append::{Appended, NewMessage},
    conversations::Stored,
    messages, orders, ticket_entries,
};

/// Order numbers of one message that are looked up.
const MOST_NUMBERS: usize = 8;

/// What the bot makes of one message; called when both are about to be committed.
pub(crate) async fn turn(tx: &mut Tx, hand: &Hand<'_>, stored: &Stored, done: &Appended, plan: &BotPlan) -> Result<()> {
    let (org_id, customer_id, message) = (hand.org_id, stored.session.customer_id, &done.message);
    let elsewhere = judged_elsewhere(tx, hand, customer_id, message).await?;
    let said = match (elsewhere, said(plan)) {
        // A click under an old answer says nothing about this conversation.
        (Some(_), Said::Confirmed | Said::Unsolved) => Said::Chat,
        (_, said) => said,
    };
    let typed = message.payload["action"].is_null();
    let complains = typed && unsolved::says_unsolved(&message.body);
    let answers: Vec<Value> = match said {
        Said::Answered => {
            let given: Vec<Value> =
                plan.messages.iter().filter(|one| one.kind == MessageKind::Answer).map(|one| one.payload["knowledge_id"].clone()).collect();
            if given.is_empty() { vec![Value::Null] } else { given }
        }
        Said::Chat | Said::Offered | Said::Confirmed | Said::Unsolved | Said::Missed | Said::HandedOver => Vec::new(),
    };
    let payloads = plan.messages.iter().map(|one| &one.payload).chain([&message.payload]);
    let named: Vec<OrderId> = payloads.filter_map(order_of).collect();
    let data = json!({
        "said": said,
        "mood": plan.mood,
        "seq": done.seq,
        "answers": answers,
        "items": answers,
        "order_ids": orders_in(tx, org_id, customer_id, named, &message.body).await?,
        "category_id": if said == Said::Chat { None } else { categorise::suggest_for(tx, org_id, &message.body).await?.category_id },
        "entry_id": stored.entry_id,
        "complains": complains,
        "asks_person": plan.hand_over == Some(crate::bot::Handover::Asked),
        "typed": typed && message.kind == MessageKind::Text,
    });
    let event = NewEvent::new(EventKind::BotTurn, hand.actor.clone(), hand.now).conversation(stored.session.id).customer(customer_id);
    tx.emit(org_id, event.data(data));
    if let Some((id, solved)) = elsewhere {
        tx.emit(org_id, judgement(hand, customer_id, id, solved));
    }
    Ok(())
}

fn said(plan: &BotPlan) -> Said {
    match plan.outcome {
        Outcome::Chat => Said::Chat,
        Outcome::Offered => Said::Offered,
        Outcome::Answered => Said::Answered,
        Outcome::Confirmed => Said::Confirmed,
        Outcome::Unsolved => Said::Unsolved,
        Outcome::Missed => Said::Missed,
        Outcome::HandedOver => {
            if plan.hand_over == Some(crate::bot::Handover::Unsolved) {
                Said::Unsolved
            } else {
                Said::HandedOver
            }
        }
    }
}

/// "Solved / not solved" under an answer of an earlier conversation.
async fn judged_elsewhere(
    tx: &mut Tx,
    hand: &Hand<'_>,
    customer_id: CustomerId,
    click: &NewMessage,
) -> Result<Option<(ConversationId, bool)>> {
    let action = click.payload["action"].as_str().unwrap_or("");
    let Some((verb, id)) = action.split_once(':') else { return Ok(None) };
    let solved = match verb {
        "feedback.solved" => true,
        "feedback.unsolved" => false,
        _ => return Ok(None),
    };
    let Ok(id) = id.parse::<MessageId>() else { return Ok(None) };
    let answer = messages::of_customer(tx, hand.org_id, customer_id, id).await?;
    Ok(answer.filter(|answer| answer.conversation_id != click.conversation_id).map(|answer| (answer.conversation_id, solved)))
}

fn judgement(hand: &Hand<'_>, customer_id: CustomerId, id: ConversationId, solved: bool) -> NewEvent {
    let (kind, data) = if solved {
        (EventKind::BotTurn, json!({ "said": Said::Confirmed, "mood": "calm", "seq": 0, "answers": [] }))
    } else {
        (EventKind::ResolutionDisputed, json!({ "on": "widget" }))
    };
    NewEvent::new(kind, hand.actor.clone(), hand.now).conversation(id).customer(customer_id).data(data)
}

/// `payload.order_id`, or the order that a click names (`order.logistics:ord_…`).
fn order_of(payload: &Value) -> Option<OrderId> {
    let named = payload["order_id"].as_str().or_else(|| payload["action"].as_str()?.split_once(':').map(|(_, id)| id));
    named?.parse().ok()
}

/// Orders of this very customer; numbers of others are none of his issues.
async fn orders_in(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, mut named: Vec<OrderId>, text: &str) -> Result<Vec<OrderId>> {
    let numbers = spot(text).numbers;
    let numbers: Vec<&str> = numbers.iter().take(MOST_NUMBERS).map(String::as_str).collect();
    if !numbers.is_empty() {
        let found = orders::by_numbers(on, org_id, &numbers).await?;
        named.extend(found.into_iter().filter(|order| order.customer_id == customer_id).map(|order| order.id));
    }
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

/// What a finished talk was about: facts that go into the event of its end. A talk with people names the moment in which
/// the customer asked for them, for it is a contact of its own.
pub(crate) async fn about(tx: &mut Tx, org_id: OrgId, stored: &Stored) -> Result<Value> {
    let session = &stored.session;
    let words = messages::customer_words(tx, org_id, session.id, 20).await?.join("\n");
    let cards = messages::order_cards(tx, org_id, session.id, 20).await?;
    let order_ids = orders_in(tx, org_id, session.customer_id, cards.iter().filter_map(order_of).collect(), &words).await?;
    let mut about = json!({ "category_id": stored.category_id, "order_ids": order_ids });
    if let Some(at) = session.enqueued_at {
        about["contact_at"] = json!(at);
    }
    Ok(about)
}

/// A request of the customer, or what he told a colleague outside any conversation. What we begin ourselves is neither.
pub(crate) fn by_customer(ticket: &Ticket, actor: &Actor) -> bool {
    match actor {
        Actor::Customer(_) => true,
        Actor::Agent(_) | Actor::ApiKey(_) => ticket.requester_kind == RequesterKind::Customer && ticket.conversation_id.is_none(),
        Actor::Bot | Actor::System => false,
    }
}

/// Whether the customer turns to us with this entry; a word of thanks, a rating or his agreement is nothing to solve.
pub(crate) fn is_contact(entry: &ticket_entries::Entry) -> bool {
    let asks = match entry.kind {
        EntryKind::PublicReply | EntryKind::Supplement | EntryKind::Urge | EntryKind::Reject => true,
        EntryKind::Created
        | EntryKind::InternalComment
        | EntryKind::Milestone
        | EntryKind::Change
        | EntryKind::Withdraw
        | EntryKind::Accept
        | EntryKind::Rated => false,
    };
    asks && matches!(entry.actor, Actor::Customer(_)) && small_talk(&entry.body).is_none()
}

/// The category that a person chose, or else the one that the words suggest.
pub(crate) async fn category_of(tx: &mut Tx, org_id: OrgId, ticket: &Ticket) -> Result<Option<CategoryId>> {
    if ticket.category_id.is_some() {
        return Ok(ticket.category_id);
    }
    Ok(categorise::suggest_for(tx, org_id, &format!("{}\n{}", ticket.title, ticket.description)).await?.category_id)
}
