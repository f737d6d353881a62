//! One visitor with the widget open: session, socket, words, and the reading back at the end.

use super::{
    Plan, Row,
    tally::{Outcome, Reply, Said},
};
use anyhow::Context as _;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::{
    net::TcpStream,
    sync::mpsc,
    time::{Instant, timeout},
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};
use yingke_app::views::{
    conversation::MessageView,
    live::VisitorHears,
    widget::{OpenSession, WidgetSession},
};
use yingke_core::{
    conversation::{ConversationState, MessageKind, SenderKind},
    id::ConversationId,
};

/// Somebody new for one row.
pub(super) async fn one(plan: Arc<Plan>, row: Row, done: mpsc::UnboundedSender<Outcome>) {
    let mut guest = Guest::default();
    let outcome = guest.say(&plan, &row).await;
    let _ = done.send(guest.check(&plan, outcome, &row).await);
}

/// Somebody who says one thing after the other.
pub(super) async fn several(plan: Arc<Plan>, mut rows: mpsc::UnboundedReceiver<Row>, done: mpsc::UnboundedSender<Outcome>) {
    let mut guest = Guest::default();
    while let Some(row) = rows.recv().await {
        let outcome = guest.say(&plan, &row).await;
        let _ = done.send(guest.check(&plan, outcome, &row).await);
    }
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

#[derive(Default)]
struct Guest {
    token: Option<String>,
    /// Open, and how far it has heard.
    socket: Option<Socket>,
    heard: i64,
    conversation: Option<(ConversationId, ConversationState)>,
}

/// A broken line is opened again and the same words are sent again, under the same id, as the widget does.
const ATTEMPTS: usize = 4;
const ACK_PATIENCE: Duration = Duration::from_secs(10);

impl Guest {
    async fn say(&mut self, plan: &Plan, row: &Row) -> Outcome {
        let client_id = client_id(row);
        let mut outcome = Outcome { label: row.label.clone(), text: row.text.clone(), ..Outcome::default() };
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                tokio::time::sleep(Duration::from_millis(200 << attempt)).await;
            }
            match self.attempt(plan, row, &client_id, &mut outcome).await {
                Ok(()) => {
                    outcome.trouble = None;
                    break;
                }
                Err(error) => {
                    self.socket = None;
                    outcome.trouble = Some(format!("{error:#}"));
                }
            }
        }
        outcome
    }

    async fn attempt(&mut self, plan: &Plan, row: &Row, client_id: &str, outcome: &mut Outcome) -> anyhow::Result<()> {
        if self.socket.is_none() {
            self.open(plan).await?;
        }
        let socket = self.socket.as_mut().context("no socket")?;
        let send = json!({ "type": "send", "client_id": client_id, "kind": "text", "body": row.text });
        socket.send(Message::text(send.to_string())).await.context("send")?;
        let mut ack_seq = None;
        let deadline = Instant::now() + ACK_PATIENCE;
        let mut reply_by = deadline;
        loop {
            let handed_over = self.conversation.is_some_and(|(_, state)| in_human_hands(state));
            if ack_seq.is_some() && handed_over && outcome.reply == Reply::None {
                (outcome.reply, outcome.replied) = (Reply::HandedOver, Some(row.due.elapsed()));
            }
            if ack_seq.is_some() && outcome.reply != Reply::None {
                return Ok(());
            }
            let until = if ack_seq.is_some() { reply_by } else { deadline };
            let frame = match timeout(until.saturating_duration_since(Instant::now()), hear(socket)).await {
                Ok(frame) => frame?,
                // No reply in time is a fact about the row, no failure of the line.
                Err(_) if ack_seq.is_some() => return Ok(()),
                Err(_) => anyhow::bail!("no acknowledgement"),
            };
            match frame {
                VisitorHears::Ack { sent } if sent.client_id == client_id => {
                    outcome.acknowledged.get_or_insert(row.due.elapsed());
                    ack_seq = Some(sent.seq);
                    reply_by = Instant::now() + plan.patience;
                    let state =
                        self.conversation.filter(|(id, _)| *id == sent.conversation_id).map_or(ConversationState::Bot, |(_, state)| state);
                    self.conversation = Some((sent.conversation_id, state));
                }
                VisitorHears::Refused { client_id: refused, code, retry, .. } if refused == client_id => {
                    anyhow::ensure!(retry, "refused: {code}");
                    anyhow::bail!("busy: {code}");
                }
                VisitorHears::Message { seq, message, conversation } => {
                    self.heard = self.heard.max(seq);
                    self.conversation = Some((conversation.id, conversation.state));
                    if message.sender_kind == SenderKind::Bot
                        && ack_seq.is_none_or(|own| message.seq > own)
                        && !in_human_hands(conversation.state)
                    {
                        outcome.reply = Reply::Bot;
                        outcome.said.get_or_insert_with(|| said(&message));
                        outcome.replied.get_or_insert(row.due.elapsed());
                    }
                }
                VisitorHears::Conversation { seq, conversation } => {
                    self.heard = self.heard.max(seq);
                    self.conversation = Some((conversation.id, conversation.state));
                }
                VisitorHears::Upto { seq } | VisitorHears::Reset { seq } => self.heard = self.heard.max(seq),
                VisitorHears::Ack { .. }
                | VisitorHears::Refused { .. }
                | VisitorHears::Welcome { .. }
                | VisitorHears::Request { .. }
                | VisitorHears::Typing { .. }
                | VisitorHears::Queue { .. }
                | VisitorHears::Pong { .. } => {}
            }
        }
    }

    async fn open(&mut self, plan: &Plan) -> anyhow::Result<()> {
        if self.token.is_none() {
            let ask = OpenSession {
                entry_key: plan.entry.clone(),
                identity_token: None,
                visitor_token: None,
                locale: None,
                page_url: plan.target.http("/demo"),
                page_title: "replay".to_owned(),
            };
            let answer = http().post(plan.target.http("/api/widget/v1/session")).json(&ask).send().await.context("open a session")?;
            let status = answer.status();
            anyhow::ensure!(status.is_success(), "a session was refused with {status}{}", hint(status.as_u16()));
            let session: WidgetSession = answer.json().await.context("read the session")?;
            self.heard = session.snapshot.seq;
            self.conversation = session.snapshot.conversation.map(|conversation| (conversation.id, conversation.state));
            self.token = Some(session.visitor_token);
        }
        let token = self.token.as_deref().unwrap_or_default();
        let (mut socket, _) = connect_async(plan.target.socket(token)).await.context("open the socket")?;
        socket.send(Message::text(json!({ "type": "hello", "after": self.heard }).to_string())).await.context("say hello")?;
        self.socket = Some(socket);
        Ok(())
    }

    /// Reads the newest page of the thread back and counts the words of this row in it.
    async fn check(&mut self, plan: &Plan, mut outcome: Outcome, row: &Row) -> Outcome {
        outcome.stored = match self.stored(plan, row).await {
            Ok(count) => Some(count),
            Err(error) => {
                outcome.trouble.get_or_insert(format!("{error:#}"));
                None
            }
        };
        outcome
    }

    async fn stored(&self, plan: &Plan, row: &Row) -> anyhow::Result<usize> {
        let (Some(token), Some((id, _))) = (&self.token, self.conversation) else { return Ok(0) };
        let address = plan.target.http(&format!("/api/widget/v1/conversations/{id}/messages?limit=50"));
        let answer = http().get(address).bearer_auth(token).send().await.context("read back")?.error_for_status().context("read back")?;
        let page: Value = answer.json().await.context("read back")?;
        let wanted = client_id(row);
        let items = page["items"].as_array().context("a page of messages")?;
        Ok(items.iter().filter(|message| message["client_id"] == wanted.as_str() && message["body"] == row.text.as_str()).count())
    }
}

fn client_id(row: &Row) -> String {
    format!("replay-{}-{}", std::process::id(), row.number)
}

fn said(message: &MessageView) -> Said {
    let answer = message.kind == MessageKind::Answer;
    let options = message.payload["options"].as_array().into_iter().flatten();
    // Ways to people and "did it help" stand under nearly everything.
    let is_answer = |option: &&Value| {
        let action = option["action"].as_str().unwrap_or_default();
        !["human", "request", "message"].contains(&action) && !action.starts_with("feedback.")
    };
    Said {
        answers: message.payload["question"].as_str().filter(|_| answer).map(str::to_owned),
        offers: options.filter(is_answer).filter_map(|option| option["label"].as_str().map(str::to_owned)).collect(),
        body: message.body.clone(),
    }
}

fn in_human_hands(state: ConversationState) -> bool {
    match state {
        ConversationState::Queued
        | ConversationState::Offered
        | ConversationState::Active
        | ConversationState::Wrapup
        | ConversationState::OfflineMessage => true,
        ConversationState::Bot | ConversationState::Ended => false,
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        429 => ": the server limits requests of one address; start it with --replay-allowance",
        401 | 403 | 404 | 422 => ": is --entry the public key of an enabled entry?",
        _ => "",
    }
}

/// The next frame; pings of the line are answered by the library.
async fn hear(socket: &mut Socket) -> anyhow::Result<VisitorHears> {
    loop {
        match socket.next().await.context("the line was closed")?.context("the line broke")? {
            Message::Text(text) => return serde_json::from_str(&text).with_context(|| format!("read the frame {text}")),
            Message::Close(_) => anyhow::bail!("the line was closed"),
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
}

/// One pool of connections for everybody.
pub(super) fn http() -> &'static reqwest::Client {
    static CLIENT: std::sync::OnceLock<reqwest::Client> = std::sync::OnceLock::new();
    CLIENT.get_or_init(|| yingke_app::outside::client_builder().build().expect("an HTTP client"))
}
