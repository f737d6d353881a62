//! The first chips, before a word is typed (S3-07): the shop's rules over orders, page and history, weighed by what
//! customers did; then what is asked most.

use super::{index, kit, live_order::Own, plan::BotContext, shown::Chip, think::option};
use crate::{App, Result, knowledge::case, views::conversation::OptionView};
use std::collections::HashMap;
use yingke_core::{
    id::*,
    knowledge::Case,
    likely::{Figures, Rule, likely},
    text::Locale,
};
use yingke_store::{bot_shown, conversations, visits};

const CHIPS: usize = 4;

/// Up to four likely questions.
pub async fn predicted(app: &App, org_id: OrgId, customer_id: CustomerId, locale: Locale) -> Result<Vec<OptionView>> {
    Ok(foresee(app, org_id, customer_id, locale).await?.into_iter().map(|chip| chip.option).collect())
}

/// The same, with the rules behind them.
pub async fn foresee(app: &App, org_id: OrgId, customer_id: CustomerId, locale: Locale) -> Result<Vec<Chip>> {
    let on = &mut app.read();
    let page = visits::of_customer(on, org_id, customer_id, None, 1).await?.pop();
    let context = BotContext {
        org_id,
        customer_id,
        conversation_id: None,
        locale,
        page_url: page.as_ref().map(|page| page.url.clone()).unwrap_or_default(),
        page_title: page.map(|page| page.title).unwrap_or_default(),
        misses: 0,
        human_open: false,
    };
    let (now, kit) = (app.clock.now(), kit::of(app, org_id).await?);
    let own = Own::read(on, &context).await?;
    let figures: HashMap<(String, String), Figures> =
        bot_shown::figures(on, org_id).await?.into_iter().map(|(rule, state, it)| ((rule, state), it)).collect();
    let contacted_at =
        conversations::latest_of(on, org_id, customer_id).await?.and_then(|stored| stored.session.gone()).map(|gone| gone.at);
    let around = format!("{} {}", context.page_url, context.page_title);
    let weigh = |rule: &str, state: &str| figures.get(&(rule.to_owned(), state.to_owned())).copied().unwrap_or_default();
    let index = index::of(app, org_id).await?;
    let case = case::asking(on, &context, &index).await?;
    let mut chips: Vec<Chip> = Vec::new();
    for one in likely(&kit.rules, &own.facts(), &around, contacted_at, now, weigh) {
        let rule = &kit.rules[one.rule];
        if chips.len() < CHIPS && leads_somewhere(rule, &kit, &index, locale, now, &case) {
            chips.push(Chip { option: chip(locale, rule, one.order_id), rule: Some(rule.key.clone()), state: one.state.to_owned() });
        }
    }
    if chips.len() < CHIPS {
        let mut asked: Vec<&index::Item> =
            index.items.iter().filter(|item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case)).collect();
        asked.sort_by_key(|item| (std::cmp::Reverse(item.asked), item.id));
        for item in asked {
            if chips.len() == CHIPS {
                break;
            }
            let label = super::answer::spelled(locale, item.lang.as_str(), &item.question);
            if chips.iter().all(|chip| chip.option.label != label) {
                let option = option(&label, &label, &format!("knowledge:{}", item.key));
                chips.push(Chip { option, rule: None, state: String::new() });
            }
        }
    }
    Ok(chips)
}

/// A chip whose answer has gone is not shown.
fn leads_somewhere(
    rule: &Rule,
    kit: &kit::Kit,
    index: &index::OrgIndex,
    locale: Locale,
    now: yingke_core::time::Millis,
    case: &Case,
) -> bool {
    match rule.action.split_once(':') {
        Some(("flow", key)) => kit.by_key(key).is_some(),
        Some(("knowledge", key)) => {
            index.by_key(key).is_some_and(|item| item.may_answer(now) && item.speaks(locale) && item.scope.covers(case))
        }
        _ => true,
    }
}

fn chip(locale: Locale, rule: &Rule, order_id: Option<OrderId>) -> OptionView {
    let label = rule.label.get(locale);
    let question = rule.question.get(locale);
    let text = if question.is_empty() { label } else { question };
    let action = match order_id {
        Some(id) if rule.action.starts_with("order.") || rule.action == "request" => format!("{}:{id}", rule.action),
        _ => rule.action.clone(),
    };
    option(label, text, &action)
}
