//! Many rows in few statements: imports, seeds.

use crate::{Arg, Query, Result, Run, append::chunks, dialect};

/// `head` up to VALUES, `tail` what follows the rows (`ON CONFLICT …`, or nothing).
pub(crate) async fn write<T>(on: &mut impl Run, head: &str, items: &[T], columns: impl Fn(&T) -> Vec<Arg>, tail: &str) -> Result<()> {
    for chunk in chunks(items) {
        let mut query = Query::new("");
        let rows = dialect::rows(&mut query, chunk.iter().map(&columns));
        query.sql = format!("{head} VALUES {rows} {tail}").into();
        on.execute(query).await?;
    }
    Ok(())
}

/// `ON CONFLICT (id) DO UPDATE` of these columns: a row that is there already is replaced.
pub(crate) fn replace(columns: &[&str]) -> String {
    let sets: Vec<String> = columns.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    format!("ON CONFLICT (id) DO UPDATE SET {}", sets.join(", "))
}
