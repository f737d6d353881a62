//! The only crate that speaks SQL. One file a noun, SQL text beside its function, the same text on SQLite and
//! PostgreSQL; the few differences are named functions of [`dialect`].
//!
//! Start at [`door`] (every write goes through it), [`db`] (engines and pools) and [`append`] (the hot path).
//! Never here: decisions about the domain (see `core`), effects outside the process.

pub mod append;
pub mod arg;
pub mod checkpoint;
pub mod db;
pub mod dialect;
pub mod door;
pub mod error;
pub mod events;
pub mod migrate;
pub mod query;
pub mod stats;
pub mod tx;

pub use arg::Arg;
pub use db::{Db, Engine, Reader};
pub use door::{Committed, CommittedEvent, Door};
pub use error::{Error, Result};
pub use query::{Query, Row, Run};
pub use tx::Tx;
