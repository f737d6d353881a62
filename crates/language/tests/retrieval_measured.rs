//! Measures finding and refusing on labelled questions, when the files are at hand: set `YINGKE_DATA` to their folder.

use std::{collections::HashMap, path::PathBuf};
use yingke_language::retrieval::{Document, Index};

fn rows(name: &str) -> Option<Vec<(i64, String)>> {
    let folder = std::env::var_os("YINGKE_DATA").map(PathBuf::from)?;
    let text = std::fs::read_to_string(folder.join(name)).ok()?;
    let row = |line: &str| {
        let mut cells = line.split('\t');
        Some((cells.nth(1)?.parse().ok()?, cells.next()?.to_owned()))
    };
    Some(text.lines().skip(1).filter_map(row).collect())
}

#[test]
fn the_right_question_is_found_and_a_missing_one_is_missed() {
    let (Some(docs), Some(queries)) = (rows("retr_lcqmc_dev_docs.tsv"), rows("retr_lcqmc_dev_queries.tsv")) else { return };
    let documents: Vec<Document> = docs.iter().map(|(_, text)| Document { questions: vec![text.clone()], answer: String::new() }).collect();
    let index = Index::new(&documents);
    let mut size: HashMap<i64, usize> = HashMap::new();
    for (cluster, _) in &docs {
        *size.entry(*cluster).or_default() += 1;
    }
    let (mut asked, mut first, mut answered_right, mut answered_wrong, mut made_up) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (cluster, text) in queries.iter().filter(|(cluster, _)| *cluster >= 0 && size.contains_key(cluster)) {
        asked += 1.0;
        if let Some(hit) = index.search(text, 1, |_| true).first() {
            let right = docs[hit.document].0 == *cluster;
            first += f64::from(u8::from(right));
            if hit.is_answer() {
                *(if right { &mut answered_right } else { &mut answered_wrong }) += 1.0;
            }
        }
        let without = index.search(text, 1, |document| docs[document].0 != *cluster);
        made_up += f64::from(u8::from(without.first().is_some_and(|hit| hit.is_answer())));
    }
    println!(
        "asked {asked}: first {:.3}, answered right {:.3}, answered wrong {:.3}, made up when there is none {:.3}",
        first / asked,
        answered_right / asked,
        answered_wrong / asked,
        made_up / asked
    );
    assert!(first / asked >= 0.90, "top-1 {:.3}", first / asked);
    assert!(answered_right / asked >= 0.75, "answered {:.3}", answered_right / asked);
    assert!(made_up / asked <= 0.30, "made up {:.3}", made_up / asked);
}
