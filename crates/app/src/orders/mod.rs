//! Orders as agents and customers see them. The shop is the source of truth; nothing here changes an order.

pub mod card;
pub mod find;
pub mod view;

pub use card::{card, recent_cards};
pub use view::{Reveal, view};
