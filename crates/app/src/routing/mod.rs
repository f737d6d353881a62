//! Routing at work: whatever frees an agent or fills a queue calls [`drain`] in its own transaction, so that queues are
//! emptied by events and never by polling. The decisions themselves are in `yingke_core::routing`.

mod drain;
mod duty;
mod explain;
mod wait;

pub(crate) use drain::drain;
pub(crate) use duty::{availability, duty, group_for, staffed};
pub use explain::decisions;
pub(crate) use explain::{decided_by_hand, explain_waiting};
pub(crate) use wait::position;
pub use wait::{QueuePosition, back_at, entry_door, human_door, queue_positions};
