//! Task flows: what the bot asks, in which order, and what it then really does (S0-29).
//!
//! A [`Flow`] is data that a shop draws; [`turn::turn`] plays it, one message at a time, without doing anything itself: what
//! must be looked up or done comes back as a [`Need`]. [`check::problems`] says what is wrong with a drawing.

pub mod check;
pub mod items;
pub mod slot;
pub mod turn;
pub mod words;

use crate::{order::OrderState, text::Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

pub use turn::{Heard, turn};

/// Bounds of a drawing and of one run.
pub const MOST_STEPS: usize = 60;
pub const MOST_TRIES: i64 = 3;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Flow {
    pub name: Text,
    /// Words that begin it, as customers write them.
    #[serde(default)]
    pub words: Vec<String>,
    /// Key of the first step.
    pub start: String,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowStep)]
pub struct Step {
    pub key: String,
    /// Where it stands on the canvas.
    #[serde(default)]
    pub x: i64,
    #[serde(default)]
    pub y: i64,
    pub does: Does,
}

/// An empty `next` ends the flow. `{{slot}}` in a text stands for what the customer gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Does {
    Say {
        text: Text,
        #[serde(default)]
        next: String,
    },
    Ask {
        slot: String,
        text: Text,
        expects: Expects,
        #[serde(default)]
        next: String,
    },
    Choose {
        slot: String,
        text: Text,
        options: Vec<Choice>,
        #[serde(default)]
        next: String,
    },
    /// One of the customer's own orders; taken without a question when only one fits.
    PickOrder {
        text: Text,
        states: Vec<OrderState>,
        #[serde(default)]
        next: String,
        /// There is no such order.
        #[serde(default)]
        none: String,
    },
    /// A free time of something that can be reserved.
    PickTime {
        text: Text,
        resource: String,
        /// `10:00`, of each day.
        times: Vec<String>,
        /// How many days ahead, from tomorrow.
        days: i64,
        /// How many reservations one time holds.
        capacity: i64,
        #[serde(default)]
        next: String,
        #[serde(default)]
        none: String,
    },
    /// Things from a menu, several at once, with how many of each.
    PickItems {
        text: Text,
        items: Vec<Item>,
        #[serde(default)]
        next: String,
    },
    Branch {
        cases: Vec<Case>,
        #[serde(default)]
        otherwise: String,
    },
    Confirm {
        text: Text,
        #[serde(default)]
        yes: String,
        #[serde(default)]
        no: String,
    },
    /// A real action; only after the customer's own "yes".
    Act {
        tool: Tool,
        #[serde(default)]
        done: String,
        #[serde(default)]
        refused: String,
    },
    HandOver {
        #[serde(default)]
        text: Text,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowChoice)]
pub struct Choice {
    pub value: String,
    pub label: Text,
    /// Empty: the step's own `next`.
    #[serde(default)]
    pub next: String,
}

/// Something on a menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowItem)]
pub struct Item {
    pub key: String,
    pub label: Text,
    pub price_fen: i64,
    /// Other names that customers use.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Holds when the slot is (not) this, or a number above or below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowCase)]
pub struct Case {
    pub slot: String,
    pub is: Test,
    #[serde(default)]
    pub value: String,
    #[serde(default)]
    pub next: String,
}

crate::word_enum! {
    Test { Equals = "equals", Differs = "differs", Above = "above", Below = "below", Filled = "filled", }
}

crate::word_enum! {
    /// What an answer must be.
    Expects {
        Text = "text",
        Number = "number",
        Phone = "phone",
        Address = "address",
        /// A picture; or words when the customer has none.
        Picture = "picture",
    }
}

crate::word_enum! {
    /// What a flow can really do.
    Tool {
        ChangeAddress = "change_address",
        CancelOrder = "cancel_order",
        ApplyRefund = "apply_refund",
        Reserve = "reserve",
        PlaceOrder = "place_order",
    }
}

impl Tool {
    /// Slots that must be filled before it.
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            Tool::ChangeAddress => &["order", "address"],
            Tool::CancelOrder => &["order"],
            Tool::ApplyRefund => &["order", "reason"],
            Tool::Reserve => &["time"],
            Tool::PlaceOrder => &["items"],
        }
    }
}

/// A flow under way; kept with the conversation, so that it survives restarts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowRun)]
pub struct Run {
    /// Of this one run: an action is done once for it.
    #[schema(value_type = String)]
    pub id: Uuid,
    pub step: String,
    pub slots: BTreeMap<String, Held>,
    /// Answers to the current step that did not fit.
    pub tries: i64,
    /// The customer has said yes to the action that comes next.
    pub confirmed: bool,
    /// What was offered to choose from.
    pub offered: Vec<Offered>,
}

/// What the customer gave: the value for tools, and how people read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Held {
    pub value: String,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Offered {
    pub value: String,
    pub label: String,
}

/// What the bot says, with buttons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowSay)]
pub struct Say {
    pub text: String,
    #[serde(default)]
    pub options: Vec<Button>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FlowButton)]
pub struct Button {
    pub label: String,
    /// `flow.pick:<value>`, `flow.yes`, `flow.no`, `flow.enough`, `flow.cancel`.
    pub action: String,
}

/// What must happen before the flow goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// The customer's next message.
    Words,
    /// The customer's orders in these states: answer with [`Heard::Offers`].
    Orders(Vec<OrderState>),
    /// Free times: answer with [`Heard::Offers`].
    Times(TimeQuery),
    /// Do it once, then answer with [`Heard::Acted`].
    Act(Tool),
    HandOver,
    Finished,
    Cancelled,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TimeQuery {
    pub resource: String,
    pub times: Vec<String>,
    pub days: i64,
    pub capacity: i64,
}

impl Flow {
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }
    /// The reservation that this flow is about, if it is about one.
    pub fn time_query(&self) -> Option<TimeQuery> {
        self.steps.iter().find_map(|step| match &step.does {
            Does::PickTime { resource, times, days, capacity, .. } => {
                Some(TimeQuery { resource: resource.clone(), times: times.clone(), days: *days, capacity: *capacity })
            }
            _ => None,
        })
    }
    pub fn menu(&self) -> &[Item] {
        let found = self.steps.iter().find_map(|step| match &step.does {
            Does::PickItems { items, .. } => Some(items.as_slice()),
            _ => None,
        });
        found.unwrap_or_default()
    }
}

impl Run {
    pub fn new(id: Uuid, flow: &Flow) -> Run {
        Run { id, step: flow.start.clone(), slots: BTreeMap::new(), tries: 0, confirmed: false, offered: Vec::new() }
    }
    pub fn value(&self, slot: &str) -> &str {
        self.slots.get(slot).map_or("", |held| held.value.as_str())
    }
}
