//! What to answer to a customer's words. Reads only; never claims what has not happened.

use super::{
    answer::{self, options_message},
    choose::{Choice, choose},
    contact,
    flows::{self, Move},
    index::{self, Item, OrgIndex},
    industry,
    kit::{self, Kit},
    live_order::{self, Asked},
    many, menu, paste, phrases,
    plan::{BotContext, BotMessage, BotPlan, Handover, Layer, Outcome, Reason, Thought},
    price, refund, remarks, words,
};
use crate::{App, Result, knowledge::case, models, views::conversation::OptionView};
use std::sync::Arc;
use yingke_core::{
    conversation::Mood,
    flow::{Heard, turn},
    order::OrderState,
    text::Locale,
};
use yingke_language::{
    human::asks_plainly,
    language::{answer_in, written},
    normalise, pinyin,
    remark::{Remark, Tone, asks_something, matter_of, remark},
    retrieval::Hit,
    small_talk::{SmallTalk, small_talk},
    spot::spot,
};
use yingke_store::orders;

/// Alternatives worth a click beside the best answer.
const BESIDE: usize = 3;
/// What may be meant beside the ways to people.
const NEAR: usize = 2;

/// What to answer, without what a flow would say: see [`consider`].
pub async fn think(app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    Ok(consider(app, context, text, payload).await?.plan)
}

/// What it thinks with: knowledge and settings, as they are or as they are drafted.
pub struct Brain {
    pub index: Arc<OrgIndex>,
    pub kit: Arc<Kit>,
}

/// A plan with the layer that it comes from.
type Reached = (Reason, BotPlan);

pub async fn consider(app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<Thought> {
    let brain = Brain { index: index::of(app, context.org_id).await?, kit: kit::of(app, context.org_id).await? };
    consider_with(app, context, &brain, text, payload).await
}

/// A click is done; words are read in this order: how people can be reached, a wish for a person, anger, the shop's own words
/// for a person, the flow under way, what a flow begins with, then the layers of [`answer`]. Otherwise the bot says honestly
/// that it does not know.
pub async fn consider_with(app: &App, context: &BotContext, brain: &Brain, text: &str, payload: &serde_json::Value) -> Result<Thought> {
    let read = pinyin::to_words(text);
    let text = read.as_ref();
    let Brain { index, kit } = brain;
    let locale = answer_in(written(text), context.locale);
    let of = |(reason, plan): Reached, flow: Option<Move>| Thought {
        plan,
        reason,
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
        let clicked = Reason::of(Layer::Click, action);
        if action.starts_with("flow.") {
            return Ok(match running {
                Some(_) => of((clicked, moved(Mood::Calm)), Some(Move::Hear(Heard::Click(action.to_owned())))),
                None => of((clicked, said(BotMessage::text(words::flow_gone(context.locale)), Outcome::Chat)), None),
            });
        }
        if let Some(flow) = action.strip_prefix("flow:").and_then(|key| kit.by_key(key)) {
            let start = Move::Start { flow_id: flow.flow_id, number: flow.number, order: None };
            return Ok(of((clicked, moved(Mood::Calm)), Some(start)));
        }
        if let Some(plan) = click(app, context, index, action).await? {
            return Ok(of((clicked, plan), None));
        }
    }
    let (mood, wants_human) = yingke_language::analysis::mood_and_wish(text);
    let with_mood = |(reason, plan): Reached| (reason, BotPlan { mood, ..plan });
    if mood < Mood::Angry
        && let Some(reached) = reachable(app, context, index, locale, text).await?
    {
        let again = running.is_some().then_some(Move::Hear(Heard::Again));
        return Ok(of(with_mood(reached), again));
    }
    // What the shop's own words for a flow say ("我要点餐") is no wish for a person unless one is asked for in so many words.
    let only_a_flow = wants_human && kit.called(text).is_some() && !asks_plainly(text);
    if wants_human && !only_a_flow {
        return Ok(of((Reason::of(Layer::Person, ""), BotPlan::hand_over(Handover::Asked, mood)), None));
    }
    if let Some(reached) = upset(app, context, index, mood, text, kit.handover.on_anger).await? {
        return Ok(of(reached, None));
    }
    let plain = normalise(text);
    let own_word = kit.handover.words.iter().find(|word| plain.contains(&normalise(word)));
    if let Some(word) = own_word.filter(|_| context.human_open) {
        return Ok(of((Reason::of(Layer::Rule, word), BotPlan::hand_over(Handover::Rule, mood)), None));
    }
    let picture = payload["attachment_id"].as_str().map(str::to_owned);
    let sent_text = if picture.is_some() { "" } else { text };
    if let Some((run, flow)) = running {
        if !turn::fits(&flow, &run, sent_text, picture.is_some()) && picture.is_none() {
            // Perhaps a question in between: it is answered, and the flow asks again.
            let (reason, plan) = answer(app, context, brain, text, payload).await?;
            // A choice of own orders is an answer on its way.
            if plan.outcome == Outcome::Answered || (plan.outcome == Outcome::Offered && Asked::in_words(text).is_some()) {
                return Ok(of(with_mood((reason, plan)), Some(Move::Hear(Heard::Again))));
            }
        }
        return Ok(of((Reason::of(Layer::Flow, ""), moved(mood)), Some(Move::Hear(Heard::Words { text: sent_text.to_owned(), picture }))));
    }
    if let Some(plan) = worth_a_person(app, context, kit, text, mood).await? {
        return Ok(of((Reason::of(Layer::Value, ""), plan), None));
    }
    if let Some(flow) = kit.called(text)
        && !answered_word_for_word(app, index, locale, text)
    {
        let order = named_order(app, context, text).await?;
        let start = Move::Start { flow_id: flow.flow_id, number: flow.number, order };
        return Ok(of((Reason::of(Layer::Flow, &flow.key), moved(mood)), Some(start)));
    }
    Ok(of(with_mood(answer(app, context, brain, text, payload).await?), None))
}

/// How and when people can be reached, with a person beside it.
async fn reachable(app: &App, context: &BotContext, index: &OrgIndex, locale: Locale, text: &str) -> Result<Option<Reached>> {
    // Most messages ask for nothing of the kind: then nothing is read.
    if !contact::asks(text) {
        return Ok(None);
    }
    let case = case::asking(&mut app.read(), context, index).await?;
    let now = app.clock.now();
    let Some((item, _)) = contact::item(index, text, |item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case)) else {
        return Ok(None);
    };
    let beside = doors(locale, context.human_open);
    let given = answer::give(app, context, index, locale, item.id, beside).await?;
    Ok(given.map(|plan| (Reason::of(Layer::Contact, &item.question), plan)))
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
async fn click(app: &App, context: &BotContext, index: &OrgIndex, action: &str) -> Result<Option<BotPlan>> {
    let locale = context.locale;
    let (verb, rest) = action.split_once(':').map_or((action, None), |(verb, rest)| (verb, Some(rest)));
    if let Some(asked) = Asked::of(verb) {
        let order = rest.and_then(|id| id.parse().ok());
        return Ok(Some(live_order::answer(app, context, index, locale, asked, order).await?));
    }
    Ok(Some(match (verb, rest) {
        ("human", _) => BotPlan::hand_over(Handover::Asked, Mood::Calm),
        ("knowledge", Some(key)) => {
            let given = match index.by_key(key) {
                Some(item) => {
                    // A question shown in English is answered in English, whatever the page's language.
                    let locale = if item.speaks(locale) { locale } else { item.lang };
                    answer::give(app, context, index, locale, item.id, Vec::new()).await?
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

/// Angry people are offered a person before anything else, and beside it what they may mean; threats (to complain in public, to
/// harm oneself) go to a person at once.
async fn upset(app: &App, context: &BotContext, index: &OrgIndex, mood: Mood, text: &str, at_once: bool) -> Result<Option<Reached>> {
    let locale = answer_in(written(text), context.locale);
    let plan = match mood {
        Mood::Threat if context.human_open => BotPlan::hand_over(Handover::Mood, mood),
        Mood::Angry if context.human_open && at_once => BotPlan::hand_over(Handover::Mood, mood),
        Mood::Threat | Mood::Angry => {
            let (body, steps) = remarks::to_the_angry(app, context, locale, text).await?;
            let mut options = doors(locale, context.human_open);
            options.extend(steps);
            let hits = found(app, context, index, locale, text).await?;
            let near = hits.iter().filter(|(item, hit)| index.taught.near(item, hit)).take(NEAR);
            options.extend(near.map(|(item, _)| known(locale, item)));
            let body = body.as_str();
            BotPlan { mood, ..said(options_message(body, options), Outcome::Offered) }
        }
        Mood::Calm | Mood::Anxious | Mood::Disappointed => return Ok(None),
    };
    Ok(Some((Reason::of(Layer::Mood, mood.as_str()), plan)))
}

/// The layers, in order: what was pasted or shown, a menu's keyword, small talk, live data of the customer's own orders, the
/// shop's knowledge, and what is true of every shop. Several questions are answered one by one.
async fn answer(app: &App, context: &BotContext, brain: &Brain, text: &str, payload: &serde_json::Value) -> Result<Reached> {
    let (locale, index) = (answer_in(written(text), context.locale), &*brain.index);
    let sent = || Reason::of(Layer::Sent, "");
    if let Some(plan) = paste::card(app, context, locale, payload).await? {
        return Ok((sent(), plan));
    }
    if let Some(plan) = file(context, locale, text, payload) {
        return Ok((sent(), plan));
    }
    if let Some(plan) = paste::resolve(app, context, index, locale, text).await? {
        return Ok((sent(), plan));
    }
    let case = case::asking(&mut app.read(), context, index).await?;
    if let Some((title, options)) = menu::called(index, text, locale, app.clock.now(), &case) {
        return Ok((Reason::of(Layer::Menu, &title), said(options_message(&title, options), Outcome::Offered)));
    }
    if let Some(kind) = small_talk(text) {
        return Ok((Reason::of(Layer::SmallTalk, ""), chat(context, locale, kind)));
    }
    // A story of several sentences is no list of questions.
    if asks_something(text)
        && let Some(plan) = several(app, context, brain, locale, text).await?
    {
        return Ok((Reason::of(Layer::Several, ""), plan));
    }
    one(app, context, brain, locale, text).await
}

/// Each question of a message that has several; `None` when fewer than two can be answered, or one of what are questions all:
/// then what is left open is named rather than passed over.
async fn several(app: &App, context: &BotContext, brain: &Brain, locale: Locale, text: &str) -> Result<Option<BotPlan>> {
    let (mut messages, mut left): (Vec<BotMessage>, Vec<String>) = (Vec::new(), Vec::new());
    let mut perhaps: Vec<OptionView> = Vec::new();
    let parts = many::parts(text);
    let least = if parts.iter().all(|part| asks_something(part)) { 1 } else { 2 };
    for part in parts {
        if small_talk(&part).is_some() {
            continue;
        }
        let (Reason { layer, .. }, mut plan) = one(app, context, brain, locale, &part).await?;
        let offers_orders = layer == Layer::Live && plan.outcome == Outcome::Offered;
        // Among several questions, a choice of orders says which of them it is for.
        for message in plan.messages.iter_mut().filter(|_| offers_orders) {
            message.body = format!("{part}{}{}", words::colon(locale), message.body);
        }
        if plan.outcome == Outcome::Answered || offers_orders {
            messages.extend(plan.messages.into_iter().filter(|new| messages.iter().all(|held| held.body != new.body)).collect::<Vec<_>>());
        } else if layer != Layer::Remark {
            perhaps.extend(offered(&plan).into_iter().filter(|one| one.action.starts_with("knowledge:")).take(NEAR));
            left.push(part);
        }
    }
    if messages.len() < least || messages.len() + left.len() < 2 {
        return Ok(None);
    }
    if !left.is_empty() {
        let body = format!("{}\n{}", words::unanswered_part(locale), left.join("\n"));
        perhaps.extend(doors(locale, context.human_open));
        messages.push(options_message(&body, perhaps));
    }
    Ok(Some(BotPlan { messages, hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Answered }))
}

/// What is to click under a plan.
fn offered(plan: &BotPlan) -> Vec<OptionView> {
    let options = plan.messages.last().map(|message| message.payload["options"].clone());
    options.and_then(|options| serde_json::from_value(options).ok()).unwrap_or_default()
}

/// What may be said to this customer, best first.
async fn found<'i>(app: &App, context: &BotContext, index: &'i OrgIndex, locale: Locale, text: &str) -> Result<Vec<(&'i Item, Hit)>> {
    let now = app.clock.now();
    let case = case::asking(&mut app.read(), context, index).await?;
    let may = |item: &Item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case);
    models::search(app, context.org_id, index, text, BESIDE + 1, may).await
}

/// A known question to click.
fn known(locale: Locale, item: &Item) -> OptionView {
    let label = answer::spelled(locale, item.lang.as_str(), &item.question);
    option(&label, &label, &format!("knowledge:{}", item.key))
}

/// One question.
async fn one(app: &App, context: &BotContext, brain: &Brain, locale: Locale, text: &str) -> Result<Reached> {
    let (index, kit) = (&*brain.index, &*brain.kit);
    let about_refund = refund::about(text);
    let asked = Asked::of_question(text);
    let live = |asked: Asked| Reason::of(Layer::Live, asked.action());
    if let Some(asked) = asked {
        let own_words =
            about_refund == Some(refund::About::State) && live_order::text_about(index, locale, asked, app.clock.now()).is_some();
        if own_words || live_order::has_order_for(app, context, asked).await? {
            return Ok((live(asked), live_order::answer(app, context, index, locale, asked, None).await?));
        }
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Ok((Reason::of(Layer::Remark, "plain"), remarks::to_no_words(app, context, locale, kit.handover.misses).await?));
    }
    let hits = found(app, context, index, locale, text).await?;
    if !hits.first().is_some_and(|(_, hit)| hit.exact)
        && let Some(plan) = price::answer(app, context, locale, text).await?
    {
        return Ok((Reason::of(Layer::Product, ""), plan));
    }
    let hits = refund::lean(hits, about_refund, |item, hit| index.taught.near(item, hit));
    let near: Vec<&(&Item, Hit)> =
        hits.iter().filter(|(item, hit)| index.taught.near(item, hit) && small_talk(&item.question).is_none()).collect();
    let read = remark(text);
    let is_story = text.chars().count() > STORY;
    let sure = |item: &Item, hit: &Hit| index.taught.answers(hit) && is_reaction(index, read, is_story, item, hit);
    let choice = choose(&hits, sure);
    let beside = || near.iter().map(|(item, _)| known(locale, item)).collect::<Vec<_>>();
    let best = hits.first().filter(|_| matches!(choice, Choice::Answer | Choice::AnswerBeside));
    let Some((best, _)) = best else {
        if choice == Choice::Nothing
            && let Some((question, plan)) = general(locale, text)
        {
            return Ok((Reason::of(Layer::Industry, question), plan));
        }
        // Asked about an own order, and there is none: that is an answer, not a miss.
        if let Some(asked) = asked.filter(|_| near.is_empty() && read.tone != Tone::Displeased) {
            return Ok((live(asked), live_order::answer(app, context, index, locale, asked, None).await?));
        }
        // Who asks nothing is offered only what is about the same.
        let fitting: Vec<OptionView> =
            near.iter().filter(|(item, hit)| is_reaction(index, read, is_story, item, hit)).map(|(item, _)| known(locale, item)).collect();
        if read.tone != Tone::Plain || fitting.is_empty() {
            let reaction = remarks::reply(app, context, locale, read, text, fitting, kit.handover.misses).await?;
            if let Some(plan) = reaction {
                return Ok((Reason::of(Layer::Remark, tone_of(read.tone)), plan));
            }
        }
        if choice == Choice::Between {
            let plan = said(options_message(words::did_you_mean(locale), beside()), Outcome::Offered);
            return Ok((Reason::of(Layer::Choice, ""), plan));
        }
        let sorry = remarks::sorry_for(locale, read);
        let steps = if sorry.is_some() { remarks::steps(app, context, locale, read.matter).await? } else { Vec::new() };
        return Ok((Reason::of(Layer::Nothing, ""), missed(context, kit, locale, beside(), steps, sorry)));
    };
    let tied = menu::action_of(index, &best.key).and_then(|(_, action)| Asked::of(action));
    let mut more = if choice == Choice::AnswerBeside { beside() } else { Vec::new() };
    let own = known(locale, best);
    more.retain(|one| one.action != own.action);
    match tied {
        // The rule was asked for; how far the own one is, is a click away.
        Some(Asked::Refund) if about_refund == Some(refund::About::Rule) => {
            if live_order::has_order_for(app, context, Asked::Refund).await? {
                let name = words::refund_progress(locale);
                more.insert(0, option(name, name, Asked::Refund.action()));
            }
        }
        Some(asked) => return Ok((live(asked), live_order::answer(app, context, index, locale, asked, None).await?)),
        None => {}
    }
    let plan = match answer::give(app, context, index, locale, best.id, more).await? {
        Some(plan) => plan,
        // It expired between ranking and reading.
        None => missed(context, kit, locale, Vec::new(), Vec::new(), None),
    };
    let plan = remarks::with_sympathy(app, context, locale, read, plan).await?;
    Ok((Reason::of(Layer::Knowledge, &best.question), plan))
}

/// To somebody who asks nothing and says how he feels about it, a likeness in meaning is no answer: the item must be about
/// the same trouble, or say the same words. "The room is too small" is no question about storage boxes.
fn is_reaction(index: &OrgIndex, said: Remark, is_story: bool, item: &Item, hit: &Hit) -> bool {
    if said.asks || hit.exact || index.taught.thresholds.answer.is_some() {
        return true;
    }
    if said.tone == Tone::Plain {
        // One word of a story is not what it is about.
        return !is_story || hit.coverage >= STANDS_THERE;
    }
    let same_trouble = said.matter.is_some() && matter_of(&item.question) == said.matter;
    same_trouble || (hit.is_answer() && (said.tone == Tone::Displeased || hit.coverage >= 0.7))
}

/// Characters of a message that tells more than one thing.
const STORY: usize = 24;
/// How much of a story an item must be about.
const STANDS_THERE: f32 = 0.25;

fn tone_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Displeased => "displeased",
        Tone::Pleased => "pleased",
        Tone::Mixed => "mixed",
        Tone::Plain => "plain",
    }
}

/// What is true of nearly every shop, when this one says nothing itself.
fn general(locale: Locale, text: &str) -> Option<(&'static str, BotPlan)> {
    let (question, found) = industry::find(text, locale)?;
    let spelled = |text: &str| answer::spelled(locale, "zh-CN", text);
    let message = answer::live(locale, words::industry_source(locale), &spelled(question), spelled(&found.answer), Vec::new());
    Some((question, said(message, Outcome::Answered)))
}

/// A bare picture, voice note or file, or what other apps write in its place: said what came and what to do, never a miss.
fn file(context: &BotContext, locale: Locale, text: &str, payload: &serde_json::Value) -> Option<BotPlan> {
    let mime = match payload["attachment_id"].as_str() {
        Some(_) => payload["mime"].as_str().unwrap_or_default(),
        None => match text.trim() {
            "[图片]" | "[圖片]" | "[动画表情]" | "[Photo]" | "[Image]" => "image",
            "[语音]" | "[語音]" | "[视频]" | "[影片]" | "[Voice]" | "[Video]" => "audio",
            "[文件]" | "[檔案]" | "[File]" => "file",
            _ => return None,
        },
    };
    let body = match mime.split('/').next().unwrap_or_default() {
        "image" => words::picture_received(locale),
        "audio" | "video" => words::voice_received(locale),
        _ => words::file_received(locale),
    };
    Some(said(options_message(body, doors(locale, context.human_open)), Outcome::Offered))
}

/// `sorry`: sympathy for somebody who is displeased as well, with the steps that are open to him.
fn missed(
    context: &BotContext,
    kit: &Kit,
    locale: Locale,
    near: Vec<OptionView>,
    steps: Vec<OptionView>,
    sorry: Option<String>,
) -> BotPlan {
    if context.human_open && context.misses + 1 >= kit.handover.misses {
        return BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) };
    }
    let body = match (sorry, near.is_empty()) {
        (Some(sorry), true) => format!("{sorry}\n{}", words::cannot_answer_yet(locale)),
        (Some(sorry), false) => format!("{sorry}\n{}", words::did_you_mean(locale)),
        (None, true) => phrases::not_understood(locale).to_owned(),
        (None, false) => format!("{}\n{}", phrases::not_understood(locale), words::did_you_mean(locale)),
    };
    answer::choice(context, locale, &body, [near, steps].concat(), Outcome::Missed)
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
