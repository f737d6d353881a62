//! The floor of an append: the same rows (message, event) with the same indexes on the same drivers, and nothing else: no
//! decision, no counters, no answer.

use crate::append::BODY;
use rusqlite::types::Value;
use sqlx::{Connection as _, Executor as _};
use std::{path::Path, time::Instant};
use uuid::Uuid;

pub enum Floor {
    Sqlite(rusqlite::Connection),
    Pg(sqlx::PgConnection),
}

const CREATE: &str = "
    CREATE TABLE floor_message (
        org_id UUID NOT NULL, conversation_id UUID NOT NULL, seq BIGINT NOT NULL, id UUID NOT NULL, client_id TEXT NOT NULL,
        sender_kind TEXT NOT NULL, sender_id UUID, kind TEXT NOT NULL, internal BOOLEAN NOT NULL,
        body TEXT NOT NULL, payload TEXT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (org_id, conversation_id, seq)
    );
    CREATE UNIQUE INDEX floor_message_client ON floor_message (org_id, conversation_id, client_id);
    CREATE TABLE floor_event (
        org_id UUID NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
        actor_kind TEXT NOT NULL, actor_id UUID,
        conversation_id UUID, ticket_id UUID, customer_id UUID, agent_id UUID, data TEXT NOT NULL,
        PRIMARY KEY (org_id, seq)
    );
    CREATE INDEX floor_event_customer ON floor_event (org_id, customer_id, seq) WHERE customer_id IS NOT NULL;";

/// Messages of one raw transaction, and rows of one statement.
const PER_COMMIT: usize = 1000;
const PER_STATEMENT: usize = 125;

impl Floor {
    pub async fn open(url: &str, folder: &Path) -> anyhow::Result<Self> {
        if !url.starts_with("sqlite:") {
            let mut on = sqlx::PgConnection::connect(url).await?;
            on.execute(CREATE).await?;
            return Ok(Floor::Pg(on));
        }
        let on = rusqlite::Connection::open(folder.join("floor.db"))?;
        on.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;")?;
        on.execute_batch(CREATE)?;
        Ok(Floor::Sqlite(on))
    }

    /// Messages a second.
    pub async fn rate(&mut self, seconds: f64) -> anyhow::Result<f64> {
        let mut rows = Rows::new();
        let (message_sql, event_sql) = (insert("floor_message", 12), insert("floor_event", 11));
        let started = Instant::now();
        let mut sent = 0;
        while started.elapsed().as_secs_f64() < seconds {
            match self {
                Floor::Sqlite(on) => tokio::task::block_in_place(|| {
                    on.execute_batch("BEGIN IMMEDIATE")?;
                    for _ in 0..PER_COMMIT / PER_STATEMENT {
                        let (messages, events) = rows.next();
                        for (sql, cells) in [(&message_sql, messages), (&event_sql, events)] {
                            on.prepare_cached(sql)?.execute(rusqlite::params_from_iter(cells.iter().map(Cell::sqlite)))?;
                        }
                    }
                    on.execute_batch("COMMIT")
                })?,
                Floor::Pg(on) => {
                    on.execute("BEGIN").await?;
                    for _ in 0..PER_COMMIT / PER_STATEMENT {
                        let (messages, events) = rows.next();
                        for (sql, cells) in [(&message_sql, messages), (&event_sql, events)] {
                            let statement = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
                            cells.into_iter().fold(statement, |statement, cell| cell.postgres(statement)).execute(&mut *on).await?;
                        }
                    }
                    on.execute("COMMIT").await?;
                }
            }
            sent += PER_COMMIT;
        }
        Ok(sent as f64 / started.elapsed().as_secs_f64())
    }
}

enum Cell {
    Id(Option<Uuid>),
    Int(i64),
    Bool(bool),
    Text(String),
}

impl Cell {
    fn sqlite(&self) -> Value {
        match self {
            Cell::Id(None) => Value::Null,
            Cell::Id(Some(id)) => Value::Blob(id.as_bytes().to_vec()),
            Cell::Int(v) => Value::Integer(*v),
            Cell::Bool(v) => Value::Integer(i64::from(*v)),
            Cell::Text(v) => Value::Text(v.clone()),
        }
    }
    fn postgres(
        self,
        statement: sqlx::query::Query<'_, sqlx::Postgres, sqlx::postgres::PgArguments>,
    ) -> sqlx::query::Query<'_, sqlx::Postgres, sqlx::postgres::PgArguments> {
        match self {
            Cell::Id(v) => statement.bind(v),
            Cell::Int(v) => statement.bind(v),
            Cell::Bool(v) => statement.bind(v),
            Cell::Text(v) => statement.bind(v),
        }
    }
}

struct Rows {
    org: Uuid,
    conversations: Vec<Uuid>,
    seq: i64,
}

impl Rows {
    fn new() -> Rows {
        Rows { org: Uuid::now_v7(), conversations: (0..1000).map(|_| Uuid::now_v7()).collect(), seq: 0 }
    }
    /// Values of the next statement of messages, and of their events.
    fn next(&mut self) -> (Vec<Cell>, Vec<Cell>) {
        let (mut messages, mut events) = (Vec::with_capacity(PER_STATEMENT * 12), Vec::with_capacity(PER_STATEMENT * 11));
        let text = |text: &str| Cell::Text(text.to_owned());
        for _ in 0..PER_STATEMENT {
            self.seq += 1;
            let (org, seq) = (Cell::Id(Some(self.org)), self.seq);
            let conversation = Some(self.conversations[seq as usize % self.conversations.len()]);
            messages.extend([org, Cell::Id(conversation), Cell::Int(seq), Cell::Id(Some(Uuid::now_v7()))]);
            messages.extend([Cell::Text(Uuid::now_v7().simple().to_string()), text("customer"), Cell::Id(None), text("text")]);
            messages.extend([Cell::Bool(false), text(BODY), text(""), Cell::Int(1)]);
            events.extend([Cell::Id(Some(self.org)), Cell::Int(seq), Cell::Int(1), text("message.appended"), text("customer")]);
            events.extend([Cell::Id(conversation), Cell::Id(conversation), Cell::Id(None), Cell::Id(conversation), Cell::Id(None)]);
            events.push(Cell::Text(format!("{{\"internal\":false,\"seq\":{seq}}}")));
        }
        (messages, events)
    }
}

fn insert(table: &str, columns: usize) -> String {
    let row = |row: usize| (1..=columns).map(|i| format!("${}", row * columns + i)).collect::<Vec<_>>().join(", ");
    let rows: Vec<String> = (0..PER_STATEMENT).map(|i| format!("({})", row(i))).collect();
    format!("INSERT INTO {table} VALUES {}", rows.join(", "))
}
