//! The exceptions to "one text for both engines", each a named function that says why.

use crate::{Arg, Engine, Query};

/// `IN (…)` over a list: neither engine binds an array the other way round, so the list is written out. Lengths are
/// rounded up to a power of two by repeating the last value, so that the statement cache sees few texts.
pub fn in_list<T: Into<Arg> + Clone>(query: &mut Query, values: &[T]) -> String {
    if values.is_empty() {
        return "(NULL)".to_owned();
    }
    let width = values.len().next_power_of_two();
    let places: Vec<String> = (0..width).map(|i| query.push(values[i.min(values.len() - 1)].clone())).collect();
    format!("({})", places.join(", "))
}

/// How the hot path begins its multi-row statements, whose failure undoes the whole transaction anyway. By default SQLite
/// keeps a copy of every page that such a statement touches, only to undo that one statement.
pub fn insert_into(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "INSERT OR FAIL INTO",
        Engine::Postgres => "INSERT INTO",
    }
}

/// `UPDATE` under the same terms as [`insert_into`].
pub fn update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "UPDATE OR FAIL",
        Engine::Postgres => "UPDATE",
    }
}

/// Case-insensitive "contains" without ILIKE: both engines lower ASCII; the needle's wildcards are escaped.
pub fn contains_pattern(needle: &str) -> String {
    let escaped = needle.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
