//! What the bot is told and what it answers with.

use yingke_core::{
    conversation::{MessageKind, Mood},
    id::*,
    text::Locale,
};

/// What the bot knows before it thinks.
#[derive(Debug, Clone)]
pub struct BotContext {
    pub org_id: OrgId,
    pub customer_id: CustomerId,
    /// Absent for the first words of a new session.
    pub conversation_id: Option<ConversationId>,
    pub locale: Locale,
    pub page_url: String,
    pub page_title: String,
    /// Questions in a row that the bot could not answer, before this one.
    pub misses: i64,
    /// Somebody of the group is on duty: the human door may be offered.
    pub human_open: bool,
}

/// What the bot wants to say and do. Empty `messages` with a hand-over is the usual answer to "转人工".
#[derive(Debug, Clone, PartialEq)]
pub struct BotPlan {
    pub messages: Vec<BotMessage>,
    pub hand_over: Option<Handover>,
    pub mood: Mood,
    /// The question stays unanswered.
    pub miss: bool,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BotMessage {
    pub kind: MessageKind,
    pub body: String,
    pub payload: serde_json::Value,
}

yingke_core::word_enum! {
    /// Why the bot hands over.
    Handover {
        /// The customer asked for a person, in words or by a click.
        Asked = "asked",
        Misses = "misses",
        Mood = "mood",
        /// "Not solved" twice.
        Unsolved = "unsolved",
        /// The shop's own words for it.
        Rule = "rule",
        /// A running order of high value.
        Value = "value",
        /// A task flow came to its end at a person.
        Flow = "flow",
    }
}

yingke_core::word_enum! {
    /// Where a reply comes from, in the order in which it is looked for.
    Layer {
        Click = "click",
        /// How and when people can be reached, in the shop's words.
        Contact = "contact",
        /// A person was asked for.
        Person = "person",
        Mood = "mood",
        /// The shop's own words for a person.
        Rule = "rule",
        Value = "value",
        Flow = "flow",
        /// A card, a number, a link, a file.
        Sent = "sent",
        Menu = "menu",
        SmallTalk = "small_talk",
        /// Several questions, each answered.
        Several = "several",
        Live = "live",
        /// What something costs, from the catalogue.
        Product = "product",
        Knowledge = "knowledge",
        /// Two items are as likely: the customer chooses.
        Choice = "choice",
        Industry = "industry",
        /// Nothing is asked: an apology, thanks, or what is needed.
        Remark = "remark",
        /// Nothing fits well enough.
        Nothing = "nothing",
    }
}

/// Why it is said: the layer, and what it was found by there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub layer: Layer,
    /// The flow's key, the rule's word, the menu's title, what is asked of an order, the item's question.
    pub about: String,
}

impl Reason {
    pub fn of(layer: Layer, about: impl Into<String>) -> Self {
        Self { layer, about: about.into() }
    }
}

/// What the bot makes of a message: the plan, and what it does to the flow of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Thought {
    pub plan: BotPlan,
    pub reason: Reason,
    pub flow: Option<super::flows::Move>,
    pub locale: Locale,
    pub human_open: bool,
    /// Questions in a row without an answer that bring a person.
    pub most_misses: i64,
}

yingke_core::word_enum! {
    /// What became of the customer's words; the newest one stays in `conversation.bot_outcome`.
    Outcome {
        /// Greeting or thanks: neither asked nor answered.
        Chat = "chat",
        /// Choices were shown.
        Offered = "offered",
        Answered = "answered",
        /// The customer says it helped.
        Confirmed = "confirmed",
        Unsolved = "unsolved",
        Missed = "missed",
        HandedOver = "handed_over",
    }
}

impl BotPlan {
    pub fn hand_over(why: Handover, mood: Mood) -> Self {
        Self { messages: Vec::new(), hand_over: Some(why), mood, miss: false, outcome: Outcome::HandedOver }
    }
}

impl BotMessage {
    pub fn text(body: impl Into<String>) -> Self {
        Self { kind: MessageKind::Text, body: body.into(), payload: serde_json::Value::Null }
    }
}
