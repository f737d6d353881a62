//! Moves the SQLite write-ahead log into the database file, outside commits: with the automatic checkpoint the unlucky
//! commit pays for it.
//!
//! The bulk is moved beside the commits. They go on meanwhile, so a rest is always left, and the log would never start
//! over but grow; a growing file makes every sync wait for the file system's journal, and so for this checkpoint's
//! writes. So when the log is long, the write door itself moves the short rest between two commits.

use crate::{
    Db, Door, Engine, Result, q,
    sqlite::{Log, Sqlite},
    tx::Connection,
};
use std::time::Duration;

/// How often it looks.
const EVERY: Duration = Duration::from_millis(100);
/// Writes that make a checkpoint worth its syncs; fewer are moved when the door has been quiet a while. Seldom and much was
/// measured to disturb commits less than often and little.
const WRITES: u64 = 8_000;
const QUIET_ROUNDS: u32 = 20;
/// Pages of 4 KB after which the log should start over. What comes in during one checkpoint is what the door has to move:
/// as much as some milliseconds bring.
const LONG: i64 = 8_000;
/// Readers have kept the log from starting over for long: wait for them once, and give the disk back its room.
const TOO_LONG: i64 = 262_144;

/// Runs until the task is dropped. Does nothing on PostgreSQL.
pub async fn run(db: Db, door: Door) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let Connection::Sqlite(mut on) = db.writer().await? else { return Ok(()) };
    let (mut moved_at, mut quiet) = (0, 0);
    loop {
        tokio::time::sleep(EVERY).await;
        let writes = door.counts().writes;
        quiet = if writes == moved_at { 0 } else { quiet + 1 };
        if writes - moved_at < WRITES && quiet < QUIET_ROUNDS {
            continue;
        }
        (moved_at, quiet) = (writes, 0);
        let (back, log) = aside(on).await?;
        on = back;
        match log {
            Ok(log) if log.pages > LONG && log.left == 0 => door.settle(),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "checkpoint failed, trying again"),
        }
    }
}

/// It waits for the disk: on a thread of its own.
async fn aside(mut on: Sqlite) -> Result<(Sqlite, Result<Log>)> {
    let moved = tokio::task::spawn_blocking(move || {
        let log = on.checkpoint();
        if matches!(log, Ok(log) if log.pages > TOO_LONG)
            && let Err(error) = on.all(q!("PRAGMA wal_checkpoint(TRUNCATE)"))
        {
            tracing::warn!(%error, "the write-ahead log could not start over");
        }
        (on, log)
    });
    moved.await.map_err(|_| crate::Error::Unconfirmed)
}
