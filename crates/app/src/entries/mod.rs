//! Entries: the places on a shop's site where customers come in, each with its public key and identity secret.

mod change;
mod view;

pub use change::{NewSecret, create, renew_secret, update};
pub use view::{list, origin_allowed, view};
