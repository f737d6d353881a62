//! What was shown before the first word, and whether it was what the customer wanted.

use super::plan::BotPlan;
use crate::{App, Error, Result, Visitor, views::conversation::OptionView};
use serde::{Deserialize, Serialize};
use yingke_core::{likely::Figures, metric};
use yingke_store::{Tx, append::NewMessage, bot_shown};

/// A predicted question; `rule` is absent where only popularity speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    pub option: OptionView,
    pub rule: Option<String>,
    pub state: String,
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct Kept {
    rule: String,
    state: String,
    action: String,
    text: String,
}

/// Keeps what a customer sees now. The same again costs no write.
pub async fn remember(app: &App, who: &Visitor, chips: &[Chip]) -> Result<()> {
    let kept: Vec<Kept> = chips
        .iter()
        .filter_map(|chip| {
            let rule = chip.rule.clone()?;
            Some(Kept { rule, state: chip.state.clone(), action: chip.option.action.clone(), text: chip.option.text.clone() })
        })
        .collect();
    if kept.is_empty() {
        return Ok(());
    }
    let value = serde_json::to_value(&kept)?;
    if bot_shown::of_customer(&mut app.read(), who.org_id, who.customer_id).await?.as_ref() == Some(&value) {
        return Ok(());
    }
    let (org_id, customer_id, now) = (who.org_id, who.customer_id, app.clock.now());
    app.door
        .write::<_, Error, _>(org_id, move |tx| {
            Box::pin(async move { Ok(bot_shown::remember(tx, org_id, customer_id, &value, now).await?) })
        })
        .await
}

/// The first word has come: each chip that stood before it is counted once.
pub async fn settle(tx: &mut Tx, who: &Visitor, message: &NewMessage, plan: &BotPlan) -> Result<()> {
    let Some(shown) = bot_shown::take(tx, who.org_id, who.customer_id).await? else { return Ok(()) };
    let kept: Vec<Kept> = serde_json::from_value(shown).unwrap_or_default();
    if kept.is_empty() {
        return Ok(());
    }
    let clicked = message.payload["action"].as_str();
    let topics = topics(plan);
    let (mut any_click, mut any_words) = (false, false);
    for chip in &kept {
        let same_words = chip.text.trim() == message.body.trim();
        let click = clicked.is_some_and(|action| action == chip.action && (action != "ask" || same_words));
        // Typed words count when they say the same or were answered from the same place.
        let words =
            !click && (same_words || topics.iter().any(|topic| chip.action == *topic || chip.action.starts_with(&format!("{topic}:"))));
        any_click |= click;
        any_words |= words;
        let more = Figures { shown: 1, clicked: i64::from(click), asked: i64::from(words) };
        bot_shown::count(tx, who.org_id, &chip.rule, &chip.state, more).await?;
    }
    let asked = i64::from(any_words && !any_click);
    Ok(bot_shown::count_day(tx, who.org_id, metric::day(message.at), i64::from(any_click), asked).await?)
}

/// What the answer was about: `order.logistics`, `knowledge:<key>`, `flow:<key>`.
fn topics(plan: &BotPlan) -> Vec<String> {
    let of = |message: &super::plan::BotMessage| {
        let asked = message.payload["asked"].as_str().map(str::to_owned);
        asked.or_else(|| message.payload["key"].as_str().map(|key| format!("knowledge:{key}")))
    };
    plan.messages.iter().filter_map(of).collect()
}
