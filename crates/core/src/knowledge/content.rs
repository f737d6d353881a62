//! What people write: the part of an item that is drafted, reviewed, published and kept as versions.

use super::{KnowledgeKind, Scope, sop::Step};
use crate::{id::GroupId, text::Locale, time::Millis};
use serde::{Deserialize, Serialize};

pub const MOST_TITLE: usize = 200;
pub const MOST_ANSWER: usize = 5_000;
/// With its markup.
pub const MOST_HTML: usize = 100_000;
pub const MOST_SIMILAR: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Content {
    #[serde(default)]
    pub kind: KnowledgeKind,
    #[serde(default)]
    pub category: String,
    /// `zh-CN`, `zh-TW` or `en`.
    #[serde(default = "usual_language")]
    pub lang: String,
    /// The question, or the title of an article, a script or an SOP.
    pub question: String,
    #[serde(default)]
    pub similar: Vec<String>,
    /// Plain text: what the bot says, what a script inserts. Made from `html` where that is given.
    #[serde(default)]
    pub answer: String,
    /// The same with headings, lists and links, cleaned by the server; empty for plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// What inserts a script after `/`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shortcut: String,
    #[serde(default)]
    pub levels: Levels,
    /// Steps of an SOP.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub source: String,
    /// The business line that answers for it (S0-24): 物流, 财务, 活动.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner_line: String,
    /// Inclusive; none = since ever.
    #[serde(default)]
    pub valid_from: Option<Millis>,
    /// Exclusive; none = for ever.
    #[serde(default)]
    pub valid_to: Option<Millis>,
    #[serde(default)]
    pub scope: Scope,
    /// Agents must confirm that they have read it (S0-21).
    #[serde(default)]
    pub must_read: bool,
    /// Whose agents must; empty = everybody's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read_groups: Vec<GroupId>,
}

/// A script's other tones; an empty one is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Levels {
    /// For a worried customer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub warm: String,
    /// For an angry one, or a complaint.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub formal: String,
}

fn usual_language() -> String {
    Locale::ZhCn.to_string()
}

/// Written out by hand because an item without a kind is a question.
impl Default for KnowledgeKind {
    fn default() -> Self {
        KnowledgeKind::Question
    }
}

impl Default for Content {
    fn default() -> Self {
        Self {
            kind: KnowledgeKind::Question,
            category: String::new(),
            lang: usual_language(),
            question: String::new(),
            similar: Vec::new(),
            answer: String::new(),
            html: String::new(),
            shortcut: String::new(),
            levels: Levels::default(),
            steps: Vec::new(),
            source: String::new(),
            owner_line: String::new(),
            valid_from: None,
            valid_to: None,
            scope: Scope::default(),
            must_read: false,
            read_groups: Vec::new(),
        }
    }
}

/// The first thing that must be mended: its field, and what to do.
pub type Flaw = (&'static str, String);

impl Content {
    /// Trimmed, without empty and repeated wordings, and without what its kind does not have.
    pub fn tidy(mut self) -> Self {
        for text in [&mut self.category, &mut self.question, &mut self.answer, &mut self.source, &mut self.owner_line, &mut self.html] {
            *text = text.trim().to_owned();
        }
        self.shortcut = self.shortcut.trim().trim_start_matches('/').to_lowercase();
        let mut seen = std::collections::BTreeSet::new();
        self.similar =
            self.similar.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && seen.insert(text.clone())).collect();
        self.levels = Levels { warm: self.levels.warm.trim().to_owned(), formal: self.levels.formal.trim().to_owned() };
        self.scope = self.scope.tidy();
        if self.kind != KnowledgeKind::Script {
            self.shortcut.clear();
            self.levels = Levels::default();
        } else {
            self.html.clear();
        }
        if self.kind != KnowledgeKind::Sop {
            self.steps.clear();
        }
        if !self.must_read {
            self.read_groups.clear();
        }
        self
    }

    /// `whole`: ready to be published. A draft may still lack its answer.
    pub fn check(&self, whole: bool) -> Result<(), Flaw> {
        let least = usize::from(whole);
        let (title, body) = if self.kind == KnowledgeKind::Script { (100, MOST_ANSWER) } else { (MOST_TITLE, MOST_ANSWER) };
        let answer_least = if self.kind == KnowledgeKind::Sop { 0 } else { least };
        within("category", &self.category, 0, 100)?;
        within("question", &self.question, 1, title)?;
        // An article's plain text is as long as the article.
        within("answer", &self.answer, answer_least, if self.html.is_empty() { body } else { MOST_HTML })?;
        within("html", &self.html, 0, MOST_HTML)?;
        within("source", &self.source, 0, 200)?;
        within("owner_line", &self.owner_line, 0, 60)?;
        within("levels", &self.levels.warm, 0, MOST_ANSWER)?;
        within("levels", &self.levels.formal, 0, MOST_ANSWER)?;
        if self.lang.parse::<Locale>().is_err() {
            return Err(("lang", "lang must be zh-CN, zh-TW or en".into()));
        }
        if self.similar.len() > MOST_SIMILAR || self.similar.iter().any(|text| text.chars().count() > MOST_TITLE) {
            return Err(("similar", "at most 100 other wordings, each of at most 200 characters".into()));
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to <= from
        {
            return Err(("valid_to", "the end of validity must be after its beginning".into()));
        }
        if self.kind == KnowledgeKind::Script {
            within("shortcut", &self.shortcut, 1, 40)?;
            if self.shortcut.chars().any(char::is_whitespace) {
                return Err(("shortcut", "a shortcut has no spaces".into()));
            }
        }
        if self.kind == KnowledgeKind::Sop {
            super::sop::check(&self.steps, whole).map_err(|flaw| ("steps", flaw.to_string()))?;
        }
        if self.read_groups.len() > 100 {
            return Err(("read_groups", "at most 100 groups".into()));
        }
        if [&self.question, &self.answer, &self.html, &self.category, &self.source].iter().any(|text| text.contains('\0')) {
            return Err(("answer", "the text has a character that cannot be stored".into()));
        }
        self.scope.check()
    }
}

fn within(field: &'static str, text: &str, least: usize, most: usize) -> Result<(), Flaw> {
    let length = text.chars().count();
    if (least..=most).contains(&length) { Ok(()) } else { Err((field, format!("{field} must have {least} to {most} characters"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_may_lack_its_answer_and_a_publication_may_not() {
        let begun = Content { question: "多久发货".into(), ..Content::default() };
        assert!(begun.check(false).is_ok());
        assert_eq!(begun.check(true).map_err(|flaw| flaw.0), Err("answer"));
        let script = Content { kind: KnowledgeKind::Script, answer: "好的".into(), ..begun.clone() };
        assert_eq!(script.check(true).map_err(|flaw| flaw.0), Err("shortcut"));
        let sop = Content { kind: KnowledgeKind::Sop, ..begun };
        assert_eq!(sop.check(true).map_err(|flaw| flaw.0), Err("steps"));
    }

    #[test]
    fn tidying_drops_what_the_kind_does_not_have() {
        let levels = Levels { warm: " 亲 ".into(), formal: String::new() };
        let script = Content {
            kind: KnowledgeKind::Script,
            shortcut: " /SD ".into(),
            html: "<p>x</p>".into(),
            levels,
            similar: vec![" a".into(), "a".into()],
            ..Content::default()
        };
        let tidy = script.clone().tidy();
        assert_eq!((tidy.shortcut.as_str(), tidy.html.as_str(), tidy.levels.warm.as_str(), tidy.similar.len()), ("sd", "", "亲", 1));
        let question = Content { kind: KnowledgeKind::Question, ..script }.tidy();
        assert_eq!((question.shortcut.as_str(), question.levels), ("", Levels::default()));
    }
}
