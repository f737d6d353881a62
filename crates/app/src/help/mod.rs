//! The public help centre: what everybody may read of an organisation's knowledge, in the shop's name. The same items
//! that the bot answers from, under the same conditions: published, valid now, with facts that hold.
//!
//! [`shelf`] keeps the texts in memory beside the bot's index; [`vote`] counts whether an article helped.

mod rank;
mod shelf;
mod vote;

pub use shelf::Shelves;
pub use vote::vote;

use crate::{App, Result, bot, facts::said};
use shelf::Source;
use std::{collections::HashMap, sync::Arc};
use yingke_core::{
    fact::Fact,
    id::*,
    text::{Locale, Text},
    time::Millis,
};
use yingke_language::{normalise, retrieval::Hit, to_traditional};
use yingke_store::{categories, entries, orgs};

/// One shop's help centre, opened by the organisation's slug or by the public key of an entry.
#[derive(Debug, Clone)]
pub struct Centre {
    pub org_id: OrgId,
    pub handle: String,
    pub shop_name: String,
    pub locale: Locale,
    /// Where questions go that the articles leave open; none when no entry is enabled.
    pub entry_key: Option<String>,
}

pub async fn open(app: &App, handle: &str) -> Result<Option<Centre>> {
    let on = &mut app.read();
    if handle.is_empty() || handle.len() > 100 {
        return Ok(None);
    }
    let (org, entry) = match entries::find_by_key(on, handle).await? {
        Some(entry) if entry.enabled => (orgs::find(on, entry.org_id).await?, Some(entry)),
        Some(_) => return Ok(None),
        None => match orgs::find_by_slug(on, handle).await? {
            Some(org) => {
                let entry = entries::all(on, org.id).await?.into_iter().find(|entry| entry.enabled);
                (Some(org), entry)
            }
            None => (None, None),
        },
    };
    Ok(org.map(|org| Centre {
        org_id: org.id,
        handle: handle.to_owned(),
        shop_name: org.name,
        locale: org.locale,
        entry_key: entry.map(|entry| entry.public_key),
    }))
}

/// An article as it reads now.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub id: KnowledgeId,
    pub key: String,
    pub lang: Locale,
    pub category: String,
    pub question: String,
    pub answer: String,
    /// With headings, lists and links; empty for plain text.
    pub html: String,
    pub asked: i64,
    pub updated_at: Millis,
    /// When it stops being valid by itself.
    pub until: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// As it stands in addresses.
    pub key: String,
    pub name: String,
    pub articles: Vec<Article>,
}

/// Everything that this reader may see, by category in the shop's order; the most asked first in each.
pub async fn categories(app: &App, centre: &Centre, locale: Locale) -> Result<Vec<Category>> {
    let shelf = shelf::of(app, centre.org_id).await?;
    let now = app.clock.now();
    let open: Vec<&Source> = shelf.sources.iter().filter(|source| source.speaks(locale) && source.is_open(now)).collect();
    let articles = written(app, centre.org_id, &open, locale, now).await?;
    let names = categories::all(&mut app.read(), centre.org_id).await?;
    let mut groups: Vec<(usize, Category)> = Vec::new();
    for article in articles {
        match groups.iter_mut().find(|(_, group)| group.key == article.category) {
            Some((_, group)) => group.articles.push(article),
            None => {
                let place = names.iter().position(|category| category.key == article.category);
                let name = place.map_or(article.category.as_str(), |at| names[at].name.get(locale));
                let name = if place.is_none() && locale == Locale::ZhTw { to_traditional(name) } else { name.to_owned() };
                let key = article.category.clone();
                groups.push((place.unwrap_or(usize::MAX), Category { key, name, articles: vec![article] }));
            }
        }
    }
    for (_, group) in &mut groups {
        group.articles.sort_by(|a, b| b.asked.cmp(&a.asked).then_with(|| a.key.cmp(&b.key)));
    }
    // Categories of the tree in its order, then the shop's own words by size; items without one come last.
    groups.sort_by(|(a, x), (b, y)| {
        (x.key.is_empty(), a).cmp(&(y.key.is_empty(), b)).then(y.articles.len().cmp(&x.articles.len())).then_with(|| x.key.cmp(&y.key))
    });
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

pub async fn article(app: &App, centre: &Centre, key: &str, locale: Locale) -> Result<Option<Article>> {
    let shelf = shelf::of(app, centre.org_id).await?;
    let now = app.clock.now();
    let Some(source) = shelf.sources.iter().find(|source| source.key == key && source.is_open(now)) else { return Ok(None) };
    // A text in another language is shown in its own.
    let locale = if source.speaks(locale) { locale } else { source.lang };
    Ok(written(app, centre.org_id, &[source], locale, now).await?.pop())
}

const FOUND: usize = 20;

/// What the bot finds near, in the order of [`rank`].
pub async fn search(app: &App, centre: &Centre, words: &str, locale: Locale) -> Result<Vec<Article>> {
    let words: String = words.chars().take(200).collect();
    if normalise(&words).trim().is_empty() {
        return Ok(Vec::new());
    }
    let shelf = shelf::of(app, centre.org_id).await?;
    let index = bot::index::of(app, centre.org_id).await?;
    let now = app.clock.now();
    let hits = index.search(&words, FOUND, |item| item.speaks(locale) && item.may_answer(now));
    let near: Vec<(KnowledgeId, Hit)> = hits.into_iter().filter(|(_, hit)| hit.is_near()).map(|(item, hit)| (item.id, hit)).collect();
    let open: Vec<&Source> = rank::order(&shelf, &words, &near).into_iter().filter(|source| source.is_open(now)).collect();
    written(app, centre.org_id, &open, locale, now).await
}

/// For the site map: addresses with their last change.
pub async fn all(app: &App, centre: &Centre) -> Result<Vec<(String, Millis)>> {
    let shelf = shelf::of(app, centre.org_id).await?;
    let now = app.clock.now();
    let open: Vec<&Source> = shelf.sources.iter().filter(|source| source.is_open(now)).collect();
    let articles = written(app, centre.org_id, &open, centre.locale, now).await?;
    Ok(articles.into_iter().map(|article| (article.key, article.updated_at)).collect())
}

/// With facts said; what names a fact that does not hold is left out.
async fn written(app: &App, org_id: OrgId, sources: &[&Source], locale: Locale, now: Millis) -> Result<Vec<Article>> {
    // A rich text says the same facts as its plain form, which is made of it.
    let facts = said::named(&mut app.read(), org_id, sources.iter().map(|source| source.answer.as_str())).await?;
    let in_markup: HashMap<String, Fact> = facts.iter().map(|(key, fact)| (key.clone(), escaped(fact))).collect();
    Ok(sources
        .iter()
        .filter_map(|source| {
            let html = said::with(&in_markup, &source.html, locale, now)?.text;
            let said = said::with(&facts, &source.answer, locale, now)?;
            let ends = facts.values().filter(|fact| said.facts.iter().any(|(id, _)| *id == fact.id)).filter_map(|fact| fact.valid_to);
            Some(Article {
                id: source.id,
                key: source.key.clone(),
                lang: if source.speaks(locale) { locale } else { source.lang },
                category: source.category.clone(),
                question: spelled(locale, source.lang, &source.question),
                until: ends.chain(source.valid_to).min(),
                answer: spelled(locale, source.lang, &said.text),
                html: spelled(locale, source.lang, &html),
                asked: source.asked,
                updated_at: source.updated_at,
            })
        })
        .collect())
}

/// A fact's words as they may stand between tags.
fn escaped(fact: &Fact) -> Fact {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let all = |text: &Text| Text { zh_cn: plain(&text.zh_cn), zh_tw: plain(&text.zh_tw), en: plain(&text.en) };
    Fact { value: plain(&fact.value), unit: all(&fact.unit), wording: all(&fact.wording), ..fact.clone() }
}

fn spelled(locale: Locale, lang: Locale, text: &str) -> String {
    if locale == Locale::ZhTw && lang == Locale::ZhCn { to_traditional(text) } else { text.to_owned() }
}

pub(crate) type Kept = Arc<shelf::Shelf>;
