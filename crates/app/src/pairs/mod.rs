//! Items that repeat or contradict each other. Near questions come from the retrieval index and are measured by
//! [`crate::alike`]; near questions whose answers [`differ`] contradict each other, very near ones repeat each other.

mod differ;

use crate::{App, Error, Principal, Result, alike::Terms, facts::said, views::care::*};
use std::collections::{HashMap, HashSet};
use yingke_core::{
    event::Actor,
    fact::Fact,
    knowledge::{Knowledge, KnowledgeState},
    permission::Permission,
    text::Locale,
    time::Millis,
};
use yingke_language::retrieval::{Document, Index};
use yingke_store::{knowledge, knowledge_pairs};

/// The most asked ones are compared: a search for each of them is what this costs.
const MOST_ITEMS: usize = 3_000;
const MOST_PAIRS: usize = 200;
const CANDIDATES: usize = 8;
const WORDINGS: usize = 12;
const SAME: f32 = 0.85;
const NEAR: f32 = 0.7;

/// Contradictions first, then by nearness.
pub async fn list(app: &App, who: &Principal) -> Result<Vec<PairView>> {
    who.must(Permission::KnowledgeEdit)?;
    let on = &mut app.read();
    let now = app.clock.now();
    let mut items: Vec<Text> = knowledge::all(on, who.org_id).await?.into_iter().filter_map(Text::of).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.view.asked));
    items.truncate(MOST_ITEMS);
    let facts = said::named(on, who.org_id, items.iter().map(|item| item.view.answer.as_str())).await?;
    let judged = knowledge_pairs::judged(on, who.org_id).await?;
    let pairs = tokio::task::spawn_blocking(move || {
        let mut pairs = find(&items, &facts, now);
        pairs.retain(|pair| judged.get(&(pair.a.id, pair.b.id)) != Some(&(pair.a.version, pair.b.version)));
        pairs.sort_by(|x, y| (&x.kind, -x.alike, x.a.id).cmp(&(&y.kind, -y.alike, y.a.id)));
        pairs.truncate(MOST_PAIRS);
        pairs
    });
    Ok(pairs.await.map_err(anyhow::Error::from)?)
}

pub async fn dismiss(app: &App, who: &Principal, pair: DismissPair) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    if pair.a == pair.b {
        return Err(Error::invalid("b", "a pair has two items"));
    }
    let (org_id, now) = (who.org_id, app.clock.now());
    let agent_id = if let Actor::Agent(id) = who.actor { Some(id) } else { None };
    let (a, b) = (pair.a.min(pair.b), pair.a.max(pair.b));
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let found = (knowledge::get(tx, org_id, a).await?, knowledge::get(tx, org_id, b).await?);
                let (Some(first), Some(second)) = found else { return Err(Error::NotFound("knowledge item")) };
                Ok(knowledge_pairs::judge(tx, org_id, (a, b), (first.version, second.version), agent_id, now).await?)
            })
        })
        .await
}

/// What is compared of an item.
struct Text {
    view: PairItem,
    lang: Locale,
    wordings: Vec<String>,
}

impl Text {
    fn of(item: Knowledge) -> Option<Text> {
        if item.state == KnowledgeState::Archived || !item.kind.for_customers() {
            return None;
        }
        let content = item.content;
        let wordings = std::iter::once(&content.question).chain(&content.similar).take(WORDINGS).cloned().collect();
        let lang = content.lang.parse().unwrap_or(Locale::ZhCn);
        let view = PairItem {
            id: item.id,
            key: item.key,
            question: content.question,
            answer: content.answer,
            lang: content.lang,
            state: item.state.to_string(),
            asked: item.asked,
            version: item.version,
            updated_at: item.updated_at,
        };
        Some(Text { view, lang, wordings })
    }
}

fn find(items: &[Text], facts: &HashMap<String, Fact>, now: Millis) -> Vec<PairView> {
    let documents: Vec<Document> = items.iter().map(|item| Document { questions: item.wordings.clone(), answer: String::new() }).collect();
    let index = Index::new(&documents);
    let terms: Vec<Vec<Terms>> = items.iter().map(|item| item.wordings.iter().map(|wording| Terms::of(wording)).collect()).collect();
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    let mut pairs = Vec::new();
    for place in 0..items.len() {
        let english = items[place].lang == Locale::En;
        for hit in
            index.search(&items[place].view.question, CANDIDATES, |other| other != place && (items[other].lang == Locale::En) == english)
        {
            if !seen.insert((place.min(hit.document), place.max(hit.document))) {
                continue;
            }
            let alike = terms[place].iter().flat_map(|a| terms[hit.document].iter().map(|b| a.alike(b))).fold(0.0, f32::max);
            pairs.extend(judge(&items[place], &items[hit.document], alike, facts, now));
        }
    }
    pairs
}

fn judge(x: &Text, y: &Text, alike: f32, facts: &HashMap<String, Fact>, now: Millis) -> Option<PairView> {
    if alike < NEAR {
        return None;
    }
    let (a, b) = if x.view.id < y.view.id { (x, y) } else { (y, x) };
    let said =
        |item: &Text| said::with(facts, &item.view.answer, item.lang, now).map_or_else(|| item.view.answer.clone(), |said| said.text);
    let differences = differ::differences(&said(a), &said(b), &a.view.answer, &b.view.answer);
    let kind = match (differences.is_empty(), a.lang == b.lang) {
        (false, _) => "contradiction",
        // The same item in both Chinese spellings is a translation.
        (true, true) if alike >= SAME => "duplicate",
        (true, _) => return None,
    };
    let percent = (alike * 100.0).round() as i64;
    Some(PairView { kind: kind.to_owned(), alike: percent, a: a.view.clone(), b: b.view.clone(), differences })
}
