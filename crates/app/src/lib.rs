//! Use cases: every verb of the product, each in one transaction, and the readers of the event log.
//!
//! Lives here: commands and queries by noun, the live hub, the bus, the bot. Never here: SQL text (see `store`),
//! HTTP (see `server`). Start at [`app`] and, for the shape of a verb, at any file of `tickets/`.

pub mod agents;
pub mod agents_state;
pub mod alike;
pub mod api_keys;
pub mod app;
pub mod assist;
pub mod attachments;
pub mod bot;
pub mod bus;
pub mod categories;
pub mod clock;
pub mod conversations;
pub mod cursor;
pub mod customers;
pub mod demo;
pub mod entries;
pub mod error;
pub mod facts;
pub mod gaps;
pub mod groups;
pub mod guard;
pub mod help;
pub mod idempotency;
pub mod import;
pub mod knowledge;
pub mod ledger;
pub mod live;
pub mod models;
pub mod notices;
pub mod orders;
pub mod orgs;
pub mod outside;
pub mod pairs;
pub mod password;
pub mod presence;
pub mod principal;
pub mod products;
pub mod recent;
pub mod requests;
pub mod routing;
pub mod saved_views;
pub mod scripts;
pub mod search;
pub mod secrets;
pub mod sessions;
pub mod staffing;
pub mod suggestions;
pub mod sweep;
pub mod ticket_types;
pub mod tickets;
pub mod tuning;
pub mod views;
pub mod visitors;
pub mod walks;
pub mod wall;
pub mod widget;

pub use app::{App, Options};
pub use clock::Clock;
pub use error::{Error, Result};
pub use principal::{Principal, Visitor};
