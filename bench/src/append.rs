//! Durable messages a second through the write door, as a share of what the engine takes when the same rows are
//! inserted raw, 1,000 messages a transaction, on one connection.

use crate::{append_floor::Floor, calibrate, stats};
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

pub const BODY: &str = "您好，我昨天买的那件外套还没有发货，物流信息一直没有更新，请帮我看一下是什么情况，急着周末穿，谢谢您了。";

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
        let door = Door::open(&db, committed).await?;
        tokio::spawn(yingke_store::checkpoint::run(db.clone(), door.clone()));
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
