//! The two engines: connections, pools, and what a file or server must be before we use it.

use crate::{
    Error, Query, Result, Row, Run, query,
    sqlite::{Purpose, Sqlite},
};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::{
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::{Arc, Mutex, PoisonError},
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
    Sqlite { readers: Readers, path: PathBuf, _lock: Option<std::fs::File> },
    Pg { pool: PgPool, options: Box<PgConnectOptions> },
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
        let readers = Readers::new(path);
        readers.with(|_| Ok(())).map_err(|e| Error::Startup(format!("cannot open the database {}: {e}", path.display())))?;
        Ok(Db { inner: Arc::new(Inner::Sqlite { readers, path: path.to_owned(), _lock: None }) })
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
            Inner::Sqlite { readers, .. } => readers.close(),
            Inner::Pg { pool, .. } => pool.close().await,
        }
    }
    /// Several statements without values, as they stand in a migration.
    pub(crate) async fn script(&self, sql: &'static str) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { path, .. } => Sqlite::open(path, Purpose::Write, false)?.script(sql)?,
            Inner::Pg { options, .. } => {
                let mut on = options.as_ref().clone().connect().await?;
                sqlx::raw_sql(sql).execute(&mut on).await?;
            }
        }
        Ok(())
    }
    /// A connection of its own that may write: for the door and the checkpointer.
    pub(crate) async fn writer(&self) -> Result<crate::tx::Connection> {
        Ok(match &*self.inner {
            Inner::Sqlite { path, .. } => crate::tx::Connection::Sqlite(Sqlite::open(path, Purpose::Write, false)?),
            Inner::Pg { options, .. } => {
                crate::tx::Connection::Pg(options.as_ref().clone().options([("synchronous_commit", "on")]).connect().await?)
            }
        })
    }
    /// Asks the engine to parse and plan a statement without running it.
    pub async fn prepare(&self, sql: &str) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        match &*self.inner {
            Inner::Sqlite { readers, .. } => readers.with(|on| on.prepare(sql))?,
            Inner::Pg { pool, .. } => {
                drop((&mut *pool.acquire().await?).prepare(sqlx::AssertSqlSafe(sql.to_owned()).into_sql_str()).await?);
            }
        }
        Ok(())
    }
    /// One consistent copy of a running SQLite database in a new file.
    pub async fn copy_to(&self, target: &Path) -> Result<()> {
        match &*self.inner {
            Inner::Sqlite { path, .. } => {
                let (path, into) = (path.clone(), target.to_string_lossy().into_owned());
                let copied = tokio::task::spawn_blocking(move || {
                    Sqlite::open(&path, Purpose::Write, false)?.execute(crate::q!("VACUUM INTO $1", into))
                });
                copied.await.map_err(|e| Error::Startup(format!("the copy was broken off: {e}")))?.map(drop)
            }
            Inner::Pg { .. } => Err(Error::Startup("a PostgreSQL database is backed up with pg_dump".into())),
        }
    }
}

impl Run for Reader {
    async fn all(&mut self, query: Query) -> Result<Vec<Row<'static>>> {
        match &*self.db.inner {
            Inner::Sqlite { readers, .. } => readers.with(|on| on.all(query)),
            Inner::Pg { pool, .. } => query::all_pg(&mut *pool.acquire().await?, query).await,
        }
    }
    async fn each<T: Send>(&mut self, query: Query, mut read: impl FnMut(&Row<'_>) -> Result<T> + Send) -> Result<Vec<T>> {
        match &*self.db.inner {
            Inner::Sqlite { readers, .. } => readers.with(|on| on.each(query, read)),
            Inner::Pg { pool, .. } => query::each_pg(&mut *pool.acquire().await?, query, |row| read(&row)).await,
        }
    }
    /// Fails for anything that writes: readers are `query_only` on SQLite and read-only sessions on PostgreSQL.
    async fn execute(&mut self, query: Query) -> Result<u64> {
        match &*self.db.inner {
            Inner::Sqlite { readers, .. } => readers.with(|on| on.execute(query)),
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
    drop(Sqlite::open(path, Purpose::Write, true).map_err(|e| Error::Startup(format!("cannot open the database {shown}: {e}")))?);
    Ok(Db { inner: Arc::new(Inner::Sqlite { readers: Readers::new(path), path: path.to_owned(), _lock: Some(lock) }) })
}

/// Idle reading connections. A read holds one only while its statement runs, on the thread that asks: so there are never
/// more than threads, and opening one more when none is idle needs no bound.
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Sqlite>>,
}

impl Readers {
    fn new(path: &Path) -> Readers {
        Readers { path: path.to_owned(), idle: Mutex::default() }
    }
    fn with<T>(&self, run: impl FnOnce(&mut Sqlite) -> Result<T>) -> Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut on = match idle {
            Some(on) => on,
            None => Sqlite::open(&self.path, Purpose::Read, false)?,
        };
        let result = run(&mut on);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(on);
        result
    }
    fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
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
    Ok(Db { inner: Arc::new(Inner::Pg { pool, options: Box::new(options) }) })
}
