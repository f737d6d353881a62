//! API keys: how integrations sign in. A key may do what was chosen for it, never more than its maker may.

mod authenticate;
mod change;

pub use authenticate::authenticate;
pub use change::{MadeApiKey, NewApiKey, create, list, revoke};
