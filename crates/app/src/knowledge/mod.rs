//! Knowledge items: written by people, answered by the bot, ranked the same way for both.

pub mod list;
pub mod save;

use crate::views::knowledge::KnowledgeView;
use yingke_core::knowledge::Knowledge;

pub fn view(item: Knowledge) -> KnowledgeView {
    KnowledgeView {
        id: item.id,
        key: item.key,
        category: item.category,
        lang: item.lang,
        question: item.question,
        similar: item.similar,
        answer: item.answer,
        source: item.source,
        state: item.state,
        valid_from: item.valid_from,
        valid_to: item.valid_to,
        asked: item.asked,
        helped: item.helped,
        not_helped: item.not_helped,
        updated_at: item.updated_at,
        version: item.version,
    }
}
