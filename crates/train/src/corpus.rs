//! Our own labelled messages, read from `data/`.

use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

pub struct Message {
    pub author: String,
    pub topic: String,
    pub text: String,
    /// The main one first.
    pub intents: Vec<String>,
    pub sentiment: String,
    pub emotion: String,
    /// `None`: two of three readers could not tell from this message alone.
    pub wants_human: Option<bool>,
}

pub fn messages(repo: &Path) -> Result<Vec<Message>> {
    let mut messages = Vec::new();
    for file in files(&repo.join("data/messages"))? {
        for row in rows(&file)? {
            let [author, topic, _, text, intents, sentiment, emotion, human, ..] = row.as_slice() else {
                anyhow::bail!("{}: a row with {} cells", file.display(), row.len());
            };
            messages.push(Message {
                author: author.clone(),
                topic: topic.clone(),
                text: text.clone(),
                intents: intents.split('|').map(str::to_owned).collect(),
                sentiment: sentiment.clone(),
                emotion: emotion.clone(),
                wants_human: (human != "?").then_some(human == "1"),
            });
        }
    }
    Ok(messages)
}

/// Texts of each cluster of questions with one meaning.
pub fn paraphrases(repo: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut clusters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(&repo.join("data/paraphrases"))? {
        for row in rows(&file)? {
            if let [cluster, text, ..] = row.as_slice() {
                clusters.entry(cluster.clone()).or_default().push(text.clone());
            }
        }
    }
    Ok(clusters)
}

/// The files of a folder by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<PathBuf> = read.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    Ok(files)
}

/// Cells of a file without its header line.
pub fn rows(file: &Path) -> Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// A number that a text always has, on every machine.
pub fn stable_hash(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}
