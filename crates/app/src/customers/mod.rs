//! Customers: the profile beside a conversation, what agents add to it, and the page trail.
//!
//! Phone numbers and addresses leave this folder masked; the one exception is [`phone::reveal`], which is logged.

pub mod edit;
pub mod phone;
pub mod view;
pub mod visits;

pub use view::{brief, briefs, view};
