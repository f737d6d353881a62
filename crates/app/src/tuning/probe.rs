//! What the bot would do with a question, and why: the same index, the same order of questions asked of it, no effect.

use super::words;
use crate::{
    App, Principal, Result,
    bot::{
        choose::{Choice, choose},
        index::{self, Item, OrgIndex},
    },
    views::tuning::{AskProbe, Considered, ProbeCandidate, ProbeView, TaughtView},
};
use std::sync::Arc;
use yingke_core::{knowledge::KnowledgeState, permission::Permission, text::Locale, time::Millis, tuning::Would};
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
    let live = index::of(app, who.org_id).await?;
    let draft = index::of_draft(app, who.org_id).await?;
    let now = app.clock.now();
    Ok(ProbeView {
        live: consider(&live, &text, now, Which::Live),
        draft: consider(&draft, &text, now, Which::Draft),
        locale: answer_in(written(&text), Locale::ZhCn),
        mood: mood::of(&text),
        wants_human: wants_human(&text),
        small_talk: small_talk(&text).is_some(),
        text,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Live,
    /// Items that are drafts answer too.
    Draft,
}

pub(super) fn consider(index: &Arc<OrgIndex>, text: &str, now: Millis, which: Which) -> Considered {
    let locale = answer_in(written(text), Locale::ZhCn);
    let allowed = |item: &Item| item.speaks(locale) && (item.may_answer(now) || (which == Which::Draft && would_answer(item, now)));
    let hits = index.search(text, SHOWN, allowed);
    let choice = choose(&hits[..hits.len().min(OFFERED)], |_, hit| index.taught.answers(hit));
    let would = match hits.first() {
        _ if wants_human(text) => Would::HandOver,
        _ if small_talk(text).is_some() => Would::Chat,
        _ if matches!(choice, Choice::Answer | Choice::AnswerBeside) => Would::Answer,
        Some((_, hit)) if choice == Choice::Between || index.taught.near(hit) => Would::Offer,
        Some(_) | None => Would::Miss,
    };
    let vote = index.taught.vote(text);
    let candidates: Vec<ProbeCandidate> = hits
        .iter()
        .map(|(item, hit)| ProbeCandidate {
            knowledge_id: item.id,
            question: item.question.clone(),
            draft: item.state == KnowledgeState::Draft,
            score: hit.score,
            coverage: hit.coverage,
            strength: hit.strength,
            exact: hit.exact,
            likeness: hit.likeness.clamp(0.0, 1.0),
            certainty: hit.chance,
            answers: index.taught.answers(hit),
            near: index.taught.near(hit),
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
        answer: (would == Would::Answer).then(|| candidates.first().map(|one| one.knowledge_id)).flatten(),
        candidates,
    }
}

/// Once it is published.
fn would_answer(item: &Item, now: Millis) -> bool {
    Item { state: KnowledgeState::Published, ..item.clone() }.may_answer(now) && item.state == KnowledgeState::Draft
}
