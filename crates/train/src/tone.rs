//! How the tone of who asks nothing is heard, in reviews and in our own messages: what is thanked, what is apologised for, what
//! is asked back.

use crate::corpus;
use anyhow::Result;
use clap::Args;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use yingke_language::remark::{Tone, remark};

#[derive(Args)]
pub struct Options {
    /// A folder with labelled reviews that only measure.
    #[arg(long)]
    measure: Option<PathBuf>,
    /// Show so many of each mistake.
    #[arg(long, default_value_t = 0)]
    mistakes: usize,
}

pub fn report(repo: &Path, options: &Options) -> Result<()> {
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    for message in corpus::messages(repo)? {
        let of = if yingke_language::written(&message.text) == yingke_language::Written::English { &mut english } else { &mut chinese };
        of.push((message.sentiment, message.text));
    }
    table("our messages, Chinese", &chinese, options.mistakes);
    table("our messages, English", &english, options.mistakes);
    let Some(folder) = &options.measure else { return Ok(()) };
    // The first is looked at while something is chosen, the others measure only.
    for (name, column) in [("senti_online_shopping_train1.tsv", 2), ("senti_online_shopping_dev.tsv", 2), ("senti_waimai_dev.tsv", 1)] {
        let rows = corpus::rows(&folder.join(name))?.into_iter();
        let rows: Vec<(String, String)> =
            rows.map(|row| (if row[0] == "1" { "pos" } else { "neg" }.to_owned(), row[column].clone())).collect();
        table(name, &rows, if name.contains("dev") { 0 } else { options.mistakes });
    }
    Ok(())
}

fn table(name: &str, rows: &[(String, String)], most: usize) {
    let mut counts: BTreeMap<(&str, bool, &str), Vec<&str>> = BTreeMap::new();
    for (label, text) in rows {
        let read = remark(text);
        let tone = match read.tone {
            Tone::Displeased => "displeased",
            Tone::Mixed => "mixed",
            Tone::Plain => "plain",
            Tone::Pleased => "pleased",
        };
        counts.entry((label, read.asks, tone)).or_default().push(text);
    }
    println!("{name}, {} rows:", rows.len());
    for ((label, asks, tone), texts) in &counts {
        println!("  {label} {} {tone}: {}", if *asks { "asks" } else { "asks nothing" }, texts.len());
        let is_wrong = matches!((*label, *tone), ("neg", "pleased" | "plain") | ("pos", "displeased") | ("neu", "pleased" | "displeased"));
        if is_wrong && !asks {
            let step = (texts.len() / most.max(1)).max(1);
            texts.iter().step_by(step).take(most).for_each(|text| println!("      {}", text.chars().take(160).collect::<String>()));
        }
    }
}
