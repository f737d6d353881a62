//! A linear model with one byte a weight, read in place from its file.
//!
//! File: `YKLIN001`, then little endian: bits, number of classes (u32 each); for each class the length of its name
//! (u32), its name, scale and bias (f32 each); then `2^bits` rows of one signed byte for each class.

use super::Features;

const MAGIC: &[u8; 8] = b"YKLIN001";

#[derive(Debug)]
pub struct Linear<'a> {
    bits: u32,
    classes: Vec<Class>,
    weights: &'a [u8],
}

#[derive(Debug)]
struct Class {
    name: String,
    scale: f32,
    bias: f32,
}

impl<'a> Linear<'a> {
    /// `None`: not such a file.
    pub fn read(file: &'a [u8]) -> Option<Linear<'a>> {
        let mut rest = file.strip_prefix(MAGIC)?;
        let bits = number(&mut rest)?;
        let count = number(&mut rest)? as usize;
        let mut classes = Vec::new();
        for _ in 0..count.min(1_000) {
            let length = number(&mut rest)? as usize;
            let name = String::from_utf8(take(&mut rest, length)?.to_vec()).ok()?;
            let scale = f32::from_bits(number(&mut rest)?);
            let bias = f32::from_bits(number(&mut rest)?);
            classes.push(Class { name, scale, bias });
        }
        let fits = (1..=24).contains(&bits) && classes.len() == count && rest.len() == count << bits;
        fits.then_some(Linear { bits, classes, weights: rest })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|class| class.name.as_str())
    }
    pub fn name(&self, class: usize) -> &str {
        &self.classes[class].name
    }

    /// One number for each class, larger is likelier.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let width = self.classes.len();
        let mut sums = vec![0.0f32; width];
        for (row, value) in features.rows(self.bits) {
            let weights = &self.weights[row * width..(row + 1) * width];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * f32::from(*weight as i8);
            }
        }
        sums.iter().zip(&self.classes).map(|(sum, class)| sum * class.scale + class.bias).collect()
    }

    /// The score of a class before anything is read.
    pub fn bias(&self, class: usize) -> f32 {
        self.classes[class].bias
    }

    /// The scores as shares of one.
    pub fn shares(&self, features: &Features) -> Vec<f32> {
        softmax(self.scores(features))
    }
}

/// Trained weights before they are shortened.
#[derive(Debug, Clone)]
pub struct Weights {
    pub bits: u32,
    pub names: Vec<String>,
    pub biases: Vec<f32>,
    /// Row after row, one number for each class.
    pub rows: Vec<f32>,
}

impl Weights {
    /// The model's file.
    pub fn write(&self) -> Vec<u8> {
        let width = self.names.len();
        let mut file = MAGIC.to_vec();
        file.extend(self.bits.to_le_bytes());
        file.extend((width as u32).to_le_bytes());
        let mut scales = Vec::new();
        for (class, name) in self.names.iter().enumerate() {
            let largest = self.rows.iter().skip(class).step_by(width).fold(0.0f32, |most, weight| most.max(weight.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            file.extend((name.len() as u32).to_le_bytes());
            file.extend(name.as_bytes());
            file.extend(scale.to_le_bytes());
            file.extend(self.biases[class].to_le_bytes());
            scales.push(scale);
        }
        file.extend(self.rows.iter().enumerate().map(|(at, weight)| (weight / scales[at % width]).round() as i8 as u8));
        file
    }
}

pub fn softmax(mut scores: Vec<f32>) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for score in &mut scores {
        *score = (*score - most).exp();
        total += *score;
    }
    scores.iter_mut().for_each(|score| *score /= total);
    scores
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_is_read_back_and_a_broken_file_is_none() {
        let features = Features::of("好");
        let mut weights = Weights { bits: 8, names: vec!["a".into(), "b".into()], biases: vec![0.5, 0.0], rows: vec![0.0; 512] };
        for (row, _) in features.rows(8) {
            weights.rows[row * 2 + 1] = 2.0;
        }
        let file = weights.write();
        let model = Linear::read(&file).expect("a model");
        let scores = model.scores(&features);
        assert_eq!(scores[0], 0.5);
        assert!(scores[1] > 1.9, "{scores:?}");
        assert_eq!(model.names().collect::<Vec<_>>(), ["a", "b"]);
        for length in 0..file.len() {
            assert!(Linear::read(&file[..length]).is_none());
        }
    }
}
