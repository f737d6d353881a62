//! Knowledge: what the shop knows, in four kinds, and what decides whether it may be said. [`content`] is what people
//! write, [`scope`] whom it is for, [`review`] its way to being published, [`sop`] how an agent walks through a case,
//! [`diff`] what changed between two versions.

pub mod content;
pub mod diff;
pub mod review;
pub mod scope;
pub mod sop;

pub use content::{Content, Levels};
pub use scope::{Case, Scope};

use crate::{id::KnowledgeId, time::Millis};

crate::word_enum! {
    KnowledgeState { Draft = "draft", Published = "published", Archived = "archived", }
}

crate::word_enum! {
    KnowledgeKind {
        /// A question with other wordings of it, and the answer that the bot gives.
        Question = "question",
        /// A longer text with headings and lists; the bot gives its beginning.
        Article = "article",
        /// A reply text that agents insert with `/`. Never said by the bot.
        Script = "script",
        /// The steps of a case that an agent walks through. Never said by the bot.
        Sop = "sop",
    }
}

impl KnowledgeKind {
    /// Whether customers hear it from the bot; the others are tools of agents.
    pub fn for_customers(self) -> bool {
        match self {
            KnowledgeKind::Question | KnowledgeKind::Article => true,
            KnowledgeKind::Script | KnowledgeKind::Sop => false,
        }
    }
}

/// An item as it stands: its published content, or, before the first publication, its draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    pub id: KnowledgeId,
    pub key: String,
    pub state: KnowledgeState,
    pub content: Content,
    /// Where the working copy stands; none when nobody is changing the item.
    pub stage: Option<review::Stage>,
    /// Agents must have read this version or a later one; only when the content demands reading.
    pub read_version: i64,
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    /// Counts publications and withdrawals; 0 before the first one. Names the wording that a customer was given.
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

/// Readers of an item ask for its question and answer, not for the part of it that has versions.
impl std::ops::Deref for Knowledge {
    type Target = Content;
    fn deref(&self) -> &Content {
        &self.content
    }
}

impl Knowledge {
    /// Not published, never asked, no working copy.
    pub fn new(id: KnowledgeId, key: String, content: Content, now: Millis) -> Self {
        Self {
            id,
            key,
            state: KnowledgeState::Draft,
            content,
            stage: None,
            read_version: 0,
            asked: 0,
            helped: 0,
            not_helped: 0,
            version: 0,
            created_at: now,
            updated_at: now,
        }
    }
    /// Published as its first version.
    pub fn published(self) -> Self {
        Self { state: KnowledgeState::Published, version: 1, read_version: i64::from(self.content.must_read), ..self }
    }
    /// Whether the bot may say it now, to somebody.
    pub fn may_answer(&self, now: Millis) -> bool {
        self.kind.for_customers() && !self.scope.agents_only && self.is_valid(now)
    }
    /// Published and inside its interval: agents may use it.
    pub fn is_valid(&self, now: Millis) -> bool {
        may_answer(self.state, self.valid_from, self.valid_to, now)
    }
}

/// An expired, not yet valid or unpublished item is never answered (S0-21).
pub fn may_answer(state: KnowledgeState, valid_from: Option<Millis>, valid_to: Option<Millis>, now: Millis) -> bool {
    state == KnowledgeState::Published && valid_from.is_none_or(|from| from <= now) && valid_to.is_none_or(|to| now < to)
}

/// A reply text as agents insert it with `/`: a published item of kind script.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    pub id: crate::id::ScriptId,
    pub shortcut: String,
    pub title: String,
    pub category: String,
    pub body: String,
    pub levels: Levels,
    pub used: i64,
    pub version: i64,
    pub updated_at: Millis,
}

#[cfg(test)]
mod tests {
    use super::{KnowledgeState::*, *};
    use crate::time::Millis;

    #[test]
    fn an_item_answers_only_while_published_and_inside_its_interval() {
        let (from, to) = (Some(Millis(10)), Some(Millis(20)));
        for (state, at, expected) in [
            (Published, 9, false),
            (Published, 10, true),
            (Published, 19, true),
            (Published, 20, false),
            (Draft, 15, false),
            (Archived, 15, false),
        ] {
            assert_eq!(may_answer(state, from, to, Millis(at)), expected, "{state} at {at}");
        }
        assert!(may_answer(Published, None, None, Millis(0)));
    }

    #[test]
    fn what_is_written_for_agents_is_never_said_to_a_customer() {
        let item = |content: Content| Knowledge::new(KnowledgeId(uuid::Uuid::from_u128(1)), "k".into(), content, Millis(0)).published();
        assert!(item(Content::default()).may_answer(Millis(1)));
        assert!(!item(Content { kind: KnowledgeKind::Script, ..Content::default() }).may_answer(Millis(1)));
        assert!(!item(Content { kind: KnowledgeKind::Sop, ..Content::default() }).may_answer(Millis(1)));
        let scope = Scope { agents_only: true, ..Scope::default() };
        let internal = item(Content { scope, ..Content::default() });
        assert!(!internal.may_answer(Millis(1)) && internal.is_valid(Millis(1)));
    }
}
