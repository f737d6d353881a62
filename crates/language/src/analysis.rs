//! Everything that one reading of a message tells.

use crate::{
    entities::{Entity, entities},
    flags::Flag,
    human,
    intent::{self, Intent},
    language::{Written, written},
    message::Message,
    model::shipped,
    mood,
    sentiment::{self, Shares, of_review},
};
use yingke_core::conversation::Mood;

#[derive(Debug, Clone)]
pub struct Analysis {
    /// One spelling for what means the same.
    pub normal: String,
    pub written: Written,
    pub sentiment: Shares,
    pub mood: Mood,
    /// Of the mood, 0..=1.
    pub intensity: f32,
    pub wants_human: bool,
    pub flags: Vec<Flag>,
    /// Likeliest first; several when several things are asked.
    pub intents: Vec<Intent>,
    pub entities: Vec<Entity>,
}

pub fn analyse(text: &str) -> Analysis {
    let message = Message::read(text);
    let felt = mood::felt(&message);
    Analysis {
        written: written(text),
        sentiment: sentiment::of_message(&message),
        mood: felt.mood,
        intensity: felt.intensity,
        wants_human: human::decide(&message),
        intents: intent::of_message(&message),
        entities: entities(text),
        flags: message.flags,
        normal: message.normal,
    }
}

/// What is decided by before anything is answered: how the customer feels, and whether a person is asked for.
pub fn mood_and_wish(text: &str) -> (Mood, bool) {
    let message = Message::read(text);
    (mood::felt(&message).mood, human::decide(&message))
}

/// Reads all models, so that the first customer need not wait for it.
pub fn load() {
    shipped::all();
    // Patterns are put together when they are first needed: by words that need them all.
    for text in
        ["你們客服電話多少?訂單QH20261103000123退款三天沒到,氣死我了,不然打12315,我的手機13812345678", "call me, I want a refund of $12"]
    {
        analyse(text);
        of_review(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{entities::EntityKind, sentiment::Sentiment};
    use proptest::prelude::*;

    #[test]
    fn one_reading_tells_everything() {
        let read = analyse("你們就是騙子!!訂單QH20261103000123退款五天沒到,叫經理來,不然打12315");
        assert_eq!(read.written, Written::Traditional);
        assert_eq!(read.mood, Mood::Threat);
        assert!(read.intensity > 0.6, "{}", read.intensity);
        assert!(read.wants_human);
        assert_eq!(read.flags, [Flag::Authority, Flag::Insult]);
        assert_eq!(read.sentiment.likeliest(), Sentiment::Negative);
        assert!(read.entities.iter().any(|entity| entity.kind == EntityKind::Number && entity.text == "QH20261103000123"));

        let plain = analyse("请问什么时候发货");
        assert_eq!((plain.mood, plain.wants_human, plain.sentiment.likeliest()), (Mood::Calm, false, Sentiment::Neutral));
        assert_eq!(plain.intents[0].name, "ship_urge");
        assert!(plain.flags.is_empty() && plain.entities.is_empty());
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(text in "\\PC{0,200}") {
            let read = analyse(&text);
            prop_assert!((0.0..=1.0).contains(&read.intensity) && read.intents.len() <= 3);
        }
    }
}
