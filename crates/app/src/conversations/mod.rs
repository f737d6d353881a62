//! Conversations: one file a verb. A verb loads, lets `yingke_core::conversation::decide` decide, and hands the decision to
//! [`apply`], which saves it, keeps the agents' load, writes the lines of the thread and emits the event.
//!
//! The hot path is [`send_customer`] and [`send_agent`]: in a conversation between people a message is one append through
//! the write door; only what does more than append runs as a command.

mod accept;
pub(crate) mod access;
pub(crate) mod apply;
pub(crate) mod categorise;
mod close;
mod decline;
mod files;
mod leave_queue;
mod lines;
mod list;
pub(crate) mod messages;
mod mood;
mod offline_message;
pub(crate) mod open;
mod path;
pub(crate) mod payload;
mod rate;
mod read;
mod record;
mod request_human;
mod send_agent;
mod send_customer;
pub mod timers;
mod transfer;
mod view;

pub use accept::accept;
pub use categorise::{categorise, closure_draft};
pub(crate) use close::own;
pub use close::{close, end_by_customer};
pub use decline::decline;
pub use leave_queue::leave_queue;
pub use list::{Asked, InboxBox, counts, list, of_customer};
pub use messages::{MessagePage, Place, page, page_for_customer};
pub use offline_message::{CallWish, OfflineMessage, OfflineMessageTaken, offline_message};
pub use rate::{feedback, rate};
pub use read::{read_by_agent, read_by_customer};
pub use request_human::request_human;
pub use send_agent::send_agent;
pub use send_customer::send_customer;
pub use transfer::{Transfer, transfer};
pub use view::{get, message_view, view, views};
