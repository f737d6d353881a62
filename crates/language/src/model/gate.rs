//! How sure it is that a question was found: several raw figures of the best hit, weighed by a logistic model.
//!
//! File: `YKGATE01`, then a weight (f32, little endian) for each figure.

const MAGIC: &[u8; 8] = b"YKGATE01";
/// Figures that are always known.
pub const FIGURES: usize = 7;
/// And with an endpoint's vectors.
pub const FIGURES_WITH_VECTORS: usize = FIGURES + 3;

#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    pub weights: Vec<f32>,
}

impl Gate {
    /// `None`: not such a file.
    pub fn read(file: &[u8]) -> Option<Gate> {
        let numbers = file.strip_prefix(MAGIC)?.chunks_exact(4);
        let weights: Vec<f32> = numbers.clone().filter_map(|bytes| Some(f32::from_le_bytes(bytes.try_into().ok()?))).collect();
        let whole = numbers.remainder().is_empty() && [FIGURES, FIGURES_WITH_VECTORS].contains(&weights.len());
        whole.then_some(Gate { weights })
    }

    pub fn write(&self) -> Vec<u8> {
        MAGIC.iter().copied().chain(self.weights.iter().flat_map(|weight| weight.to_le_bytes())).collect()
    }

    /// How likely it is that what was found is what was meant, 0..=1.
    pub fn chance(&self, figures: &[f32]) -> f32 {
        let sum: f32 = self.weights.iter().zip(figures).map(|(weight, figure)| weight * figure).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_gate_is_read_back_and_a_broken_file_is_none() {
        let gate = Gate { weights: (0..FIGURES).map(|at| at as f32 - 3.5).collect() };
        let file = gate.write();
        assert_eq!(Gate::read(&file), Some(gate));
        assert!((0..file.len()).all(|length| Gate::read(&file[..length]).is_none()));
    }
}
