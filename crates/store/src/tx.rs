//! One open transaction of the write door, and the events it will append.

use crate::{Engine, Query, Result, Row, Run, query, sqlite::Sqlite};
use std::collections::BTreeMap;
use std::sync::Arc;
use yingke_core::{event::NewEvent, id::OrgId};

pub(crate) enum Connection {
    Sqlite(Sqlite),
    Pg(sqlx::PgConnection),
}

impl Run for Connection {
    async fn all(&mut self, query: Query) -> Result<Vec<Row<'static>>> {
        match self {
            Connection::Sqlite(on) => on.all(query),
            Connection::Pg(on) => query::all_pg(on, query).await,
        }
    }
    async fn each<T: Send>(&mut self, query: Query, mut read: impl FnMut(&Row<'_>) -> Result<T> + Send) -> Result<Vec<T>> {
        match self {
            Connection::Sqlite(on) => on.each(query, read),
            Connection::Pg(on) => query::each_pg(on, query, |row| read(&row)).await,
        }
    }
    async fn execute(&mut self, query: Query) -> Result<u64> {
        match self {
            Connection::Sqlite(on) => on.execute(query),
            Connection::Pg(on) => query::execute_pg(on, query).await,
        }
    }
    fn engine(&self) -> Engine {
        match self {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Pg(_) => Engine::Postgres,
        }
    }
}

/// Inside a command. Everything done through it is committed together with the events it emits, or not at all.
pub struct Tx {
    pub(crate) connection: Connection,
    /// Last sequence of each organisation whose write lock this batch holds.
    pub(crate) sequences: BTreeMap<OrgId, i64>,
    pub(crate) events: Vec<crate::door::CommittedEvent>,
}

impl Tx {
    /// Appends to the organisation's event log and returns the event's sequence.
    ///
    /// # Panics
    /// When the command was not opened for this organisation: a programming error.
    pub fn emit(&mut self, org_id: OrgId, event: NewEvent) -> i64 {
        self.emit_with(org_id, event, None)
    }

    pub(crate) fn emit_with(&mut self, org_id: OrgId, event: NewEvent, message: Option<Arc<crate::append::Appended>>) -> i64 {
        let seq = self.sequences.get_mut(&org_id).expect("the command holds the write lock of the organisation it changes");
        *seq += 1;
        let seq = *seq;
        self.events.push(crate::door::CommittedEvent { event: yingke_core::event::Event { org_id, seq, event }, message });
        seq
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { sequences: self.sequences.clone(), events: self.events.len() }
    }
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.sequences = mark.sequences;
        self.events.truncate(mark.events);
    }
}

pub(crate) struct Mark {
    sequences: BTreeMap<OrgId, i64>,
    events: usize,
}

impl Run for Tx {
    async fn all(&mut self, query: Query) -> Result<Vec<Row<'static>>> {
        self.connection.all(query).await
    }
    async fn each<T: Send>(&mut self, query: Query, read: impl FnMut(&Row<'_>) -> Result<T> + Send) -> Result<Vec<T>> {
        self.connection.each(query, read).await
    }
    async fn execute(&mut self, query: Query) -> Result<u64> {
        self.connection.execute(query).await
    }
    fn engine(&self) -> Engine {
        self.connection.engine()
    }
}
