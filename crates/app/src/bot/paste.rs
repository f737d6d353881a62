//! Pasted order numbers, tracking numbers and links (S0-10): the customer's own order, or a product of the shop.

use super::{
    answer::{choice, live, options_message},
    index::OrgIndex,
    live_order::{self, Asked},
    plan::{BotContext, BotMessage, BotPlan, Outcome},
    think::doors,
    words,
};
use crate::{App, Result, products};
use yingke_core::{
    conversation::{MessageKind, Mood},
    order::Order,
    product::Product,
    text::Locale,
};
use yingke_language::{
    normalise,
    spot::{Spotted, comparable_link, spot},
};
use yingke_store::{Run, orders, products as catalogue, shipments};

/// `None`: nothing in the message names an order or a product.
pub async fn resolve(app: &App, context: &BotContext, index: &OrgIndex, locale: Locale, text: &str) -> Result<Option<BotPlan>> {
    let spotted = spot(text);
    if spotted.links.is_empty() && spotted.numbers.is_empty() {
        return Ok(None);
    }
    let on = &mut app.read();
    if let Some(order) = own_order(on, context, &spotted).await? {
        return Ok(Some(match asked_about(text) {
            Some(asked) => live_order::answer(app, context, index, locale, asked, Some(order.id)).await?,
            None => live_order::show(on, context, locale, order).await?,
        }));
    }
    if let Some(product) = product(on, context, &spotted).await? {
        return Ok(Some(show_product(context, locale, &product)?));
    }
    // Whether the number is somebody else's or nobody's is the same to this customer.
    if let Some(number) = spotted.numbers.first().filter(|_| spotted.bare || speaks_of_an_order(text)) {
        return Ok(Some(choice(context, locale, &words::not_yours(locale, number), Vec::new(), Outcome::Answered)));
    }
    Ok(None)
}

/// A product that the customer shows: what the shop knows about it.
pub fn show_product(context: &BotContext, locale: Locale, product: &Product) -> Result<BotPlan> {
    let title = if locale == Locale::En && !product.title_en.is_empty() { &product.title_en } else { &product.title };
    let body = [title.as_str(), product.spec.as_str(), &words::money(product.price_fen)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let card = BotMessage { kind: MessageKind::ProductCard, body: title.clone(), payload: serde_json::to_value(products::card(product))? };
    let options = doors(locale, context.human_open).into_iter().filter(|door| door.action == "human").collect();
    let answer = live(locale, words::product_source(locale), title, body, options);
    Ok(BotPlan { messages: vec![card, answer], hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Answered })
}

async fn own_order(on: &mut impl Run, context: &BotContext, spotted: &Spotted) -> Result<Option<Order>> {
    if spotted.numbers.is_empty() {
        return Ok(None);
    }
    // Upper case too: people retype what they read.
    let numbers: Vec<String> = spotted.numbers.iter().flat_map(|n| [n.clone(), n.to_uppercase()]).collect();
    let refs: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let own = |order: &Order| order.customer_id == context.customer_id;
    if let Some(order) = orders::by_numbers(on, context.org_id, &refs).await?.into_iter().find(own) {
        return Ok(Some(order));
    }
    let parcels = shipments::by_tracking_nos(on, context.org_id, &refs).await?;
    let ids: Vec<_> = parcels.iter().map(|parcel| parcel.order_id).collect();
    Ok(orders::by_ids(on, context.org_id, &ids).await?.into_iter().find(own))
}

async fn product(on: &mut impl Run, context: &BotContext, spotted: &Spotted) -> Result<Option<Product>> {
    let parts: Vec<&str> = spotted
        .links
        .iter()
        .flat_map(|link| link.split(['/', '?', '&', '=']))
        .chain(spotted.numbers.iter().map(String::as_str))
        .filter(|part| (3..=64).contains(&part.len()) && part.is_ascii())
        .take(32)
        .collect();
    if !spotted.links.is_empty() {
        let found = catalogue::by_urls(on, context.org_id, &spotted.links).await?;
        let wanted: Vec<String> = spotted.links.iter().map(|link| comparable_link(link)).collect();
        if let Some(product) = found.into_iter().find(|product| wanted.contains(&comparable_link(&product.url))) {
            return Ok(Some(product));
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    Ok(catalogue::by_skus(on, context.org_id, &parts).await?.into_iter().next())
}

/// What the rest of the words ask about the order.
fn asked_about(text: &str) -> Option<Asked> {
    let text = normalise(text);
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if any(&["不更新", "没更新", "不动", "没动", "卡住", "停了", "停在", "stuck", "no update", "not updat", "not moving"]) {
        return Some(Asked::Stuck);
    }
    if any(&["退款", "退钱", "售后", "refund"]) {
        return Some(Asked::Refund);
    }
    if any(&["到哪", "物流", "快递到", "发货", "出货", "什么时候到", "几时到", "进度", "where", "track", "ship", "arriv", "deliver"])
    {
        return Some(Asked::Logistics);
    }
    None
}

fn speaks_of_an_order(text: &str) -> bool {
    let text = normalise(text);
    ["订单", "单号", "快递", "物流", "运单", "包裹", "order", "tracking", "parcel", "package"].iter().any(|word| text.contains(word))
}

/// The customer sent a card instead of words.
pub async fn card(app: &App, context: &BotContext, locale: Locale, payload: &serde_json::Value) -> Result<Option<BotPlan>> {
    let on = &mut app.read();
    if let Some(id) = payload["order_id"].as_str().and_then(|id| id.parse().ok()) {
        let order = orders::get(on, context.org_id, id).await?.filter(|order| order.customer_id == context.customer_id);
        return Ok(Some(match order {
            Some(order) => {
                let mut plan = live_order::show(on, context, locale, order).await?;
                // The card is already there: the customer sent it.
                plan.messages.retain(|message| message.kind != MessageKind::OrderCard);
                plan
            }
            None => BotPlan {
                messages: vec![options_message(words::no_parcel(locale), doors(locale, context.human_open))],
                hand_over: None,
                mood: Mood::Calm,
                miss: false,
                outcome: Outcome::Answered,
            },
        }));
    }
    if let Some(id) = payload["product_id"].as_str().and_then(|id| id.parse().ok())
        && let Some(product) = catalogue::get(on, context.org_id, id).await?
    {
        let mut plan = show_product(context, locale, &product)?;
        plan.messages.retain(|message| message.kind != MessageKind::ProductCard);
        return Ok(Some(plan));
    }
    Ok(None)
}
