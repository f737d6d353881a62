//! The gate of retrieval: trained on one half of the FAQ's questions and, to weigh less, on our paraphrases, half of the time
//! with the right one taken out. The other half and the public questions only measure.

use crate::{
    corpus::{self, stable_hash},
    scores::auroc,
};
use anyhow::Result;
use std::path::Path;
use yingke_language::{
    model::{FIGURES, Gate},
    retrieval::{Document, Hit, Index},
};

struct Row {
    figures: [f32; FIGURES],
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

pub fn train(repo: &Path, folder: Option<&Path>) -> Result<()> {
    let clusters: Vec<(String, Vec<String>)> = corpus::paraphrases(repo)?.into_iter().collect();
    let mut rows = faq(repo)?;
    if let Some(folder) = folder {
        public(folder, &mut rows)?;
    }
    // Small shops and large ones, with one wording of a question and with two.
    for (seed, share, wordings) in [(1u64, 100, 1), (2, 40, 1), (3, 40, 2), (4, 15, 1), (5, 15, 2)] {
        let chosen: Vec<&(String, Vec<String>)> =
            clusters.iter().filter(|(name, _)| stable_hash(&format!("{seed} {name}")) % 100 < share).collect();
        let documents: Vec<Document> = chosen
            .iter()
            .map(|(_, texts)| Document { questions: texts[..wordings.min(texts.len() - 1)].to_vec(), answer: String::new() })
            .collect();
        let index = Index::new(&documents);
        for (place, (name, texts)) in chosen.iter().enumerate() {
            let of = if stable_hash(name).is_multiple_of(5) { Of::OtherParaphrases } else { Of::Paraphrases };
            for text in &texts[wordings.min(texts.len() - 1)..] {
                if let Some(hit) = index.search(text, 1, |_| true).first().filter(|hit| !hit.exact) {
                    rows.push(Row { figures: hit.figures, there: hit.document == place, of });
                }
                if let Some(hit) = index.search(text, 1, |other| other != place).first().filter(|hit| !hit.exact) {
                    rows.push(Row { figures: hit.figures, there: false, of });
                }
            }
        }
    }
    for (name, faq) in [("paraphrases only", 0.0), ("both", FAQ), ("FAQ only", 1e6)] {
        let gate = fit(&rows, faq);
        let scored = |of: Of| rows.iter().filter(|row| row.of == of).map(|row| (gate.chance(&row.figures), row.there)).collect::<Vec<_>>();
        println!(
            "  {name}: AUROC of paraphrases kept back {:.3}; of the FAQ half that taught {:.3}, of the other half {:.3}; of LCQMC {:.3}",
            auroc(&scored(Of::OtherParaphrases)),
            auroc(&scored(Of::Faq)),
            auroc(&scored(Of::FaqTest)),
            auroc(&scored(Of::Public))
        );
    }
    let gate = fit(&rows, FAQ);
    println!("  {:?}", gate.weights);
    Ok(std::fs::write(repo.join("crates/language/models/gate.bin"), gate.write())?)
}

/// How often each row of the FAQ counts: they are few, and most like what a shop asks.
const FAQ: f64 = 200.0;

fn faq(repo: &Path) -> Result<Vec<Row>> {
    let items = [corpus::rows(&repo.join("data/faq/faq.tsv"))?, corpus::rows(&repo.join("data/faq/faq_en.tsv"))?].concat();
    let documents: Vec<Document> = items.iter().map(|row| Document { questions: vec![row[2].clone()], answer: row[3].clone() }).collect();
    let index = Index::new(&documents);
    let mut rows = Vec::new();
    for row in corpus::rows(&repo.join("data/faq/faq_queries.tsv"))? {
        let english = yingke_language::written(&row[1]) == yingke_language::Written::English;
        let allowed = |document: usize| items[document][0].starts_with('e') == english;
        let of = if is_faq_test(&row) { Of::FaqTest } else { Of::Faq };
        let mut push = |hit: Option<&Hit>, there: bool| {
            rows.extend(hit.filter(|hit| !hit.exact).map(|hit| Row { figures: hit.figures, there, of }));
        };
        push(index.search(&row[1], 1, allowed).first(), row[0] != "none");
    }
    Ok(rows)
}

fn public(folder: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let docs = corpus::rows(&folder.join("retr_lcqmc_dev_docs.tsv"))?;
    let documents: Vec<Document> = docs.iter().map(|row| Document { questions: vec![row[2].clone()], answer: String::new() }).collect();
    let index = Index::new(&documents);
    for row in corpus::rows(&folder.join("retr_lcqmc_dev_queries.tsv"))?.into_iter().filter(|row| row[1] != "-1") {
        let with = index.search(&row[2], 1, |_| true).first().copied();
        let without = index.search(&row[2], 1, |document| docs[document][1] != row[1]).first().copied();
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
fn fit(rows: &[Row], faq: f64) -> Gate {
    let weight = |row: &Row| match row.of {
        Of::Paraphrases => 1.0,
        Of::Faq => faq,
        Of::OtherParaphrases | Of::Public | Of::FaqTest => 0.0,
    };
    let taught: Vec<(&Row, f64)> = rows.iter().map(|row| (row, weight(row))).filter(|(_, weight)| *weight > 0.0).collect();
    let total: f64 = taught.iter().map(|(_, weight)| weight).sum();
    let mut spread = [1.0f64; FIGURES];
    for (at, spread) in spread.iter_mut().enumerate().skip(1) {
        let mean = taught.iter().map(|(row, weight)| weight * f64::from(row.figures[at])).sum::<f64>() / total;
        let variance = taught.iter().map(|(row, weight)| weight * (f64::from(row.figures[at]) - mean).powi(2)).sum::<f64>() / total;
        *spread = variance.sqrt().max(1e-3);
    }
    let mut weights = [0.0f64; FIGURES];
    for _ in 0..4_000 {
        let mut slopes = [0.0f64; FIGURES];
        for (row, weight) in &taught {
            let sum: f64 = (0..FIGURES).map(|at| weights[at] * f64::from(row.figures[at]) / spread[at]).sum();
            let error = weight * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.there)));
            (0..FIGURES).for_each(|at| slopes[at] += error * f64::from(row.figures[at]) / spread[at]);
        }
        for at in 0..FIGURES {
            weights[at] -= 0.5 * (slopes[at] / total + PULL * weights[at]);
        }
    }
    Gate { weights: std::array::from_fn(|at| (weights[at] / spread[at]) as f32) }
}
