//! The words of the demo shop, as they stand in `content/`. Written by people; the generator only combines them.

use serde::Deserialize;
use std::sync::LazyLock;
use yingke_core::{
    conversation::Mood,
    fact::FactKind,
    knowledge,
    order::OrderState,
    permission::Role,
    routing::Strategy,
    text::Text,
    ticket::{EntryKind, TicketState},
};

pub struct Content {
    pub shop: Shop,
    pub products: Vec<ProductText>,
    pub icons: std::collections::BTreeMap<String, String>,
    pub knowledge: Vec<KnowledgeText>,
    pub menus: Vec<serde_json::Value>,
    pub flows: Vec<FlowText>,
    pub regression: Vec<ExpectedText>,
    pub scripts: Vec<ScriptText>,
    pub sops: Vec<SopText>,
    pub library: LibraryText,
    pub categories: Vec<CategoryText>,
    pub groups: Vec<GroupText>,
    pub agents: Vec<AgentText>,
    pub ticket_types: Vec<serde_json::Value>,
    pub people: People,
    pub dialogues: Vec<Dialogue>,
    pub stories: Vec<Story>,
    pub pages: Vec<PageText>,
}

/// A task flow of the demo shop.
#[derive(Deserialize)]
pub struct FlowText {
    pub key: String,
    #[serde(flatten)]
    pub flow: yingke_core::flow::Flow,
}

/// A question of the saved set, with what should answer it; nothing: the bot should not answer.
#[derive(Debug, Deserialize)]
pub struct ExpectedText {
    pub text: String,
    pub key: Option<String>,
}

macro_rules! file {
    ($name:literal) => {
        serde_json::from_str(include_str!(concat!("content/", $name, ".json"))).expect(concat!(
            "content/",
            $name,
            ".json is what content.rs says"
        ))
    };
}

/// Read once; the files are part of the binary.
pub fn content() -> &'static Content {
    static CONTENT: LazyLock<Content> = LazyLock::new(|| Content {
        shop: file!("shop"),
        products: file!("products"),
        icons: file!("icons"),
        knowledge: file!("knowledge"),
        menus: file!("menus"),
        flows: file!("flows"),
        regression: file!("regression"),
        scripts: file!("scripts"),
        sops: file!("sops"),
        library: file!("library"),
        categories: file!("categories"),
        groups: file!("groups"),
        agents: file!("agents"),
        ticket_types: file!("ticket_types"),
        people: file!("people"),
        dialogues: file!("dialogues"),
        stories: file!("ticket_stories"),
        pages: file!("page_titles"),
    });
    &CONTENT
}

#[derive(Debug, Deserialize)]
pub struct Shop {
    pub name: Text,
    pub slogan: Text,
    pub greeting: Text,
    pub product_categories: Vec<Named>,
    pub warehouse_cities: Vec<String>,
    pub carriers: Vec<Carrier>,
    /// The way of a parcel from the first scan to the last, `{city}` where it is.
    pub scan_texts: Vec<String>,
    pub return_reasons: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Named {
    pub key: String,
    pub name: Text,
}

#[derive(Debug, Deserialize)]
pub struct Carrier {
    pub name: String,
    pub prefix: String,
    pub digits: usize,
}

#[derive(Debug, Deserialize)]
pub struct ProductText {
    pub sku: String,
    pub title: String,
    pub title_en: String,
    pub category: String,
    pub price_fen: i64,
    pub spec: String,
    pub icon: String,
}

#[derive(Debug, Deserialize)]
pub struct KnowledgeText {
    pub key: String,
    pub category: String,
    pub lang: String,
    pub question: String,
    pub similar: Vec<String>,
    pub answer: String,
    pub source: String,
}

impl KnowledgeText {
    pub fn content(&self) -> knowledge::Content {
        knowledge::Content {
            category: self.category.clone(),
            lang: self.lang.clone(),
            question: self.question.clone(),
            similar: self.similar.clone(),
            answer: self.answer.clone(),
            source: self.source.clone(),
            ..knowledge::Content::default()
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct SopText {
    pub key: String,
    pub category: String,
    pub owner_line: String,
    pub question: String,
    pub answer: String,
    pub steps: Vec<knowledge::sop::Step>,
}

#[derive(Deserialize)]
pub struct LibraryText {
    pub facts: Vec<FactText>,
    /// Published beside the questions.
    pub items: Vec<ItemText>,
    pub drafts: Vec<DraftText>,
}

#[derive(Deserialize)]
pub struct FactText {
    pub key: String,
    pub kind: FactKind,
    pub subject: String,
    #[serde(default)]
    pub sku: String,
    pub source: String,
    /// Of an agent.
    pub owner: String,
    pub unit: Text,
    #[serde(default)]
    pub text: Text,
    pub from_days: Option<i64>,
    pub to_days: Option<i64>,
    /// Categories of the dialogues in which it is said.
    pub heard_in: Vec<String>,
    /// The oldest first.
    pub editions: Vec<EditionText>,
}

#[derive(Deserialize)]
pub struct EditionText {
    pub value: String,
    pub days_ago: i64,
}

#[derive(Deserialize)]
pub struct ItemText {
    pub key: String,
    pub days_ago: i64,
    pub to_days: Option<i64>,
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    /// Agents who have confirmed reading it.
    #[serde(default)]
    pub read_by: Vec<String>,
    pub content: knowledge::Content,
}

#[derive(Deserialize)]
pub struct DraftText {
    /// Key of the question that it changes; empty = something new, with `key` and `content`.
    #[serde(default)]
    pub of: String,
    #[serde(default)]
    pub key: String,
    pub stage: knowledge::review::Stage,
    pub by: String,
    pub days_ago: i64,
    pub note: String,
    #[serde(default)]
    pub answer: String,
    #[serde(default)]
    pub content: knowledge::Content,
}

#[derive(Debug, Deserialize)]
pub struct ScriptText {
    pub shortcut: String,
    pub title: String,
    pub category: String,
    pub body: String,
}

#[derive(Debug, Deserialize)]
pub struct CategoryText {
    pub key: String,
    pub name: Text,
    pub keywords: Vec<String>,
    pub children: Vec<CategoryText>,
}

#[derive(Debug, Deserialize)]
pub struct GroupText {
    pub key: String,
    pub name: Text,
    pub kind: String,
    pub strategy: Strategy,
}

#[derive(Debug, Deserialize)]
pub struct AgentText {
    pub key: String,
    pub name: String,
    pub nickname: String,
    pub email: String,
    pub role: Role,
    pub groups: Vec<String>,
    pub capacity: i64,
}

#[derive(Debug, Deserialize)]
pub struct People {
    pub surnames: Vec<String>,
    pub given_names: Vec<String>,
    pub nicknames: Vec<String>,
    pub cities: Vec<City>,
    pub streets: Vec<String>,
    pub estates: Vec<String>,
    pub tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct City {
    pub province: String,
    pub city: String,
    pub districts: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Dialogue {
    pub lang: String,
    pub category: String,
    /// The customer has an order in this state while they talk.
    pub order_state: Option<OrderState>,
    /// That order contains this product; without an order, the talk is about it.
    pub sku: Option<String>,
    pub mood: Mood,
    pub outcome: Outcome,
    pub rating: Option<i64>,
    #[serde(default)]
    pub rating_comment: Option<String>,
    pub turns: Vec<Turn>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Solved,
    Ticket,
    HandedOver,
    GaveUp,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Turn {
    pub by: Speaker,
    /// With `{order_no}`, `{tracking_no}`, `{agent}`.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Customer,
    Bot,
    Agent,
    /// An agent's note for colleagues.
    Note,
}

#[derive(Debug, Deserialize)]
pub struct Story {
    #[serde(rename = "type")]
    pub type_key: String,
    pub title: String,
    pub description: String,
    pub mood: Mood,
    pub state: TicketState,
    pub category: String,
    pub sku: Option<String>,
    pub timeline: Vec<Happening>,
}

#[derive(Debug, Deserialize)]
pub struct Happening {
    pub by: Doer,
    pub kind: EntryKind,
    pub step: Option<String>,
    pub text: String,
    pub after_minutes: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doer {
    Agent,
    /// Somebody of the group that the step belongs to.
    Department,
    Customer,
    System,
}

#[derive(Debug, Deserialize)]
pub struct PageText {
    pub path: String,
    pub title: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn everything_that_is_named_exists() {
        let content = content();
        let groups: BTreeSet<&str> = content.groups.iter().map(|group| group.key.as_str()).collect();
        for agent in &content.agents {
            assert!(agent.groups.iter().all(|group| groups.contains(group.as_str())), "{} is in an unknown group", agent.key);
        }
        let products: BTreeSet<&str> = content.products.iter().map(|product| product.sku.as_str()).collect();
        assert_eq!(products.len(), content.products.len(), "every sku once");
        assert!(content.products.iter().all(|product| content.icons.contains_key(&product.icon)));
        let skus = content.dialogues.iter().filter_map(|d| d.sku.as_deref()).chain(content.stories.iter().filter_map(|s| s.sku.as_deref()));
        for sku in skus {
            assert!(products.contains(sku), "{sku}");
        }
        let mut categories = BTreeSet::new();
        let mut todo: Vec<&CategoryText> = content.categories.iter().collect();
        while let Some(category) = todo.pop() {
            categories.insert(category.key.as_str());
            todo.extend(&category.children);
        }
        let named = content.dialogues.iter().map(|d| &d.category).chain(content.stories.iter().map(|s| &s.category));
        let written = content.knowledge.iter().map(|k| &k.category).chain(content.sops.iter().map(|sop| &sop.category));
        for category in named.chain(written) {
            assert!(categories.contains(category.as_str()), "{category}");
        }
        let knowledge: BTreeSet<&str> = content.knowledge.iter().map(|item| item.key.as_str()).collect();
        for sop in &content.sops {
            assert_eq!(yingke_core::knowledge::sop::check(&sop.steps, true), Ok(()), "{}", sop.key);
        }
        let library = &content.library;
        let agents: BTreeSet<&str> = content.agents.iter().map(|agent| agent.key.as_str()).collect();
        let people = library.facts.iter().map(|fact| &fact.owner).chain(library.drafts.iter().map(|draft| &draft.by));
        for agent in people.chain(library.items.iter().flat_map(|item| &item.read_by)) {
            assert!(agents.contains(agent.as_str()), "{agent}");
        }
        for draft in &library.drafts {
            assert!(draft.of.is_empty() != draft.key.is_empty() && (draft.of.is_empty() || knowledge.contains(draft.of.as_str())));
        }
        let written = library.items.iter().map(|item| &item.content).chain(library.drafts.iter().map(|draft| &draft.content));
        for category in written.map(|content| &content.category).chain(library.facts.iter().flat_map(|fact| &fact.heard_in)) {
            assert!(category.is_empty() || categories.contains(category.as_str()), "{category}");
        }
        let facts: BTreeSet<&str> = library.facts.iter().map(|fact| fact.key.as_str()).collect();
        let answers = content.knowledge.iter().map(|item| &item.answer).chain(content.scripts.iter().map(|script| &script.body));
        let texts =
            answers.chain(library.items.iter().map(|item| &item.content.html)).chain(library.drafts.iter().map(|draft| &draft.answer));
        for reference in texts.flat_map(|text| yingke_core::fact::references(text)) {
            assert!(facts.contains(reference.key), "{}", reference.key);
        }
        for key in content.regression.iter().filter_map(|one| one.key.as_deref()) {
            assert!(knowledge.contains(key), "{key}");
        }
        let types: BTreeSet<&str> = content.ticket_types.iter().filter_map(|t| t["key"].as_str()).collect();
        for item in content.menus.iter().flat_map(|menu| menu["items"].as_array().expect("items")) {
            assert!(item["knowledge_key"].as_str().is_none_or(|key| knowledge.contains(key)), "{item}");
            let action = item["action"].as_str().unwrap_or("human");
            let flow = action.strip_prefix("flow:");
            let known = ["human", "order.logistics", "order.logistics_stuck", "order.refund_status"].contains(&action)
                || flow.is_some_and(|key| content.flows.iter().any(|flow| flow.key == key))
                || action.strip_prefix("request:").is_some_and(|key| types.contains(key));
            assert!(known, "{item}");
        }
    }

    #[test]
    fn every_flow_can_be_published() {
        for text in &content().flows {
            assert_eq!(yingke_core::flow::check::problems(&text.flow), [], "{}", text.key);
        }
    }
}
