//! The floor of a hop: a websocket relay that stores nothing and decides nothing. The visitor's frame goes to the agent
//! socket of its index as a `message`, and back as an `ack`.

use crate::load::{AgentSocket, World};
use axum::{
    Router,
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    response::Response,
    routing::get,
};
use futures_util::{SinkExt as _, StreamExt as _};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, mpsc};

const PER_AGENT: usize = 20;

#[derive(clap::Args)]
pub struct Options {
    #[arg(long)]
    visitors: usize,
}

type Agents = Arc<Mutex<HashMap<usize, mpsc::UnboundedSender<Message>>>>;

pub async fn serve(options: Options) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let agents = options.visitors.div_ceil(PER_AGENT);
    let world = World {
        addr,
        visitors: (0..options.visitors).map(|i| format!("/visitor?i={i}")).collect(),
        agents: (0..agents).map(|i| AgentSocket { path: format!("/agent?i={i}"), cookie: String::new(), says: Vec::new() }).collect(),
        cookie: String::new(),
        paths: vec![("hello".into(), "/hello".into())],
    };
    println!("{}", serde_json::to_string(&world)?);
    let app = Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/agent", get(agent))
        .route("/visitor", get(visitor))
        .with_state(Agents::default());
    axum::serve(listener, app).await?;
    Ok(())
}

async fn agent(ws: WebSocketUpgrade, Query(query): Query<HashMap<String, usize>>, State(agents): State<Agents>) -> Response {
    ws.on_upgrade(move |socket: WebSocket| async move {
        let (sender, mut due) = mpsc::unbounded_channel();
        agents.lock().await.insert(query["i"], sender);
        let (mut to, mut from) = socket.split();
        tokio::spawn(async move { while from.next().await.is_some() {} });
        while let Some(message) = due.recv().await {
            if to.send(message).await.is_err() {
                break;
            }
        }
    })
}

async fn visitor(ws: WebSocketUpgrade, Query(query): Query<HashMap<String, usize>>, State(agents): State<Agents>) -> Response {
    ws.on_upgrade(move |mut socket: WebSocket| async move {
        let agent = loop {
            if let Some(agent) = agents.lock().await.get(&(query["i"] / PER_AGENT)) {
                break agent.clone();
            }
            tokio::task::yield_now().await;
        };
        while let Some(Ok(Message::Text(text))) = socket.next().await {
            let Some(rest) = text.strip_prefix(r#"{"type":"send""#) else { continue };
            let _ = agent.send(Message::text(format!(r#"{{"type":"message"{rest}"#)));
            if socket.send(Message::text(format!(r#"{{"type":"ack"{rest}"#))).await.is_err() {
                break;
            }
        }
    })
}
