//! The ledger of verified resolutions (S3-06, DOMAIN §2.13). [`turn`] and its neighbours write the small facts into the event
//! log, inside the commands that make them true; [`follow`] reads the log and keeps a row for each bot conversation by
//! the pure decision of `core::resolution`; [`figures`] and [`list`] show them. Beside it stands
//! first-contact resolution of people and bot ([`first`], [`first_read`]) and the ways that customers took ([`paths`], [`paths_read`]). Nothing here trusts the bot's own word.

mod dispute;
mod figures;
pub(crate) mod first;
mod first_read;
mod follow;
mod list;
pub(crate) mod paths;
mod paths_read;
mod turn;

pub use dispute::{Objection, dispute};
pub use figures::{board, figures};
pub use first_read::{FirstAsked, first_cases, first_figures};
pub use follow::{Follower, catch_up, recompute, run, run_due};
pub use list::{Asked, get, list};
pub use paths_read::{PathsAsked, path_figures, path_rows};
pub(crate) use turn::{about, by_customer, category_of, is_contact, turn};
