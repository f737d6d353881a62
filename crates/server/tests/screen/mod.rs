//! A list on somebody's screen, kept by live frames alone, as the web does it; and the same list read fresh.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use yingke_testkit::{Agent, Socket};

/// Which list: where it is read, and under which key frames carry its rows.
#[derive(Clone, Copy)]
pub struct List {
    pub path: &'static str,
    pub key: &'static str,
}

pub struct Screen {
    list: List,
    socket: Socket,
    rows: BTreeMap<String, Value>,
}

impl Screen {
    pub async fn open(list: List, agent: &Agent) -> Screen {
        let (rows, seq) = fresh(list, agent).await;
        let mut socket = agent.socket().await;
        socket.say(&json!({"type": "hello", "after": seq})).await;
        socket.hear_type("welcome").await;
        Screen { list, socket, rows }
    }

    /// Applies frames until everything up to the log's present end has come, and compares.
    pub async fn is_what_a_fresh_look_shows(&mut self, agent: &Agent, after: &str) {
        let (rows, _) = fresh(self.list, agent).await;
        let version = |row: &Value| row["version"].as_i64().expect("a version");
        while rows.iter().any(|(id, row)| self.rows.get(id).is_none_or(|mine| version(mine) < version(row))) {
            let frame = self.socket.hear().await.expect("open");
            assert_ne!(frame["type"], "reset");
            let row = &frame[self.list.key];
            if row.is_object() {
                let id = row["id"].as_str().expect("an id").to_owned();
                if self.rows.get(&id).is_none_or(|mine| version(mine) <= version(row)) {
                    self.rows.insert(id, row.clone());
                }
            }
        }
        assert_eq!(self.rows, rows, "after {after}");
    }
}

async fn fresh(list: List, agent: &Agent) -> (BTreeMap<String, Value>, i64) {
    let page = agent.get(list.path).await.expect(200).json();
    let rows =
        page["items"].as_array().expect("items").iter().map(|row| (row["id"].as_str().expect("an id").to_owned(), row.clone())).collect();
    (rows, page["seq"].as_i64().expect("a seq"))
}
