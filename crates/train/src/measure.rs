//! How well questions are found: our own, and labelled ones that only measure.

use crate::{
    corpus,
    endpoint::{Endpoint, Vectors},
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

/// With the endpoint's vectors as the third score when there is one, put together as the product does.
pub fn retrieval(repo: &Path, folder: Option<&Path>, words: &'static Words<'static>, endpoint: Option<&Endpoint>) -> Result<()> {
    faq(repo, words, endpoint)?;
    if let Some(folder) = folder {
        support(repo, folder, words, endpoint)?;
    }
    for name in ["lcqmc", "bq", "afqmc"].into_iter().filter(|_| folder.is_some()) {
        let folder = folder.unwrap_or(repo);
        let docs = corpus::rows(&folder.join(format!("retr_{name}_dev_docs.tsv")))?;
        let queries = corpus::rows(&folder.join(format!("retr_{name}_dev_queries.tsv")))?;
        let known: HashSet<&str> = docs.iter().map(|row| row[1].as_str()).collect();
        let documents: Vec<Document> = docs.iter().map(|row| question(&row[2])).collect();
        let index = Index::with(&documents, words);
        let third = Vectors::new(endpoint, &documents, queries.iter().map(|row| row[2].as_str()))?;
        let (mut asked, mut first, mut scored, mut given) = (0.0, 0.0, Vec::new(), Vec::new());
        for (place, row) in queries.iter().enumerate() {
            let near = third.of(place);
            let there = row[1] != "-1" && known.contains(row[1].as_str());
            let hit = index.search_with(&row[2], 1, &near, |_| true).first().copied();
            if there {
                asked += 1.0;
                first += f64::from(u8::from(hit.is_some_and(|hit| docs[hit.document][1] == row[1])));
                let without = index.search_with(&row[2], 1, &near, |document| docs[document][1] != row[1]).first().copied();
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
    for limit in [0.5, 0.65, 0.8, 0.9, 0.93, 0.96] {
        print!("  {limit}: {:.2}/{:.2}", share(true, limit), share(false, limit));
    }
    println!();
}

fn faq(repo: &Path, words: &'static Words<'static>, endpoint: Option<&Endpoint>) -> Result<()> {
    let items = [corpus::rows(&repo.join("data/faq/faq.tsv"))?, corpus::rows(&repo.join("data/faq/faq_en.tsv"))?].concat();
    let documents: Vec<Document> = items.iter().map(|row| Document { questions: vec![row[2].clone()], answer: row[3].clone() }).collect();
    let index = Index::with(&documents, words);
    let (mut asked, mut first, mut third, mut scored, mut held, mut given) = (0.0, 0.0, 0.0, Vec::new(), Vec::new(), Vec::new());
    let (mut in_english, mut in_english_first, mut in_english_third) = (0.0, 0.0, 0.0);
    let queries = corpus::rows(&repo.join("data/faq/faq_queries.tsv"))?;
    let vectors = Vectors::new(endpoint, &documents, queries.iter().map(|row| row[1].as_str()))?;
    for (place, row) in queries.iter().enumerate() {
        // Each language has its own questions.
        let english = yingke_language::written(&row[1]) == yingke_language::Written::English;
        let hits = index.search_with(&row[1], 3, &vectors.of(place), |document| items[document][0].starts_with('e') == english);
        let there = row[0] != "none";
        scored.push((hits.first().map_or(0.0, |hit| hit.chance), there));
        given.push((hits.first().is_some_and(|hit| hit.is_answer()), hits.first().is_some_and(|hit| hit.is_near()), there));
        if gate::is_faq_test(row) {
            held.push(scored[scored.len() - 1]);
        }
        if there {
            let best = f64::from(u8::from(hits.first().is_some_and(|hit| items[hit.document][0] == row[0])));
            let among = f64::from(u8::from(hits.iter().any(|hit| items[hit.document][0] == row[0])));
            (asked, first, third) = (asked + 1.0, first + best, third + among);
            if english {
                (in_english, in_english_first, in_english_third) = (in_english + 1.0, in_english_first + best, in_english_third + among);
            }
        }
    }
    println!(
        "  our FAQ: top-1 {:.4}, top-3 {:.4} of {asked}; no answer AUROC {:.3}, of the half that the gate never saw {:.3}",
        first / asked,
        third / asked,
        auroc(&scored),
        auroc(&held)
    );
    println!("    in English: top-1 {:.4}, top-3 {:.4} of {in_english}", in_english_first / in_english, in_english_third / in_english);
    shares(&scored, &given);
    Ok(())
}

/// English support questions of 27 labels among the demo shop's English items; `bench/replay` says which of them would help.
fn support(repo: &Path, folder: &Path, words: &'static Words<'static>, endpoint: Option<&Endpoint>) -> Result<()> {
    let text = std::fs::read_to_string(repo.join("crates/app/src/demo/content/knowledge.json"))?;
    let content: serde_json::Value = serde_json::from_str(&text)?;
    let items: Vec<&serde_json::Value> = content.as_array().into_iter().flatten().filter(|item| item["lang"] == "en").collect();
    let said = |item: &serde_json::Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let similar = |item: &serde_json::Value| {
        let similar = item["similar"].as_array().into_iter().flatten();
        similar.filter_map(|text| text.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let document = |item: &&serde_json::Value| Document {
        questions: [vec![said(item, "question")], similar(item)].concat(),
        answer: said(item, "answer"),
    };
    let documents: Vec<Document> = items.iter().map(document).collect();
    let index = Index::with(&documents, words);
    let right = corpus::rows(&repo.join("bench/replay/en_bitext.tsv"))?;
    let of = |label: &str| right.iter().find(|row| row[0] == label).map_or(Vec::new(), |row| row[1].split(" | ").collect::<Vec<_>>());
    let rows = corpus::rows(&folder.join("en_bitext_train.tsv"))?;
    let third = Vectors::new(endpoint, &documents, rows.iter().map(|row| row[2].as_str()))?;
    let (mut asked, mut first, mut among, mut given, mut wrong) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (place, row) in rows.iter().enumerate() {
        let expected = of(&row[0]);
        let hits = index.search_with(&row[2], 3, &third.of(place), |_| true);
        let is_right = |document: usize| expected.contains(&said(items[document], "question").as_str());
        if expected.contains(&"human") {
            continue;
        }
        asked += 1.0;
        let best = hits.first().is_some_and(|hit| is_right(hit.document));
        first += f64::from(u8::from(best));
        among += f64::from(u8::from(hits.iter().any(|hit| is_right(hit.document))));
        if hits.first().is_some_and(|hit| hit.is_answer()) {
            *(if best { &mut given } else { &mut wrong }) += 1.0;
        }
    }
    println!(
        "  support questions in English: top-1 {:.4}, top-3 {:.4} of {asked}; certain and right {:.3}, certain and wrong {:.3}",
        first / asked,
        among / asked,
        given / asked,
        wrong / asked
    );
    Ok(())
}

fn question(text: &str) -> Document {
    Document { questions: vec![text.to_owned()], answer: String::new() }
}

/// English intents from ten examples each, as the mean of five draws; tested on all other rows. The unlabelled text of one half
/// has taught the directions of words, as the card says. Once by a model that learns them, as `intent.bin` is made, and once by
/// searching, the examples being the wordings of 77 items, as a shop has it.
pub fn few_examples(folder: &Path, words: &'static Words<'static>, endpoint: Option<&Endpoint>) -> Result<()> {
    let rows = corpus::rows(&folder.join("en_banking77_train.tsv"))?;
    let names: Vec<String> = rows.iter().map(|row| row[0].clone()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let vectors = endpoint.map(|endpoint| endpoint.vectors(rows.iter().map(|row| row[1].as_str()))).transpose()?;
    let middle = vectors.as_ref().map(|vectors| mean(vectors)).unwrap_or_default();
    let read: Vec<(Features, usize)> = rows
        .iter()
        .map(|row| (Message::read_with(&row[1], words).features, names.iter().position(|name| *name == row[0]).unwrap_or(0)))
        .collect();
    // A model of its own for the vectors; the two judge together.
    let by_vector: Vec<Features> = vectors
        .iter()
        .flatten()
        .map(|vector| Features::default().and((1..).zip(vector.iter().zip(&middle).map(|(x, mean)| (x - mean) * VECTOR))))
        .collect();
    let (mut learned, mut searched) = (0.0, 0.0);
    for seed in 1..=5u64 {
        let mut order: Vec<usize> = (0..read.len()).collect();
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).shuffle(&mut order);
        let mut taken = vec![0; names.len()];
        let (shown, rest): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|at| {
            taken[read[*at].1] += 1;
            taken[read[*at].1] <= 10
        });
        let learn = |of: &dyn Fn(usize) -> Features| {
            let example = |at: &usize| {
                let mut target = vec![0.0; names.len()];
                target[read[*at].1] = 1.0;
                Example { features: of(*at), target, weight: 1.0 }
            };
            let options = Options { bits: 14, rounds: 20, step: 0.3, decay: 2e-5, seen_at_least: 1 };
            fit(names.clone(), &shown.iter().map(example).collect::<Vec<_>>(), options).write()
        };
        let files = [learn(&|at| read[at].0.clone()), learn(&|at| by_vector.get(at).cloned().unwrap_or_default())];
        let [text, vector] = [0, 1].map(|file| Linear::read(&files[file]).expect("just written"));
        let judged = |at: usize| {
            let mut scores = logs(&text.shares(&read[at].0));
            if let Some(features) = by_vector.get(at) {
                scores.iter_mut().zip(logs(&vector.shares(features))).for_each(|(score, other)| *score += other);
            }
            best(&scores)
        };
        let right = rest.iter().filter(|at| judged(**at) == read[**at].1).count();
        learned += right as f64 / rest.len() as f64 / 5.0;
        let mut documents = vec![Document::default(); names.len()];
        shown.iter().for_each(|at| documents[read[*at].1].questions.push(rows[*at][1].clone()));
        let index = Index::with(&documents, words);
        let third = Vectors::new(endpoint, &documents, rest.iter().map(|at| rows[*at][1].as_str()))?;
        let found = |(place, at): &(usize, &usize)| {
            let hit = index.search_with(&rows[**at][1], 1, &third.of(*place), |_| true).first().copied();
            hit.is_some_and(|hit| hit.document == read[**at].1)
        };
        searched += rest.iter().enumerate().filter(found).count() as f64 / rest.len() as f64 / 5.0;
    }
    println!("  banking77, ten examples each: learned {learned:.4}, searched {searched:.4}");
    Ok(())
}

/// How much an endpoint's vector weighs beside the text.
const VECTOR: f32 = 6.0;

fn logs(shares: &[f32]) -> Vec<f32> {
    shares.iter().map(|share| share.max(1e-9).ln()).collect()
}

fn mean(vectors: &[Vec<f32>]) -> Vec<f32> {
    let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in vectors {
        mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x / vectors.len() as f32);
    }
    mean
}
