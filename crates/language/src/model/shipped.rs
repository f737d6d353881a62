//! The models built into the binary.

use super::{Gate, Linear, Words};
use std::sync::LazyLock;

const REVIEW_FILE: &[u8] = include_bytes!("../../models/review.bin");
const SERVICE_FILE: &[u8] = include_bytes!("../../models/service.bin");
const EMOTION_FILE: &[u8] = include_bytes!("../../models/emotion.bin");
const INTENT_FILE: &[u8] = include_bytes!("../../models/intent.bin");
const HUMAN_FILE: &[u8] = include_bytes!("../../models/human.bin");
const WORDS_FILE: &[u8] = include_bytes!("../../models/words.bin");
const GATE_FILE: &[u8] = include_bytes!("../../models/gate.bin");
const GATE_WITH_VECTORS_FILE: &[u8] = include_bytes!("../../models/gate_with_vectors.bin");

static REVIEW: LazyLock<Linear> = LazyLock::new(|| read(REVIEW_FILE));
static SERVICE: LazyLock<Linear> = LazyLock::new(|| read(SERVICE_FILE));
static EMOTION: LazyLock<Linear> = LazyLock::new(|| read(EMOTION_FILE));
static INTENT: LazyLock<Linear> = LazyLock::new(|| read(INTENT_FILE));
static HUMAN: LazyLock<Linear> = LazyLock::new(|| read(HUMAN_FILE));

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::read(WORDS_FILE).unwrap_or_else(|| panic!("the words built into the binary cannot be read")));

static GATE: LazyLock<Gate> = LazyLock::new(|| read_gate(GATE_FILE));
static GATE_WITH_VECTORS: LazyLock<Gate> = LazyLock::new(|| read_gate(GATE_WITH_VECTORS_FILE));

/// Whether what was found is what was meant.
pub fn gate() -> &'static Gate {
    &GATE
}
/// The same with an endpoint's vectors.
pub fn gate_with_vectors() -> &'static Gate {
    &GATE_WITH_VECTORS
}
/// What words mean, as directions.
pub fn words() -> &'static Words<'static> {
    &WORDS
}
/// How good a review is.
pub fn review() -> &'static Linear<'static> {
    &REVIEW
}
/// Whether a message to a shop is negative, neutral or positive.
pub fn service() -> &'static Linear<'static> {
    &SERVICE
}
pub fn emotion() -> &'static Linear<'static> {
    &EMOTION
}
pub fn intent() -> &'static Linear<'static> {
    &INTENT
}
/// Whether the customer asks for a person.
pub fn human() -> &'static Linear<'static> {
    &HUMAN
}

/// The files themselves.
pub fn files() -> [&'static [u8]; 8] {
    [REVIEW_FILE, SERVICE_FILE, EMOTION_FILE, INTENT_FILE, HUMAN_FILE, WORDS_FILE, GATE_FILE, GATE_WITH_VECTORS_FILE]
}

/// Reads every one of them now.
pub fn all() {
    for model in [review(), service(), emotion(), intent(), human()] {
        assert!(model.names().next().is_some());
    }
    words();
}

fn read(file: &'static [u8]) -> Linear<'static> {
    Linear::read(file).unwrap_or_else(|| panic!("a model built into the binary cannot be read"))
}

fn read_gate(file: &'static [u8]) -> Gate {
    Gate::read(file).unwrap_or_else(|| panic!("a gate built into the binary cannot be read"))
}
