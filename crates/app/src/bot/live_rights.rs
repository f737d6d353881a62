//! May I return it, and do I get the difference back: the order, today's price and the shop's terms.

use super::{live_order::Own, plan::BotContext, words};
use crate::Result;
use yingke_core::{
    order::{
        AftersaleKind, AftersaleState, Order,
        rights::{self, Terms},
    },
    text::Locale,
    time::Millis,
};
use yingke_store::{Run, orders, products};

const LINES_SAID: usize = 5;

pub async fn may_return(
    on: &mut impl Run,
    context: &BotContext,
    locale: Locale,
    order: &Order,
    terms: &Terms,
    now: Millis,
    said: &mut Vec<String>,
) -> Result<()> {
    let lines = orders::lines(on, context.org_id, &[order.id]).await?;
    let skus: Vec<&str> = lines.iter().map(|line| line.sku.as_str()).collect();
    let known = products::by_skus(on, context.org_id, &skus).await?;
    let kinds: Vec<String> = lines
        .iter()
        .map(|line| {
            let category = known.iter().find(|product| product.sku == line.sku).map_or("", |product| product.category.as_str());
            format!("{category} {}", line.title)
        })
        .collect();
    said.push(words::may_return_answer(locale, rights::may_return(order, &kinds, terms, now)));
    Ok(())
}

/// True: there is something to apply for.
#[allow(clippy::too_many_arguments)]
pub async fn price(
    on: &mut impl Run,
    context: &BotContext,
    locale: Locale,
    own: &Own,
    order: &Order,
    terms: &Terms,
    now: Millis,
    said: &mut Vec<String>,
) -> Result<bool> {
    let until = rights::price_protected_until(order, terms);
    let open = until.is_some_and(|until| now < until);
    let lines = orders::lines(on, context.org_id, &[order.id]).await?;
    let skus: Vec<&str> = lines.iter().map(|line| line.sku.as_str()).collect();
    let known = products::by_skus(on, context.org_id, &skus).await?;
    let made_good = |line_no: Option<i64>| -> i64 {
        let counts = |state| !matches!(state, AftersaleState::Refused | AftersaleState::Closed);
        let cases = own.aftersales.iter().filter(|case| case.order_id == order.id && case.kind == AftersaleKind::PriceProtection);
        cases.filter(|case| case.line_no == line_no && counts(case.state)).map(|case| case.amount_fen).sum()
    };
    let mut total = 0i64;
    for line in &lines {
        let Some(product) = known.iter().find(|product| product.sku == line.sku) else { continue };
        let unit = line.paid_fen / line.quantity.max(1);
        let difference = rights::price_difference(unit, product.price_fen, line.quantity, made_good(Some(line.line_no)));
        total = total.saturating_add(difference);
        if open && said.len() <= LINES_SAID {
            said.push(words::price_line(locale, &line.title, unit, product.price_fen, line.quantity));
        }
    }
    // What was made good for the order as a whole.
    let total = (total - made_good(None)).max(0);
    said.push(words::price_result(locale, total, until, open));
    Ok(open && total > 0)
}
