//! What handlers take: who is asking, and input that answers in our error body when it is wrong.

mod input;
mod network;
mod who;

pub use input::{Json, Path, Query};
pub use network::{Caller, forwarded, ip as address, own_host};
pub use who::{CustomerAuth, May, NewCookie, SESSION_COOKIE, Signed, bearer, perm, session_cookie};
