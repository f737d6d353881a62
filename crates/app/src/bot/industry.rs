//! What is true of nearly every shop: used only when the shop itself says nothing. Careful words, and where to look.

use std::sync::LazyLock;
use yingke_core::text::Locale;
use yingke_language::retrieval::{Document, Index};

#[derive(serde::Deserialize)]
pub struct General {
    lang: Locale,
    questions: Vec<String>,
    pub answer: String,
}

static ALL: LazyLock<(Vec<General>, Index)> = LazyLock::new(|| {
    let all: Vec<General> = serde_json::from_str(include_str!("industry.json")).expect("our own text");
    let documents: Vec<Document> = all.iter().map(|one| Document { questions: one.questions.clone(), answer: String::new() }).collect();
    let index = Index::new(&documents);
    (all, index)
});

/// The general answer to this, with the question that it belongs to.
pub fn find(text: &str, locale: Locale) -> Option<(&'static str, &'static General)> {
    let (all, index) = &*ALL;
    let english = locale == Locale::En;
    let hit = index.search(text, 1, |n| all.get(n).is_some_and(|one| (one.lang == Locale::En) == english)).into_iter().next()?;
    // There are few texts here: only a close fit is one.
    let sure = hit.exact || (hit.is_answer() && hit.coverage >= 0.6);
    sure.then(|| (all[hit.document].questions[0].as_str(), &all[hit.document]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_finds_its_answer_and_nonsense_finds_none() {
        for one in &ALL.0 {
            for question in &one.questions {
                let found = find(question, one.lang).unwrap_or_else(|| panic!("{question} finds nothing"));
                assert_eq!(found.1.answer, one.answer, "{question}");
            }
        }
        for text in ["qwxz vbnm plok", "今天天气怎么样", "你喜欢吃什么", "what is the meaning of life"] {
            assert!(find(text, Locale::ZhCn).is_none() && find(text, Locale::En).is_none(), "{text}");
        }
    }
}
