//! The widget: opening it on a device, and the snapshot of everything it shows.

mod identity;
mod join;
mod session;
mod snapshot;

pub use session::{From, open};
pub use snapshot::snapshot;
