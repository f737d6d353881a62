//! Working states of agents: every change goes through [`shift::shift`], which keeps intervals and lets queues drain.

mod force;
mod set;
pub(crate) mod shift;

pub use force::force;
pub use set::{SetState, set};
