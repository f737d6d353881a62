//! The models of a message to a shop: three classes, five emotions, intents, and the wish for a person. Trained on the
//! train and dev parts of `data/messages`; the test part only measures.

use crate::{
    corpus::{self, Message},
    emotion,
    fit::{Example, Options as Fit, fit},
    human,
    scores::{auroc, best, macro_f1},
    split::{Part, parts},
};
use anyhow::{Context, Result};
use clap::Args;
use std::path::{Path, PathBuf};
use yingke_language::{
    message,
    model::{Features, Linear, Words},
};

const SENTIMENTS: [&str; 3] = ["neg", "neu", "pos"];

pub struct Row<'a> {
    pub message: &'a Message,
    pub read: message::Message,
    pub part: Part,
}

#[derive(Args, Default)]
pub struct Options {
    /// A folder with labelled texts that only measure.
    #[arg(long)]
    pub measure: Option<PathBuf>,
    /// Only the wish for a person.
    #[arg(long)]
    only_human: bool,
    /// Tell what is mistaken among messages that trained nothing.
    #[arg(long)]
    pub mistakes: bool,
}

pub fn train(repo: &Path, given: &Options) -> Result<()> {
    // From its file: it may just have been trained anew.
    let words = std::fs::read(repo.join("crates/language/models/words.bin"))?;
    let words = Words::read(&words).context("words.bin cannot be read")?;
    let messages = corpus::messages(repo)?;
    let parts = parts(&messages);
    save(repo, "human", &human::train(repo, &messages, &parts, &words, given)?)?;
    if given.only_human {
        return Ok(());
    }
    let rows: Vec<Row> = messages
        .iter()
        .zip(&parts)
        .map(|(message, part)| Row { message, read: message::Message::read_with(&message.text, &words), part: *part })
        .collect();
    let intents: Vec<String> = corpus::rows(&repo.join("data/intents.tsv"))?.into_iter().map(|row| row[0].clone()).collect();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();

    // Plain questions about anything at all, so that a word of another trade is no anger.
    let plain: Vec<message::Message> =
        corpus::paraphrases(repo)?.values().flatten().map(|text| message::Message::read_with(text, &words)).collect();
    let sentiment = |row: &Row| one_hot(&owned(&SENTIMENTS), &row.message.sentiment);
    let intent = |row: &Row| shared(&intents, &row.message.intents);
    let options = Fit { bits: 17, rounds: 12, step: 0.3, decay: 1e-5, seen_at_least: 2 };
    let read = |row: &Row| row.read.features.clone();
    save(repo, "service", &classify(&rows, owned(&SENTIMENTS), &sentiment, 1.0, options, &read, &[], None))?;
    save(repo, "emotion", &emotion::train(&rows, &plain))?;
    save(repo, "intent", &classify(&rows, intents.clone(), &intent, 0.5, Fit { bits: 15, rounds: 16, ..options }, &read, &[], None))?;
    Ok(())
}

fn save(repo: &Path, name: &str, file: &[u8]) -> Result<()> {
    println!("{name}: {:.2} MB", file.len() as f64 / 1e6);
    Ok(std::fs::write(repo.join(format!("crates/language/models/{name}.bin")), file)?)
}

pub fn one_hot(names: &[String], name: &str) -> Vec<f32> {
    names.iter().map(|known| f32::from(u8::from(known == name))).collect()
}

/// The main intent weighs most; the others share the rest.
fn shared(names: &[String], given: &[String]) -> Vec<f32> {
    let main = if given.len() > 1 { 0.7 } else { 1.0 };
    let rest = (1.0 - main) / (given.len() as f32 - 1.0).max(1.0);
    let share = |name: &String| match given.iter().position(|known| known == name) {
        Some(0) => main,
        Some(_) => rest,
        None => 0.0,
    };
    names.iter().map(share).collect()
}

/// What else is told of a part.
pub type Also<'a> = Option<&'a dyn Fn(&str, &[u8], &[&Row])>;

/// `plain`: more examples, of the train part. `features`: what the model reads of a message.
#[allow(clippy::too_many_arguments)]
pub fn classify(
    rows: &[Row],
    names: Vec<String>,
    target: &dyn Fn(&Row) -> Vec<f32>,
    evenly: f32,
    options: Fit,
    features: &dyn Fn(&Row) -> Features,
    plain: &[Example],
    also: Also,
) -> Vec<u8> {
    // How often a class occurs differs a lot; a rare one counts more, all the more the more
    // evenly the classes are to count.
    let taught: Vec<&Row> = rows.iter().filter(|row| row.part != Part::Test).collect();
    let mut counts = vec![0.0f32; names.len()];
    for row in &taught {
        counts.iter_mut().zip(target(row)).for_each(|(count, share)| *count += share);
    }
    let mean = taught.len() as f32 / names.len() as f32;
    let weight = |target: &[f32]| target.iter().zip(&counts).map(|(share, count)| share * (mean / count.max(1.0)).powf(evenly)).sum();
    let example = |row: &&Row| {
        let target = target(row);
        Example { features: features(row), weight: weight(&target), target }
    };
    // First without the dev part, to see; then with it, to ship.
    let mut seen: Vec<Example> = taught.iter().filter(|row| row.part == Part::Train).map(example).collect();
    seen.extend(plain.iter().cloned());
    let file = fit(names.clone(), &seen, options).write();
    let of = |part: Part| rows.iter().filter(|row| row.part == part).collect::<Vec<_>>();
    let tell = |name: &str, file: &[u8], part: Part| {
        figures(name, file, of(part).into_iter(), target, features);
        if let Some(also) = also {
            also(name, file, &of(part));
        }
    };
    tell("dev ", &file, Part::Dev);
    let mut all: Vec<Example> = taught.iter().map(example).collect();
    all.extend(plain.iter().cloned());
    let file = fit(names, &all, options).write();
    tell("test", &file, Part::Test);
    file
}

fn figures<'a>(
    name: &str,
    file: &[u8],
    rows: impl Iterator<Item = &'a Row<'a>>,
    target: &dyn Fn(&Row) -> Vec<f32>,
    features: &dyn Fn(&Row) -> Features,
) {
    let model = Linear::read(file).expect("just written");
    let (mut pairs, mut first, mut negative, mut top3) = (Vec::new(), 0.0, Vec::new(), 0.0);
    for row in rows {
        let (target, shares) = (target(row), model.shares(&features(row)));
        let (expected, said) = (best(&target), best(&shares));
        pairs.push((expected, said));
        first += f64::from(u8::from(expected == said));
        top3 += f64::from(u8::from(shares.iter().filter(|share| **share > shares[expected]).count() < 3));
        negative.push((shares[0], expected == 0));
    }
    let count = pairs.len() as f64;
    println!(
        "  {name} {count} rows: top-1 {:.3}, top-3 {:.3}, macro-F1 {:.3}, AUROC of the first class {:.3}",
        first / count,
        top3 / count,
        macro_f1(&pairs, model.names().count()),
        auroc(&negative)
    );
}
