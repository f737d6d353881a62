//! The guard before sending: an agent's words to a customer, in a conversation or in a ticket, are checked while they are
//! typed and once more when they are sent, so that no client gets around it. The decision is `language::guard`; here its
//! facts are gathered and its settings kept.

mod case;
mod clear;
mod facts;
mod policy;

pub use clear::{Cleared, check, clear, overrides, record, settle};
pub use policy::{Policies, get, save};
/// Where the words go: a conversation or a ticket.
pub use yingke_store::facts::Thread;
