//! Moves the SQLite write-ahead log into the database file, outside commits: with the automatic checkpoint the unlucky
//! commit pays for it.

use crate::{Db, Engine, Result, Run as _, q};
use std::time::Duration;

/// Runs until the task is dropped. Does nothing on PostgreSQL.
pub async fn run(db: Db) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let mut connection = db.writer().await?;
    let wal = db.path().map(|path| path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy())));
    loop {
        // Often and little: a large piece would be felt by the commits beside it.
        tokio::time::sleep(Duration::from_millis(250)).await;
        let size = wal.as_ref().and_then(|path| std::fs::metadata(path).ok()).map_or(0, |meta| meta.len());
        if size < 2 << 20 {
            continue;
        }
        // Beyond 256 MB readers have kept the log from being reused: wait for them once and start it over.
        let result = if size > 256 << 20 {
            connection.all(q!("PRAGMA wal_checkpoint(RESTART)")).await
        } else {
            connection.all(q!("PRAGMA wal_checkpoint(PASSIVE)")).await
        };
        if let Err(error) = result {
            tracing::warn!(%error, "checkpoint failed, trying again");
        }
    }
}
