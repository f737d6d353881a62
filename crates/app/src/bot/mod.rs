//! The bot: answers first, hands over at once when asked. [`think`] reads and decides what to say, before any transaction;
//! `conversations::send_customer` applies the plan only if the conversation is still the bot's.

pub mod phrases;
pub mod plan;
pub mod think;

pub use plan::{BotContext, BotMessage, BotPlan, Handover, Outcome};
pub use think::think;
