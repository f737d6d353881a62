//! The two engines: connections, pools, and what a file or server must be before we use it.

use crate::{Error, Query, Result, Row, Run, query};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::{
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::Arc,
    time::Duration,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database that is open for reading; writes go through [`crate::Door`].
#[derive(Clone)]
pub struct Db {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) enum Inner {
    Sqlite { pool: SqlitePool, options: SqliteConnectOptions, path: PathBuf, _lock: Option<std::fs::File> },
    Pg { pool: PgPool, options: PgConnectOptions },
}

/// Reads outside a transaction. Cheap to make: one per use.
#[derive(Clone)]
pub struct Reader {
    db: Db,
}

impl Db {
    /// `sqlite:PATH` (or a bare path) or `postgres://…`. Creates the SQLite file when missing.
    pub async fn open(url: &str) -> Result<Db> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await
        } else {
            open_sqlite(Path::new(url.strip_prefix("sqlite:").unwrap_or(url))).await
        }
    }
    /// A SQLite file that another process may be serving: for reading and copying only, never through a door.
    pub async fn open_beside(path: &Path) -> Result<Db> {
        let options = sqlite_options(path).create_if_missing(false);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone().pragma("query_only", "1"))
            .await
            .map_err(|e| Error::Startup(format!("cannot open the database {}: {e}", path.display())))?;
        Ok(Db { inner: Arc::new(Inner::Sqlite { pool, options, path: path.to_owned(), _lock: None }) })
    }
    /// What SQLite itself finds wrong with the file; empty = nothing.
    pub async fn check(&self) -> Result<Vec<String>> {
        let rows = self.read().all(crate::q!("PRAGMA quick_check")).await?;
        let found: Vec<String> = rows.iter().map(|row| row.get(0)).collect::<Result<_>>()?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Pg { .. } => Engine::Postgres,
        }
    }
    pub fn read(&self) -> Reader {
        Reader { db: self.clone() }
    }
    /// Path of the SQLite file.
    pub fn path(&self) -> Option<&Path> {
        match &*self.inner {
            Inner::Sqlite { path, .. } => Some(path),
            Inner::Pg { .. } => None,
        }
    }
    pub async fn close(&self) {
        match &*self.inner {
            Inner::Sqlite { pool, .. } => pool.close().await,
            Inner::Pg { pool, .. } => pool.close().await,
        }
    }
    /// Several statements without values, as they stand in a migration.
    pub(crate) async fn script(&self, sql: &'static str) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { options, .. } => {
                let mut on = options.clone().connect().await?;
                sqlx::raw_sql(sql).execute(&mut on).await?;
            }
            Inner::Pg { options, .. } => {
                let mut on = options.clone().connect().await?;
                sqlx::raw_sql(sql).execute(&mut on).await?;
            }
        }
        Ok(())
    }
    /// A connection of its own that may write: for the door and the checkpointer.
    pub(crate) async fn writer(&self) -> Result<crate::tx::Connection> {
        Ok(match &*self.inner {
            Inner::Sqlite { options, .. } => crate::tx::Connection::Sqlite(options.clone().connect().await?),
            Inner::Pg { options, .. } => {
                crate::tx::Connection::Pg(options.clone().options([("synchronous_commit", "on")]).connect().await?)
            }
        })
    }
    /// Asks the engine to parse and plan a statement without running it.
    pub async fn prepare(&self, sql: &str) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let text = sqlx::AssertSqlSafe(sql.to_owned()).into_sql_str();
        match &*self.inner {
            Inner::Sqlite { pool, .. } => drop((&mut *pool.acquire().await?).prepare(text).await?),
            Inner::Pg { pool, .. } => drop((&mut *pool.acquire().await?).prepare(text).await?),
        }
        Ok(())
    }
    /// One consistent copy of a running SQLite database in a new file.
    pub async fn copy_to(&self, target: &Path) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { options, .. } => {
                let mut on = options.clone().connect().await?;
                let into = target.to_string_lossy().into_owned();
                query::execute_sqlite(&mut on, crate::q!("VACUUM INTO $1", into)).await?;
                Ok(())
            }
            Inner::Pg { .. } => Err(Error::Startup("a PostgreSQL database is backed up with pg_dump".into())),
        }
    }
}

impl Run for Reader {
    async fn all(&mut self, query: Query) -> Result<Vec<Row>> {
        match &*self.db.inner {
            Inner::Sqlite { pool, .. } => query::all_sqlite(&mut *pool.acquire().await?, query).await,
            Inner::Pg { pool, .. } => query::all_pg(&mut *pool.acquire().await?, query).await,
        }
    }
    /// Fails for anything that writes: readers are `query_only` on SQLite and read-only sessions on PostgreSQL.
    async fn execute(&mut self, query: Query) -> Result<u64> {
        match &*self.db.inner {
            Inner::Sqlite { pool, .. } => query::execute_sqlite(&mut *pool.acquire().await?, query).await,
            Inner::Pg { pool, .. } => query::execute_pg(&mut *pool.acquire().await?, query).await,
        }
    }
    fn engine(&self) -> Engine {
        self.db.engine()
    }
}

async fn open_sqlite(path: &Path) -> Result<Db> {
    let shown = path.display();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|e| Error::Startup(format!("cannot create the data folder {}: {e}", folder.display())))?;
    }
    // A second process on the same file would break the order of the event log: refuse it here, by an OS lock.
    let lock_path = path.with_extension("lock");
    let lock = std::fs::File::create(&lock_path)
        .map_err(|e| Error::Startup(format!("cannot write to {}: {e}. Is the disk full or read-only?", lock_path.display())))?;
    lock.try_lock().map_err(|_| {
        Error::Startup(format!(
            "another yingke process already uses {shown}. SQLite serves one node only: stop the other one, or use PostgreSQL for several nodes"
        ))
    })?;
    let options = sqlite_options(path);
    drop(options.clone().connect().await.map_err(|e| Error::Startup(format!("cannot open the database {shown}: {e}")))?);
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .min_connections(1)
        .test_before_acquire(false)
        .connect_with(options.clone().pragma("query_only", "1").pragma("cache_size", "-16384"))
        .await?;
    Ok(Db { inner: Arc::new(Inner::Sqlite { pool, options, path: path.to_owned(), _lock: Some(lock) }) })
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .statement_cache_capacity(1024)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-32768")
        .pragma("journal_size_limit", "67108864")
        // The checkpointer does it, outside commits.
        .pragma("wal_autocheckpoint", "0")
        .disable_statement_logging()
}

async fn open_postgres(url: &str) -> Result<Db> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|e| Error::Startup(format!("the PostgreSQL address is not valid: {e}")))?
        .application_name("yingke")
        .statement_cache_capacity(1024)
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(12)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone().options([("default_transaction_read_only", "on")]))
        .await
        .map_err(|e| Error::Startup(format!("cannot connect to PostgreSQL: {e}")))?;
    Ok(Db { inner: Arc::new(Inner::Pg { pool, options }) })
}
