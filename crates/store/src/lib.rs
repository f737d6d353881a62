//! The only crate that speaks SQL. One file a noun, SQL text beside its function, the same text on SQLite and
//! PostgreSQL; the few differences are named functions of [`dialect`].
//!
//! Start at [`door`] (every write goes through it), [`db`] (engines and pools) and [`append`] (the hot path).
//! Never here: decisions about the domain (see `core`), effects outside the process.

pub mod aftersales;
pub mod agent_states;
pub mod agents;
pub mod api_keys;
pub mod append;
pub mod arg;
pub mod attachments;
pub mod audit;
pub mod bulk;
pub mod categories;
pub mod checkpoint;
pub mod contacts;
pub mod conversations;
pub mod customers;
pub mod db;
pub mod dialect;
pub mod door;
pub mod entries;
pub mod error;
pub mod events;
pub mod facts;
pub mod groups;
pub mod guard_overrides;
pub mod help_votes;
pub mod history;
pub mod idempotency;
pub mod identities;
pub mod inbox;
pub mod knowledge;
pub mod knowledge_acks;
pub mod knowledge_drafts;
pub mod knowledge_pairs;
pub mod knowledge_versions;
pub mod menus;
pub mod messages;
pub mod migrate;
pub mod models;
pub mod notices;
pub mod orders;
pub mod org_settings;
pub mod orgs;
pub mod products;
pub mod query;
pub mod queue;
pub mod recalls;
pub mod saved_views;
pub mod scripts;
pub mod search;
pub mod sessions;
pub mod shipments;
pub mod sqlite;
pub mod stats;
pub mod ticket_drafts;
pub mod ticket_entries;
pub mod ticket_orders;
pub mod ticket_rows;
pub mod ticket_types;
pub mod tickets;
pub mod tx;
pub mod unanswered;
pub mod visitors;
pub mod visits;
pub mod walks;

pub use arg::Arg;
pub use db::{Db, Engine, Reader};
pub use door::{Committed, CommittedEvent, Door};
pub use error::{Error, Result};
pub use query::{Query, Row, Run};
pub use tx::Tx;
