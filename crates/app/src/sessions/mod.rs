//! Sign-in sessions of agents: opaque tokens in a cookie, rotated while in use, listed as devices, ended at will.

mod authenticate;
mod devices;
mod me;
mod open;
mod password;

pub use authenticate::{Authenticated, authenticate};
pub use devices::{end, list, sign_out};
pub use me::me;
pub use open::{Device, Opened, open, sign_in};
pub use password::change_password;

/// A token is replaced by a new one after so long.
const ROTATE_AFTER_MS: i64 = 4 * 3_600_000;
/// The token before the last rotation stays good so long, for requests that were under way.
const PREVIOUS_GOOD_MS: i64 = 60_000;
/// Without use a session ends after two weeks.
const LIFE_MS: i64 = 14 * 24 * 3_600_000;
