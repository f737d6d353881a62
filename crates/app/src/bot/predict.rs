//! The first chips, before a word is typed (S3-07).

use super::{index, live_order::Own, plan::BotContext, think::option, words};
use crate::{App, Result, knowledge::case, views::conversation::OptionView};
use yingke_core::{
    id::*,
    order::predict::{Likely, predict},
    text::Locale,
};

const CHIPS: usize = 4;

/// Up to four likely questions: from the customer's orders, then what is asked most.
pub async fn predicted(app: &App, org_id: OrgId, customer_id: CustomerId, locale: Locale) -> Result<Vec<OptionView>> {
    let context = BotContext {
        org_id,
        customer_id,
        conversation_id: None,
        locale,
        page_url: String::new(),
        page_title: String::new(),
        misses: 0,
        human_open: false,
    };
    let now = app.clock.now();
    let own = Own::read(&mut app.read(), &context).await?;
    let mut chips: Vec<OptionView> = predict(&own.facts(), now, CHIPS).into_iter().map(|(likely, id)| chip(locale, likely, id)).collect();
    if chips.len() < CHIPS {
        let index = index::of(app, org_id).await?;
        let case = case::asking(&mut app.read(), &context, &index).await?;
        let mut asked: Vec<&index::Item> =
            index.items.iter().filter(|item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case)).collect();
        asked.sort_by_key(|item| (std::cmp::Reverse(item.asked), item.id));
        for item in asked {
            if chips.len() == CHIPS {
                break;
            }
            let label = super::answer::spelled(locale, item.lang.as_str(), &item.question);
            if chips.iter().all(|chip| chip.label != label) {
                chips.push(option(&label, &label, &format!("knowledge:{}", item.key)));
            }
        }
    }
    Ok(chips)
}

fn chip(locale: Locale, likely: Likely, id: OrderId) -> OptionView {
    match likely {
        Likely::RefundProgress => {
            option(words::refund_progress(locale), words::refund_progress(locale), &format!("order.refund_status:{id}"))
        }
        Likely::LogisticsStuck => option(words::stuck(locale), words::stuck(locale), &format!("order.logistics_stuck:{id}")),
        Likely::LogisticsProgress => option(words::progress(locale), words::progress(locale), &format!("order.logistics:{id}")),
        Likely::WhenShipped => option(words::when_shipped(locale), words::when_shipped(locale), &format!("order.logistics:{id}")),
        // The words are the question: the menu or the knowledge about it answers.
        Likely::ReturnOrFault => option(words::return_or_fault(locale), words::ask_return(locale), "ask"),
        Likely::PayTrouble => option(words::pay_trouble(locale), words::ask_pay(locale), "ask"),
    }
}
