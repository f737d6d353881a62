//! A statement with its values, rows read by position, and [`Run`]: what both a transaction and a reader can do.

use crate::{
    Arg, Error, Result,
    sqlite::{FoundRow, Value},
};
use sqlx::{Arguments as _, Row as _, postgres::PgRow};
use std::borrow::Cow;
use std::future::Future;
use uuid::Uuid;
use yingke_core::time::Millis;

#[derive(Debug, Clone)]
pub struct Query {
    pub sql: Cow<'static, str>,
    pub args: Vec<Arg>,
}

impl Query {
    pub fn new(sql: impl Into<Cow<'static, str>>) -> Self {
        Self { sql: sql.into(), args: Vec::new() }
    }
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }
    /// Binds a value and returns its placeholder (`$3`), for statements built piece by piece.
    pub fn push(&mut self, value: impl Into<Arg>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }
}

/// `q!("SELECT … WHERE org_id = $1 AND id = $2", org, id)`. The text must be a literal: a test finds every one and
/// prepares it on both engines.
#[macro_export]
macro_rules! q {
    ($sql:literal $(, $value:expr)* $(,)?) => {
        $crate::Query::new($sql)$(.bind($value))*
    };
}

/// Runs statements: a [`crate::Tx`] inside the write door, or a [`crate::Reader`].
pub trait Run: Send {
    fn all(&mut self, query: Query) -> impl Future<Output = Result<Vec<Row<'static>>>> + Send;
    /// What `read` makes of each row, read where the engine holds it: for long lists, whose rows would be copied otherwise.
    fn each<T: Send>(
        &mut self,
        query: Query,
        read: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> impl Future<Output = Result<Vec<T>>> + Send;
    fn execute(&mut self, query: Query) -> impl Future<Output = Result<u64>> + Send;
    fn engine(&self) -> crate::Engine;

    fn opt(&mut self, query: Query) -> impl Future<Output = Result<Option<Row<'static>>>> + Send {
        async move { Ok(self.all(query).await?.into_iter().next()) }
    }
    fn one(&mut self, query: Query) -> impl Future<Output = Result<Row<'static>>> + Send {
        async move {
            let sql = query.sql.clone();
            self.opt(query).await?.ok_or_else(|| Error::Missing(sql.into_owned()))
        }
    }
}

pub enum Row<'s> {
    Sqlite(FoundRow),
    /// Where SQLite holds it, until the next one is asked for.
    Here(&'s [Value<'s>]),
    Pg(PgRow),
}

impl Row<'_> {
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        T::read(self, index)
    }
    /// Reads columns left to right, in the order of the SELECT list.
    pub fn columns(&self) -> Columns<'_> {
        Columns { row: self, next: 0 }
    }
}

pub struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    pub fn take<T: FromColumn>(&mut self) -> Result<T> {
        self.next += 1;
        T::read(self.row, self.next - 1)
    }
    /// Passes over a column that another function reads.
    pub fn skip(&mut self) {
        self.next += 1;
    }
    /// A column that holds one word of a closed set.
    pub fn word<T: std::str::FromStr<Err = yingke_core::words::UnknownWord>>(&mut self) -> Result<T> {
        Ok(self.text()?.parse()?)
    }
    /// A column that holds JSON text.
    pub fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T> {
        Ok(serde_json::from_str(self.text()?)?)
    }
    /// A text column, where it lies.
    pub fn text(&mut self) -> Result<&'r str> {
        self.next += 1;
        let index = self.next - 1;
        let value = match self.row {
            Row::Sqlite(row) => row.get(index),
            Row::Here(values) => values.get(index).copied(),
            Row::Pg(row) => return Ok(row.try_get_unchecked(index)?),
        };
        match value {
            Some(Value::Text(text)) => Ok(text),
            Some(Value::Null | Value::Int(_) | Value::Id(_) | Value::Bytes(_)) | None => {
                Err(Error::Corrupt(format!("column {index} is not a text")))
            }
        }
    }
}

pub trait FromColumn: Sized {
    fn read(row: &Row<'_>, index: usize) -> Result<Self>;
}

/// What SQLite gives for a column of this type. SQLite knows neither ids nor booleans: they are blobs and 0 or 1.
trait FromValue: Sized {
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Int(v) => Some(v),
            Value::Null | Value::Text(_) | Value::Id(_) | Value::Bytes(_) => None,
        }
    }
}
impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).map(|v| v != 0)
    }
}
impl FromValue for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.to_owned()),
            Value::Null | Value::Int(_) | Value::Id(_) | Value::Bytes(_) => None,
        }
    }
}
impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(v) => Some(v.to_vec()),
            // Sixteen bytes look like an id.
            Value::Id(v) => Some(v.as_bytes().to_vec()),
            Value::Null | Value::Int(_) | Value::Text(_) => None,
        }
    }
}
impl FromValue for Uuid {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Id(v) => Some(v),
            Value::Null | Value::Int(_) | Value::Text(_) | Value::Bytes(_) => None,
        }
    }
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            Value::Int(_) | Value::Text(_) | Value::Id(_) | Value::Bytes(_) => T::from_value(value).map(Some),
        }
    }
}

macro_rules! columns {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn read(row: &Row<'_>, index: usize) -> Result<Self> {
                let value = match row {
                    Row::Sqlite(row) => row.get(index),
                    Row::Here(values) => values.get(index).copied(),
                    Row::Pg(row) => return Ok(row.try_get_unchecked(index)?),
                };
                value
                    .and_then(<$type>::from_value)
                    .ok_or_else(|| Error::Corrupt(format!("column {index} is not a {}", stringify!($type))))
            }
        }
    )*};
}
columns!(i64, Option<i64>, String, Option<String>, Uuid, Option<Uuid>, Vec<u8>, Option<Vec<u8>>, bool, Option<bool>);

impl FromColumn for Millis {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        i64::read(row, index).map(Millis)
    }
}
impl FromColumn for Option<Millis> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(Option::<i64>::read(row, index)?.map(Millis))
    }
}

pub(crate) fn pg_arguments(args: Vec<Arg>) -> Result<sqlx::postgres::PgArguments> {
    let mut bound = sqlx::postgres::PgArguments::default();
    for arg in args {
        match arg {
            Arg::Int(v) => bound.add(v),
            Arg::Text(v) => bound.add(v),
            Arg::Id(v) => bound.add(v),
            Arg::Bytes(v) => bound.add(v),
            Arg::Bool(v) => bound.add(v),
            Arg::Ints(v) => bound.add(v),
            Arg::Texts(v) => bound.add(v),
            Arg::Ids(v) => bound.add(v),
            Arg::Blobs(v) => bound.add(v),
            Arg::Bools(v) => bound.add(v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

pub(crate) async fn all_pg(on: &mut sqlx::PgConnection, query: Query) -> Result<Vec<Row<'static>>> {
    each_pg(on, query, Ok).await
}

pub(crate) async fn each_pg<T>(on: &mut sqlx::PgConnection, query: Query, read: impl FnMut(Row<'static>) -> Result<T>) -> Result<Vec<T>> {
    let args = pg_arguments(query.args)?;
    let rows = sqlx::query_with(sqlx::AssertSqlSafe(query.sql), args).fetch_all(on).await?;
    rows.into_iter().map(Row::Pg).map(read).collect()
}

pub(crate) async fn execute_pg(on: &mut sqlx::PgConnection, query: Query) -> Result<u64> {
    let args = pg_arguments(query.args)?;
    Ok(sqlx::query_with(sqlx::AssertSqlSafe(query.sql), args).execute(on).await?.rows_affected())
}
