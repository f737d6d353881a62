//! The models of a message to a shop: three classes, five emotions, intents, and the wish for a person. Trained on the
//! train and dev parts of `data/messages`; the test part only measures.

use crate::{
    corpus::{self, Message, stable_hash},
    fit::{Example, Options as Fit, fit},
    measure,
    scores::{auroc, best, f1, macro_f1},
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
const EMOTIONS: [&str; 5] = ["calm", "anxious", "disappointed", "angry", "threat"];

struct Row<'a> {
    message: &'a Message,
    features: Features,
    part: Part,
}

#[derive(Args)]
pub struct Options {
    /// A folder with labelled texts that only measure.
    #[arg(long)]
    measure: Option<PathBuf>,
}

pub fn train(repo: &Path, given: &Options) -> Result<()> {
    // From its file: it may just have been trained anew.
    let words = std::fs::read(repo.join("crates/language/models/words.bin"))?;
    let words = Words::read(&words).context("words.bin cannot be read")?;
    if let Some(folder) = &given.measure {
        measure::few_examples(folder, &words)?;
    }
    let messages = corpus::messages(repo)?;
    let parts = parts(&messages);
    let rows: Vec<Row> = messages
        .iter()
        .zip(parts)
        .map(|(message, part)| Row { message, features: message::Message::read_with(&message.text, &words).features, part })
        .collect();
    let intents: Vec<String> = corpus::rows(&repo.join("data/intents.tsv"))?.into_iter().map(|row| row[0].clone()).collect();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();

    let sentiment = |row: &Row| one_hot(&owned(&SENTIMENTS), &row.message.sentiment);
    let emotion = |row: &Row| one_hot(&owned(&EMOTIONS), &row.message.emotion);
    let intent = |row: &Row| shared(&intents, &row.message.intents);
    let options = Fit { bits: 17, rounds: 12, step: 0.3, decay: 1e-5, seen_at_least: 2 };
    save(repo, "service", &classify(&rows, owned(&SENTIMENTS), &sentiment, 1.0, options))?;
    save(repo, "emotion", &classify(&rows, owned(&EMOTIONS), &emotion, 0.8, options))?;
    save(repo, "intent", &classify(&rows, intents.clone(), &intent, 0.5, Fit { bits: 15, rounds: 16, ..options }))?;
    save(repo, "human", &human(repo, &rows, options, &words, given.measure.as_deref())?)?;
    Ok(())
}

fn save(repo: &Path, name: &str, file: &[u8]) -> Result<()> {
    println!("{name}: {:.2} MB", file.len() as f64 / 1e6);
    Ok(std::fs::write(repo.join(format!("crates/language/models/{name}.bin")), file)?)
}

fn one_hot(names: &[String], name: &str) -> Vec<f32> {
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

fn classify(rows: &[Row], names: Vec<String>, target: &dyn Fn(&Row) -> Vec<f32>, evenly: f32, options: Fit) -> Vec<u8> {
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
        Example { features: row.features.clone(), weight: weight(&target), target }
    };
    // First without the dev part, to see; then with it, to ship.
    let seen: Vec<Example> = taught.iter().filter(|row| row.part == Part::Train).map(example).collect();
    let file = fit(names.clone(), &seen, options).write();
    figures("dev ", &file, rows.iter().filter(|row| row.part == Part::Dev), target);
    let all: Vec<Example> = taught.iter().map(example).collect();
    let file = fit(names, &all, options).write();
    figures("test", &file, rows.iter().filter(|row| row.part == Part::Test), target);
    file
}

fn figures<'a>(name: &str, file: &[u8], rows: impl Iterator<Item = &'a Row<'a>>, target: &dyn Fn(&Row) -> Vec<f32>) {
    let model = Linear::read(file).expect("just written");
    let (mut pairs, mut first, mut negative, mut top3) = (Vec::new(), 0.0, Vec::new(), 0.0);
    for row in rows {
        let (target, shares) = (target(row), model.shares(&row.features));
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

fn human(repo: &Path, rows: &[Row], options: Fit, words: &Words<'_>, folder: Option<&Path>) -> Result<Vec<u8>> {
    let authored: Vec<(String, bool)> =
        corpus::rows(&repo.join("data/wants_human.tsv"))?.into_iter().map(|row| (row[0].clone(), row[1] == "1")).collect();
    let mut all: Vec<(message::Message, bool, Part)> =
        rows.iter().map(|row| (message::Message::read_with(&row.message.text, words), row.message.wants_human, row.part)).collect();
    all.extend(authored.iter().map(|(text, wants)| {
        let part = if stable_hash(text) % 10 < 8 { Part::Train } else { Part::Test };
        (message::Message::read_with(text, words), *wants, part)
    }));
    let example = |(message, wants, _): &(message::Message, bool, Part)| Example {
        features: message.features.clone(),
        target: vec![f32::from(u8::from(*wants))],
        weight: if *wants { 4.0 } else { 1.0 },
    };
    let mut last = Vec::new();
    for (measured, name) in [(Part::Dev, "dev "), (Part::Test, "test")] {
        let taught = all.iter().filter(|(_, _, part)| *part == Part::Train || (*part == Part::Dev && measured == Part::Test));
        last = fit(vec!["wants human".into()], &taught.map(example).collect::<Vec<_>>(), options).write();
        let model = Linear::read(&last).expect("just written");
        let of_part = || all.iter().filter(|(_, _, part)| *part == measured);
        let rules: Vec<(bool, bool)> = of_part().map(|(message, wants, _)| (*wants, message.asks_for_human)).collect();
        let both: Vec<(bool, bool)> = of_part().map(|(message, wants, _)| (*wants, model.scores(&message.features)[0] > 0.0)).collect();
        let (p, r, f) = f1(&rules);
        println!("  {name} rules alone: precision {p:.3}, recall {r:.3}, F1 {f:.3}");
        let public = folder.map(|folder| corpus::rows(&folder.join("wants_human_authored_dev.tsv"))).transpose()?.unwrap_or_default();
        let public: Vec<(message::Message, bool, Part)> =
            public.iter().map(|row| (message::Message::read_with(&row[0], words), row[1] == "1", Part::Test)).collect();
        for sure in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            for not in [-9.0, -3.0, -2.0, -1.0] {
                let said = |(message, wants, _): &(message::Message, bool, Part)| {
                    (*wants, model.scores(&message.features)[0] > if message.asks_for_human { not } else { sure })
                };
                let ours = f1(&of_part().map(said).collect::<Vec<_>>()).2;
                print!("  {sure}/{not}: {ours:.3} {:.3}", f1(&public.iter().map(said).collect::<Vec<_>>()).2);
            }
            println!();
        }
        let (p, r, f) = f1(&both);
        println!("  {name} with model:  precision {p:.3}, recall {r:.3}, F1 {f:.3}");
    }
    Ok(last)
}
