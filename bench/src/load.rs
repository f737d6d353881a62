//! The load generator: visitor sockets that send on schedule, agent sockets that note when each message arrives.

use crate::stats;
use futures_util::{SinkExt as _, StreamExt as _};
use serde::{Deserialize, Serialize};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    net::{TcpSocket, TcpStream},
    sync::mpsc,
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest as _, protocol::WebSocketConfig},
};

/// What a server under test hands to the generator.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct World {
    pub addr: SocketAddr,
    /// Path and query of each visitor's socket.
    pub visitors: Vec<String>,
    pub agents: Vec<AgentSocket>,
    /// Cookie of an owner, for reads over HTTP.
    pub cookie: String,
    /// Paths for the read bench by name.
    pub paths: Vec<(String, String)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgentSocket {
    pub path: String,
    pub cookie: String,
    /// Frames to send after hello: the watches.
    pub says: Vec<String>,
}

pub struct Load {
    senders: Vec<mpsc::UnboundedSender<(Instant, String)>>,
    seen: Arc<Seen>,
}

struct Seen {
    epoch: Instant,
    acks: Mutex<Vec<f64>>,
    hops: Mutex<Vec<f64>>,
}

pub struct Outcome {
    pub sent: usize,
    pub delivered: usize,
    acks: Vec<f64>,
    hops: Vec<f64>,
    seconds: f64,
}

impl Outcome {
    pub fn delivered_per_s(&self) -> f64 {
        self.delivered as f64 / self.seconds
    }
    pub fn ack_ms(&self, p: f64) -> f64 {
        stats::percentile(&mut self.acks.clone(), p)
    }
    pub fn hop_ms(&self, p: f64) -> f64 {
        stats::percentile(&mut self.hops.clone(), p)
    }
}

type Socket = WebSocketStream<TcpStream>;

/// Opens one websocket from the given loopback address.
pub async fn open(addr: SocketAddr, from: [u8; 4], path: &str, cookie: &str) -> anyhow::Result<Socket> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((from, 0)))?;
    let stream = socket.connect(addr).await?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://{addr}{path}").into_client_request()?;
    request.headers_mut().insert("origin", format!("http://{addr}").parse()?);
    if !cookie.is_empty() {
        request.headers_mut().insert("cookie", cookie.parse()?);
    }
    let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
    Ok(client_async_with_config(request, stream, Some(config)).await?.0)
}

impl Load {
    pub async fn connect(world: &World) -> anyhow::Result<Load> {
        let seen = Arc::new(Seen { epoch: Instant::now(), acks: Mutex::default(), hops: Mutex::default() });
        for agent in &world.agents {
            let mut socket = open(world.addr, [127, 0, 0, 2], &agent.path, &agent.cookie).await?;
            socket.send(Message::text(r#"{"type":"hello","after":0}"#)).await?;
            for says in &agent.says {
                socket.send(Message::text(says.clone())).await?;
            }
            let seen = seen.clone();
            tokio::spawn(async move {
                while let Some(Ok(Message::Text(text))) = socket.next().await {
                    if text.starts_with(r#"{"type":"message""#) {
                        seen.note(&text, &seen.hops);
                    }
                }
            });
        }
        let mut senders = Vec::new();
        for path in &world.visitors {
            let socket = open(world.addr, [127, 0, 0, 3], path, "").await?;
            let (mut to, mut from) = socket.split();
            to.send(Message::text(r#"{"type":"hello","after":0}"#)).await?;
            let (sender, mut due) = mpsc::unbounded_channel::<(Instant, String)>();
            tokio::spawn(async move {
                while let Some((at, frame)) = due.recv().await {
                    tokio::time::sleep_until(at.into()).await;
                    if to.send(Message::text(frame)).await.is_err() {
                        break;
                    }
                }
            });
            let seen = seen.clone();
            tokio::spawn(async move {
                while let Some(Ok(Message::Text(text))) = from.next().await {
                    if text.starts_with(r#"{"type":"ack""#) {
                        seen.note(&text, &seen.acks);
                    }
                }
            });
            senders.push(sender);
        }
        // Watches and joins settle before the first measurement.
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(Load { senders, seen })
    }

    /// Sends at `rate` a second for `seconds`, on schedule whatever the answers do, then waits for stragglers.
    pub async fn run(&self, rate: f64, seconds: f64) -> anyhow::Result<Outcome> {
        self.seen.acks.lock().expect("sound").clear();
        self.seen.hops.lock().expect("sound").clear();
        let start = Instant::now() + Duration::from_millis(100);
        let total = (rate * seconds) as usize;
        for n in 0..total {
            let at = start + Duration::from_secs_f64(n as f64 / rate);
            // The client id says when it was due, so that nothing need be remembered.
            let due_us = at.duration_since(self.seen.epoch).as_micros();
            let frame = format!(
                r#"{{"type":"send","client_id":"{due_us}-{n}","kind":"text","body":"您好，我昨天买的那件外套还没有发货，物流信息一直没有更新，请帮我看一下是什么情况，急着周末穿，谢谢您了。"}}"#
            );
            self.senders[n % self.senders.len()].send((at, frame))?;
        }
        tokio::time::sleep_until((start + Duration::from_secs_f64(seconds)).into()).await;
        let patience = Instant::now() + Duration::from_secs(15);
        while self.seen.hops.lock().expect("sound").len() < total && Instant::now() < patience {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let took = start.elapsed().as_secs_f64();
        let (acks, hops) = (self.seen.acks.lock().expect("sound").clone(), self.seen.hops.lock().expect("sound").clone());
        Ok(Outcome { sent: total, delivered: hops.len(), acks, hops, seconds: took.max(seconds) })
    }
}

impl Seen {
    fn note(&self, text: &str, to: &Mutex<Vec<f64>>) {
        let now = self.epoch.elapsed().as_micros();
        let due =
            text.split_once(r#""client_id":""#).and_then(|(_, rest)| rest.split_once('-')).and_then(|(due, _)| due.parse::<u128>().ok());
        if let Some(due) = due {
            to.lock().expect("sound").push(now.saturating_sub(due) as f64 / 1e3);
        }
    }
}
