//! How well questions are found: our own, and labelled ones that only measure.

use crate::{
    corpus,
    fit::{Chance, Example, Options, fit},
    gate,
    scores::{auroc, best},
};
use anyhow::Result;
use std::{collections::HashSet, path::Path};
use yingke_language::{
    message::Message,
    model::{Features, Linear, Words},
    retrieval::{Document, Index},
};

pub fn retrieval(repo: &Path, folder: Option<&Path>, words: &'static Words<'static>) -> Result<()> {
    faq(repo, words)?;
    for name in ["lcqmc", "bq", "afqmc"].into_iter().filter(|_| folder.is_some()) {
        let folder = folder.unwrap_or(repo);
        let docs = corpus::rows(&folder.join(format!("retr_{name}_dev_docs.tsv")))?;
        let queries = corpus::rows(&folder.join(format!("retr_{name}_dev_queries.tsv")))?;
        let known: HashSet<&str> = docs.iter().map(|row| row[1].as_str()).collect();
        let documents: Vec<Document> = docs.iter().map(|row| question(&row[2])).collect();
        let index = Index::with(&documents, words);
        let (mut asked, mut first, mut scored, mut given) = (0.0, 0.0, Vec::new(), Vec::new());
        for row in queries {
            let there = row[1] != "-1" && known.contains(row[1].as_str());
            let hit = index.search(&row[2], 1, |_| true).first().copied();
            if there {
                asked += 1.0;
                first += f64::from(u8::from(hit.is_some_and(|hit| docs[hit.document][1] == row[1])));
                let without = index.search(&row[2], 1, |document| docs[document][1] != row[1]).first().copied();
                scored.push((without.map_or(0.0, |hit| hit.chance), false));
                given.push((without.is_some_and(|hit| hit.is_answer()), without.is_some_and(|hit| hit.is_near()), false));
            }
            given.push((hit.is_some_and(|hit| hit.is_answer()), hit.is_some_and(|hit| hit.is_near()), there));
            scored.push((hit.map_or(0.0, |hit| hit.chance), there));
        }
        println!("  {name}: top-1 {:.4} of {asked}; no answer AUROC {:.3}", first / asked, auroc(&scored));
        shares(&scored, &given);
    }
    Ok(())
}

/// What share is given as an answer when there is one and when there is none: as the product decides, and by certainty.
fn shares(scored: &[(f32, bool)], given: &[(bool, bool, bool)]) {
    let share = |yes: bool, limit: f32| {
        let of: Vec<_> = scored.iter().filter(|(_, there)| *there == yes).collect();
        of.iter().filter(|(score, _)| *score >= limit).count() as f64 / of.len() as f64
    };
    let told = |yes: bool, what: fn(&(bool, bool, bool)) -> bool| {
        let of: Vec<_> = given.iter().filter(|(_, _, there)| *there == yes).collect();
        of.iter().filter(|row| what(row)).count() as f64 / of.len() as f64
    };
    let of = |what: fn(&(bool, bool, bool)) -> bool| format!("{:.2}/{:.2}", told(true, what), told(false, what));
    print!("    given {}, offered {}; by chance", of(|row| row.0), of(|row| row.1));
    for limit in [0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9] {
        print!("  {limit}: {:.2}/{:.2}", share(true, limit), share(false, limit));
    }
    println!();
}

fn faq(repo: &Path, words: &'static Words<'static>) -> Result<()> {
    let items = [corpus::rows(&repo.join("data/faq/faq.tsv"))?, corpus::rows(&repo.join("data/faq/faq_en.tsv"))?].concat();
    let documents: Vec<Document> = items.iter().map(|row| Document { questions: vec![row[2].clone()], answer: row[3].clone() }).collect();
    let index = Index::with(&documents, words);
    let (mut asked, mut first, mut third, mut scored, mut held, mut given) = (0.0, 0.0, 0.0, Vec::new(), Vec::new(), Vec::new());
    for row in corpus::rows(&repo.join("data/faq/faq_queries.tsv"))? {
        // Each language has its own questions.
        let english = yingke_language::written(&row[1]) == yingke_language::Written::English;
        let hits = index.search(&row[1], 3, |document| items[document][0].starts_with('e') == english);
        let there = row[0] != "none";
        scored.push((hits.first().map_or(0.0, |hit| hit.chance), there));
        given.push((hits.first().is_some_and(|hit| hit.is_answer()), hits.first().is_some_and(|hit| hit.is_near()), there));
        if gate::is_faq_test(&row) {
            held.push(scored[scored.len() - 1]);
        }
        if there {
            asked += 1.0;
            first += f64::from(u8::from(hits.first().is_some_and(|hit| items[hit.document][0] == row[0])));
            third += f64::from(u8::from(hits.iter().any(|hit| items[hit.document][0] == row[0])));
        }
    }
    println!(
        "  our FAQ: top-1 {:.4}, top-3 {:.4} of {asked}; no answer AUROC {:.3}, of the half that the gate never saw {:.3}",
        first / asked,
        third / asked,
        auroc(&scored),
        auroc(&held)
    );
    shares(&scored, &given);
    Ok(())
}

fn question(text: &str) -> Document {
    Document { questions: vec![text.to_owned()], answer: String::new() }
}

/// English intents from ten examples each, as the mean of five draws; tested on all other rows. The unlabelled text of one half
/// has taught the directions of words, as the card says.
pub fn few_examples(folder: &Path, words: &Words<'_>) -> Result<()> {
    let rows = corpus::rows(&folder.join("en_banking77_train.tsv"))?;
    let names: Vec<String> = rows.iter().map(|row| row[0].clone()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let read: Vec<(Features, usize)> = rows
        .iter()
        .map(|row| (Message::read_with(&row[1], words).features, names.iter().position(|name| *name == row[0]).unwrap_or(0)))
        .collect();
    let mut total = 0.0;
    for seed in 1..=5u64 {
        let mut order: Vec<usize> = (0..read.len()).collect();
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).shuffle(&mut order);
        let mut taken = vec![0; names.len()];
        let (shown, rest): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|at| {
            taken[read[*at].1] += 1;
            taken[read[*at].1] <= 10
        });
        let example = |at: &usize| {
            let mut target = vec![0.0; names.len()];
            target[read[*at].1] = 1.0;
            Example { features: read[*at].0.clone(), target, weight: 1.0 }
        };
        let options = Options { bits: 14, rounds: 20, step: 0.3, decay: 2e-5, seen_at_least: 1 };
        let file = fit(names.clone(), &shown.iter().map(example).collect::<Vec<_>>(), options).write();
        let model = Linear::read(&file).expect("just written");
        let right = rest.iter().filter(|at| best(&model.scores(&read[**at].0)) == read[**at].1).count();
        total += right as f64 / rest.len() as f64;
    }
    println!("banking77, ten examples each: {:.4}", total / 5.0);
    Ok(())
}
