//! The third score: how near the vectors of an endpoint put each document to the question. What one model calls near another
//! calls far, so a cosine only counts beside the others of the same question.

use super::Hit;
use crate::model::{FIGURES, shipped};

/// Texts of a few items may all be alike by accident.
const LEAST_SPREAD: f32 = 0.012;
/// So likely that it is what was asked, whatever words it shares.
const SURE: f32 = 0.93;
/// So likely that no common word is needed to offer it.
const NEAR: f32 = 0.65;
/// How much of a lead it gives over the next one.
const AHEAD: f32 = 0.3;

/// How much the wordings of a document weigh beside the whole of it.
const WORDINGS: f32 = 0.1;

/// What a document's vectors come to: the nearest of its wordings, and its question and answer read together, which knows
/// what the question leaves to be guessed. A document without an answer has only the first.
pub fn nearness(wording: f32, whole: Option<f32>) -> f32 {
    whole.map_or(wording, |whole| WORDINGS * wording + (1.0 - WORDINGS) * whole)
}

/// Of one question.
pub(super) struct Third<'c> {
    /// By document; what has no vector is not a number.
    cosines: &'c [f32],
    count: f32,
    sum: f32,
    squares: f32,
    least: f32,
    most: f32,
    second: f32,
}

impl<'c> Third<'c> {
    /// `None`: no vectors to speak of.
    pub fn new(cosines: &'c [f32], allowed: impl Fn(usize) -> bool) -> Option<Third<'c>> {
        let mut third = Third { cosines, count: 0.0, sum: 0.0, squares: 0.0, least: f32::MAX, most: f32::MIN, second: f32::MIN };
        for (document, cosine) in cosines.iter().enumerate() {
            if cosine.is_nan() || !allowed(document) {
                continue;
            }
            third.count += 1.0;
            third.sum += cosine;
            third.squares += cosine * cosine;
            third.least = third.least.min(*cosine);
            if *cosine > third.most {
                third.second = third.most;
                third.most = *cosine;
            } else {
                third.second = third.second.max(*cosine);
            }
        }
        (third.count >= 1.0).then_some(third)
    }

    /// 1 is the nearest, 0 the farthest.
    pub fn scaled(&self, document: u32) -> f32 {
        let cosine = self.cosine(document);
        if cosine.is_nan() { 0.0 } else { (cosine - self.least) / (self.most - self.least).max(1e-6) }
    }

    /// How likely a hit is, by its vectors too; a likely one counts as if it shared words with the question.
    pub fn judge(&self, hit: &mut Hit) {
        let standing = self.standing(hit.document as u32);
        hit.figures[FIGURES..].copy_from_slice(&standing);
        if !hit.exact {
            hit.chance = shipped::gate_with_vectors().chance(&hit.figures);
        }
        // What stands out there is further ahead here.
        hit.likeness = (hit.likeness + AHEAD * standing[0].clamp(0.0, 1.0)).min(1.0);
        let (coverage, strength) = match hit.chance {
            chance if chance >= SURE => (0.5, 0.9),
            chance if chance >= NEAR => (0.45, 0.65),
            _ => (0.0, 0.0),
        };
        hit.coverage = hit.coverage.max(coverage);
        hit.strength = hit.strength.max(strength);
    }

    /// How many spreads it stands above the mean of all the others, as it is and beside what the best of so many reach by
    /// chance; and how far it is ahead of the best other one.
    fn standing(&self, document: u32) -> [f32; 3] {
        let (cosine, others) = (self.cosine(document), self.count - 1.0);
        // Among fewer than three nothing can stand out.
        if cosine.is_nan() || others < 2.0 {
            return [0.0; 3];
        }
        let mean = (self.sum - cosine) / others;
        let spread = ((self.squares - cosine * cosine) / others - mean * mean).max(0.0).sqrt().max(LEAST_SPREAD);
        let above = (cosine - mean) / spread;
        let rival = if cosine >= self.most { self.second } else { self.most };
        [above / 5.0, above / (2.0 * others.ln()).sqrt().max(1.0) / 2.0, ((cosine - rival) / spread / 2.0).clamp(-1.0, 1.0)]
    }

    fn cosine(&self, document: u32) -> f32 {
        self.cosines.get(document as usize).copied().unwrap_or(f32::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_out_scores_and_what_has_no_vector_or_is_not_allowed_does_not() {
        let cosines = [0.9, 0.8, 0.6, f32::NAN, 0.99];
        let third = Third::new(&cosines, |document| document != 4).expect("some are allowed");
        assert_eq!([0, 2, 3].map(|document| third.scaled(document)), [1.0, 0.0, 0.0]);
        let [first, second, last] = [0, 1, 2].map(|document| third.standing(document));
        assert!((0..3).all(|figure| first[figure] > second[figure] && second[figure] > last[figure]), "{first:?} {second:?} {last:?}");
        assert_eq!([3, 17].map(|document| third.standing(document)), [[0.0; 3]; 2]);
        assert!(Third::new(&cosines, |document| document == 3).is_none());
        assert!(Third::new(&[], |_| true).is_none());
    }
}
