//! Knowledge: what the shop knows, as questions with answers.

use crate::{id::KnowledgeId, time::Millis};

crate::word_enum! {
    KnowledgeState { Draft = "draft", Published = "published", Archived = "archived", }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    pub id: KnowledgeId,
    pub key: String,
    pub category: String,
    /// `zh-CN`, `zh-TW` or `en`.
    pub lang: String,
    pub question: String,
    pub similar: Vec<String>,
    pub answer: String,
    pub source: String,
    pub state: KnowledgeState,
    /// Inclusive; none = since ever.
    pub valid_from: Option<Millis>,
    /// Exclusive; none = for ever.
    pub valid_to: Option<Millis>,
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Knowledge {
    pub fn may_answer(&self, now: Millis) -> bool {
        may_answer(self.state, self.valid_from, self.valid_to, now)
    }
}

/// An expired, not yet valid or unpublished item is never answered (S0-21).
pub fn may_answer(state: KnowledgeState, valid_from: Option<Millis>, valid_to: Option<Millis>, now: Millis) -> bool {
    state == KnowledgeState::Published && valid_from.is_none_or(|from| from <= now) && valid_to.is_none_or(|to| now < to)
}

/// A reply text that agents insert with `/`.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    pub id: crate::id::ScriptId,
    pub shortcut: String,
    pub title: String,
    pub category: String,
    pub body: String,
    pub used: i64,
    pub version: i64,
    pub updated_at: Millis,
}

#[cfg(test)]
mod tests {
    use super::{KnowledgeState::*, may_answer};
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
}
