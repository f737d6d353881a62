//! A process that is killed in mid-traffic loses no message it has acknowledged, and doubles none when its
//! clients send again. The child is this test binary itself; it is killed with SIGKILL, never asked to stop.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};
use uuid::Uuid;
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
    time::Millis,
};
use yingke_store::{Db, Door, Run as _, append::NewMessage, q};

const CHILD: &str = "YINGKE_CRASH_CHILD";
const SENDERS: usize = 64;
/// Acknowledgements to wait for before the kill.
const ENOUGH: usize = 2_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_mid_traffic_sqlite_keeps_every_acknowledged_message() {
    let folder = tempfile::tempdir().unwrap();
    survives(&format!("sqlite:{}", folder.path().join("crash.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_mid_traffic_postgres_keeps_every_acknowledged_message() {
    let base = std::env::var("YINGKE_TEST_POSTGRES")
        .expect("YINGKE_TEST_POSTGRES is not set: run the tests through `make test`, which starts PostgreSQL");
    let name = format!("crash_{}", Uuid::now_v7().simple());
    administer(&base, &format!("CREATE DATABASE {name}")).await;
    survives(&format!("{base}/{name}")).await;
    administer(&base, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

/// Not a test of its own: what the killed process does.
#[ignore = "the process that the crash tests start and kill"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let url = std::env::var(CHILD).expect("started by the crash tests");
    let db = Db::open(&url).await.unwrap();
    let (door, _follow) = open(&db).await;
    let (org_id, conversations) = conversations(&db).await;
    let mut tasks = Vec::new();
    for sender in 0..SENDERS {
        let (door, conversation) = (door.clone(), conversations[sender % conversations.len()]);
        tasks.push(tokio::spawn(async move {
            for n in 0.. {
                let client_id = format!("{sender}-{n}");
                let done = door.append(message(org_id, conversation, &client_id)).await.unwrap();
                // One line in one write: the parent believes only whole lines.
                println!("acked {} {} {client_id}", conversation.0, done.seq);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

async fn survives(url: &str) {
    let acked = {
        let db = Db::open(url).await.unwrap();
        yingke_store::migrate::run(&db).await.unwrap();
        let (door, _follow) = open(&db).await;
        door.write::<_, yingke_store::Error, _>(None, |tx| Box::pin(seed(tx))).await.unwrap();
        drop(door);
        db.close().await;
        drop(db);
        // The writer lets go of the file when its task has ended; the child could not open it before.
        while Db::open(url).await.is_err() {
            tokio::task::yield_now().await;
        }
        run_and_kill(url)
    };
    assert!(acked.len() >= ENOUGH, "only {} acknowledgements were seen", acked.len());

    let db = Db::open(url).await.unwrap();
    let (door, _follow) = open(&db).await;
    let stored = messages(&db).await;
    for (key, seq) in &acked {
        assert_eq!(stored.get(key), Some(seq), "acknowledged message {key:?} is not there as acknowledged");
    }
    let (org_id, conversations) = conversations(&db).await;
    for conversation in &conversations {
        let mut seqs: Vec<i64> = stored.iter().filter(|((c, _), _)| c == &conversation.0).map(|(_, seq)| *seq).collect();
        seqs.sort_unstable();
        let last: i64 = db.read().one(q!("SELECT last_seq FROM conversation WHERE id = $1", *conversation)).await.unwrap().get(0).unwrap();
        assert_eq!(seqs, (1..=last).collect::<Vec<_>>(), "the sequence has no hole and no double");
    }
    let row = db.read().one(q!("SELECT COUNT(*), MAX(seq), COUNT(DISTINCT seq) FROM event")).await.unwrap();
    let counts: (i64, i64, i64) = (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
    assert_eq!(counts, (stored.len() as i64, stored.len() as i64, stored.len() as i64), "one event for every message, without a hole");

    // The clients did not hear everything before the kill, so they send their last words again.
    for ((conversation, client_id), seq) in acked.iter().take(50) {
        let again = door.append(message(org_id, ConversationId(*conversation), client_id)).await.unwrap();
        assert!(again.repeated && again.seq == *seq, "sending again returns the first result");
    }
    assert_eq!(messages(&db).await.len(), stored.len(), "nothing was doubled");
}

type Key = (Uuid, String);

fn run_and_kill(url: &str) -> BTreeMap<Key, i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--ignored"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut acked = BTreeMap::new();
    let mut killed = false;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        let words: Vec<&str> = line.split(' ').collect();
        if let [.., "acked", conversation, seq, client_id] = words.as_slice()
            && let (Ok(conversation), Ok(seq)) = (conversation.parse(), seq.parse())
        {
            acked.insert((conversation, (*client_id).to_owned()), seq);
        }
        // Lines already in the pipe were acknowledged before the kill and are read to the end.
        if acked.len() >= ENOUGH && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    acked
}

async fn open(db: &Db) -> (Door, tokio::sync::mpsc::UnboundedReceiver<yingke_store::Committed>) {
    let (committed, follow) = tokio::sync::mpsc::unbounded_channel();
    (Door::open(db, committed).await.unwrap(), follow)
}

async fn seed(tx: &mut yingke_store::Tx) -> Result<(), yingke_store::Error> {
    let org = OrgId(Uuid::now_v7());
    tx.execute(q!("INSERT INTO org_counter (org_id, event_seq, ticket_no) VALUES ($1, 0, 0)", org)).await?;
    for _ in 0..SENDERS / 4 {
        tx.execute(q!(
            "INSERT INTO conversation (id, org_id, customer_id, channel, state, priority, offer_count, declined_by, end_reason, last_seq, last_sender,
                last_preview, unread_agent, unread_customer, agent_read_seq, customer_read_seq, customer_messages, agent_messages, mood, bot_misses,
                path, idle_warned, rating_comment, bot_outcome, page_url, page_title, version, created_at, sort_at)
             VALUES ($1, $2, $3, 'widget', 'active', 0, 0, '', '', 0, '', '', 0, 0, 0, 0, 0, 0, 'calm', 0, '', false, '', '', '', '', 0, 0, 0)",
            Uuid::now_v7(),
            org,
            Uuid::now_v7()
        ))
        .await?;
    }
    Ok(())
}

async fn conversations(db: &Db) -> (OrgId, Vec<ConversationId>) {
    let rows = db.read().all(q!("SELECT org_id, id FROM conversation ORDER BY id")).await.unwrap();
    (rows[0].get(0).unwrap(), rows.iter().map(|row| row.get(1).unwrap()).collect())
}

async fn messages(db: &Db) -> BTreeMap<Key, i64> {
    let rows = db.read().all(q!("SELECT conversation_id, client_id, seq FROM message")).await.unwrap();
    let stored: BTreeMap<Key, i64> = rows.iter().map(|row| ((row.get(0).unwrap(), row.get(1).unwrap()), row.get(2).unwrap())).collect();
    assert_eq!(stored.len(), rows.len(), "no message stands twice");
    stored
}

fn message(org_id: OrgId, conversation_id: ConversationId, client_id: &str) -> NewMessage {
    NewMessage {
        org_id,
        conversation_id,
        id: MessageId(Uuid::now_v7()),
        client_id: client_id.to_owned(),
        sender_kind: SenderKind::Customer,
        sender_id: None,
        kind: MessageKind::Text,
        internal: false,
        body: "我的快递到哪里了？".to_owned(),
        payload: serde_json::Value::Null,
        preview: "我的快递到哪里了？".to_owned(),
        at: Millis(1),
    }
}

async fn administer(base: &str, sql: &str) {
    use sqlx::{Connection as _, Executor as _};
    let mut on = sqlx::PgConnection::connect(&format!("{base}/postgres")).await.unwrap();
    on.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.unwrap();
}
