//! Who gets the next conversation, and why (DOMAIN §4). Everything here is deterministic: the same members, pointer and
//! contact always give the same winner, and the whole list with its reasons is stored as "why this agent".
//!
//! [`pick::pick`] chooses the agent for a contact, [`next::order`] the contact for a free agent.

pub mod eligible;
pub mod least_loaded;
pub mod next;
pub mod pick;
pub mod round_robin;

crate::word_enum! {
    Strategy { RoundRobin = "round_robin", LeastLoaded = "least_loaded", }
}
