//! Figures: accuracy, macro-F1, AUROC.

/// Mean F1 over the classes that occur; each pair is what was expected and what was said.
pub fn macro_f1(pairs: &[(usize, usize)], classes: usize) -> f64 {
    let mut total = 0.0;
    let mut occurring = 0.0;
    for class in 0..classes {
        let right = pairs.iter().filter(|(expected, said)| *expected == class && *said == class).count() as f64;
        let expected = pairs.iter().filter(|(expected, _)| *expected == class).count() as f64;
        let said = pairs.iter().filter(|(_, said)| *said == class).count() as f64;
        if expected > 0.0 {
            occurring += 1.0;
            total += 2.0 * right / (expected + said);
        }
    }
    total / occurring
}

/// The chance that a true one scores above a false one.
pub fn auroc(scored: &[(f32, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut at) = (0.0, 0);
    while at < sorted.len() {
        let end = at + sorted[at..].iter().take_while(|(score, _)| *score == sorted[at].0).count();
        let rank = (at + 1 + end) as f64 / 2.0;
        ranks += rank * sorted[at..end].iter().filter(|(_, yes)| *yes).count() as f64;
        at = end;
    }
    let yes = scored.iter().filter(|(_, yes)| *yes).count() as f64;
    let no = scored.len() as f64 - yes;
    (ranks - yes * (yes + 1.0) / 2.0) / (yes * no)
}

pub fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a))).unwrap_or(0)
}

/// Precision, recall and F1 of yes; each pair is what was expected and what was said.
pub fn f1(pairs: &[(bool, bool)]) -> (f64, f64, f64) {
    let hit = pairs.iter().filter(|(expected, said)| *expected && *said).count() as f64;
    let said = pairs.iter().filter(|(_, said)| *said).count() as f64;
    let expected = pairs.iter().filter(|(expected, _)| *expected).count() as f64;
    (hit / said.max(1.0), hit / expected.max(1.0), 2.0 * hit / (said + expected).max(1.0))
}
