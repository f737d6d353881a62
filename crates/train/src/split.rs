//! Train, dev and test by author and topic together: whoever shares an author or a topic stands on one side, so that
//! no test message was in part seen while training.

use crate::corpus::{self, Message, stable_hash};
use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Train,
    Dev,
    Test,
}

/// The part of each message.
pub fn parts(messages: &[Message]) -> Vec<Part> {
    let mut parent: BTreeMap<String, String> = BTreeMap::new();
    for message in messages {
        let (author, topic) = (find(&mut parent, &author(message)), find(&mut parent, &topic(message)));
        // The smaller name is the root, whatever the order of the rows.
        let (root, child) = if author < topic { (author, topic) } else { (topic, author) };
        parent.insert(child, root);
    }
    let part = |message: &Message| match stable_hash(&find(&mut parent.clone(), &author(message))) % 100 {
        0..70 => Part::Train,
        70..80 => Part::Dev,
        _ => Part::Test,
    };
    let mut known: BTreeMap<&str, Part> = BTreeMap::new();
    messages.iter().map(|message| *known.entry(&message.author).or_insert_with(|| part(message))).collect()
}

pub fn write(repo: &Path) -> Result<()> {
    let messages = corpus::messages(repo)?;
    let sides: BTreeSet<(&str, &str)> = messages
        .iter()
        .zip(parts(&messages))
        .map(|(message, part)| {
            let part = match part {
                Part::Train => "train",
                Part::Dev => "dev",
                Part::Test => "test",
            };
            (message.author.as_str(), part)
        })
        .collect();
    let mut file = "author\tpart\n".to_owned();
    for (author, part) in sides {
        file += &format!("{author}\t{part}\n");
    }
    std::fs::create_dir_all(repo.join("data/split"))?;
    std::fs::write(repo.join("data/split/messages.tsv"), file)?;
    Ok(())
}

fn author(message: &Message) -> String {
    format!("author {}", message.author)
}
fn topic(message: &Message) -> String {
    format!("topic {}", message.topic)
}

fn find(parent: &mut BTreeMap<String, String>, name: &str) -> String {
    let mut name = name.to_owned();
    while let Some(up) = parent.get(&name).filter(|up| **up != name) {
        name = up.clone();
    }
    parent.entry(name.clone()).or_insert_with(|| name.clone());
    name
}
