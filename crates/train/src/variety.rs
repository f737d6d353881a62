//! How varied texts are: n-grams that occur once, and how near the nearest other text is. A corpus filled from templates
//! shows by both.

use crate::corpus;
use anyhow::Result;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};
use yingke_language::{language::is_han, normalise};

pub fn report(repo: &Path, folder: Option<&Path>) -> Result<()> {
    println!(
        "| texts | rows | distinct | distinct share of 2-, 3-, 4-grams | once only, of 3-grams | distance to the nearest other: p5, p25, median | nearer than .3 |"
    );
    println!("|---|---|---|---|---|---|---|");
    let messages = corpus::messages(repo)?;
    let of = |english: bool| -> Vec<String> {
        messages.iter().map(|message| normalise(&message.text)).filter(|text| text.chars().any(is_han) != english).collect()
    };
    row("`messages`, Chinese", &of(false));
    row("`messages`, English and pinyin", &of(true));
    let clusters = corpus::paraphrases(repo)?;
    row("`paraphrases`", &clusters.values().flatten().map(|text| normalise(text)).collect::<Vec<_>>());
    let wishes: Vec<String> = corpus::rows(&repo.join("data/wants_human.tsv"))?.iter().map(|row| normalise(&row[0])).collect();
    row("`wants_human.tsv`", &wishes);
    let queries: Vec<String> = corpus::rows(&repo.join("data/faq/faq_queries.tsv"))?.iter().map(|row| normalise(&row[1])).collect();
    row("`faq_queries.tsv`", &queries);
    if let Some(folder) = folder {
        for (name, column) in [("en_bitext_train.tsv", 2), ("en_banking77_train.tsv", 1), ("pairs_lcqmc_dev.tsv", 0)] {
            let texts: Vec<String> = corpus::rows(&folder.join(name))?.iter().map(|row| normalise(&row[column])).collect();
            row(&format!("for comparison: {name}"), &texts);
        }
    }
    Ok(())
}

fn row(name: &str, texts: &[String]) {
    let distinct: HashSet<&str> = texts.iter().map(String::as_str).collect();
    let share = |n: usize| {
        let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut all = 0;
        for text in texts {
            for gram in pieces(text).windows(n) {
                *seen.entry(gram.to_vec()).or_default() += 1;
                all += 1;
            }
        }
        let once = seen.values().filter(|times| **times == 1).count();
        (seen.len() as f64 / f64::from(all.max(1)), once as f64 / seen.len().max(1) as f64)
    };
    let mut near = distances(texts);
    near.sort_by(f64::total_cmp);
    let at = |p: usize| near.get(near.len() * p / 100).copied().unwrap_or(1.0);
    let close = near.iter().filter(|distance| **distance < 0.3).count() as f64 / near.len().max(1) as f64;
    println!(
        "| {name} | {} | {:.3} | {:.2}, {:.2}, {:.2} | {:.2} | {:.2}, {:.2}, {:.2} | {:.1} % |",
        texts.len(),
        distinct.len() as f64 / texts.len().max(1) as f64,
        share(2).0,
        share(3).0,
        share(4).0,
        share(3).1,
        at(5),
        at(25),
        at(50),
        close * 100.0
    );
}

/// Chinese characters, and Latin words.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let in_word = c.is_alphanumeric() && !is_han(c);
        match (word, in_word) {
            (None, true) => word = Some(at),
            (Some(start), false) => {
                pieces.push(&text[start..at]);
                word = None;
            }
            _ => {}
        }
        if is_han(c) {
            pieces.push(&text[at..at + c.len_utf8()]);
        }
    }
    pieces
}

/// Of each text to the nearest other one: one less the share of pairs of neighbouring pieces that both have. Equal texts
/// count once, so that a greeting written twice is not measured against itself.
fn distances(texts: &[String]) -> Vec<f64> {
    let mut distinct: Vec<&String> = texts.iter().collect::<HashSet<_>>().into_iter().collect();
    distinct.sort_unstable();
    let grams: Vec<HashSet<(&str, &str)>> = distinct
        .iter()
        .map(|text| {
            let pieces = pieces(text);
            pieces.windows(2).map(|pair| (pair[0], pair[1])).chain(pieces.iter().map(|piece| (*piece, ""))).collect()
        })
        .collect();
    let mut having: HashMap<(&str, &str), Vec<u32>> = HashMap::new();
    for (at, grams) in grams.iter().enumerate() {
        grams.iter().for_each(|gram| having.entry(*gram).or_default().push(at as u32));
    }
    grams
        .iter()
        .enumerate()
        .filter(|(_, own)| own.len() >= 3)
        .map(|(at, own)| {
            let mut shared: HashMap<u32, usize> = HashMap::new();
            for gram in own {
                having[gram].iter().filter(|other| **other as usize != at).for_each(|other| *shared.entry(*other).or_default() += 1);
            }
            let like = |(other, shared): (&u32, &usize)| *shared as f64 / (own.len() + grams[*other as usize].len() - shared) as f64;
            1.0 - shared.iter().map(like).fold(0.0, f64::max)
        })
        .collect()
}
