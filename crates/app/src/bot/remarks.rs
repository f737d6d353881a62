//! To somebody who asks nothing. Whoever is displeased gets an apology for what he names and the steps that are really open;
//! whoever is clearly content gets thanks; whoever praises and blames is told that both were read, with the same steps; anybody else
//! is asked what he needs. Nothing is said to be done, and never the same twice in
//! a row.

use super::{
    answer::options_message,
    live_order::{Asked, Own, order_label},
    plan::{BotContext, BotMessage, BotPlan, Handover, Outcome},
    predict, repeat,
    think::{doors, option},
    words,
};
use crate::{App, Result, orders::card::cards, views::conversation::OptionView};
use yingke_core::{conversation::Mood, order::Order, text::Locale};
use yingke_language::remark::{Matter, Remark, Tone, matter_of};

/// Orders that a step is offered for.
const ORDERS: usize = 3;
/// Known questions beside the steps.
const NEAR: usize = 2;

/// `None`: something is asked, or there are no words to react to. `near`: what the shop knows that may be meant.
pub async fn reply(
    app: &App,
    context: &BotContext,
    locale: Locale,
    said: Remark,
    text: &str,
    near: Vec<OptionView>,
    most_misses: i64,
) -> Result<Option<BotPlan>> {
    if said.asks {
        return Ok(None);
    }
    let turns = match context.conversation_id {
        Some(id) => repeat::turns(&mut app.read(), context.org_id, id).await?,
        None => Vec::new(),
    };
    Ok(match said.tone {
        Tone::Displeased => Some(sorry(app, context, locale, said.matter, near, &turns, most_misses).await?),
        Tone::Mixed => Some(heard(app, context, locale, said.matter, near, &turns).await?),
        Tone::Pleased => {
            let body = repeat::fresh([words::praised(locale), words::praised_again(locale), words::praised(locale)], &turns);
            Some(plan(BotMessage::text(body), Outcome::Chat, false))
        }
        Tone::Plain if tells_something(text) => Some(ask_back(app, context, locale, near, &turns, most_misses).await?),
        Tone::Plain => None,
    })
}

/// To marks and signs without a word ("？", "。。。"): what is needed, with what he may want. Again and again brings a person.
pub async fn to_no_words(app: &App, context: &BotContext, locale: Locale, most_misses: i64) -> Result<BotPlan> {
    let turns = match context.conversation_id {
        Some(id) => repeat::turns(&mut app.read(), context.org_id, id).await?,
        None => Vec::new(),
    };
    ask_back(app, context, locale, Vec::new(), &turns, most_misses).await
}

/// The same sympathy for somebody who asks what the bot cannot answer.
pub fn sorry_for(locale: Locale, said: Remark) -> Option<String> {
    (said.tone == Tone::Displeased).then(|| format!("{}{}", words::sorry_1(locale), matter(locale, said.matter)))
}

/// An answer to somebody who is displeased and asks nothing: sympathy before it unless it has its own, and the steps beside it.
pub async fn with_sympathy(app: &App, context: &BotContext, locale: Locale, said: Remark, mut plan: BotPlan) -> Result<BotPlan> {
    let Some(sorry) = sorry_for(locale, said).filter(|_| !said.asks && plan.outcome == Outcome::Answered) else { return Ok(plan) };
    let mut more = steps(app, context, locale, said.matter).await?;
    more.extend(doors(locale, context.human_open));
    if let Some(options) = plan.messages.last_mut().and_then(|message| message.payload["options"].as_array_mut()) {
        let (before, feedback): (Vec<_>, Vec<_>) =
            std::mem::take(options).into_iter().partition(|option| !option["action"].as_str().unwrap_or_default().starts_with("feedback."));
        options.extend(before);
        for one in more {
            if options.iter().all(|known| known["action"] != one.action.as_str()) {
                options.push(serde_json::to_value(one)?);
            }
        }
        options.extend(feedback);
    }
    let has_its_own = plan.messages.iter().any(|message| SYMPATHY.iter().any(|word| message.body.to_lowercase().contains(word)));
    if !has_its_own {
        plan.messages.insert(0, BotMessage::text(sorry));
    }
    Ok(plan)
}

const SYMPATHY: &[&str] = &["抱歉", "对不起", "對不起", "sorry", "apolog"];

/// To somebody who is angry: sorry for what he names, and what can be started for his orders beside the ways to people.
pub async fn to_the_angry(app: &App, context: &BotContext, locale: Locale, text: &str) -> Result<(String, Vec<OptionView>)> {
    let Some(what) = matter_of(text) else {
        let body = if context.human_open { words::sorry_angry(locale) } else { words::sorry_closed(locale) };
        return Ok((body.to_owned(), Vec::new()));
    };
    let next = if context.human_open { words::person_at_once(locale) } else { words::sorry_shut(locale) };
    let gap = if locale == Locale::En { " " } else { "" };
    Ok((format!("{}{}{gap}{next}", words::so_sorry(locale), matter(locale, Some(what))), steps(app, context, locale, Some(what)).await?))
}

/// Two signs or one word tell nothing that could be reacted to.
fn tells_something(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    han >= 4 || text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'')).count() >= 3
}

async fn sorry(
    app: &App,
    context: &BotContext,
    locale: Locale,
    what: Option<Matter>,
    near: Vec<OptionView>,
    turns: &[String],
    most_misses: i64,
) -> Result<BotPlan> {
    let leads = [words::sorry_1(locale), words::sorry_2(locale), words::sorry_3(locale)];
    let again = turns.first().is_some_and(|last| leads.iter().any(|lead| last.starts_with(lead)));
    // Sympathy a second time does not help either: from then on it counts as a miss, which brings a person.
    if again && context.human_open && context.misses + 1 >= most_misses {
        return Ok(BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) });
    }
    let mut options = steps(app, context, locale, what).await?;
    let next = match (options.is_empty(), context.human_open) {
        (false, true) => words::sorry_order_open(locale),
        (false, false) => words::sorry_order_closed(locale),
        (true, true) => words::sorry_open(locale),
        (true, false) => words::sorry_shut(locale),
    };
    options.extend(near.into_iter().take(NEAR));
    options.extend(doors(locale, context.human_open));
    let lead = repeat::fresh(leads, turns);
    let gap = if locale == Locale::En { " " } else { "" };
    let body = format!("{lead}{}{gap}{next}", matter(locale, what));
    Ok(plan(options_message(&body, options), Outcome::Offered, again))
}

/// To praise and a fault together: it was read, and what can be done about the fault.
async fn heard(
    app: &App,
    context: &BotContext,
    locale: Locale,
    what: Option<Matter>,
    near: Vec<OptionView>,
    turns: &[String],
) -> Result<BotPlan> {
    let mut options = steps(app, context, locale, what).await?;
    options.extend(near.into_iter().take(NEAR));
    options.extend(doors(locale, context.human_open));
    let body = repeat::fresh([words::heard_both(locale), words::heard_both_again(locale), words::heard_both(locale)], turns);
    Ok(plan(options_message(body, options), Outcome::Offered, false))
}

/// What can be started for the orders that it may be about.
pub async fn steps(app: &App, context: &BotContext, locale: Locale, what: Option<Matter>) -> Result<Vec<OptionView>> {
    let on = &mut app.read();
    let own = Own::read(on, context).await?;
    let asked = match what {
        Some(Matter::Late) => Asked::Logistics,
        Some(Matter::Price) => Asked::PriceProtection,
        // It is about people: an order has no part in it.
        Some(Matter::Service) => return Ok(Vec::new()),
        Some(Matter::Refused) => Asked::Refund,
        Some(Matter::Fake | Matter::Missing | Matter::WrongItem | Matter::NotAsShown | Matter::Damaged | Matter::Quality) | None => {
            Asked::Return
        }
    };
    let found: Vec<Order> = own.candidates(asked, app.clock.now()).into_iter().take(ORDERS).cloned().collect();
    // Of what is late and has come, nothing can be looked up any more.
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (name, action) = match asked {
        Asked::Logistics => (words::progress(locale), "order.logistics"),
        Asked::PriceProtection => (words::price_protection(locale), "order.price_protection"),
        Asked::Refund => (words::refund_progress(locale), "order.refund_status"),
        Asked::Return | Asked::Unsent | Asked::Stuck | Asked::Cancel => (words::after_sale(locale), "request"),
    };
    if let [one] = found.as_slice() {
        return Ok(vec![option(name, name, &format!("{action}:{}", one.id))]);
    }
    let named = cards(on, context.org_id, found).await?;
    let label = |card| format!("{name}{}{}", words::colon(locale), order_label(locale, card));
    Ok(named.iter().map(|card| option(&label(card), &label(card), &format!("{action}:{}", card.order_id))).collect())
}

async fn ask_back(
    app: &App,
    context: &BotContext,
    locale: Locale,
    near: Vec<OptionView>,
    turns: &[String],
    most_misses: i64,
) -> Result<BotPlan> {
    if context.human_open && context.misses + 1 >= most_misses {
        return Ok(BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) });
    }
    let body = repeat::fresh([words::what_do_you_need(locale), words::need_in_words(locale), words::what_do_you_need(locale)], turns);
    let mut options: Vec<OptionView> = near.into_iter().take(NEAR).collect();
    for chip in predict::predicted(app, context.org_id, context.customer_id, locale).await? {
        if options.iter().all(|known| known.label != chip.label) {
            options.push(chip);
        }
    }
    options.extend(doors(locale, context.human_open));
    Ok(plan(options_message(body, options), Outcome::Offered, true))
}

fn plan(message: BotMessage, outcome: Outcome, miss: bool) -> BotPlan {
    BotPlan { messages: vec![message], hand_over: None, mood: Mood::Calm, miss, outcome }
}

/// What he is unhappy about, in words that grant nothing.
fn matter(locale: Locale, what: Option<Matter>) -> &'static str {
    match what {
        Some(Matter::Fake) => words::sorry_fake(locale),
        Some(Matter::Missing) => words::sorry_missing(locale),
        Some(Matter::WrongItem) => words::sorry_wrong_item(locale),
        Some(Matter::NotAsShown) => words::sorry_not_as_shown(locale),
        Some(Matter::Damaged) => words::sorry_damaged(locale),
        Some(Matter::Late) => words::sorry_late(locale),
        Some(Matter::Refused) => words::sorry_refused(locale),
        Some(Matter::Service) => words::sorry_service(locale),
        Some(Matter::Price) => words::sorry_price(locale),
        Some(Matter::Quality) => words::sorry_quality(locale),
        None => words::sorry_at_all(locale),
    }
}
