//! What the language models share: the features of a text, and linear models over them whose weights are one byte each.
//!
//! The files in `models/` are written by `cargo run --release -p train` and built into the binary; they are read in
//! place, so nothing is loaded at the start. docs/models tells what each was trained on and how well it does.

mod features;
mod gate;
mod linear;
pub mod shipped;
mod words;

pub use features::Features;
pub use gate::{FIGURES, FIGURES_WITH_VECTORS, Gate};
pub use linear::{Linear, Weights, softmax};
pub use words::{DIMENSIONS, Words, tokens};
