//! The ledger of verified resolutions (S3-06, DOMAIN §2.13). [`turn`] and its neighbours write the small facts into the event
//! log, inside the commands that make them true; [`follow`] reads the log and keeps a row for each bot conversation by
//! the pure decision of `core::resolution`; [`figures`] and [`list`] show them. Nothing here trusts the bot's own word.

mod dispute;
mod figures;
mod follow;
mod list;
mod turn;

pub use dispute::{Objection, dispute};
pub use figures::{board, figures};
pub use follow::{Follower, catch_up, recompute, run, run_due};
pub use list::{Asked, get, list};
pub(crate) use turn::{about, by_customer, category_of, is_contact, turn};
