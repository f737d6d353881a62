//! One SQLite connection, called in place: a statement is a function call of some microseconds, less than handing it to
//! another thread and back would cost. Readers run on the thread that asks; the write door has a thread of its own,
//! because a commit waits for the disk.

use crate::{Arg, Error, Query, Result, Row};
use foldhash::HashMap;
use rusqlite::{
    CachedStatement, Connection, OpenFlags,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use std::{borrow::Cow, ops::Range, path::Path, sync::Arc, time::Duration};
use uuid::Uuid;

pub(crate) struct Sqlite {
    on: Connection,
    places: Places,
}

/// Which value each place of a text wants, when that is not simply its own number. `$2` is a name to SQLite, numbered by
/// first appearance, and asking for a name walks over all of them: so each text is asked once.
#[derive(Default)]
struct Places {
    known: HashMap<Cow<'static, str>, Option<Vec<usize>>>,
}

impl Places {
    fn of(&mut self, sql: &Cow<'static, str>, statement: &CachedStatement<'_>) -> Option<&[usize]> {
        if !self.known.contains_key(sql) {
            if self.known.len() >= 2_048 {
                self.known.clear();
            }
            let number = |place| statement.parameter_name(place).and_then(|name| name.get(1..)?.parse().ok()).unwrap_or(place);
            let numbers: Vec<usize> = (1..=statement.parameter_count()).map(number).collect();
            let in_order = numbers.iter().zip(1..).all(|(number, place)| *number == place);
            self.known.insert(sql.clone(), (!in_order).then_some(numbers));
        }
        self.known.get(sql).and_then(Option::as_deref)
    }
}

/// All rows that a statement gave, in three pieces of memory however many they are.
#[derive(Default)]
pub struct Found {
    cells: Vec<Cell>,
    text: String,
    bytes: Vec<u8>,
}

/// One row of what was found.
pub struct FoundRow {
    found: Arc<Found>,
    first: usize,
    columns: usize,
}

/// Texts and blobs are places in the memory they share.
enum Cell {
    Null,
    Int(i64),
    Text(Range<usize>),
    Id(Uuid),
    Bytes(Range<usize>),
}

/// One value of a row, where it lies.
#[derive(Debug, Clone, Copy)]
pub enum Value<'r> {
    Null,
    Int(i64),
    Text(&'r str),
    Id(Uuid),
    Bytes(&'r [u8]),
}

impl FoundRow {
    pub fn get(&self, index: usize) -> Option<Value<'_>> {
        let cell = (index < self.columns).then(|| self.found.cells.get(self.first + index))??;
        Some(match cell {
            Cell::Null => Value::Null,
            Cell::Int(v) => Value::Int(*v),
            Cell::Text(place) => Value::Text(self.found.text.get(place.clone())?),
            Cell::Id(v) => Value::Id(*v),
            Cell::Bytes(place) => Value::Bytes(self.found.bytes.get(place.clone())?),
        })
    }
}

impl Found {
    fn push(&mut self, value: ValueRef<'_>) -> Result<()> {
        self.cells.push(match here(value)? {
            Value::Null => Cell::Null,
            Value::Int(v) => Cell::Int(v),
            Value::Id(v) => Cell::Id(v),
            Value::Text(v) => {
                let start = self.text.len();
                self.text.push_str(v);
                Cell::Text(start..self.text.len())
            }
            Value::Bytes(v) => {
                let start = self.bytes.len();
                self.bytes.extend_from_slice(v);
                Cell::Bytes(start..self.bytes.len())
            }
        });
        Ok(())
    }
}

/// A value that SQLite still holds.
fn here(value: ValueRef<'_>) -> Result<Value<'_>> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        // No column of ours is a fraction; a sum that became one is cut.
        ValueRef::Real(v) => Value::Int(v as i64),
        ValueRef::Text(v) => Value::Text(std::str::from_utf8(v).map_err(|_| Error::Corrupt("a text that is no UTF-8".into()))?),
        ValueRef::Blob(v) => Uuid::from_slice(v).map_or(Value::Bytes(v), Value::Id),
    })
}

/// The write-ahead log after a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Log {
    pub pages: i64,
    /// Of those that were there when it began, what is not in the database file: a reader still needs the old state. When
    /// nothing is left and nothing came since, the next commit starts the log over.
    pub left: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Refuses anything that writes.
    Read,
    Write,
}

impl Sqlite {
    /// Opens a file that is there; with [`OpenFlags::SQLITE_OPEN_CREATE`] left out unless `create`.
    pub fn open(path: &Path, purpose: Purpose, create: bool) -> Result<Sqlite> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
        let on = Connection::open_with_flags(path, flags)?;
        on.busy_timeout(Duration::from_secs(5))?;
        // One plan a statement, whatever its values are. Without this SQLite plans some of them anew at every call.
        on.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        on.set_prepared_statement_cache_capacity(512);
        // The automatic checkpoint is off: `checkpoint` does it, outside commits. The log keeps its size on disk: a commit that
        // changes a file's size waits for the journal of the file system, and one that cuts it off for much longer.
        on.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
             PRAGMA wal_autocheckpoint = 0;",
        )?;
        on.execute_batch(match purpose {
            Purpose::Read => "PRAGMA query_only = 1; PRAGMA cache_size = -16384;",
            Purpose::Write => "PRAGMA cache_size = -32768;",
        })?;
        Ok(Sqlite { on, places: Places::default() })
    }

    pub fn all(&mut self, query: Query) -> Result<Vec<Row<'static>>> {
        let mut statement = self.prepared(query)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let (mut found, mut count) = (Found::default(), 0);
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                found.push(row.get_ref(column)?)?;
            }
            count += 1;
        }
        let found = Arc::new(found);
        Ok((0..count).map(|at| Row::Sqlite(FoundRow { found: found.clone(), first: at * columns, columns })).collect())
    }

    pub fn each<T>(&mut self, query: Query, mut read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut statement = self.prepared(query)?;
        let columns = statement.column_count();
        let (mut rows, mut made) = (statement.raw_query(), Vec::new());
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns);
            for column in 0..columns {
                values.push(here(row.get_ref(column)?)?);
            }
            made.push(read(&Row::Here(&values))?);
        }
        Ok(made)
    }

    /// Rows changed.
    pub fn execute(&mut self, query: Query) -> Result<u64> {
        let mut statement = self.prepared(query)?;
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        drop(rows);
        drop(statement);
        Ok(self.on.changes())
    }

    /// Moves what it can of the write-ahead log into the database file, waiting for nobody.
    pub fn checkpoint(&mut self) -> Result<Log> {
        let row = self.all(crate::q!("PRAGMA wal_checkpoint(PASSIVE)"))?.pop().ok_or_else(|| Error::Missing("the log's state".into()))?;
        let (pages, moved): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(Log { pages, left: pages - moved })
    }

    /// Several statements without values.
    pub fn script(&mut self, sql: &str) -> Result<()> {
        Ok(self.on.execute_batch(sql)?)
    }

    pub fn prepare(&mut self, sql: &str) -> Result<()> {
        self.on.prepare(sql)?;
        Ok(())
    }

    fn prepared(&mut self, query: Query) -> Result<CachedStatement<'_>> {
        let mut statement = self.on.prepare_cached(&query.sql)?;
        let places = self.places.of(&query.sql, &statement);
        for place in 1..=statement.parameter_count() {
            let number = places.map_or(place, |places| places[place - 1]);
            let arg = number.checked_sub(1).and_then(|index| query.args.get(index));
            let arg = arg.ok_or_else(|| Error::Corrupt(format!("no value for place {place} of {}", query.sql)))?;
            statement.raw_bind_parameter(place, value(arg)?)?;
        }
        Ok(statement)
    }
}

fn value(arg: &Arg) -> Result<ToSqlOutput<'_>> {
    let borrowed = match arg {
        Arg::Int(Some(v)) => ValueRef::Integer(*v),
        Arg::Bool(v) => ValueRef::Integer(i64::from(*v)),
        Arg::Text(Some(v)) => ValueRef::Text(v.as_bytes()),
        Arg::Id(Some(v)) => ValueRef::Blob(v.as_bytes()),
        Arg::Bytes(Some(v)) => ValueRef::Blob(v),
        Arg::Int(None) | Arg::Text(None) | Arg::Id(None) | Arg::Bytes(None) => ValueRef::Null,
        Arg::Ints(_) | Arg::Texts(_) | Arg::Ids(_) | Arg::Blobs(_) | Arg::Bools(_) => {
            return Err(Error::Corrupt("SQLite has no arrays; use store::bulk".into()));
        }
    };
    Ok(ToSqlOutput::Borrowed(borrowed))
}
