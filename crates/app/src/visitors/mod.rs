//! Visitors: devices of customers, known by the token of the widget's session.

mod authenticate;
mod issue;

pub use authenticate::{Recognised, authenticate};
pub use issue::{Issued, find_or_create_anonymous, find_or_create_known, issue};

/// A device of an anonymous visitor is remembered for half a year.
const ANONYMOUS_LIFE_MS: i64 = 180 * 24 * 3_600_000;
/// A device that the shop signed in, for a month without a new identity token: long enough to answer a solved ticket.
const KNOWN_LIFE_MS: i64 = 30 * 24 * 3_600_000;
