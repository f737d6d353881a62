//! The models built into the binary.

use super::{Linear, Words};
use std::sync::LazyLock;

static REVIEW: LazyLock<Linear> = LazyLock::new(|| read(include_bytes!("../../models/review.bin")));
static SERVICE: LazyLock<Linear> = LazyLock::new(|| read(include_bytes!("../../models/service.bin")));
static EMOTION: LazyLock<Linear> = LazyLock::new(|| read(include_bytes!("../../models/emotion.bin")));
static INTENT: LazyLock<Linear> = LazyLock::new(|| read(include_bytes!("../../models/intent.bin")));
static HUMAN: LazyLock<Linear> = LazyLock::new(|| read(include_bytes!("../../models/human.bin")));

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::read(include_bytes!("../../models/words.bin")).unwrap_or_else(|| panic!("the words built into the binary cannot be read"))
});

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

fn read(file: &'static [u8]) -> Linear<'static> {
    Linear::read(file).unwrap_or_else(|| panic!("a model built into the binary cannot be read"))
}
