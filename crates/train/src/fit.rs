//! Logistic regression by stochastic gradients: softmax over the classes, or one class alone by itself. Steps shrink for
//! a weight the oftener it moved (AdaGrad), so that rare pieces of text learn as much as frequent ones.

use yingke_language::model::{Features, Weights, softmax};

#[derive(Clone)]
pub struct Example {
    pub features: Features,
    /// The share of each class; for a single class the share of yes.
    pub target: Vec<f32>,
    pub weight: f32,
}

#[derive(Clone, Copy)]
pub struct Options {
    pub bits: u32,
    pub rounds: usize,
    pub step: f32,
    /// Pulls weights towards nothing, each as often as if it were in every example.
    pub decay: f32,
    /// Pieces seen in fewer examples stay without weight.
    pub seen_at_least: u16,
}

pub fn fit(names: Vec<String>, examples: &[Example], options: Options) -> Weights {
    let width = names.len();
    let size = 1usize << options.bits;
    let mut seen = vec![0u16; size];
    for example in examples {
        let mut rows: Vec<usize> = example.features.rows(options.bits).map(|(row, _)| row).collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            seen[row] = seen[row].saturating_add(1);
        }
    }
    let mut rows = vec![0.0f32; size * width];
    let mut moved = vec![1e-4f32; size * width];
    let mut biases = vec![0.0f32; width];
    let mut biases_moved = vec![1.0f32; width];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut chance = Chance(0x5DEE_CE66_D201_5A4D);
    for round in 0..options.rounds {
        chance.shuffle(&mut order);
        // The last rounds settle.
        let step = options.step * (1.0 - round as f32 / options.rounds as f32).max(0.05);
        for at in &order {
            let example = &examples[*at];
            let mut scores = biases.clone();
            for (row, value) in example.features.rows(options.bits).filter(|(row, _)| seen[*row] >= options.seen_at_least) {
                for (score, weight) in scores.iter_mut().zip(&rows[row * width..]) {
                    *score += value * weight;
                }
            }
            let shares = if width == 1 { vec![1.0 / (1.0 + (-scores[0]).exp())] } else { softmax(scores) };
            let errors: Vec<f32> = shares.iter().zip(&example.target).map(|(share, target)| (share - target) * example.weight).collect();
            for (row, value) in example.features.rows(options.bits).filter(|(row, _)| seen[*row] >= options.seen_at_least) {
                let decay = (options.decay * examples.len() as f32 / f32::from(seen[row])).min(0.5);
                for (class, error) in errors.iter().enumerate() {
                    let at = row * width + class;
                    let slope = error * value + decay * rows[at];
                    moved[at] += slope * slope;
                    rows[at] -= step * slope / moved[at].sqrt();
                }
            }
            for (class, error) in errors.iter().enumerate() {
                biases_moved[class] += error * error;
                biases[class] -= step * error / biases_moved[class].sqrt();
            }
        }
    }
    Weights { bits: options.bits, names, biases, rows }
}

/// Chance that is the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
