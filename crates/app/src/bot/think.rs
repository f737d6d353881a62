//! What to answer to a customer's words. Reads only; never claims what has not happened.

use super::{
    answer::{self, choice, options_message},
    index::{self, OrgIndex},
    live_order::{self, Asked},
    menu, paste, phrases,
    plan::{BotContext, BotMessage, BotPlan, Handover, Outcome},
    words,
};
use crate::{App, Result, knowledge::case, models, views::conversation::OptionView};
use yingke_core::{
    conversation::{Mood, Policy},
    text::Locale,
};
use yingke_language::{
    language::{answer_in, written},
    mood,
    small_talk::{SmallTalk, small_talk},
    wants_human,
};

/// Alternatives worth a click beside the best answer.
const BESIDE: usize = 3;
/// A second hit this close to the first one is as likely meant.
const TIE: f32 = 0.93;
const CLOSE: f32 = 0.7;

/// A click is done; words are read in this order: a wish for a person, anger, what was pasted, small talk, a menu's
/// keyword, the best known question. Otherwise the bot says honestly that it does not know.
pub async fn think(app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    if let Some(action) = payload.get("action").and_then(|action| action.as_str())
        && let Some(plan) = click(app, context, action).await?
    {
        return Ok(plan);
    }
    let mood = mood::of(text);
    if wants_human(text) {
        return Ok(BotPlan::hand_over(Handover::Asked, mood));
    }
    if let Some(plan) = upset(context, mood, text) {
        return Ok(plan);
    }
    let index = index::of(app, context.org_id).await?;
    let plan = answer(app, context, &index, text, payload).await?;
    Ok(BotPlan { mood, ..plan })
}

/// The ways on that are really open.
pub fn doors(locale: Locale, human_open: bool) -> Vec<OptionView> {
    let mut doors = Vec::new();
    if human_open {
        doors.push(option(phrases::door_human(locale), phrases::ask_human(locale), "human"));
    }
    doors.push(option(phrases::door_request(locale), phrases::door_request(locale), "request"));
    if !human_open {
        doors.push(option(phrases::door_message(locale), phrases::door_message(locale), "message"));
    }
    doors
}

pub(super) fn option(label: &str, text: &str, action: &str) -> OptionView {
    OptionView { label: label.into(), text: text.into(), action: action.into() }
}

/// `None`: not an action of ours; the words count.
async fn click(app: &App, context: &BotContext, action: &str) -> Result<Option<BotPlan>> {
    let locale = context.locale;
    let (verb, rest) = action.split_once(':').map_or((action, None), |(verb, rest)| (verb, Some(rest)));
    if let Some(asked) = Asked::of(verb) {
        let index = index::of(app, context.org_id).await?;
        let order = rest.and_then(|id| id.parse().ok());
        return Ok(Some(live_order::answer(app, context, &index, locale, asked, order).await?));
    }
    Ok(Some(match (verb, rest) {
        ("human", _) => BotPlan::hand_over(Handover::Asked, Mood::Calm),
        ("knowledge", Some(key)) => {
            let index = index::of(app, context.org_id).await?;
            let given = match index.by_key(key) {
                Some(item) => {
                    // A question shown in English is answered in English, whatever the page's language.
                    let locale = if item.speaks(locale) { locale } else { item.lang };
                    answer::give(app, context, &index, locale, item.id, Vec::new()).await?
                }
                None => None,
            };
            given.unwrap_or_else(|| choice(context, locale, words::gone(locale), Vec::new(), Outcome::Missed))
        }
        ("request" | "message", _) => {
            let mut options = doors(locale, context.human_open);
            if let Some(what) = rest {
                options.retain(|option| option.action != "request");
                options.insert(0, option(phrases::door_request(locale), phrases::door_request(locale), &format!("request:{what}")));
            }
            said(options_message(words::pick_request(locale), options), Outcome::Offered)
        }
        ("feedback.solved", _) => said(BotMessage::text(words::glad(locale)), Outcome::Confirmed),
        ("feedback.unsolved", _) => {
            if context.human_open && context.misses >= 1 {
                BotPlan { miss: true, ..BotPlan::hand_over(Handover::Unsolved, Mood::Calm) }
            } else {
                let message = options_message(words::sorry_unsolved(locale), doors(locale, context.human_open));
                BotPlan { miss: true, ..said(message, Outcome::Unsolved) }
            }
        }
        _ => return Ok(None),
    }))
}

/// Angry people are offered a person before anything else; threats (to complain in public, to harm oneself) go to a
/// person at once.
fn upset(context: &BotContext, mood: Mood, text: &str) -> Option<BotPlan> {
    let locale = answer_in(written(text), context.locale);
    match mood {
        Mood::Threat if context.human_open => Some(BotPlan::hand_over(Handover::Mood, mood)),
        Mood::Threat | Mood::Angry => {
            let body = if context.human_open { words::sorry_angry(locale) } else { words::sorry_closed(locale) };
            let options = doors(locale, context.human_open);
            Some(BotPlan { mood, ..said(options_message(body, options), Outcome::Offered) })
        }
        Mood::Calm | Mood::Anxious | Mood::Disappointed => None,
    }
}

async fn answer(app: &App, context: &BotContext, index: &OrgIndex, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    let locale = answer_in(written(text), context.locale);
    if let Some(plan) = paste::card(app, context, locale, payload).await? {
        return Ok(plan);
    }
    if let Some(plan) = paste::resolve(app, context, index, locale, text).await? {
        return Ok(plan);
    }
    let now = app.clock.now();
    let case = case::asking(&mut app.read(), context, index).await?;
    if let Some((title, options)) = menu::called(index, text, locale, now, &case) {
        return Ok(said(options_message(&title, options), Outcome::Offered));
    }
    if let Some(kind) = small_talk(text) {
        return Ok(chat(context, locale, kind));
    }
    let may = |item: &index::Item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case);
    let hits = models::search(app, context.org_id, index, text, BESIDE + 1, may).await?;
    let near: Vec<OptionView> = hits
        .iter()
        .filter(|(_, hit)| hit.is_near())
        .map(|(item, _)| {
            let label = answer::spelled(locale, item.lang.as_str(), &item.question);
            option(&label, &label, &format!("knowledge:{}", item.key))
        })
        .collect();
    let Some((best, hit)) = hits.first().filter(|(_, hit)| hit.is_answer()) else { return Ok(missed(context, locale, near)) };
    let second = hits.get(1).filter(|(_, hit)| hit.is_answer()).map_or(0.0, |(_, second)| second.score / hit.score);
    if !hit.exact && second >= TIE {
        return Ok(said(options_message(words::did_you_mean(locale), near), Outcome::Offered));
    }
    if let Some(asked) = menu::action_of(index, &best.key).and_then(|(_, action)| Asked::of(action)) {
        return live_order::answer(app, context, index, locale, asked, None).await;
    }
    let beside = if second >= CLOSE { near.into_iter().skip(1).collect() } else { Vec::new() };
    match answer::give(app, context, index, locale, best.id, beside).await? {
        Some(plan) => Ok(plan),
        // It expired between ranking and reading.
        None => Ok(missed(context, locale, Vec::new())),
    }
}

fn missed(context: &BotContext, locale: Locale, near: Vec<OptionView>) -> BotPlan {
    if context.human_open && context.misses + 1 >= Policy::DEFAULT.misses_before_human {
        return BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) };
    }
    let body = if near.is_empty() { phrases::not_understood(locale).to_owned() } else { not_sure(locale) };
    choice(context, locale, &body, near, Outcome::Missed)
}

fn not_sure(locale: Locale) -> String {
    let (head, tail) = (phrases::not_understood(locale), words::did_you_mean(locale));
    format!("{head}\n{tail}")
}

fn chat(context: &BotContext, locale: Locale, kind: SmallTalk) -> BotPlan {
    let message = match kind {
        SmallTalk::Greeting => options_message(words::greeting(locale), doors(locale, context.human_open)),
        SmallTalk::WhoAreYou => options_message(words::who(locale), doors(locale, context.human_open)),
        SmallTalk::Thanks => BotMessage::text(words::thanks(locale)),
        SmallTalk::Farewell => BotMessage::text(words::farewell(locale)),
        SmallTalk::Acknowledged => BotMessage::text(words::acknowledged(locale)),
    };
    said(message, Outcome::Chat)
}

fn said(message: BotMessage, outcome: Outcome) -> BotPlan {
    BotPlan { messages: vec![message], hand_over: None, mood: Mood::Calm, miss: false, outcome }
}
