//! The OpenAI-compatible protocol: vectors, and chat as a stream. Answers are bounded and checked for shape; what an error
//! body says is never passed on.

use super::address;
use reqwest::{Client, Response, Url};
use serde_json::{Value, json};
use std::time::Duration;

/// Of one answer; longer ones are cut off as garbage.
const MOST_BYTES: usize = 8 << 20;
const MOST_CHARS: usize = 16_000;
const MOST_TOOL_CALLS: usize = 8;
/// Between two pieces of a stream.
const SILENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub struct Endpoint {
    pub base: Url,
    pub key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Timeout,
    Connect,
    Status(u16),
    /// It answered, and not as the protocol says.
    Garbage,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    pub tokens_in: i64,
    pub tokens_out: i64,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    pub content: String,
    pub tool_calls: Vec<ToolCall>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    pub arguments: String,
}

impl Trouble {
    /// The same call may succeed a moment later.
    pub fn passes(self) -> bool {
        match self {
            Trouble::Timeout | Trouble::Connect => true,
            Trouble::Status(status) => status == 429 || status >= 500,
            Trouble::Garbage => false,
        }
    }
    pub fn word(self) -> &'static str {
        match self {
            Trouble::Timeout => "timeout",
            Trouble::Connect => "unreachable",
            Trouble::Status(_) => "status",
            Trouble::Garbage => "garbage",
        }
    }
    pub fn status(self) -> i64 {
        match self {
            Trouble::Status(status) => i64::from(status),
            Trouble::Timeout | Trouble::Connect | Trouble::Garbage => 0,
        }
    }
}

/// No redirects: an endpoint that points elsewhere is not the one that was configured.
pub fn client() -> Client {
    crate::outside::client_builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(3))
        .pool_idle_timeout(Duration::from_secs(30))
        .build()
        .expect("a client without certificates of its own")
}

/// One vector a text, of length 1, in the order of the texts.
pub async fn embed(http: &Client, to: &Endpoint, model: &str, texts: &[String]) -> Result<(Vec<Vec<f32>>, Usage), Trouble> {
    let body = json!({ "model": model, "input": texts, "encoding_format": "float" });
    let answer = whole(post(http, to, "embeddings", &body).await?).await?;
    let data = answer["data"].as_array().ok_or(Trouble::Garbage)?;
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; texts.len()];
    for (place, row) in data.iter().enumerate() {
        let place = row["index"].as_u64().map_or(Some(place), |index| usize::try_from(index).ok()).ok_or(Trouble::Garbage)?;
        let numbers = row["embedding"].as_array().ok_or(Trouble::Garbage)?;
        let vector: Option<Vec<f32>> = numbers.iter().map(|number| number.as_f64().map(|number| number as f32)).collect();
        *vectors.get_mut(place).ok_or(Trouble::Garbage)? = Some(unit(vector.ok_or(Trouble::Garbage)?).ok_or(Trouble::Garbage)?);
    }
    let vectors: Option<Vec<Vec<f32>>> = vectors.into_iter().collect();
    let vectors = vectors.ok_or(Trouble::Garbage)?;
    if vectors.windows(2).any(|pair| pair[0].len() != pair[1].len()) {
        return Err(Trouble::Garbage);
    }
    Ok((vectors, Usage { tokens_in: tokens(&answer, "prompt_tokens"), tokens_out: 0 }))
}

/// The answer as it comes, piece by piece; whole when it is over.
pub async fn chat(http: &Client, to: &Endpoint, body: &Value) -> Result<(Reply, Usage), Trouble> {
    let mut response = post(http, to, "chat/completions", body).await?;
    let streams =
        response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.contains("event-stream"));
    if !streams {
        return of_whole(&whole(response).await?);
    }
    let (mut reply, mut usage, mut pending, mut read) = (Reply::default(), Usage::default(), Vec::new(), 0usize);
    loop {
        let piece = tokio::time::timeout(SILENCE, response.chunk()).await.map_err(|_| Trouble::Timeout)?.map_err(|error| broken(&error))?;
        let Some(piece) = piece else { break };
        read += piece.len();
        if read > MOST_BYTES {
            return Err(Trouble::Garbage);
        }
        pending.extend_from_slice(&piece);
        while let Some(end) = pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = pending.drain(..=end).collect();
            let line = std::str::from_utf8(&line).map_err(|_| Trouble::Garbage)?.trim();
            match line.strip_prefix("data:").map(str::trim) {
                Some("[DONE]") => return finished(reply, usage),
                Some(data) => take(&serde_json::from_str(data).map_err(|_| Trouble::Garbage)?, &mut reply, &mut usage)?,
                None => {}
            }
        }
    }
    // A stream that ends without its last line was cut off.
    Err(Trouble::Garbage)
}

fn take(event: &Value, reply: &mut Reply, usage: &mut Usage) -> Result<(), Trouble> {
    if event.get("error").is_some_and(|error| !error.is_null()) {
        return Err(Trouble::Garbage);
    }
    if event["usage"].is_object() {
        *usage = Usage { tokens_in: tokens(event, "prompt_tokens"), tokens_out: tokens(event, "completion_tokens") };
    }
    let delta = &event["choices"][0]["delta"];
    if let Some(words) = delta["content"].as_str() {
        reply.content.push_str(words);
        if reply.content.len() > MOST_CHARS * 4 {
            return Err(Trouble::Garbage);
        }
    }
    for call in delta["tool_calls"].as_array().into_iter().flatten() {
        let place = usize::try_from(call["index"].as_u64().unwrap_or(0)).map_err(|_| Trouble::Garbage)?;
        if place >= MOST_TOOL_CALLS {
            return Err(Trouble::Garbage);
        }
        if reply.tool_calls.len() <= place {
            reply.tool_calls.resize(place + 1, ToolCall::default());
        }
        add(&mut reply.tool_calls[place], call);
    }
    Ok(())
}

fn add(held: &mut ToolCall, call: &Value) {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    held.id.push_str(&word(&call["id"]));
    held.name.push_str(&word(&call["function"]["name"]));
    held.arguments.push_str(&word(&call["function"]["arguments"]));
    held.arguments.truncate(held.arguments.floor_char_boundary(4_000));
}

fn of_whole(answer: &Value) -> Result<(Reply, Usage), Trouble> {
    let message = answer["choices"][0]["message"].as_object().ok_or(Trouble::Garbage)?;
    let mut reply =
        Reply { content: message.get("content").and_then(Value::as_str).unwrap_or_default().to_owned(), tool_calls: Vec::new() };
    for call in message.get("tool_calls").and_then(Value::as_array).into_iter().flatten().take(MOST_TOOL_CALLS) {
        let mut held = ToolCall::default();
        add(&mut held, call);
        reply.tool_calls.push(held);
    }
    finished(reply, Usage { tokens_in: tokens(answer, "prompt_tokens"), tokens_out: tokens(answer, "completion_tokens") })
}

fn finished(reply: Reply, usage: Usage) -> Result<(Reply, Usage), Trouble> {
    if (reply.content.is_empty() && reply.tool_calls.is_empty()) || reply.content.chars().count() > MOST_CHARS {
        return Err(Trouble::Garbage);
    }
    Ok((reply, usage))
}

async fn post(http: &Client, to: &Endpoint, path: &str, body: &Value) -> Result<Response, Trouble> {
    let mut request = http.post(address::join(&to.base, path)).json(body);
    if let Some(key) = &to.key {
        let mut value = reqwest::header::HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| Trouble::Status(401))?;
        value.set_sensitive(true);
        request = request.header(reqwest::header::AUTHORIZATION, value);
    }
    let response = request.send().await.map_err(|error| broken(&error))?;
    if response.status().is_success() { Ok(response) } else { Err(Trouble::Status(response.status().as_u16())) }
}

async fn whole(mut response: Response) -> Result<Value, Trouble> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| broken(&error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_BYTES {
            return Err(Trouble::Garbage);
        }
    }
    serde_json::from_slice(&bytes).map_err(|_| Trouble::Garbage)
}

fn broken(error: &reqwest::Error) -> Trouble {
    if error.is_timeout() { Trouble::Timeout } else { Trouble::Connect }
}

fn tokens(answer: &Value, field: &str) -> i64 {
    answer["usage"][field].as_i64().unwrap_or(0).clamp(0, 100_000_000)
}

/// Of length 1; none when it has no direction or a number that is none.
fn unit(mut vector: Vec<f32>) -> Option<Vec<f32>> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if !length.is_finite() || length <= f32::EPSILON || !(8..=8_192).contains(&vector.len()) {
        return None;
    }
    vector.iter_mut().for_each(|x| *x /= length);
    Some(vector)
}
