//! The bot: answers first, hands over at once when asked. [`think`] reads and decides what to say, before any transaction;
//! `conversations::send_customer` applies the plan only if the conversation is still the bot's.

mod answer;
pub mod count;
pub mod index;
mod live_order;
mod menu;
mod paste;
pub mod phrases;
pub mod plan;
mod predict;
pub mod think;
mod words;

pub use index::{Index, refresh};
pub use plan::{BotContext, BotMessage, BotPlan, Handover, Outcome};
pub use predict::predicted;
pub use think::think;
