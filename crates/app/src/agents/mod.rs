//! Agents' accounts: who they are and what they may do. Their working state is another matter (`availability`).

mod create;
mod preferences;
mod update;
mod view;

pub use create::{NewAgent, account, add, create};
pub use preferences::{preferences, set_preferences};
pub use update::{UpdateAgent, update};
pub use view::{list, view};
