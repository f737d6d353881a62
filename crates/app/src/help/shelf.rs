//! Texts of the public items, in memory. They belong to one state of the bot's index and are read anew with it, so a
//! change of knowledge is seen here as soon as the bot knows it.

use super::rank::terms_of;
use crate::{
    App, Result,
    bot::{self, index::OrgIndex},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, RwLock, Weak},
};
use yingke_core::{
    id::*,
    knowledge::{Knowledge, may_answer},
    text::Locale,
    time::Millis,
};
use yingke_store::knowledge;

#[derive(Default)]
pub struct Shelves(RwLock<HashMap<OrgId, (Weak<OrgIndex>, super::Kept)>>);

pub struct Shelf {
    pub sources: Vec<Source>,
    /// In how many of them each term stands.
    having: HashMap<Box<str>, usize>,
}

impl Shelf {
    pub(super) fn of(items: Vec<Knowledge>) -> Shelf {
        let sources: Vec<Source> = items.into_iter().filter_map(Source::of).collect();
        let mut having: HashMap<Box<str>, usize> = HashMap::new();
        for term in sources.iter().flat_map(|source| &source.terms) {
            *having.entry(term.clone()).or_default() += 1;
        }
        Shelf { sources, having }
    }
    /// Rare terms say more about what is looked for.
    pub(super) fn rarity(&self, term: &str) -> f32 {
        let (having, all) = (self.having.get(term).copied().unwrap_or(0) as f32, self.sources.len() as f32);
        (1.0 + (all - having + 0.5).max(0.0) / (having + 0.5)).ln()
    }
}

/// An item that customers may read while it is valid.
pub struct Source {
    pub id: KnowledgeId,
    pub key: String,
    pub lang: Locale,
    pub category: String,
    pub question: String,
    pub answer: String,
    /// Cleaned when it was saved; empty for plain text.
    pub html: String,
    /// Of all its texts.
    pub terms: HashSet<Box<str>>,
    pub valid_from: Option<Millis>,
    pub valid_to: Option<Millis>,
    pub asked: i64,
    pub updated_at: Millis,
}

impl Source {
    /// Chinese items are read in both spellings.
    pub fn speaks(&self, locale: Locale) -> bool {
        (self.lang == Locale::En) == (locale == Locale::En)
    }
    pub fn is_open(&self, now: Millis) -> bool {
        self.valid_from.is_none_or(|from| from <= now) && self.valid_to.is_none_or(|to| now < to)
    }
    /// Published, for customers, and for all of them: the interval is looked at when it is read.
    fn of(item: Knowledge) -> Option<Source> {
        let public = item.kind.for_customers() && item.scope.is_open() && !item.scope.agents_only;
        let content = item.content;
        (public && may_answer(item.state, None, None, Millis(0))).then(|| Source {
            id: item.id,
            key: item.key,
            lang: content.lang.parse().unwrap_or(Locale::ZhCn),
            terms: terms_of([&content.question, &content.answer].into_iter().chain(&content.similar).map(String::as_str)),
            category: content.category,
            question: content.question,
            answer: content.answer,
            html: content.html,
            valid_from: content.valid_from,
            valid_to: content.valid_to,
            asked: item.asked,
            updated_at: item.updated_at,
        })
    }
}

pub async fn of(app: &App, org_id: OrgId) -> Result<super::Kept> {
    let index = bot::index::of(app, org_id).await?;
    if let Some(shelf) = held(app, org_id, &index) {
        return Ok(shelf);
    }
    let items = knowledge::all(&mut app.read(), org_id).await?;
    let shelf = Arc::new(Shelf::of(items));
    let mut shelves = app.help.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    shelves.insert(org_id, (Arc::downgrade(&index), shelf.clone()));
    Ok(shelf)
}

fn held(app: &App, org_id: OrgId, index: &Arc<OrgIndex>) -> Option<super::Kept> {
    let shelves = app.help.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (of, shelf) = shelves.get(&org_id)?;
    (of.as_ptr() == Arc::as_ptr(index)).then(|| shelf.clone())
}
