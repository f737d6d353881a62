//! Knowledge: what the shop knows, as questions with answers.

crate::word_enum! {
    KnowledgeState { Draft = "draft", Published = "published", Archived = "archived", }
}
