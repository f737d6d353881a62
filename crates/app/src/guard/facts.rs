//! What is known when a draft is read: the customer's orders, prices, what the shop says publicly, what was promised before.

use super::case::{self, Case};
use crate::{App, Result, bot, facts::said, principal::DEFAULT_LOCALE};
use yingke_core::{id::*, order::Order};
use yingke_language::{
    guard::{Facts, OrderFacts},
    spot::spot,
};
use yingke_store::{Run, aftersales, knowledge, orders, products, shipments};

const ORDERS: i64 = 20;
const ITEMS: usize = 5;

pub(super) async fn gather(app: &App, org_id: OrgId, case: &Case, draft: &str) -> Result<Facts> {
    let on = &mut app.read();
    let spotted = spot(draft);
    let numbers: Vec<&str> = spotted.numbers.iter().map(String::as_str).collect();
    let named = if numbers.is_empty() { Vec::new() } else { orders::by_numbers(on, org_id, &numbers).await? };
    let (own, foreign): (Vec<Order>, Vec<Order>) = named.into_iter().partition(|order| Some(order.customer_id) == case.customer_id);
    let own = all_orders(on, org_id, case, own).await?;
    let ids: Vec<OrderId> = own.iter().map(|order| order.id).collect();
    let (lines, parcels, cases) = (
        orders::lines(on, org_id, &ids).await?,
        shipments::of_orders(on, org_id, &ids).await?,
        aftersales::of_orders(on, org_id, &ids).await?,
    );
    let page = std::slice::from_ref(&case.page_url);
    let looked_at = if case.page_url.is_empty() { Vec::new() } else { products::by_urls(on, org_id, page).await? };
    let about = own.iter().filter(|order| case.orders.contains(&order.id)).map(|order| order.order_no.clone()).collect();
    let facts = own.into_iter().map(|order| OrderFacts {
        lines_fen: lines.iter().filter(|line| line.order_id == order.id).map(|line| (line.unit_fen, line.paid_fen)).collect(),
        aftersales: cases.iter().filter(|case| case.order_id == order.id).map(|case| (case.state, case.amount_fen)).collect(),
        tracking_nos: parcels.iter().filter(|parcel| parcel.order_id == order.id).map(|parcel| parcel.tracking_no.clone()).collect(),
        order_no: order.order_no,
        state: order.state,
        total_fen: order.total_fen,
        paid_fen: order.paid_fen,
        freight_fen: order.freight_fen,
        address: order.address,
    });
    Ok(Facts {
        orders: facts.collect(),
        about,
        prices_fen: looked_at.iter().map(|product| product.price_fen).collect(),
        shop_texts: shop_texts(app, org_id, draft).await?,
        foreign_orders: foreign.into_iter().map(|order| order.order_no).collect(),
        promised_fen: case::promised_fen(on, org_id, case).await?,
    })
}

/// The customer's newest orders, with those that the ticket is about or the draft names, however old.
async fn all_orders(on: &mut impl Run, org_id: OrgId, case: &Case, mut own: Vec<Order>) -> Result<Vec<Order>> {
    let Some(customer_id) = case.customer_id else { return Ok(own) };
    let newest = orders::of_customer(on, org_id, customer_id, None, ORDERS).await?;
    let linked = if case.orders.is_empty() { Vec::new() } else { orders::by_ids(on, org_id, &case.orders).await? };
    for order in linked.into_iter().chain(newest) {
        if own.iter().all(|known| known.id != order.id) {
            own.push(order);
        }
    }
    Ok(own)
}

/// Published answers and scripts about what the draft is about.
async fn shop_texts(app: &App, org_id: OrgId, draft: &str) -> Result<Vec<String>> {
    let (index, now) = (bot::index::of(app, org_id).await?, app.clock.now());
    let ids: Vec<KnowledgeId> = index.search(draft, ITEMS, |item| item.may_answer(now)).iter().map(|(item, _)| item.id).collect();
    let on = &mut app.read();
    let items = knowledge::by_ids(on, org_id, &ids).await?;
    let mut texts: Vec<String> = items.into_iter().filter(|item| item.may_answer(now)).map(|item| item.content.answer).collect();
    // What the shop wrote for its agents to say may be said.
    texts.extend(crate::assist::search_scripts(app, org_id, draft, ITEMS).await?.into_iter().map(|(script, _)| script.body));
    // Texts with their facts as they stand now, and the facts themselves that the draft is about.
    let named = said::named(on, org_id, texts.iter().map(String::as_str)).await?;
    let mut texts: Vec<String> =
        texts.iter().filter_map(|text| said::with(&named, text, DEFAULT_LOCALE, now)).map(|said| said.text).collect();
    let valid = crate::facts::valid_now(on, org_id, crate::facts::About { skus: &[], words: draft }, now).await?;
    texts.extend(valid.iter().map(|fact| format!("{} {} {}", fact.subject, fact.said(DEFAULT_LOCALE), fact.wording.get(DEFAULT_LOCALE))));
    Ok(texts)
}
