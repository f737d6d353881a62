//! Reading items: newest change first, or, with words, in the order in which the bot would take them.

use super::view;
use crate::{
    app::App,
    bot, cursor,
    error::{Error, Result},
    principal::Principal,
    views::{Page, knowledge::KnowledgeView},
};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{Knowledge, KnowledgeState},
};
use yingke_store::{events, knowledge};

#[derive(Debug, Default)]
pub struct Filter {
    pub text: String,
    pub state: Option<KnowledgeState>,
    pub lang: Option<String>,
}

pub async fn list(app: &App, who: &Principal, filter: Filter, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<KnowledgeView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    if !filter.text.trim().is_empty() {
        let items = ranked(app, who, &filter, limit).await?;
        return Ok(Page { items: items.into_iter().map(view).collect(), next: None, seq });
    }
    let state = filter.state.map(KnowledgeState::as_str);
    let mut items = knowledge::list(on, who.org_id, state, filter.lang.as_deref(), cursor::decode(cursor)?, limit + 1).await?;
    let next = cursor::cut(&mut items, limit, |item| cursor::encode(item.updated_at.0, item.id.0));
    Ok(Page { items: items.into_iter().map(view).collect(), next, seq })
}

pub async fn get(app: &App, who: &Principal, id: KnowledgeId) -> Result<KnowledgeView> {
    Ok(view(knowledge::get(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?))
}

/// One page of the best; drafts and expired items too, because people look for those as well.
async fn ranked(app: &App, who: &Principal, filter: &Filter, limit: i64) -> Result<Vec<Knowledge>> {
    let index = bot::index::of(app, who.org_id).await?;
    let hits = index.search(&filter.text, usize::try_from(limit).unwrap_or(50), |item| {
        filter.state.is_none_or(|state| state == item.state) && filter.lang.as_deref().is_none_or(|lang| lang == item.lang.as_str())
    });
    let mut ids: Vec<KnowledgeId> = hits.iter().map(|(item, _)| item.id).collect();
    // A key is what menus name; whoever pastes one wants that item.
    if let Some(item) = index.by_key(filter.text.trim()) {
        ids.retain(|id| *id != item.id);
        ids.insert(0, item.id);
    }
    let found = knowledge::by_ids(&mut app.read(), who.org_id, &ids).await?;
    Ok(ids.iter().filter_map(|id| found.iter().find(|item| item.id == *id).cloned()).collect())
}
