//! The widget: opening it on a device, and the snapshot of everything it shows.

pub mod conversation;
mod identity;
mod join;
mod session;
mod snapshot;

pub use session::{From, open};
pub use snapshot::snapshot;
