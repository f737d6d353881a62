//! Files that tests measure on. Ours in `data/` are always there. Public ones that merely measure are read from the
//! folder that `YINGKE_DATA` names or from `../shared/data` beside the repository; without them a test says that it was
//! skipped.
#![allow(dead_code)]

use std::path::PathBuf;

pub type Rows = Vec<Vec<String>>;

pub fn ours(name: &str) -> Rows {
    read(&repo().join("data").join(name)).unwrap_or_else(|| panic!("data/{name} cannot be read"))
}

/// Labelled messages of the test part, which trained nothing.
pub fn test_messages() -> Rows {
    let parts: std::collections::HashMap<String, String> =
        ours("split/messages.tsv").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let all = ["a", "b", "c", "d", "e", "h", "t"].iter().flat_map(|name| ours(&format!("messages/{name}.tsv")));
    all.filter(|row| parts.get(&row[0]).is_some_and(|part| part == "test")).collect()
}

pub fn public(name: &str) -> Option<Rows> {
    let folder = std::env::var_os("YINGKE_DATA").map_or_else(|| repo().join("../shared/data"), PathBuf::from);
    let rows = read(&folder.join(name));
    if rows.is_none() {
        println!("SKIPPED: {name} is not in {}", folder.display());
    }
    rows
}

fn repo() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: &std::path::Path) -> Option<Rows> {
    let text = std::fs::read_to_string(file).ok()?;
    Some(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// As the trainer draws its halves.
pub fn stable_hash(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// The chance that a true one scores above a false one.
pub fn auroc(scored: &[(f32, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut at) = (0.0, 0);
    while at < sorted.len() {
        let end = at + sorted[at..].iter().take_while(|(score, _)| *score == sorted[at].0).count();
        ranks += (at + 1 + end) as f64 / 2.0 * sorted[at..end].iter().filter(|(_, yes)| *yes).count() as f64;
        at = end;
    }
    let yes = scored.iter().filter(|(_, yes)| *yes).count() as f64;
    (ranks - yes * (yes + 1.0) / 2.0) / (yes * (scored.len() as f64 - yes))
}
