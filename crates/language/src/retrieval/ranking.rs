//! The best documents of many, and how sure each is. Only a handful is ever kept, because most of 50,000 share a
//! character with any question.

use super::{Hit, third::Third};
use crate::model::{FIGURES, shipped};

/// How much the words weigh beside the meaning.
const WORDS: f32 = 0.2;
/// The same beside an endpoint's vectors.
const WORDS_OF_THREE: f32 = 0.15;
/// How much of the whole those vectors weigh. A document with an answer is read as a whole by them, which the words of the
/// answer blur; wordings alone are met by what they were made for, one question beside another. Chosen on that half of our FAQ's
/// questions that teaches the gate, and on questions made of LCQMC's training pairs; around them nothing changes much.
const THIRD_OF_ANSWERED: f32 = 0.2;
const THIRD_OF_WORDINGS: f32 = 0.6;

/// A document before it is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub document: u32,
    pub score: f32,
    /// What it has in common with the question, scaled to the best of this question: words, and meaning.
    pub words: f32,
    pub alike: f32,
    pub coverage: f32,
    pub strength: f32,
    pub likeness: f32,
    /// Its answer is known too.
    pub answered: bool,
    pub exact: bool,
}

pub(super) struct Ranking<'e> {
    limit: usize,
    third: Option<&'e Third<'e>>,
    /// Documents that ask the very same.
    exact: &'e [u32],
    exact_seen: Vec<u32>,
    /// The document that is being seen.
    held: Option<Found>,
    kept: Vec<Found>,
    /// Nothing that scores no more than this can be among the best.
    least: f32,
    likeness: Two,
    strength: Two,
}

impl<'e> Ranking<'e> {
    pub fn new(limit: usize, exact: &'e [u32], third: Option<&'e Third<'e>>) -> Self {
        let (held, least, two) = (None, f32::MIN, Two::default());
        Ranking { limit: limit.max(1), third, exact, exact_seen: Vec::new(), held, kept: Vec::new(), least, likeness: two, strength: two }
    }

    /// Units in the order of their documents; the best of each counts.
    pub fn see(&mut self, found: Found) {
        match &mut self.held {
            Some(held) if held.document == found.document => {
                held.words = held.words.max(found.words);
                held.alike = held.alike.max(found.alike);
                held.coverage = held.coverage.max(found.coverage);
                held.strength = held.strength.max(found.strength);
                held.likeness = held.likeness.max(found.likeness);
                held.answered |= found.answered;
            }
            _ => {
                self.let_go();
                self.held = Some(found);
            }
        }
    }

    /// One that asks the same, whatever was found in it.
    pub fn see_exact(&mut self, document: u32) {
        self.let_go();
        if !self.exact_seen.contains(&document) {
            let (score, likeness) = (0.0, 1.0);
            self.held = Some(Found {
                document,
                score,
                words: 1.0,
                alike: 1.0,
                coverage: 1.0,
                strength: 2.0,
                likeness,
                answered: false,
                exact: true,
            });
        }
    }

    /// Best first. `unknown` is the share of the question that no document holds, rare terms weighing more.
    pub fn hits(mut self, unknown: f32, terms: usize) -> Vec<Hit> {
        self.let_go();
        self.keep_the_best();
        self.kept.sort_unstable_by(better);
        let hit = |found: &Found| {
            let Found { document, score, coverage, strength, likeness, exact, .. } = *found;
            // What stands out is rather meant than one of many.
            let figures = [
                1.0,
                likeness,
                likeness * likeness.abs(),
                self.likeness.lead(likeness),
                self.strength.lead(strength).clamp(-1.0, 1.0),
                unknown,
                terms.min(24) as f32 / 24.0,
                0.0,
                0.0,
                0.0,
            ];
            let mut hit = Hit { document: document as usize, score, coverage, strength, likeness, exact, chance: 1.0, figures };
            match self.third {
                Some(third) => third.judge(&mut hit),
                None if !exact => hit.chance = shipped::gate().chance(&hit.figures[..FIGURES]),
                None => {}
            }
            hit
        };
        self.kept.iter().map(hit).collect()
    }

    fn let_go(&mut self) {
        let Some(mut found) = self.held.take() else { return };
        self.likeness.see(found.likeness);
        self.strength.see(found.strength);
        found.score = match self.third {
            None => WORDS * found.words + (1.0 - WORDS) * found.alike,
            Some(third) => {
                // Squared, because two that judge by meaning agree on the best and differ on the rest.
                let near = third.scaled(found.document).powi(2);
                let weight = if found.answered { THIRD_OF_ANSWERED } else { THIRD_OF_WORDINGS };
                WORDS_OF_THREE * found.words + (1.0 - WORDS_OF_THREE - weight) * found.alike.powi(2) + weight * near
            }
        };
        if self.exact.contains(&found.document) {
            self.exact_seen.push(found.document);
            found.exact = true;
            found.score += 1.0;
        }
        if found.score > self.least {
            self.kept.push(found);
            if self.kept.len() >= self.limit * 4 + 64 {
                self.keep_the_best();
                self.least = self.kept.iter().map(|kept| kept.score).fold(f32::MAX, f32::min);
            }
        }
    }

    fn keep_the_best(&mut self) {
        if self.kept.len() > self.limit {
            self.kept.select_nth_unstable_by(self.limit - 1, better);
            self.kept.truncate(self.limit);
        }
    }
}

fn better(a: &Found, b: &Found) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.document.cmp(&b.document))
}

/// The largest number, and the next one.
#[derive(Debug, Clone, Copy, Default)]
struct Two(f32, f32);

impl Two {
    fn see(&mut self, x: f32) {
        if x > self.0 {
            *self = Two(x, self.0);
        } else {
            self.1 = self.1.max(x);
        }
    }
    /// How far it is ahead of the best other one.
    fn lead(self, own: f32) -> f32 {
        own - if own >= self.0 { self.1 } else { self.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: u32, score: f32) -> Found {
        Found {
            document,
            score: 0.0,
            words: score,
            alike: score,
            coverage: 0.1,
            strength: 0.1,
            likeness: score,
            answered: false,
            exact: false,
        }
    }

    #[test]
    fn the_best_of_many_are_kept_in_order_and_an_exact_one_always() {
        let mut ranking = Ranking::new(3, &[7, 2_000], None);
        for document in 0..1_000 {
            ranking.see(found(document, (document * 37 % 1_000) as f32 / 1_000.0));
        }
        ranking.see_exact(7);
        ranking.see_exact(2_000);
        let best: Vec<(usize, bool)> = ranking.hits(0.0, 4).iter().map(|hit| (hit.document, hit.exact)).collect();
        assert_eq!(best, [(2_000, true), (7, true), (27, false)]);
    }

    #[test]
    fn the_units_of_one_document_count_together_and_of_equals_the_first_wins() {
        let mut ranking = Ranking::new(2, &[], None);
        for unit in [found(1, 0.5), Found { coverage: 0.9, ..found(1, 0.2) }, found(2, 0.5), found(3, 0.4)] {
            ranking.see(unit);
        }
        let hits = ranking.hits(0.0, 4);
        assert_eq!(hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((hits[0].score, hits[0].coverage), (0.5, 0.9));
    }
}
