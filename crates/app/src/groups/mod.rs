//! Groups: who works together, and how conversations are dealt out among them.

mod change;
mod view;

pub use change::{NewGroup, UpdateGroup, create, set_members, update};
pub use view::{list, view};
