//! What to answer to a customer's words. Reads only; never claims what has not happened.

use super::{
    answer::{self, options_message},
    choose::{Choice, choose},
    flows::{self, Move},
    index::{self, OrgIndex},
    industry,
    kit::{self, Kit},
    live_order::{self, Asked},
    many, menu, paste, phrases,
    plan::{BotContext, BotMessage, BotPlan, Handover, Outcome, Thought},
    words,
};
use crate::{App, Result, knowledge::case, models, views::conversation::OptionView};
use yingke_core::{
    conversation::Mood,
    flow::{Heard, turn},
    order::OrderState,
    text::Locale,
};
use yingke_language::{
    language::{answer_in, written},
    normalise, pinyin,
    small_talk::{SmallTalk, small_talk},
    spot::spot,
};
use yingke_store::orders;

/// Alternatives worth a click beside the best answer.
const BESIDE: usize = 3;

/// What to answer, without what a flow would say: see [`consider`].
pub async fn think(app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    Ok(consider(app, context, text, payload).await?.plan)
}

/// A click is done; words are read in this order: a wish for a person, anger, the shop's own words for a person, the flow
/// under way, what a flow begins with, then the layers of [`answer`]. Otherwise the bot says honestly that it does not know.
pub async fn consider(app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<Thought> {
    let read = pinyin::to_words(text);
    let text = read.as_ref();
    let kit = kit::of(app, context.org_id).await?;
    let locale = answer_in(written(text), context.locale);
    let of = |plan: BotPlan, flow: Option<Move>| Thought {
        plan,
        flow,
        locale,
        human_open: context.human_open,
        most_misses: kit.handover.misses,
    };
    let running = match context.conversation_id {
        Some(id) => flows::current(&mut app.read(), context.org_id, id).await?,
        None => None,
    };
    if let Some(action) = payload.get("action").and_then(|action| action.as_str()) {
        if action.starts_with("flow.") {
            return Ok(match running {
                Some(_) => of(moved(Mood::Calm), Some(Move::Hear(Heard::Click(action.to_owned())))),
                None => of(said(BotMessage::text(words::flow_gone(context.locale)), Outcome::Chat), None),
            });
        }
        if let Some(flow) = action.strip_prefix("flow:").and_then(|key| kit.by_key(key)) {
            return Ok(of(moved(Mood::Calm), Some(Move::Start { flow_id: flow.flow_id, number: flow.number, order: None })));
        }
        if let Some(plan) = click(app, context, action).await? {
            return Ok(of(plan, None));
        }
    }
    let (mood, wants_human) = yingke_language::analysis::mood_and_wish(text);
    if wants_human {
        return Ok(of(BotPlan::hand_over(Handover::Asked, mood), None));
    }
    if let Some(plan) = upset(context, mood, text, kit.handover.on_anger) {
        return Ok(of(plan, None));
    }
    let plain = normalise(text);
    if context.human_open && kit.handover.words.iter().any(|word| plain.contains(&normalise(word))) {
        return Ok(of(BotPlan::hand_over(Handover::Rule, mood), None));
    }
    let picture = payload["attachment_id"].as_str().map(str::to_owned);
    let sent_text = if picture.is_some() { "" } else { text };
    if let Some((run, flow)) = running {
        if !turn::fits(&flow, &run, sent_text, picture.is_some()) && picture.is_none() {
            // Perhaps a question in between: it is answered, and the flow asks again.
            let index = index::of(app, context.org_id).await?;
            let plan = answer(app, context, &kit, &index, text, payload).await?;
            // A choice of own orders is an answer on its way.
            if plan.outcome == Outcome::Answered || (plan.outcome == Outcome::Offered && Asked::in_words(text).is_some()) {
                return Ok(of(BotPlan { mood, ..plan }, Some(Move::Hear(Heard::Again))));
            }
        }
        return Ok(of(moved(mood), Some(Move::Hear(Heard::Words { text: sent_text.to_owned(), picture }))));
    }
    if let Some(plan) = worth_a_person(app, context, &kit, text, mood).await? {
        return Ok(of(plan, None));
    }
    let index = index::of(app, context.org_id).await?;
    if let Some(flow) = kit.called(text)
        && !answered_word_for_word(app, &index, locale, text)
    {
        let order = named_order(app, context, text).await?;
        return Ok(of(moved(mood), Some(Move::Start { flow_id: flow.flow_id, number: flow.number, order })));
    }
    let plan = answer(app, context, &kit, &index, text, payload).await?;
    Ok(of(BotPlan { mood, ..plan }, None))
}

/// The shop has an answer to exactly these words.
fn answered_word_for_word(app: &App, index: &OrgIndex, locale: Locale, text: &str) -> bool {
    let now = app.clock.now();
    index
        .search(text, 1, |item| item.speaks(locale) && item.may_answer(now) && item.scope.is_open())
        .first()
        .is_some_and(|(_, hit)| hit.exact)
}

/// What is said comes from the flow, inside the command.
fn moved(mood: Mood) -> BotPlan {
    BotPlan { messages: Vec::new(), hand_over: None, mood, miss: false, outcome: Outcome::Offered }
}

/// Somebody with a running order of high value goes to a person with the first real question.
async fn worth_a_person(app: &App, context: &BotContext, kit: &Kit, text: &str, mood: Mood) -> Result<Option<BotPlan>> {
    let Some(limit) = kit.handover.order_over_fen.filter(|_| context.human_open) else { return Ok(None) };
    if small_talk(text).is_some() {
        return Ok(None);
    }
    let orders = orders::of_customer(&mut app.read(), context.org_id, context.customer_id, None, 20).await?;
    let running = |state| matches!(state, OrderState::Paid | OrderState::Shipped | OrderState::Delivered);
    let worth = orders.iter().any(|order| order.paid_fen >= limit && running(order.state));
    Ok(worth.then(|| BotPlan::hand_over(Handover::Value, mood)))
}

/// The customer's own order that these words name, for a flow that would ask for it.
async fn named_order(app: &App, context: &BotContext, text: &str) -> Result<Option<(String, String)>> {
    let numbers = spot(text).numbers;
    if numbers.is_empty() {
        return Ok(None);
    }
    let refs: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let found = orders::by_numbers(&mut app.read(), context.org_id, &refs).await?;
    Ok(found.into_iter().find(|order| order.customer_id == context.customer_id).map(|order| (order.id.to_string(), order.order_no)))
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
            given.unwrap_or_else(|| answer::choice(context, locale, words::gone(locale), Vec::new(), Outcome::Missed))
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
fn upset(context: &BotContext, mood: Mood, text: &str, at_once: bool) -> Option<BotPlan> {
    let locale = answer_in(written(text), context.locale);
    match mood {
        Mood::Threat if context.human_open => Some(BotPlan::hand_over(Handover::Mood, mood)),
        Mood::Angry if context.human_open && at_once => Some(BotPlan::hand_over(Handover::Mood, mood)),
        Mood::Threat | Mood::Angry => {
            let body = if context.human_open { words::sorry_angry(locale) } else { words::sorry_closed(locale) };
            let options = doors(locale, context.human_open);
            Some(BotPlan { mood, ..said(options_message(body, options), Outcome::Offered) })
        }
        Mood::Calm | Mood::Anxious | Mood::Disappointed => None,
    }
}

/// The layers, in order: what was pasted or shown, a menu's keyword, small talk, live data of the customer's own orders, the
/// shop's knowledge, and what is true of every shop. Several questions are answered one by one.
async fn answer(app: &App, context: &BotContext, kit: &Kit, index: &OrgIndex, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    let locale = answer_in(written(text), context.locale);
    if let Some(plan) = paste::card(app, context, locale, payload).await? {
        return Ok(plan);
    }
    if let Some(plan) = file(context, locale, payload) {
        return Ok(plan);
    }
    if let Some(plan) = paste::resolve(app, context, index, locale, text).await? {
        return Ok(plan);
    }
    let case = case::asking(&mut app.read(), context, index).await?;
    if let Some((title, options)) = menu::called(index, text, locale, app.clock.now(), &case) {
        return Ok(said(options_message(&title, options), Outcome::Offered));
    }
    if let Some(kind) = small_talk(text) {
        return Ok(chat(context, locale, kind));
    }
    if let Some(plan) = several(app, context, kit, index, locale, text).await? {
        return Ok(plan);
    }
    one(app, context, kit, index, locale, text).await
}

/// Each question of a message that has several; `None` when fewer than two can be answered.
async fn several(app: &App, context: &BotContext, kit: &Kit, index: &OrgIndex, locale: Locale, text: &str) -> Result<Option<BotPlan>> {
    let (mut messages, mut left): (Vec<BotMessage>, Vec<String>) = (Vec::new(), Vec::new());
    for part in many::parts(text) {
        if small_talk(&part).is_some() {
            continue;
        }
        let plan = one(app, context, kit, index, locale, &part).await?;
        let offers_orders = plan.outcome == Outcome::Offered && plan.hand_over.is_none() && !plan.messages.is_empty();
        if plan.outcome == Outcome::Answered || offers_orders {
            messages.extend(plan.messages.into_iter().filter(|new| messages.iter().all(|held| held.body != new.body)).collect::<Vec<_>>());
        } else {
            left.push(part);
        }
    }
    if messages.len() < 2 {
        return Ok(None);
    }
    if !left.is_empty() {
        let body = format!("{}\n{}", words::unanswered_part(locale), left.join("\n"));
        messages.push(options_message(&body, doors(locale, context.human_open)));
    }
    Ok(Some(BotPlan { messages, hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Answered }))
}

/// One question.
async fn one(app: &App, context: &BotContext, kit: &Kit, index: &OrgIndex, locale: Locale, text: &str) -> Result<BotPlan> {
    let now = app.clock.now();
    if let Some(asked) = Asked::in_words(text)
        && live_order::has_order_for(app, context, asked).await?
    {
        return live_order::answer(app, context, index, locale, asked, None).await;
    }
    let case = case::asking(&mut app.read(), context, index).await?;
    let may = |item: &index::Item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case);
    let hits = models::search(app, context.org_id, index, text, BESIDE + 1, may).await?;
    let near: Vec<OptionView> = hits
        .iter()
        .filter(|(item, hit)| index.taught.near(hit) && small_talk(&item.question).is_none())
        .map(|(item, _)| {
            let label = answer::spelled(locale, item.lang.as_str(), &item.question);
            option(&label, &label, &format!("knowledge:{}", item.key))
        })
        .collect();
    let choice = choose(&hits, |hit| index.taught.answers(hit));
    let Some((best, _)) = hits.first().filter(|_| choice != Choice::Nothing) else {
        if let Some(plan) = general(locale, text) {
            return Ok(plan);
        }
        // Asked about an own order, and there is none: that is an answer, not a miss.
        if let Some(asked) = Asked::in_words(text).filter(|_| near.is_empty()) {
            return live_order::answer(app, context, index, locale, asked, None).await;
        }
        return Ok(missed(context, kit, locale, near));
    };
    if choice == Choice::Between {
        return Ok(said(options_message(words::did_you_mean(locale), near), Outcome::Offered));
    }
    if let Some(asked) = menu::action_of(index, &best.key).and_then(|(_, action)| Asked::of(action)) {
        return live_order::answer(app, context, index, locale, asked, None).await;
    }
    let own = format!("knowledge:{}", best.key);
    let beside = if choice == Choice::AnswerBeside { near.into_iter().filter(|one| one.action != own).collect() } else { Vec::new() };
    match answer::give(app, context, index, locale, best.id, beside).await? {
        Some(plan) => Ok(plan),
        // It expired between ranking and reading.
        None => Ok(missed(context, kit, locale, Vec::new())),
    }
}

/// What is true of nearly every shop, when this one says nothing itself.
fn general(locale: Locale, text: &str) -> Option<BotPlan> {
    let (question, found) = industry::find(text, locale)?;
    let spelled = |text: &str| answer::spelled(locale, "zh-CN", text);
    let message = answer::live(locale, words::industry_source(locale), &spelled(question), spelled(&found.answer), Vec::new());
    Some(said(message, Outcome::Answered))
}

/// A bare picture, voice note or file: said what came and what to do, never a miss.
fn file(context: &BotContext, locale: Locale, payload: &serde_json::Value) -> Option<BotPlan> {
    payload["attachment_id"].as_str()?;
    let mime = payload["mime"].as_str().unwrap_or_default();
    let body = match mime.split('/').next().unwrap_or_default() {
        "image" => words::picture_received(locale),
        "audio" | "video" => words::voice_received(locale),
        _ => words::file_received(locale),
    };
    Some(said(options_message(body, doors(locale, context.human_open)), Outcome::Offered))
}

fn missed(context: &BotContext, kit: &Kit, locale: Locale, near: Vec<OptionView>) -> BotPlan {
    if context.human_open && context.misses + 1 >= kit.handover.misses {
        return BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) };
    }
    let body = if near.is_empty() { phrases::not_understood(locale).to_owned() } else { not_sure(locale) };
    answer::choice(context, locale, &body, near, Outcome::Missed)
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
