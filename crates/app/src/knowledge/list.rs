//! Reading items: newest change first, or, with words, in the order in which the bot would take them.

use super::view;
use crate::{
    app::App,
    bot, cursor,
    error::{Error, Result},
    principal::Principal,
    views::{
        Page,
        knowledge::{KnowledgeView, OwnerLineView},
    },
};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{Knowledge, KnowledgeKind, KnowledgeState, review::Stage},
    time::Millis,
};
use yingke_store::{events, knowledge};

#[derive(Debug, Default)]
pub struct Filter {
    pub text: String,
    pub state: Option<KnowledgeState>,
    pub lang: Option<String>,
    pub kind: Option<KnowledgeKind>,
    pub category: Option<String>,
    pub owner_line: Option<String>,
    pub stage: Option<Stage>,
    pub expired: bool,
}

impl Filter {
    fn rows(&self, now: Millis) -> knowledge::Filter<'_> {
        knowledge::Filter {
            state: self.state.map(KnowledgeState::as_str),
            lang: self.lang.as_deref(),
            kind: self.kind.map(KnowledgeKind::as_str),
            category: self.category.as_deref(),
            owner_line: self.owner_line.as_deref(),
            stage: self.stage.map(Stage::as_str),
            expired_by: self.expired.then_some(now),
        }
    }
    fn keeps(&self, item: &Knowledge, now: Millis) -> bool {
        let same = |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|wanted| wanted == found);
        self.state.is_none_or(|state| state == item.state)
            && self.kind.is_none_or(|kind| kind == item.kind)
            && (self.stage.is_none() || self.stage == item.stage)
            && same(&self.lang, &item.lang)
            && same(&self.category, &item.category)
            && same(&self.owner_line, &item.owner_line)
            && (!self.expired || item.valid_to.is_some_and(|to| to <= now))
    }
}

pub async fn list(app: &App, who: &Principal, filter: Filter, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<KnowledgeView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let (now, limit) = (app.clock.now(), cursor::limit(limit));
    if !filter.text.trim().is_empty() {
        let items = ranked(app, who, &filter, limit).await?;
        return Ok(Page { items: items.into_iter().map(view).collect(), next: None, seq });
    }
    let mut items = knowledge::list(on, who.org_id, &filter.rows(now), cursor::decode(cursor)?, limit + 1).await?;
    let next = cursor::cut(&mut items, limit, |item| cursor::encode(item.updated_at.0, item.id.0));
    Ok(Page { items: items.into_iter().map(view).collect(), next, seq })
}

/// Everything that a filter lets through, for files.
pub async fn whole(app: &App, who: &Principal, filter: &Filter) -> Result<Vec<Knowledge>> {
    const MOST: i64 = 20_000;
    Ok(knowledge::list(&mut app.read(), who.org_id, &filter.rows(app.clock.now()), None, MOST).await?)
}

pub async fn get(app: &App, who: &Principal, id: KnowledgeId) -> Result<KnowledgeView> {
    Ok(view(knowledge::get(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?))
}

pub async fn owner_lines(app: &App, who: &Principal) -> Result<Vec<OwnerLineView>> {
    let lines = knowledge::owner_lines(&mut app.read(), who.org_id).await?;
    Ok(lines.into_iter().map(|(name, items)| OwnerLineView { name, items }).collect())
}

/// One page of the best; drafts and expired items too, because people look for those as well.
async fn ranked(app: &App, who: &Principal, filter: &Filter, limit: i64) -> Result<Vec<Knowledge>> {
    let index = bot::index::of(app, who.org_id).await?;
    let now = app.clock.now();
    // What the index does not know of an item is looked at after reading it; hence some more.
    let hits = index.search(&filter.text, usize::try_from(limit * 3).unwrap_or(150), |item| {
        filter.state.is_none_or(|state| state == item.state)
            && filter.kind.is_none_or(|kind| kind == item.kind)
            && filter.lang.as_deref().is_none_or(|lang| lang == item.lang.as_str())
    });
    let mut ids: Vec<KnowledgeId> = hits.iter().map(|(item, _)| item.id).collect();
    // A key is what menus name; whoever pastes one wants that item.
    if let Some(item) = index.by_key(filter.text.trim()) {
        ids.retain(|id| *id != item.id);
        ids.insert(0, item.id);
    }
    let found = knowledge::by_ids(&mut app.read(), who.org_id, &ids).await?;
    let mut items: Vec<Knowledge> = ids.iter().filter_map(|id| found.iter().find(|item| item.id == *id).cloned()).collect();
    items.retain(|item| filter.keeps(item, now));
    items.truncate(usize::try_from(limit).unwrap_or(50));
    Ok(items)
}
