//! Schema versions. Migrations only add; the binary refuses a database that is newer than itself.

use crate::{Db, Error, Result, Run as _, q};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "main", include_str!("../migrations/0001_main.sql")),
    (2, "knowledge", include_str!("../migrations/0002_knowledge.sql")),
    (3, "facts", include_str!("../migrations/0003_facts.sql")),
    (4, "bot", include_str!("../migrations/0004_bot.sql")),
    (5, "ledger", include_str!("../migrations/0005_ledger.sql")),
    (6, "assist", include_str!("../migrations/0006_assist.sql")),
    (10, "guard_threads", include_str!("../migrations/0010_guard_threads.sql")),
    (11, "first_contact", include_str!("../migrations/0011_first_contact.sql")),
    (12, "suggestions", include_str!("../migrations/0012_suggestions.sql")),
    (13, "staffing", include_str!("../migrations/0013_staffing.sql")),
    (14, "paths", include_str!("../migrations/0014_paths.sql")),
];

/// Brings the database to this binary's version; returns how many migrations ran.
pub async fn run(db: &Db) -> Result<usize> {
    db.script("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL)").await?;
    let current = version(db).await?;
    let newest = newest();
    if current > newest {
        return Err(Error::Startup(format!(
            "the database has schema version {current}, this binary knows only {newest}: use the newer binary, or restore a backup from before the upgrade"
        )));
    }
    let mut ran = 0;
    // By what is missing, not by the newest: parts that were built side by side arrive out of order.
    let rows = db.read().all(q!("SELECT version FROM schema_version")).await?;
    let applied: Vec<i64> = rows.iter().map(|row| row.get(0)).collect::<Result<_>>()?;
    for (number, name, sql) in MIGRATIONS.iter().filter(|(number, ..)| !applied.contains(number)) {
        tracing::info!(version = number, name, "migrating");
        db.script(migration_text(sql, *number, name)).await?;
        ran += 1;
    }
    Ok(ran)
}

pub async fn version(db: &Db) -> Result<i64> {
    db.read().one(q!("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM schema_version")).await?.get(0)
}

pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |(number, ..)| *number)
}

/// One transaction for the change and its version row, so that a crash in between leaves neither. Leaked once per
/// process start: raw scripts must be `'static`.
fn migration_text(sql: &str, number: i64, name: &str) -> &'static str {
    format!("BEGIN;\n{sql}\nINSERT INTO schema_version (version, name) VALUES ({number}, '{name}');\nCOMMIT;").leak()
}
