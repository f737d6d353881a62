//! What is known about the one who asks, for comparing with an item's scope.

use crate::{Result, bot::BotContext, bot::index::OrgIndex};
use yingke_core::{id::*, knowledge::Case, order::OrderState};
use yingke_store::{Run, categories, customers, orders, products};

/// How many of the customer's newest orders count.
const NEWEST: i64 = 20;

/// The one who is speaking to the bot; without a look at the database where no item restricts anything.
pub async fn asking(on: &mut impl Run, context: &BotContext, index: &OrgIndex) -> Result<Case> {
    if index.is_scoped() { of_customer(on, context.org_id, context.customer_id, &context.page_url).await } else { Ok(Case::default()) }
}

pub async fn of_customer(on: &mut impl Run, org_id: OrgId, id: CustomerId, page_url: &str) -> Result<Case> {
    let found = orders::of_customer(on, org_id, id, None, NEWEST).await?;
    let ids: Vec<OrderId> = found.iter().map(|order| order.id).collect();
    let mut skus: Vec<String> = orders::lines(on, org_id, &ids).await?.into_iter().map(|line| line.sku).collect();
    if !page_url.is_empty() {
        skus.extend(products::by_urls(on, org_id, &[page_url.to_owned()]).await?.into_iter().map(|product| product.sku));
    }
    let customer = customers::get(on, org_id, id).await?;
    let (city, tier) = customer.map(|customer| (customer.city, customer.tier)).unwrap_or_default();
    let address = found.first().map(|order| order.address.as_str()).unwrap_or_default();
    Ok(Case {
        categories: Vec::new(),
        products: skus,
        region: format!("{city} {address}"),
        newcomer: found.iter().all(|order| matches!(order.state, OrderState::PendingPayment | OrderState::Cancelled)),
        order_states: found.into_iter().map(|order| order.state).collect(),
        tier,
    })
}

/// Keys from a category upwards.
pub async fn lineage(on: &mut impl Run, org_id: OrgId, leaf: Option<CategoryId>) -> Result<Vec<String>> {
    let Some(leaf) = leaf else { return Ok(Vec::new()) };
    let all = categories::all(on, org_id).await?;
    let (mut keys, mut next) = (Vec::new(), Some(leaf));
    while let Some(category) = next.and_then(|id| all.iter().find(|category| category.id == id)) {
        if keys.len() >= yingke_core::category::MAX_LEVELS {
            break;
        }
        keys.push(category.key.clone());
        next = category.parent_id;
    }
    Ok(keys)
}
