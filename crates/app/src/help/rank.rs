//! The order of what a search finds. Into a search box people type words rather than questions: an article that has all of them,
//! in its title, other wordings and text together, goes before one that means about the same and has only some.

use super::shelf::{Shelf, Source};
use std::collections::HashSet;
use yingke_core::id::KnowledgeId;
use yingke_language::{normalise, retrieval::Hit, terms::terms};

/// How much the words count beside the certainty of the bot's own search.
const WORDS: f32 = 0.6;

/// Best first; what stands on no shelf is left out.
pub fn order<'s>(shelf: &'s Shelf, words: &str, hits: &[(KnowledgeId, Hit)]) -> Vec<&'s Source> {
    let asked = terms_of([words].into_iter());
    let all: f32 = asked.iter().map(|term| shelf.rarity(term)).sum();
    let share = |source: &Source| {
        let found: f32 = asked.iter().filter(|term| source.terms.contains(*term)).map(|term| shelf.rarity(term)).sum();
        if all > 0.0 { found / all } else { 0.0 }
    };
    let mut found: Vec<(f32, &Source)> = hits
        .iter()
        .filter_map(|(id, hit)| {
            let source = shelf.sources.iter().find(|source| source.id == *id)?;
            let exact = if hit.exact { 1.0 } else { 0.0 };
            Some((exact + hit.certainty() + WORDS * share(source), source))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, source)| source).collect()
}

pub fn terms_of<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<Box<str>> {
    let mut found = HashSet::new();
    for text in texts {
        terms(&normalise(text), |term| {
            found.insert(term.into());
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bot::index, demo::content::content};
    use yingke_core::{knowledge::Knowledge, text::Locale, time::Millis};

    fn found(words: &str) -> Vec<String> {
        let texts = content().knowledge.iter().map(|text| (text.key.clone(), text.content()));
        let articles = content().library.items.iter().map(|item| (item.key.clone(), item.content.clone()));
        let items: Vec<Knowledge> = texts
            .chain(articles)
            .zip(1u128..)
            .map(|((key, content), n)| Knowledge::new(KnowledgeId(uuid::Uuid::from_u128(n)), key, content, Millis(0)).published())
            .collect();
        let index = index::of_items(items.clone());
        let shelf = Shelf::of(items);
        let locale = if words.is_ascii() { Locale::En } else { Locale::ZhCn };
        let hits = index.search(words, 20, |item| item.speaks(locale));
        let near: Vec<(KnowledgeId, Hit)> = hits.iter().filter(|(_, hit)| hit.is_near()).map(|(item, hit)| (item.id, *hit)).collect();
        for (item, hit) in &hits {
            println!(
                "HELP {words}: {} cov {:.2} like {:.2} str {:.2} cert {:.2} chance {:.2} near {}",
                item.key,
                hit.coverage,
                hit.likeness,
                hit.strength,
                hit.certainty(),
                hit.chance,
                hit.is_near()
            );
        }
        order(&shelf, words, &near).into_iter().map(|source| source.key.clone()).collect()
    }

    #[test]
    fn the_article_that_has_the_words_comes_first() {
        for (words, key) in [
            ("被子可以洗吗", "down_care"),
            ("羽绒被 清洗", "down_care"),
            ("被子 跑绒", "down_care"),
            ("washing a duvet", "en_down_care"),
            ("退款多久到账", "refund_time"),
            ("退货运费", "return_freight"),
            ("电磁炉", "spec_induction"),
            ("改地址", "change_address"),
            ("invoice", "en_get_invoice"),
        ] {
            assert_eq!(found(words).first().map(String::as_str), Some(key), "{words}: {:?}", found(words));
        }
    }
}
