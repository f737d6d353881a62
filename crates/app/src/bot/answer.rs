//! Knowledge answers: the item as it stands now, with its source, and the question whether it helped.

use super::{
    index::OrgIndex,
    menu,
    plan::{BotContext, BotMessage, BotPlan, Outcome},
    think::{doors, option},
    words,
};
use crate::{
    App, Result,
    facts::{self, said::Said},
    knowledge::case,
    views::conversation::OptionView,
};
use serde_json::json;
use yingke_core::{
    conversation::{MessageKind, Mood},
    id::KnowledgeId,
    knowledge::{Knowledge, KnowledgeKind},
    text::Locale,
};
use yingke_language::to_traditional;
use yingke_store::knowledge;

/// The answer of one item, or what to do when it may not be said any more.
pub async fn give(
    app: &App,
    context: &BotContext,
    index: &OrgIndex,
    locale: Locale,
    id: KnowledgeId,
    more: Vec<OptionView>,
) -> Result<Option<BotPlan>> {
    let on = &mut app.read();
    let item = match index.working(id) {
        Some(draft) => Some(draft.clone()),
        None => knowledge::get(on, context.org_id, id).await?,
    };
    let Some(item) = item.filter(|item| item.may_answer(app.clock.now())) else { return Ok(None) };
    if !item.scope.is_open() && !item.scope.covers(&case::of_customer(on, context.org_id, context.customer_id, &context.page_url).await?) {
        return Ok(None);
    }
    // An answer that names a fact which is not valid now stays unsaid, like an expired answer.
    let said = facts::said::resolve(on, context.org_id, &item.answer, locale, app.clock.now()).await?;
    let Some(said) = said else { return Ok(None) };
    Ok(Some(BotPlan {
        messages: vec![message(index, locale, &item, said, more)],
        hand_over: None,
        mood: Mood::Calm,
        miss: false,
        outcome: Outcome::Answered,
    }))
}

/// "Did you mean": questions to choose from, and the ways on.
pub fn choice(context: &BotContext, locale: Locale, body: &str, mut options: Vec<OptionView>, outcome: Outcome) -> BotPlan {
    options.extend(doors(locale, context.human_open));
    BotPlan { messages: vec![options_message(body, options)], hand_over: None, mood: Mood::Calm, miss: outcome == Outcome::Missed, outcome }
}

pub fn options_message(body: &str, options: Vec<OptionView>) -> BotMessage {
    BotMessage { kind: MessageKind::Options, body: body.to_owned(), payload: json!({ "options": options }) }
}

/// A live answer or a product's data: no knowledge item stands behind it.
pub fn live(locale: Locale, source: &str, question: &str, body: String, mut options: Vec<OptionView>) -> BotMessage {
    options.extend(feedback(locale));
    BotMessage { kind: MessageKind::Answer, body, payload: json!({ "source": source, "question": question, "options": options }) }
}

pub fn spelled(locale: Locale, lang: &str, text: &str) -> String {
    if locale == Locale::ZhTw && lang != "zh-TW" { to_traditional(text) } else { text.to_owned() }
}

/// Solved / not solved.
pub fn feedback(locale: Locale) -> Vec<OptionView> {
    vec![
        option(words::solved(locale), words::solved(locale), "feedback.solved"),
        option(words::unsolved(locale), words::unsolved(locale), "feedback.unsolved"),
    ]
}

fn message(index: &OrgIndex, locale: Locale, item: &Knowledge, said: Said, more: Vec<OptionView>) -> BotMessage {
    let mut options = Vec::new();
    if let Some((entry, action)) =
        menu::action_of(index, &item.key).filter(|(_, action)| ["request", "flow:"].iter().any(|does| action.starts_with(does)))
    {
        // Where it leads is not where he comes from.
        let label = if action.starts_with("flow:") { words::do_it_now(locale) } else { entry.label.get(locale) };
        options.push(option(label, label, action));
    }
    options.extend(more);
    options.extend(feedback(locale));
    let (text, is_cut) = spoken(item, &said.text);
    // The answer as it was said (the body has its words): item and version tell later which wording the customer saw, and
    // for how long it was meant to hold.
    let mut payload = json!({
        "knowledge_id": item.id,
        "key": item.key,
        "version": item.version,
        "kind": item.kind,
        "owner_line": item.owner_line,
        "valid_to": item.valid_to,
        "is_cut": is_cut,
        "source": spelled(locale, &item.lang, &item.source),
        "question": spelled(locale, &item.lang, &item.question),
        "options": options,
    });
    if !said.facts.is_empty() {
        payload["facts"] = said.payload();
    }
    BotMessage { kind: MessageKind::Answer, body: spelled(locale, &item.lang, &text), payload }
}

/// Chats are no place for whole articles: their beginning, up to the end of a paragraph or a sentence.
const SPOKEN_CHARS: usize = 600;

fn spoken(item: &Knowledge, text: &str) -> (String, bool) {
    if item.kind != KnowledgeKind::Article || text.chars().count() <= SPOKEN_CHARS {
        return (text.to_owned(), false);
    }
    let head: String = text.chars().take(SPOKEN_CHARS).collect();
    let end = head
        .rfind('\n')
        .or_else(|| head.rfind(['。', '！', '？', '.', '!', '?']).map(|at| at + head[at..].chars().next().map_or(1, char::len_utf8)));
    let kept = end.filter(|end| *end > head.len() / 3).map_or(head.as_str(), |end| &head[..end]);
    (format!("{}\n……", kept.trim_end()), true)
}
