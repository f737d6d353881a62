//! Use cases: every verb of the product, each in one transaction, and the readers of the event log.
//!
//! Lives here: commands and queries by noun, the live hub, the bus, the bot. Never here: SQL text (see `store`),
//! HTTP (see `server`). Start at `conversations/` and `write.rs`.

pub mod views;
