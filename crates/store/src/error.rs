//! What can go wrong below the domain.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("PostgreSQL: {0}")]
    Postgres(#[from] sqlx::Error),
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row that is always there was not.
    #[error("a row is missing: {0}")]
    Missing(String),
    /// The write queue is full: nothing was written, try again shortly.
    #[error("the write queue is full")]
    Busy,
    /// The process is stopping, or the connection broke between commit and answer.
    #[error("the write was not confirmed")]
    Unconfirmed,
    #[error("unexpected value in the database: {0}")]
    Corrupt(String),
    #[error("{0}")]
    Startup(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A unique index refused the row.
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Error::Postgres(sqlx::Error::Database(inner)) => inner.is_unique_violation(),
            Error::Sqlite(rusqlite::Error::SqliteFailure(inner, _)) => {
                matches!(inner.extended_code, rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY)
            }
            Error::Postgres(_)
            | Error::Sqlite(_)
            | Error::Missing(_)
            | Error::Busy
            | Error::Unconfirmed
            | Error::Corrupt(_)
            | Error::Startup(_) => false,
        }
    }
}

impl From<yingke_core::words::UnknownWord> for Error {
    fn from(unknown: yingke_core::words::UnknownWord) -> Self {
        Error::Corrupt(unknown.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(bad: serde_json::Error) -> Self {
        Error::Corrupt(bad.to_string())
    }
}
