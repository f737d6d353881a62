//! Durable messages a second through the write door, as a share of what the engine takes when the same rows are
//! inserted raw, 1,000 messages a transaction, on one connection.

use crate::{calibrate, stats};
use sqlx::{Connection as _, Executor as _};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
    time::Millis,
};
use yingke_store::{Db, Door, append::NewMessage};

#[derive(clap::Args)]
pub struct Options {
    /// `postgres://…` to measure PostgreSQL too; the database must be empty.
    #[arg(long, env = "YINGKE_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// Interleaved pairs of floor and product.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Senders at once.
    #[arg(long, default_value_t = 1000)]
    senders: usize,
}

const BODY: &str = "您好，我昨天买的那件外套还没有发货，物流信息一直没有更新，请帮我看一下是什么情况，急着周末穿，谢谢您了。";

pub async fn run(options: Options) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut targets = vec![("SQLite", format!("sqlite:{}", folder.path().join("bench.db").display()))];
    if let Some(url) = &options.postgres {
        targets.push(("PostgreSQL", url.clone()));
    }
    for (name, url) in targets {
        let product = Product::open(&url, options.senders).await?;
        let mut floor = Floor::open(&url, folder.path()).await?;
        let (mut ratios, mut floors, mut ours, mut void) = (Vec::new(), Vec::new(), Vec::new(), 0);
        while ratios.len() < options.pairs && void < options.pairs * 3 {
            let before = calibrate::speed();
            let floor_rate = floor.rate(options.seconds).await?;
            let our_rate = product.rate(options.seconds, options.senders).await?;
            if calibrate::moved(before, calibrate::speed()) {
                void += 1;
                continue;
            }
            println!("{name}: raw {floor_rate:.0}/s, door {our_rate:.0}/s, ratio {:.2}", our_rate / floor_rate);
            ratios.push(our_rate / floor_rate);
            floors.push(floor_rate);
            ours.push(our_rate);
        }
        println!(
            "{name}: durable appends {:.0}/s, raw insert {:.0}/s, ratio median {:.2} (range {}), {void} pairs void",
            stats::median(&mut ours),
            stats::median(&mut floors),
            stats::median(&mut ratios.clone()),
            stats::range(&ratios)
        );
    }
    Ok(())
}

struct Product {
    door: Door,
    org: OrgId,
    conversations: Arc<Vec<ConversationId>>,
}

impl Product {
    async fn open(url: &str, conversations: usize) -> anyhow::Result<Self> {
        let db = Db::open(url).await?;
        yingke_store::migrate::run(&db).await?;
        let (committed, mut follow) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move { while follow.recv().await.is_some() {} });
        tokio::spawn(yingke_store::checkpoint::run(db.clone()));
        let door = Door::open(&db, committed).await?;
        let org = OrgId(Uuid::now_v7());
        let ids: Vec<ConversationId> = (0..conversations).map(|_| ConversationId(Uuid::now_v7())).collect();
        let made = ids.clone();
        door.write::<_, yingke_store::Error, _>(None, move |tx| Box::pin(seed(tx, org, made))).await?;
        Ok(Self { door, org, conversations: Arc::new(ids) })
    }

    async fn rate(&self, seconds: f64, senders: usize) -> anyhow::Result<f64> {
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let started = Instant::now();
        let mut tasks = Vec::new();
        for i in 0..senders {
            let (door, org, conversations) = (self.door.clone(), self.org, self.conversations.clone());
            tasks.push(tokio::spawn(async move {
                let mut sent = 0u64;
                while Instant::now() < until {
                    let message = message(org, conversations[i % conversations.len()]);
                    if door.append(message).await.is_ok() {
                        sent += 1;
                    }
                }
                sent
            }));
        }
        let mut sent = 0;
        for task in tasks {
            sent += task.await?;
        }
        Ok(sent as f64 / started.elapsed().as_secs_f64())
    }
}

fn message(org_id: OrgId, conversation_id: ConversationId) -> NewMessage {
    NewMessage {
        org_id,
        conversation_id,
        id: MessageId(Uuid::now_v7()),
        client_id: Uuid::now_v7().simple().to_string(),
        sender_kind: SenderKind::Customer,
        sender_id: None,
        kind: MessageKind::Text,
        internal: false,
        body: BODY.to_owned(),
        payload: serde_json::Value::Null,
        preview: BODY.chars().take(40).collect(),
        at: Millis(1),
    }
}

async fn seed(tx: &mut yingke_store::Tx, org: OrgId, conversations: Vec<ConversationId>) -> Result<(), yingke_store::Error> {
    use yingke_store::{Run as _, q};
    tx.execute(q!("INSERT INTO org_counter (org_id, event_seq, ticket_no) VALUES ($1, 0, 0)", org)).await?;
    for id in conversations {
        tx.execute(q!(
            "INSERT INTO conversation (id, org_id, customer_id, channel, state, priority, offer_count, declined_by, end_reason, last_seq, last_sender,
                last_preview, unread_agent, unread_customer, agent_read_seq, customer_read_seq, customer_messages, agent_messages, mood, bot_misses,
                path, idle_warned, rating_comment, bot_outcome, page_url, page_title, version, created_at, sort_at)
             VALUES ($1, $2, $3, 'widget', 'active', 0, 0, '', '', 0, '', '', 0, 0, 0, 0, 0, 0, 'calm', 0, '', false, '', '', '', '', 0, 0, 0)",
            id, org, Uuid::now_v7()
        ))
        .await?;
    }
    Ok(())
}

/// The same rows (message, event) with the same indexes, and nothing else: no decision, no counters, no answer.
enum Floor {
    Sqlite(sqlx::SqliteConnection),
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

impl Floor {
    async fn open(url: &str, folder: &std::path::Path) -> anyhow::Result<Self> {
        Ok(if url.starts_with("sqlite:") {
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(folder.join("floor.db"))
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                .pragma("cache_size", "-32768");
            let mut on = sqlx::SqliteConnection::connect_with(&options).await?;
            on.execute(CREATE).await?;
            Floor::Sqlite(on)
        } else {
            let mut on = sqlx::PgConnection::connect(url).await?;
            on.execute(CREATE).await?;
            Floor::Pg(on)
        })
    }

    async fn rate(&mut self, seconds: f64) -> anyhow::Result<f64> {
        match self {
            Floor::Sqlite(on) => raw(on, seconds, "BEGIN IMMEDIATE").await,
            Floor::Pg(on) => raw(on, seconds, "BEGIN").await,
        }
    }
}

/// Messages of one raw transaction, and rows of one statement.
const PER_COMMIT: usize = 1000;
const PER_STATEMENT: usize = 125;

async fn raw<C>(on: &mut C, seconds: f64, begin: &'static str) -> anyhow::Result<f64>
where
    C: sqlx::Connection,
    for<'c> &'c mut C: sqlx::Executor<'c, Database = C::Database>,
    C::Database: sqlx::Database<Connection = C>,
    <C::Database as sqlx::Database>::Arguments: sqlx::IntoArguments<C::Database>,
    Uuid: sqlx::Type<C::Database> + for<'q> sqlx::Encode<'q, C::Database>,
    Option<Uuid>: sqlx::Type<C::Database> + for<'q> sqlx::Encode<'q, C::Database>,
    i64: sqlx::Type<C::Database> + for<'q> sqlx::Encode<'q, C::Database>,
    bool: sqlx::Type<C::Database> + for<'q> sqlx::Encode<'q, C::Database>,
    String: sqlx::Type<C::Database> + for<'q> sqlx::Encode<'q, C::Database>,
{
    let org = Uuid::now_v7();
    let conversations: Vec<Uuid> = (0..1000).map(|_| Uuid::now_v7()).collect();
    let (message_sql, event_sql) = (insert("floor_message", 12), insert("floor_event", 11));
    let started = Instant::now();
    let (mut seq, mut sent) = (0i64, 0u64);
    while started.elapsed().as_secs_f64() < seconds {
        on.execute(begin).await?;
        for _ in 0..PER_COMMIT / PER_STATEMENT {
            let mut messages = sqlx::query(sqlx::AssertSqlSafe(message_sql.clone()));
            let mut events = sqlx::query(sqlx::AssertSqlSafe(event_sql.clone()));
            for _ in 0..PER_STATEMENT {
                seq += 1;
                let conversation = conversations[seq as usize % conversations.len()];
                messages = messages
                    .bind(org)
                    .bind(conversation)
                    .bind(seq)
                    .bind(Uuid::now_v7())
                    .bind(Uuid::now_v7().simple().to_string())
                    .bind("customer".to_owned())
                    .bind(None::<Uuid>)
                    .bind("text".to_owned())
                    .bind(false)
                    .bind(BODY.to_owned())
                    .bind(String::new())
                    .bind(1i64);
                events = events
                    .bind(org)
                    .bind(seq)
                    .bind(1i64)
                    .bind("message.appended".to_owned())
                    .bind("customer".to_owned())
                    .bind(Some(conversation))
                    .bind(Some(conversation))
                    .bind(None::<Uuid>)
                    .bind(Some(conversation))
                    .bind(None::<Uuid>)
                    .bind(format!("{{\"internal\":false,\"seq\":{seq}}}"));
            }
            messages.execute(&mut *on).await?;
            events.execute(&mut *on).await?;
        }
        on.execute("COMMIT").await?;
        sent += PER_COMMIT as u64;
    }
    Ok(sent as f64 / started.elapsed().as_secs_f64())
}

fn insert(table: &str, columns: usize) -> String {
    let mut next = 0;
    let mut place = || {
        next += 1;
        format!("${next}")
    };
    let rows: Vec<String> =
        (0..PER_STATEMENT).map(|_| format!("({})", (0..columns).map(|_| place()).collect::<Vec<_>>().join(", "))).collect();
    format!("INSERT INTO {table} VALUES {}", rows.join(", "))
}
