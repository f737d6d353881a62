//! What the bot's own screens show and save.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use yingke_core::{
    flow::{Flow, Offered, Run, Say, check::Problem},
    id::*,
    likely::Rule,
    order::rights::Terms,
    text::{Locale, Text},
    time::Millis,
};

/// The rules of predicted questions, with what became of each.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RulesView {
    pub rules: Vec<Rule>,
    /// By rule and state of the order.
    pub figures: Vec<RuleFigure>,
    /// The last thirty days, oldest first.
    pub days: Vec<PredictionDay>,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RuleFigure {
    pub rule: String,
    /// State of the order, or `none`.
    pub state: String,
    /// Shown before a first word that then came.
    pub shown: i64,
    pub clicked: i64,
    /// Asked for in words instead.
    pub asked: i64,
    /// What the figures make of the weight: 1 = nothing yet.
    pub factor: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PredictionDay {
    /// Days since 1970 in China.
    pub day: i64,
    /// First words with chips before them.
    pub sessions: i64,
    pub clicked: i64,
    pub asked: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveRules {
    pub version: i64,
    pub rules: Vec<Rule>,
}

/// One short word brings a list of questions to click (S0-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Menu {
    /// The whole message is one of them.
    pub keywords: Vec<String>,
    /// Said above the list.
    pub title: Text,
    pub items: Vec<MenuItem>,
}

/// A knowledge answer, an action, or an answer beside which the action is offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MenuItem {
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knowledge_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

/// `GET /bot/menus`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MenusView {
    pub menus: Vec<Menu>,
    /// Questions of the items that they name, by key; one that is missing answers nobody any more.
    pub questions: BTreeMap<String, String>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SaveMenus {
    pub version: i64,
    pub menus: Vec<Menu>,
}

/// When the bot hands over by itself, and the terms of its live answers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BotSettings {
    pub handover: HandoverRules,
    pub terms: Terms,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HandoverRules {
    /// A customer with a running order of at least this much goes to a person with the first question.
    pub order_over_fen: Option<i64>,
    /// Words that bring a person at once.
    #[serde(default)]
    pub words: Vec<String>,
    /// Angry customers go to a person at once, instead of being offered one.
    pub on_anger: bool,
    /// Questions in a row without an answer.
    pub misses: i64,
}

impl Default for HandoverRules {
    fn default() -> Self {
        let misses = yingke_core::conversation::Policy::DEFAULT.misses_before_human;
        Self { order_over_fen: None, words: Vec::new(), on_anger: false, misses }
    }
}

/// A task flow: the draft, what is wrong with it, and whether customers get it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FlowView {
    pub id: FlowId,
    pub key: String,
    pub draft: Flow,
    pub problems: Vec<Problem>,
    /// Number of the version that customers get; absent = none.
    pub published: Option<i64>,
    /// The draft is not what customers get.
    pub changed: bool,
    pub updated_at: Millis,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CreateFlow {
    /// Stable handle for menus and rules: letters, digits, `_`.
    pub key: String,
    pub draft: Flow,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UpdateFlow {
    pub version: i64,
    pub draft: Flow,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PublishFlow {
    pub version: i64,
    /// False takes it off.
    pub on: bool,
}

/// One message to a draft, with nothing really done.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Simulate {
    pub draft: Flow,
    /// Where it stands; absent = begin.
    pub run: Option<Run>,
    /// Words, or
    #[serde(default)]
    pub text: String,
    /// a button.
    #[serde(default)]
    pub action: String,
    /// Orders and times to choose from; sample ones when absent.
    #[serde(default)]
    pub offers: Option<Vec<Offered>>,
    /// Actions are refused instead of done.
    #[serde(default)]
    pub refuse: bool,
    #[serde(default)]
    pub locale: Option<Locale>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Simulated {
    pub run: Run,
    pub says: Vec<Say>,
    /// Steps that were passed, in order.
    pub passed: Vec<String>,
    /// `words`, `hand_over`, `finished`, `cancelled`.
    pub state: String,
    /// Actions that would have been done.
    pub acted: Vec<String>,
    pub problems: Vec<Problem>,
}

/// What an agent wants to know first of a conversation that comes from the bot.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BriefView {
    /// `asked`, `misses`, `mood`, `unsolved`, `rule`, `value`, `flow`; empty = the bot did not hand over.
    pub reason: String,
    /// The customer's most telling sentences, in order.
    pub summary: Vec<String>,
    /// Orders that were named or asked about.
    pub orders: Vec<BriefOrder>,
    pub amounts_fen: Vec<i64>,
    /// What it is about, in words.
    pub intent: String,
    /// What the bot answered, newest last; questions only.
    pub answered: Vec<String>,
    /// What the bot really did.
    pub done: Vec<String>,
    /// One sentence; empty when nothing is known.
    pub next_step: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BriefOrder {
    pub id: OrderId,
    pub order_no: String,
}
