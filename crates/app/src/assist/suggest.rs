//! Suggested answers. First what the bot would say itself (live answers from the orders, a knowledge item it is sure of),
//! then other near items and scripts. With a draft, what the agent is writing counts as well as what was asked.

use super::{mood, scripts};
use crate::{
    App, Error, Principal, Result,
    bot::{self, BotContext, Outcome},
    conversations::access,
    facts,
    knowledge::case,
    models,
    views::assist::{AssistView, Suggestion, SuggestionKind},
};
use serde_json::Value;
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
    text::Locale,
};
use yingke_language::{
    language::{answer_in, written},
    retrieval::Hit,
    wants_human,
};
use yingke_store::{
    conversations::Stored,
    knowledge,
    messages::{self, Eyes, Message},
};

pub const MOST: usize = 3;
const SOURCES: usize = 6;
const MESSAGES: i64 = 60;
const LONGEST_DRAFT: usize = 5_000;
/// The customer's newest texts that are looked at, each for itself.
const QUESTIONS: usize = 3;
/// How much of what was asked must be found.
const LEAST_COVERAGE: f32 = 0.45;
/// Fewer characters say nothing yet.
const SHORTEST_DRAFT: usize = 4;

/// `POST /conversations/{id}/suggestions`
pub async fn suggestions(app: &App, who: &Principal, id: ConversationId, draft: &str) -> Result<AssistView> {
    if draft.chars().count() > LONGEST_DRAFT {
        return Err(Error::invalid("draft", "at most 5,000 characters"));
    }
    let on = &mut app.read();
    let stored = access::visible(on, who, id).await?;
    let thread = messages::before(on, who.org_id, id, Eyes::Customer, i64::MAX, MESSAGES).await?;
    let asked = questions(&thread);
    let mut found = Found::default();
    for question in &asked {
        as_the_bot(app, who, &stored, question, &mut found).await?;
    }
    let context = context_of(who, &stored);
    let draft = Some(draft.trim()).filter(|draft| draft.chars().count() >= SHORTEST_DRAFT);
    // What is being written says best what is looked for; then the newest question.
    for (text, locale) in
        draft.iter().map(|text| (*text, stored_locale(&stored))).chain(asked.iter().map(|text| (text.as_str(), stored_locale(&stored))))
    {
        near(app, &context, text, answer_in(written(text), locale), &mut found).await?;
    }
    let last_seq = thread.last().map_or(0, |message| message.seq);
    let mut suggestions = found.suggestions;
    // What stands in the draft already need not be suggested.
    suggestions.retain(|suggestion| draft.is_none_or(|draft| draft != suggestion.body.trim()));
    suggestions.truncate(MOST);
    let drafts = models::may_draft(app, who.org_id).await?;
    Ok(AssistView { suggestions, mood: mood::trend(&thread), drafts, last_seq })
}

/// What the customer asks now, for whoever drafts an answer.
pub(crate) async fn asked(app: &App, org_id: OrgId, id: ConversationId) -> Result<Vec<String>> {
    Ok(questions(&messages::before(&mut app.read(), org_id, id, Eyes::Customer, i64::MAX, MESSAGES).await?))
}

/// Everything that may stand behind an answer to these questions, best first.
pub(crate) async fn sources(app: &App, who: &Principal, stored: &Stored, asked: &[String]) -> Result<Vec<Suggestion>> {
    let mut found = Found::default();
    for question in asked {
        as_the_bot(app, who, stored, question, &mut found).await?;
        near(app, &context_of(who, stored), question, answer_in(written(question), stored_locale(stored)), &mut found).await?;
    }
    found.suggestions.truncate(SOURCES);
    Ok(found.suggestions)
}

pub(crate) fn locale_of(stored: &Stored, asked: &[String]) -> Locale {
    asked.first().map_or(stored_locale(stored), |text| answer_in(written(text), stored_locale(stored)))
}

/// The conversation as the bot would see it.
pub(crate) fn context_of(who: &Principal, stored: &Stored) -> BotContext {
    BotContext {
        org_id: who.org_id,
        customer_id: stored.session.customer_id,
        conversation_id: Some(stored.session.id),
        locale: stored_locale(stored),
        page_url: String::new(),
        page_title: String::new(),
        misses: 0,
        human_open: true,
    }
}

/// The customer's texts since an agent last answered, newest first; the newest one when all are answered.
pub(super) fn questions(thread: &[Message]) -> Vec<String> {
    // Who asks for a person has got one: there is nothing to answer in it.
    let said = |message: &&Message| {
        message.sender_kind == SenderKind::Customer
            && message.kind == MessageKind::Text
            && !message.body.trim().is_empty()
            && !wants_human(&message.body)
    };
    let open: Vec<String> = thread
        .iter()
        .rev()
        .take_while(|message| message.sender_kind != SenderKind::Agent || message.internal)
        .filter(said)
        .take(QUESTIONS)
        .map(|message| message.body.clone())
        .collect();
    if open.is_empty() { thread.iter().rev().find(said).map(|message| message.body.clone()).into_iter().collect() } else { open }
}

#[derive(Default)]
struct Found {
    suggestions: Vec<Suggestion>,
}

impl Found {
    fn push(&mut self, suggestion: Suggestion) {
        let known = self.suggestions.iter().any(|other| other.body == suggestion.body);
        if !known && !suggestion.body.trim().is_empty() {
            self.suggestions.push(suggestion);
        }
    }
}

/// What the bot would answer now: its live answers and what it is sure of. Its small talk and its offers are not for agents.
async fn as_the_bot(app: &App, who: &Principal, stored: &Stored, question: &str, found: &mut Found) -> Result<()> {
    let context = context_of(who, stored);
    let plan = bot::think(app, &context, question, &Value::Null).await?;
    if plan.outcome != Outcome::Answered || plan.hand_over.is_some() {
        return Ok(());
    }
    for message in plan.messages.into_iter().filter(|message| message.kind == MessageKind::Answer) {
        let word = |key: &str| message.payload.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let knowledge_id: Option<KnowledgeId> = word("knowledge_id").parse().ok();
        found.push(Suggestion {
            kind: if knowledge_id.is_some() { SuggestionKind::Knowledge } else { SuggestionKind::Live },
            title: word("question"),
            source: word("source"),
            facts: facts::told::said_in(&message.payload),
            body: message.body,
            knowledge_id,
            script_id: None,
        });
    }
    Ok(())
}

/// Knowledge and scripts near a text, the surer first.
async fn near(app: &App, context: &BotContext, text: &str, locale: Locale, found: &mut Found) -> Result<()> {
    let org_id = context.org_id;
    let (index, now) = (bot::index::of(app, org_id).await?, app.clock.now());
    let case = case::asking(&mut app.read(), context, &index).await?;
    let mut ranked: Vec<(f32, Suggestion)> = Vec::new();
    let hits: Vec<(KnowledgeId, f32)> =
        models::search(app, org_id, &index, text, MOST, |item| item.speaks(locale) && item.may_answer(now) && item.scope.covers(&case))
            .await?
            .into_iter()
            .filter(|(_, hit)| is_worth_a_look(hit))
            .map(|(item, hit)| (item.id, hit.strength * hit.coverage))
            .collect();
    let ids: Vec<KnowledgeId> = hits.iter().map(|(id, _)| *id).collect();
    for item in knowledge::by_ids(&mut app.read(), org_id, &ids).await?.into_iter().filter(|item| item.may_answer(now)) {
        let score = hits.iter().find(|(id, _)| *id == item.id).map_or(0.0, |(_, score)| *score);
        ranked.push((
            score,
            Suggestion {
                kind: SuggestionKind::Knowledge,
                title: item.content.question,
                body: item.content.answer,
                source: item.content.source,
                knowledge_id: Some(item.id),
                script_id: None,
                facts: Vec::new(),
            },
        ));
    }
    for (script, hit) in scripts::search(app, org_id, text, MOST).await?.into_iter().filter(|(_, hit)| is_worth_a_look(hit)) {
        ranked.push((
            hit.strength * hit.coverage,
            Suggestion {
                kind: SuggestionKind::Script,
                source: format!("/{}", script.shortcut),
                title: script.title,
                body: script.body,
                knowledge_id: None,
                script_id: Some(script.id),
                facts: Vec::new(),
            },
        ));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let known = facts::said::named(&mut app.read(), org_id, ranked.iter().map(|(_, suggestion)| suggestion.body.as_str())).await?;
    for (_, suggestion) in ranked {
        // What names a fact that does not hold now is not offered.
        if let Some(said) = facts::said::with(&known, &suggestion.body, locale, now) {
            let facts = said.facts.iter().map(|(id, _)| *id).collect();
            found.push(Suggestion { body: said.text, facts, ..suggestion });
        }
    }
    Ok(())
}

/// A line that does not fit costs the agent a look each time: nothing is better than something that shares a word or two.
fn is_worth_a_look(hit: &Hit) -> bool {
    hit.is_answer() || (hit.is_near() && hit.coverage >= LEAST_COVERAGE)
}

fn stored_locale(stored: &Stored) -> Locale {
    stored.locale.parse().unwrap_or(crate::principal::DEFAULT_LOCALE)
}
