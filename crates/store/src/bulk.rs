//! Many rows in few statements: the hot path, the event log, imports, seeds.
//!
//! PostgreSQL gets whole columns as arrays (`UNNEST`): one short text whatever the number of rows. SQLite has no arrays
//! and gets `VALUES` lists in pieces of 128, 64, 32 … rows, so that it too sees few different texts.

use crate::{Arg, Engine, Query, Result, Run};
use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock},
};

const ROWS: usize = 128;

/// `head` up to the rows (`INSERT INTO … (…)`), `tail` what follows them (`ON CONFLICT …`, or nothing).
pub(crate) async fn write<T>(on: &mut impl Run, head: &str, items: &[T], columns: impl Fn(&T) -> Vec<Arg>, tail: &str) -> Result<()> {
    for rows in pieces(on.engine(), items) {
        let (engine, shape) = (on.engine(), Shape::of(rows, &columns));
        let sql = text(engine, (head, tail), shape, |places| match engine {
            Engine::Sqlite => format!("{head} VALUES {places} {tail}"),
            Engine::Postgres => format!("{head} SELECT * FROM UNNEST({places}) {tail}"),
        });
        on.execute(Query { sql: sql.into(), args: arguments(engine, rows, &columns) }).await?;
    }
    Ok(())
}

/// A statement that joins with rows, for each piece: `before` and `after` stand around the table, whose columns are called
/// `v.column1`, `v.column2` and so on. `query` runs on what each piece gives.
pub(crate) fn joins<T>(engine: Engine, before: &str, items: &[T], columns: impl Fn(&T) -> Vec<Arg>, after: &str) -> Vec<Query> {
    pieces(engine, items)
        .into_iter()
        .map(|rows| {
            let shape = Shape::of(rows, &columns);
            let sql = text(engine, (before, after), shape, |places| match engine {
                Engine::Sqlite => format!("{before} (VALUES {places}) AS v {after}"),
                Engine::Postgres => {
                    let names: Vec<String> = (1..=shape.columns).map(|i| format!("column{i}")).collect();
                    format!("{before} UNNEST({places}) AS v({}) {after}", names.join(", "))
                }
            });
            Query { sql: sql.into(), args: arguments(engine, rows, &columns) }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    rows: usize,
    columns: usize,
}

impl Shape {
    fn of<T>(rows: &[T], columns: impl Fn(&T) -> Vec<Arg>) -> Shape {
        Shape { rows: rows.len(), columns: rows.first().map_or(0, |row| columns(row).len()) }
    }
}

/// The text for a shape; made once and kept, because a long `VALUES` list costs more to write than to run.
fn text(engine: Engine, around: (&str, &str), shape: Shape, make: impl FnOnce(&str) -> String) -> String {
    type Texts = HashMap<(String, String, Option<usize>), String>;
    static KNOWN: OnceLock<Mutex<Texts>> = OnceLock::new();
    let rows = (engine == Engine::Sqlite).then_some(shape.rows);
    let key = (around.0.to_owned(), around.1.to_owned(), rows);
    let mut known = KNOWN.get_or_init(Mutex::default).lock().expect("no panic while holding it");
    if let Some(text) = known.get(&key) {
        return text.clone();
    }
    let text = make(&places(engine, shape));
    if known.len() < 512 {
        known.insert(key, text.clone());
    }
    text
}

/// `($1, $2), ($3, $4)` or `$1, $2`.
fn places(engine: Engine, shape: Shape) -> String {
    let one = |first: usize| (first..first + shape.columns).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    match engine {
        Engine::Sqlite => (0..shape.rows).map(|row| format!("({})", one(row * shape.columns + 1))).collect::<Vec<_>>().join(", "),
        Engine::Postgres => one(1),
    }
}

fn arguments<T>(engine: Engine, rows: &[T], columns: impl Fn(&T) -> Vec<Arg>) -> Vec<Arg> {
    match engine {
        Engine::Sqlite => rows.iter().flat_map(columns).collect(),
        Engine::Postgres => {
            let mut arrays: Vec<Arg> =
                rows.first().map(&columns).unwrap_or_default().iter().map(|value| value.column(rows.len())).collect();
            for row in rows {
                for (array, value) in arrays.iter_mut().zip(columns(row)) {
                    array.append(value);
                }
            }
            arrays
        }
    }
}

/// PostgreSQL takes everything at once (up to a bound that keeps one statement's memory small).
fn pieces<T>(engine: Engine, items: &[T]) -> Vec<&[T]> {
    if engine == Engine::Postgres {
        return items.chunks(4096).collect();
    }
    let (mut rest, mut pieces, mut size) = (items, Vec::new(), ROWS);
    while !rest.is_empty() {
        while size > rest.len() {
            size /= 2;
        }
        let (piece, tail) = rest.split_at(size);
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

/// `ON CONFLICT (id) DO UPDATE` of these columns: a row that is there already is replaced.
pub(crate) fn replace(columns: &[&str]) -> String {
    let sets: Vec<String> = columns.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    format!("ON CONFLICT (id) DO UPDATE SET {}", sets.join(", "))
}
