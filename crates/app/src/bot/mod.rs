//! The bot: answers first, hands over at once when asked. [`think`] reads and decides what to say, before any transaction;
//! `conversations::send_customer` applies the plan only if the conversation is still the bot's.

mod answer;
mod brief;
pub(crate) mod choose;
pub(crate) mod contact;
pub mod count;
pub mod flows;
pub mod index;
mod industry;
pub mod kit;
pub(crate) mod live_order;
mod live_rights;
mod many;
mod menu;
pub mod menus;
mod paste;
pub mod phrases;
pub mod plan;
mod predict;
mod price;
mod refund;
mod remarks;
pub(crate) mod repeat;
pub mod settings;
pub(crate) mod shown;
pub mod taught;
pub mod think;
pub(crate) mod words;

pub use brief::brief;

pub use index::{Index, refresh};
pub use plan::{BotContext, BotMessage, BotPlan, Handover, Layer, Outcome, Reason, Thought};
pub use predict::{foresee, predicted};
pub use think::{Brain, consider, consider_with, think};
