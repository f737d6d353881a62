//! The domain of Yingke: nouns, their states, and the decisions about them, one folder per noun.
//!
//! Lives here: pure functions of the shape `decide(&state, command, now) -> Result<Decision, Refusal>` and the
//! types they speak in. Never here: async, a database, HTTP, a clock, randomness. Start at
//! [`conversation::decide`] and [`ticket::decide`].

pub mod agent;
pub mod category;
pub mod conversation;
pub mod customer;
pub mod event;
pub mod fact;
pub mod flow;
pub mod guard;
pub mod hours;
pub mod id;
pub mod knowledge;
pub mod likely;
pub mod metric;
pub mod models;
pub mod order;
pub mod permission;
pub mod product;
pub mod resolution;
pub mod routing;
pub mod staffing;
pub mod suggestion;
pub mod text;
pub mod ticket;
pub mod time;
pub mod tuning;
pub mod words;
