//! What the bot would do with a question, and why: which layer of the whole bot would answer, and how knowledge ranks for it.
//! The same thinking as for customers, without any effect.

use super::words;
use crate::{
    App, Principal, Result,
    bot::{
        BotContext, Brain,
        choose::{Choice, choose},
        consider_with, contact,
        index::{self, Item, OrgIndex},
        kit,
        live_order::Asked,
    },
    views::tuning::{AskProbe, Considered, ProbeCandidate, ProbeReply, ProbeView, TaughtView},
};
use serde_json::Value;
use yingke_core::{
    id::{CustomerId, OrgId},
    permission::Permission,
    text::Locale,
    time::Millis,
    tuning::Would,
};
use yingke_language::{
    language::{answer_in, written},
    mood,
    small_talk::small_talk,
    wants_human,
};

const SHOWN: usize = 8;
const OFFERED: usize = 4;

pub async fn probe(app: &App, who: &Principal, ask: AskProbe) -> Result<ProbeView> {
    who.must(Permission::KnowledgeEdit)?;
    let text = words("text", &ask.text, 500)?;
    let live = Brain { index: index::of(app, who.org_id).await?, kit: kit::of(app, who.org_id).await? };
    let draft = Brain { index: index::of_draft(app, who.org_id).await?, kit: kit::of_draft(app, who.org_id).await? };
    let now = app.clock.now();
    Ok(ProbeView {
        live: consider(&live.index, &text, now),
        draft: consider(&draft.index, &text, now),
        live_reply: reply(app, who.org_id, &live, &text).await?,
        draft_reply: reply(app, who.org_id, &draft, &text).await?,
        asks_of_order: Asked::of_question(&text).map(|asked| asked.action().to_owned()),
        locale: answer_in(written(&text), Locale::ZhCn),
        mood: mood::of(&text),
        wants_human: wants_human(&text),
        small_talk: small_talk(&text).is_some(),
        text,
    })
}

/// Asked by somebody whom nobody knows, while people are on duty.
async fn reply(app: &App, org_id: OrgId, brain: &Brain, text: &str) -> Result<ProbeReply> {
    let context = BotContext {
        org_id,
        customer_id: CustomerId(uuid::Uuid::nil()),
        conversation_id: None,
        locale: Locale::ZhCn,
        page_url: String::new(),
        page_title: String::new(),
        misses: 0,
        human_open: true,
    };
    let thought = consider_with(app, &context, brain, text, &Value::Null).await?;
    let options = thought.plan.messages.iter().filter_map(|message| message.payload["options"].as_array()).flatten();
    let about = match brain.kit.by_key(&thought.reason.about).filter(|_| thought.flow.is_some()) {
        Some(flow) => flow.flow.name.get(thought.locale).to_owned(),
        None => thought.reason.about,
    };
    Ok(ProbeReply {
        layer: thought.reason.layer,
        about,
        options: options.filter_map(|option| option["label"].as_str().map(str::to_owned)).collect(),
        says: thought.plan.messages.into_iter().map(|message| message.body).collect(),
        hand_over: thought.plan.hand_over,
    })
}

/// How knowledge ranks.
pub(super) fn consider(index: &OrgIndex, text: &str, now: Millis) -> Considered {
    let locale = answer_in(written(text), Locale::ZhCn);
    let allowed = |item: &Item| item.speaks(locale) && item.may_answer(now);
    let reached = contact::item(index, text, allowed).map(|(item, _)| item.id);
    let hits = index.search(text, SHOWN, allowed);
    let choice = choose(&hits[..hits.len().min(OFFERED)], |_, hit| index.taught.answers(hit));
    let would = match hits.first() {
        _ if reached.is_some() => Would::Answer,
        _ if wants_human(text) => Would::HandOver,
        _ if small_talk(text).is_some() => Would::Chat,
        _ if matches!(choice, Choice::Answer | Choice::AnswerBeside) => Would::Answer,
        Some((item, hit)) if choice == Choice::Between || index.taught.near(item, hit) => Would::Offer,
        Some(_) | None => Would::Miss,
    };
    let vote = index.taught.vote(text);
    let candidates: Vec<ProbeCandidate> = hits
        .iter()
        .map(|(item, hit)| ProbeCandidate {
            knowledge_id: item.id,
            question: item.question.clone(),
            draft: item.is_working,
            score: hit.score,
            coverage: hit.coverage,
            strength: hit.strength,
            exact: hit.exact,
            likeness: hit.likeness.clamp(0.0, 1.0),
            certainty: hit.chance,
            answers: index.taught.answers(hit),
            near: index.taught.near(item, hit),
        })
        .collect();
    Considered {
        version: index.taught.version,
        thresholds: index.taught.thresholds,
        would,
        tie: choice == Choice::Between && would == Would::Offer,
        taught: vote.map(|vote| TaughtView { knowledge_id: vote.knowledge_id, likeness: vote.likeness }),
        offered: if would == Would::Offer {
            candidates.iter().filter(|one| one.near).take(OFFERED).map(|one| one.knowledge_id).collect()
        } else {
            Vec::new()
        },
        answer: (would == Would::Answer).then(|| reached.or_else(|| candidates.first().map(|one| one.knowledge_id))).flatten(),
        candidates,
    }
}
