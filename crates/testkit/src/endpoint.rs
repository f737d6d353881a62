//! A scripted model endpoint on a port of its own: it answers what the test says, as slowly or as badly as the test says,
//! and remembers what it was asked.

use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// One answer.
#[derive(Debug, Clone)]
pub enum Say {
    Json(u16, Value),
    /// A chat answer, as a stream of pieces.
    Stream(Vec<Value>),
    /// Bytes that are no answer.
    Raw(String),
    /// Nothing for so long, then this.
    Late(Duration, Box<Say>),
    /// A vector for each text, made of its characters: equal texts are equal.
    Vectors,
    /// Sends the caller elsewhere.
    Redirect(String),
    HangUp,
}

#[derive(Clone)]
pub struct Endpoint {
    pub addr: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    next: VecDeque<Say>,
    always: Option<Say>,
    asked: Vec<Asked>,
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub authorization: Option<String>,
    pub body: Value,
}

impl Endpoint {
    pub async fn start() -> Endpoint {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let endpoint = Endpoint { addr, inner: Arc::default() };
        let inner = endpoint.inner.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, inner.clone()));
            }
        });
        endpoint
    }
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }
    /// The next answer; after all of them the usual one.
    pub fn then(&self, say: Say) -> &Self {
        self.inner.lock().expect("nobody panics holding this").next.push_back(say);
        self
    }
    pub fn always(&self, say: Say) -> &Self {
        self.inner.lock().expect("nobody panics holding this").always = Some(say);
        self
    }
    pub fn asked(&self) -> Vec<Asked> {
        self.inner.lock().expect("nobody panics holding this").asked.clone()
    }
}

/// A chat answer in three pieces, with its bill.
pub fn chat(words: &str) -> Say {
    let chars: Vec<char> = words.chars().collect();
    let mut events: Vec<Value> = chars
        .chunks(chars.len().div_ceil(3).max(1))
        .map(|piece| json!({ "choices": [{ "index": 0, "delta": { "content": piece.iter().collect::<String>() } }] }))
        .collect();
    events.push(json!({ "choices": [], "usage": { "prompt_tokens": 100, "completion_tokens": 20 } }));
    Say::Stream(events)
}

/// The wish to call a tool, in pieces as endpoints send it.
pub fn tool_call(name: &str) -> Say {
    Say::Stream(vec![
        json!({ "choices": [{ "delta": { "tool_calls": [{ "index": 0, "id": "call_1", "function": { "name": name, "arguments": "" } }] } }] }),
        json!({ "choices": [{ "delta": { "tool_calls": [{ "index": 0, "function": { "arguments": "{}" } }] } }] }),
    ])
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<Inner>>) {
    while let Some(asked) = read(&mut stream).await {
        let say = {
            let mut inner = inner.lock().expect("nobody panics holding this");
            inner.asked.push(asked.clone());
            inner.next.pop_front().or_else(|| inner.always.clone()).unwrap_or(Say::HangUp)
        };
        if !answer(&mut stream, say, &asked.body).await {
            return;
        }
    }
}

async fn answer(stream: &mut TcpStream, say: Say, body: &Value) -> bool {
    let mut say = say;
    while let Say::Late(wait, then) = say {
        tokio::time::sleep(wait).await;
        say = *then;
    }
    let text = match say {
        Say::Json(status, value) => response(status, "application/json", &value.to_string(), ""),
        Say::Stream(events) => {
            let lines: String = events.iter().map(|event| format!("data: {event}\n\n")).chain(["data: [DONE]\n\n".to_owned()]).collect();
            response(200, "text/event-stream", &lines, "")
        }
        Say::Vectors => {
            let texts = body["input"].as_array().cloned().unwrap_or_default();
            let data: Vec<Value> = texts
                .iter()
                .enumerate()
                .map(|(index, text)| json!({ "index": index, "embedding": vector(text.as_str().unwrap_or_default()) }))
                .collect();
            let tokens = texts.len() * 10;
            response(200, "application/json", &json!({ "data": data, "usage": { "prompt_tokens": tokens } }).to_string(), "")
        }
        Say::Redirect(to) => response(302, "text/plain", "", &format!("location: {to}\r\n")),
        Say::Raw(text) => text,
        Say::HangUp | Say::Late(..) => return false,
    };
    stream.write_all(text.as_bytes()).await.is_ok() && stream.flush().await.is_ok()
}

fn response(status: u16, kind: &str, body: &str, more: &str) -> String {
    format!("HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n{more}\r\n{body}", body.len())
}

/// 64 buckets of characters.
fn vector(text: &str) -> Vec<f32> {
    let mut buckets = vec![0.01f32; 64];
    for c in text.chars() {
        buckets[c as usize % 64] += 1.0;
    }
    buckets
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let mut piece = [0u8; 8192];
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&piece[..read]),
            _ => return None,
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let header = |name: &str| {
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while bytes.len() < head + 4 + length {
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&piece[..read]),
            _ => return None,
        }
    }
    Some(Asked {
        path: text.split_whitespace().nth(1).unwrap_or_default().to_owned(),
        authorization: header("authorization"),
        body: serde_json::from_slice(&bytes[head + 4..head + 4 + length]).unwrap_or(Value::Null),
    })
}
