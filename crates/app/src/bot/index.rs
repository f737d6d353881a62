//! What the bot searches: every knowledge item and menu of an organisation, in memory, rebuilt when they change. It
//! only ranks: what is said is read again from the database, so that an item that expired a moment ago stays unsaid.

use super::{menu, taught::Taught};
use crate::{App, Result, views::bot::Menu};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};
use yingke_core::{
    id::*,
    knowledge::{Knowledge, KnowledgeKind, KnowledgeState, Scope, may_answer},
    text::Locale,
    time::Millis,
    tuning::Thresholds,
};
use yingke_language::retrieval::{self, Document, Hit};
use yingke_store::{
    knowledge, knowledge_drafts,
    tuning::{self, Example},
};

/// Examples that are learned, the newest ones.
const MOST_EXAMPLES: i64 = 20_000;
/// Working copies that a draft is made with.
const MOST_COPIES: usize = 500;
/// Hits among which one that examples name is looked for.
const AMONG: usize = 20;

/// The indexes of all organisations on this node.
#[derive(Default)]
pub struct Index {
    orgs: RwLock<HashMap<OrgId, Arc<OrgIndex>>>,
    /// One rebuild at a time, so that an older reading never replaces a newer one.
    pub(super) rebuilding: tokio::sync::Mutex<()>,
    pub(super) kits: RwLock<HashMap<OrgId, Arc<super::kit::Kit>>>,
}

#[derive(Default)]
pub struct OrgIndex {
    pub items: Vec<Item>,
    pub menus: Vec<Menu>,
    questions: retrieval::Index,
    /// What the shop has taught, in the version that is live.
    pub taught: Taught,
    /// Items as they would be once their drafts are published; only where a draft is tried.
    working: HashMap<KnowledgeId, Knowledge>,
}

/// What ranking needs to know of an item.
#[derive(Clone)]
pub struct Item {
    pub id: KnowledgeId,
    pub key: String,
    pub kind: KnowledgeKind,
    pub scope: Scope,
    pub lang: Locale,
    pub question: String,
    pub state: KnowledgeState,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub asked: i64,
    /// Not published yet; answers where a draft is tried, as if it were.
    pub is_working: bool,
}

impl Item {
    /// Whether it may be said now, to somebody; to whom is for its scope.
    pub fn may_answer(&self, now: Millis) -> bool {
        let state = if self.is_working { KnowledgeState::Published } else { self.state };
        self.kind.for_customers() && !self.scope.agents_only && may_answer(state, self.valid_from, self.valid_to, now)
    }
    /// Chinese items answer readers of both spellings.
    pub fn speaks(&self, locale: Locale) -> bool {
        (self.lang == Locale::En) == (locale == Locale::En)
    }
}

impl OrgIndex {
    fn new(items: Vec<Knowledge>, menus: Vec<Menu>, examples: Vec<Example>, version: i64, thresholds: Thresholds) -> OrgIndex {
        let taught = Taught::new(version, thresholds, examples.iter().map(|one| (one.text.as_str(), one.knowledge_id)));
        let mut wordings: HashMap<KnowledgeId, Vec<String>> = HashMap::new();
        for one in examples {
            if let Some(id) = one.knowledge_id {
                wordings.entry(id).or_default().push(one.text);
            }
        }
        let documents: Vec<Document> = items
            .iter()
            .map(|item| Document {
                questions: std::iter::once(&item.question)
                    .chain(&item.similar)
                    .chain(wordings.get(&item.id).into_iter().flatten())
                    .cloned()
                    .collect(),
                answer: item.answer.clone(),
            })
            .collect();
        let questions = retrieval::Index::new(&documents);
        let items = items
            .into_iter()
            .map(|item| Item {
                id: item.id,
                lang: item.lang.parse().unwrap_or(Locale::ZhCn),
                state: item.state,
                kind: item.content.kind,
                valid_from: item.content.valid_from,
                valid_to: item.content.valid_to,
                key: item.key,
                question: item.content.question,
                scope: item.content.scope,
                asked: item.asked,
                is_working: false,
            })
            .collect();
        OrgIndex { items, menus, questions, taught, working: HashMap::new() }
    }

    /// What is a draft answers as if it were published.
    fn with_drafts(mut self, drafts: Vec<Knowledge>) -> OrgIndex {
        self.working = drafts.into_iter().map(|item| (item.id, Knowledge { state: KnowledgeState::Published, ..item })).collect();
        for item in &mut self.items {
            item.is_working = self.working.contains_key(&item.id);
        }
        self
    }

    /// The item as it stands in a draft that is tried.
    pub fn working(&self, id: KnowledgeId) -> Option<&Knowledge> {
        self.working.get(&id)
    }

    pub fn by_key(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
    /// Some item is for some customers only.
    pub fn is_scoped(&self) -> bool {
        self.items.iter().any(|item| !item.scope.is_open())
    }
    /// Best first, of the items that `allowed` lets through.
    pub fn search(&self, text: &str, limit: usize, allowed: impl Fn(&Item) -> bool) -> Vec<(&Item, Hit)> {
        self.search_with(text, limit, &[], allowed)
    }
    /// With a third score: how near an endpoint's vectors put each item to the text, by place.
    pub fn search_with(&self, text: &str, limit: usize, cosines: &[f32], allowed: impl Fn(&Item) -> bool) -> Vec<(&Item, Hit)> {
        let vote = self.taught.vote(text);
        if vote.is_some_and(|vote| vote.knowledge_id.is_none()) {
            return Vec::new();
        }
        let may = |document: usize| self.items.get(document).is_some_and(&allowed);
        let hits = self.questions.search_with(text, limit.max(AMONG), cosines, may);
        let mut hits: Vec<(&Item, Hit)> = hits.into_iter().map(|hit| (&self.items[hit.document], hit)).collect();
        // An item that the shop's own examples name comes first, as if these were its words.
        if let Some(named) = vote.and_then(|vote| vote.knowledge_id)
            && let Some(place) = hits.iter().position(|(item, hit)| item.id == named && !hit.exact)
        {
            let best = hits.first().map_or(0.0, |(_, hit)| hit.score);
            let (item, hit) = hits.remove(place);
            hits.insert(0, (item, Hit { exact: true, score: best.max(hit.score) * 1.25, ..hit }));
        }
        hits.truncate(limit);
        hits
    }
}

/// The organisation's index; made on the first question.
pub async fn of(app: &App, org_id: OrgId) -> Result<Arc<OrgIndex>> {
    if let Some(index) = held(app, org_id) {
        return Ok(index);
    }
    let _one = app.bot.rebuilding.lock().await;
    match held(app, org_id) {
        Some(index) => Ok(index),
        None => rebuild(app, org_id).await,
    }
}

/// Reads knowledge and menus anew. Called after every change of them, on whatever node it was made.
pub async fn refresh(app: &App, org_id: OrgId) -> Result<()> {
    let _one = app.bot.rebuilding.lock().await;
    rebuild(app, org_id).await?;
    Ok(())
}

/// What the index would be: working copies of knowledge, draft thresholds, examples that wait. Made when asked for; nobody is served from it.
pub async fn of_draft(app: &App, org_id: OrgId) -> Result<Arc<OrgIndex>> {
    let on = &mut app.read();
    let draft = tuning::get(on, org_id).await?.draft;
    let examples = tuning::draft_examples(on, org_id, MOST_EXAMPLES).await?;
    let mut items = knowledge::all(on, org_id).await?;
    for item in items.iter_mut().filter(|item| item.stage.is_some()).take(MOST_COPIES) {
        if let Some(copy) = knowledge_drafts::get(on, org_id, item.id).await? {
            item.content = copy.content;
            item.state = KnowledgeState::Draft;
        }
    }
    let drafts = items.iter().filter(|item| item.state == KnowledgeState::Draft).cloned().collect();
    made(app, org_id, items, drafts, examples, 0, draft).await
}

async fn rebuild(app: &App, org_id: OrgId) -> Result<Arc<OrgIndex>> {
    let on = &mut app.read();
    let version = tuning::get(on, org_id).await?.live_version;
    let thresholds = tuning::version_of(on, org_id, version).await?.map(|live| live.thresholds).unwrap_or_default();
    let examples = if version == 0 { Vec::new() } else { tuning::examples_of(on, org_id, version, MOST_EXAMPLES).await? };
    let items = knowledge::all(on, org_id).await?;
    let index = made(app, org_id, items, Vec::new(), examples, version, thresholds).await?;
    app.bot.orgs.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(org_id, index.clone());
    Ok(index)
}

async fn made(
    app: &App,
    org_id: OrgId,
    items: Vec<Knowledge>,
    drafts: Vec<Knowledge>,
    examples: Vec<Example>,
    version: i64,
    thresholds: Thresholds,
) -> Result<Arc<OrgIndex>> {
    let (menus, _) = menu::all(&mut app.read(), org_id).await?;
    let index = tokio::task::spawn_blocking(move || OrgIndex::new(items, menus, examples, version, thresholds).with_drafts(drafts));
    Ok(Arc::new(index.await.map_err(anyhow::Error::from)?))
}

fn held(app: &App, org_id: OrgId) -> Option<Arc<OrgIndex>> {
    app.bot.orgs.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&org_id).cloned()
}

#[cfg(test)]
pub(super) use tests::demo;

/// Of these items and nothing else.
#[cfg(test)]
pub(crate) fn of_items(items: Vec<Knowledge>) -> OrgIndex {
    OrgIndex::new(items, Vec::new(), Vec::new(), 0, Thresholds::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bot::menu, demo::content::content};
    use uuid::Uuid;
    use yingke_core::knowledge::Case;

    const NOW: Millis = Millis(1_795_247_000_000);

    /// The demo shop's own knowledge and menus.
    pub(in crate::bot) fn demo() -> OrgIndex {
        let items = content()
            .knowledge
            .iter()
            .zip(1u128..)
            .map(|(text, n)| Knowledge::new(KnowledgeId(Uuid::from_u128(n)), text.key.clone(), text.content(), NOW).published());
        let menus = content().menus.iter().map(|menu| serde_json::from_value(menu.clone()).expect("a menu as the bot reads it"));
        OrgIndex::new(items.collect(), menus.collect(), Vec::new(), 0, Thresholds::default())
    }

    fn locale(lang: &str) -> Locale {
        lang.parse().expect("a language")
    }

    #[test]
    fn every_question_of_the_demo_shop_finds_its_own_answer() {
        let index = demo();
        let (mut asked, mut lost) = (0, Vec::new());
        for text in &content().knowledge {
            for question in std::iter::once(&text.question).chain(&text.similar) {
                asked += 1;
                let hits = index.search(question, 1, |item| item.speaks(locale(&text.lang)));
                match hits.first() {
                    Some((item, hit)) if item.key == text.key && hit.is_answer() => {}
                    other => lost.push((question, &text.key, other.map(|(item, hit)| (&item.key, hit.score, hit.coverage)))),
                }
            }
        }
        // The same words may stand under two items.
        assert!(lost.len() * 100 <= asked, "{} of {asked}: {lost:#?}", lost.len());
    }

    #[test]
    fn every_menu_of_the_demo_shop_is_called_by_its_words_and_leads_somewhere() {
        let index = demo();
        for menu in &index.menus {
            for word in &menu.keywords {
                let (_, options) =
                    menu::called(&index, word, Locale::ZhCn, NOW, &Case::default()).unwrap_or_else(|| panic!("{word} calls nothing"));
                assert!(options.len() >= 2, "{word}");
                for option in options {
                    if let Some(key) = option.action.strip_prefix("knowledge:") {
                        assert!(index.by_key(key).is_some(), "{word} leads to {key}, which is not there");
                    }
                }
            }
        }
        // S0-11
        let (_, options) = menu::called(&index, "物流", Locale::ZhCn, NOW, &Case::default()).expect("a menu");
        assert_eq!(options.iter().map(|option| option.label.as_str()).collect::<Vec<_>>(), ["物流进度", "物流不更新"]);
    }
}
