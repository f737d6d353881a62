//! One reading of a message that every model of it shares: the normalised text, its features, and what the rules say.
//! The rules' words are features too: a model trusts them as far as they were right in training.

use crate::{
    flags::{self, Flag},
    heat, human,
    model::{Features, Words, shipped},
    mood,
    normalise::normalise,
};
use yingke_core::conversation::Mood;

/// How much a rule's word weighs beside the whole text, and how much its meaning.
const RULE: f32 = 0.5;
const MEANING: f32 = 1.5;
/// The same of a sign of anger.
const SIGN: f32 = 0.6;

#[derive(Debug, Clone)]
pub struct Message {
    pub normal: String,
    pub features: Features,
    /// What the wish for a person is read from.
    pub wish: human::Wish,
    /// What the emotion is read from.
    pub heat: Features,
    pub flags: Vec<Flag>,
    /// Said with emphasis.
    pub emphatic: bool,
    /// What the word lists say.
    pub mood: Mood,
    /// What the patterns say.
    pub asks_for_human: bool,
}

impl Message {
    pub fn read(text: &str) -> Message {
        Message::read_with(text, shipped::words())
    }

    /// With a table of words other than the one that is built in.
    pub fn read_with(text: &str, words: &Words<'_>) -> Message {
        let normal = normalise(text);
        let flags = flags::of_normal(&normal);
        let mood = mood::by_rules(text, &normal, &flags);
        let asks_for_human = human::by_rules(&normal);
        let hints @ [call, somebody] = human::hints(&normal);
        let direction = words.direction(&normal);
        let said = [
            mood as u64,
            16 + u64::from(asks_for_human),
            32 + u64::from(mood >= Mood::Disappointed),
            48 + u64::from(call),
            64 + u64::from(somebody),
        ];
        let mut facts = said.map(|name| (name, RULE)).to_vec();
        facts.extend(direction.iter().flatten().zip(1_000..).map(|(x, name)| (name, x * MEANING)));
        let features = Features::with(&normal, &facts);
        let signs = heat::signs(text, &normal, mood, &flags);
        let heat = features.clone().and(signs.into_iter().map(|sign| (5_000 + sign, SIGN)));
        let wish = human::Wish::read(&normal, asks_for_human, hints);
        let emphatic = mood::emphatic(text, &normal);
        Message { normal, features, wish, heat, flags, emphatic, mood, asks_for_human }
    }
}
