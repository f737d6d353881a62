//! How many people are needed when (S3-05): what comes in is expected from the shop's own past ([`forecast`]), the queue
//! theory of [`erlang`] and [`impatient`] says how long customers would wait with so many people, and [`need`] finds the
//! fewest that keep the shop's promise. [`fold`] makes the past out of the event log.
//!
//! Everything counts in half hours. Floating point is at home here: nothing in this folder is money or an id.

pub mod erlang;
pub mod fold;
pub mod forecast;
pub mod impatient;
pub mod need;
pub mod settings;
pub mod spread;

/// The grain of everything here.
pub const SLOT_MS: i64 = 30 * 60_000;
pub const SLOTS_A_DAY: i64 = 48;
