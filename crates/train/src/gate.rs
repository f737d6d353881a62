//! The gate of retrieval: trained on one half of the FAQ's questions and, to weigh less, on our paraphrases, half of the time
//! with the right one taken out. The other half and the public questions only measure. With an endpoint also the gate of
//! searches that have its vectors.

use crate::{
    corpus::{self, stable_hash},
    endpoint::{Endpoint, Vectors},
    scores::auroc,
};
use anyhow::Result;
use std::path::Path;
use yingke_language::{
    model::{FIGURES, FIGURES_WITH_VECTORS, Gate},
    retrieval::{Document, Hit, Index},
};

struct Row {
    figures: [f32; FIGURES_WITH_VECTORS],
    there: bool,
    of: Of,
}

#[derive(Clone, Copy, PartialEq)]
enum Of {
    Paraphrases,
    /// Kept back.
    OtherParaphrases,
    Faq,
    /// Only measures.
    Public,
    /// The half that only measures, here and in the tests of `crates/language`.
    FaqTest,
}

pub fn train(repo: &Path, folder: Option<&Path>, endpoint: Option<&Endpoint>) -> Result<()> {
    one(repo, folder, None, FIGURES, "gate")?;
    if endpoint.is_some() {
        one(repo, folder, endpoint, FIGURES_WITH_VECTORS, "gate_with_vectors")?;
    }
    Ok(())
}

fn one(repo: &Path, folder: Option<&Path>, endpoint: Option<&Endpoint>, figures: usize, name: &str) -> Result<()> {
    println!("{name}:");
    let clusters: Vec<(String, Vec<String>)> = corpus::paraphrases(repo)?.into_iter().collect();
    let mut rows = faq(repo, endpoint)?;
    if let Some(folder) = folder {
        public(folder, &mut rows, endpoint)?;
    }
    // Small shops and large ones, with one wording of a question and with two.
    let shops = [(1u64, 100, 1), (2, 40, 1), (3, 40, 2), (4, 15, 1), (5, 15, 2), (6, 2, 1), (7, 2, 2), (8, 1, 1), (9, 1, 2)];
    for (seed, share, wordings) in shops.into_iter().take(if endpoint.is_some() { 9 } else { 5 }) {
        let chosen: Vec<&(String, Vec<String>)> =
            clusters.iter().filter(|(name, _)| stable_hash(&format!("{seed} {name}")) % 100 < share).collect();
        let documents: Vec<Document> = chosen
            .iter()
            .map(|(_, texts)| Document { questions: texts[..wordings.min(texts.len() - 1)].to_vec(), answer: String::new() })
            .collect();
        let index = Index::new(&documents);
        let others = |texts: &[String]| wordings.min(texts.len() - 1);
        let vectors = Vectors::new(endpoint, &documents, chosen.iter().flat_map(|(_, texts)| &texts[others(texts)..]).map(String::as_str))?;
        let mut asked = 0..;
        for (place, (name, texts)) in chosen.iter().enumerate() {
            let of = if stable_hash(name).is_multiple_of(5) { Of::OtherParaphrases } else { Of::Paraphrases };
            for text in &texts[others(texts)..] {
                let near = vectors.of(asked.next().unwrap_or(0));
                if let Some(hit) = index.search_with(text, 1, &near, |_| true).first().filter(|hit| !hit.exact) {
                    rows.push(Row { figures: hit.figures, there: hit.document == place, of });
                }
                if let Some(hit) = index.search_with(text, 1, &near, |other| other != place).first().filter(|hit| !hit.exact) {
                    rows.push(Row { figures: hit.figures, there: false, of });
                }
            }
        }
    }
    for (name, faq) in [("paraphrases only", 0.0), ("both", FAQ), ("FAQ only", 1e6)] {
        let gate = fit(&rows, faq, figures);
        let scored = |of: Of| {
            rows.iter().filter(|row| row.of == of).map(|row| (gate.chance(&row.figures[..figures]), row.there)).collect::<Vec<_>>()
        };
        println!(
            "  {name}: AUROC of paraphrases kept back {:.3}; of the FAQ half that taught {:.3}, of the other half {:.3}; of LCQMC {:.3}",
            auroc(&scored(Of::OtherParaphrases)),
            auroc(&scored(Of::Faq)),
            auroc(&scored(Of::FaqTest)),
            auroc(&scored(Of::Public))
        );
    }
    let mut gate = fit(&rows, FAQ, figures);
    level(&mut gate, &rows);
    println!("  {:?}", gate.weights);
    Ok(std::fs::write(repo.join(format!("crates/language/models/{name}.bin")), gate.write())?)
}

/// Moves the gate so that a chance means the same with vectors and without, and after every training: of the questions without
/// an answer one of four reaches the chance from which something is offered.
fn level(gate: &mut Gate, rows: &[Row]) {
    const OFFERED: f32 = 0.65;
    let logit = |chance: f32| (chance / (1.0 - chance)).ln();
    let without = rows.iter().filter(|row| row.of == Of::Faq && !row.there);
    let mut logits: Vec<f32> = without.map(|row| logit(gate.chance(&row.figures))).collect();
    logits.sort_unstable_by(f32::total_cmp);
    if let Some(reached) = logits.get(logits.len() * 3 / 4) {
        gate.weights[0] += logit(OFFERED) - reached;
    }
}

/// How often each row of the FAQ counts: they are few, and most like what a shop asks.
const FAQ: f64 = 200.0;

fn faq(repo: &Path, endpoint: Option<&Endpoint>) -> Result<Vec<Row>> {
    let items = [corpus::rows(&repo.join("data/faq/faq.tsv"))?, corpus::rows(&repo.join("data/faq/faq_en.tsv"))?].concat();
    let documents: Vec<Document> = items.iter().map(|row| Document { questions: vec![row[2].clone()], answer: row[3].clone() }).collect();
    let index = Index::new(&documents);
    let mut rows = Vec::new();
    let queries = corpus::rows(&repo.join("data/faq/faq_queries.tsv"))?;
    let vectors = Vectors::new(endpoint, &documents, queries.iter().map(|row| row[1].as_str()))?;
    for (place, row) in queries.iter().enumerate() {
        let english = yingke_language::written(&row[1]) == yingke_language::Written::English;
        let allowed = |document: usize| items[document][0].starts_with('e') == english;
        let of = if is_faq_test(row) { Of::FaqTest } else { Of::Faq };
        let mut push = |hit: Option<&Hit>, there: bool| {
            rows.extend(hit.filter(|hit| !hit.exact).map(|hit| Row { figures: hit.figures, there, of }));
        };
        push(index.search_with(&row[1], 1, &vectors.of(place), allowed).first(), row[0] != "none");
    }
    Ok(rows)
}

fn public(folder: &Path, rows: &mut Vec<Row>, endpoint: Option<&Endpoint>) -> Result<()> {
    let docs = corpus::rows(&folder.join("retr_lcqmc_dev_docs.tsv"))?;
    let documents: Vec<Document> = docs.iter().map(|row| Document { questions: vec![row[2].clone()], answer: String::new() }).collect();
    let index = Index::new(&documents);
    let queries = corpus::rows(&folder.join("retr_lcqmc_dev_queries.tsv"))?;
    let vectors = Vectors::new(endpoint, &documents, queries.iter().map(|row| row[2].as_str()))?;
    for (place, row) in queries.iter().enumerate().filter(|(_, row)| row[1] != "-1") {
        let near = vectors.of(place);
        let with = index.search_with(&row[2], 1, &near, |_| true).first().copied();
        let without = index.search_with(&row[2], 1, &near, |document| docs[document][1] != row[1]).first().copied();
        for (hit, there) in [(with, true), (without, false)] {
            rows.extend(hit.filter(|hit| !hit.exact).map(|hit| Row { figures: hit.figures, there, of: Of::Public }));
        }
    }
    Ok(())
}

/// Half of the questions, all of one item together; those without an answer by their words.
pub fn is_faq_test(row: &[String]) -> bool {
    stable_hash(if row[0] == "none" { &row[1] } else { &row[0] }) % 2 == 1
}

/// Pulls weights towards nothing; the FAQ is small.
const PULL: f64 = 0.003;

/// Plain gradient descent: a dozen weights, each step over all rows.
fn fit(rows: &[Row], faq: f64, figures: usize) -> Gate {
    let weight = |row: &Row| match row.of {
        Of::Paraphrases => 1.0,
        Of::Faq => faq,
        Of::OtherParaphrases | Of::Public | Of::FaqTest => 0.0,
    };
    let taught: Vec<(&Row, f64)> = rows.iter().map(|row| (row, weight(row))).filter(|(_, weight)| *weight > 0.0).collect();
    let total: f64 = taught.iter().map(|(_, weight)| weight).sum();
    let mut spread = [1.0f64; FIGURES_WITH_VECTORS];
    for (at, spread) in spread.iter_mut().enumerate().take(figures).skip(1) {
        let mean = taught.iter().map(|(row, weight)| weight * f64::from(row.figures[at])).sum::<f64>() / total;
        let variance = taught.iter().map(|(row, weight)| weight * (f64::from(row.figures[at]) - mean).powi(2)).sum::<f64>() / total;
        *spread = variance.sqrt().max(1e-3);
    }
    let mut weights = [0.0f64; FIGURES_WITH_VECTORS];
    for _ in 0..4_000 {
        let mut slopes = [0.0f64; FIGURES_WITH_VECTORS];
        for (row, weight) in &taught {
            let sum: f64 = (0..figures).map(|at| weights[at] * f64::from(row.figures[at]) / spread[at]).sum();
            let error = weight * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.there)));
            (0..figures).for_each(|at| slopes[at] += error * f64::from(row.figures[at]) / spread[at]);
        }
        for at in 0..figures {
            weights[at] -= 0.5 * (slopes[at] / total + PULL * weights[at]);
        }
    }
    Gate { weights: (0..figures).map(|at| (weights[at] / spread[at]) as f32).collect() }
}
