//! Good, plain or bad: of a message to the shop, and of a review. Two models, because most messages are plain questions
//! and no review is.

use crate::{
    message::Message,
    model::{Features, shipped},
    normalise::normalise,
};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sentiment {
    Negative,
    Neutral,
    Positive,
}

/// How likely each is; together one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shares {
    pub negative: f32,
    pub neutral: f32,
    pub positive: f32,
}

impl Shares {
    pub fn likeliest(self) -> Sentiment {
        if self.negative > self.neutral && self.negative >= self.positive {
            Sentiment::Negative
        } else if self.positive > self.neutral {
            Sentiment::Positive
        } else {
            Sentiment::Neutral
        }
    }
}

/// Of a message to the shop. A plain question is neutral, also about something broken.
pub fn of(text: &str) -> Shares {
    of_message(&Message::read(text))
}

pub(crate) fn of_message(message: &Message) -> Shares {
    let shares = shipped::service().shares(&message.features);
    // Nothing but marks, or nothing at all.
    if !message.normal.chars().any(char::is_alphanumeric) {
        return Shares { negative: 0.0, neutral: 1.0, positive: 0.0 };
    }
    Shares { negative: shares[0], neutral: shares[1], positive: shares[2] }
}

/// How likely a review is a good one, 0..=1.
pub fn of_review(text: &str) -> f32 {
    of_normal_review(&normalise(text))
}

/// The same of a text that [`normalise`] returned, or of a part of one.
pub(crate) fn of_normal_review(normal: &str) -> f32 {
    let score = shipped::review().scores(&Features::of(normal));
    1.0 / (1.0 + (-score[0]).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_show_what_is_good_and_what_is_bad() {
        for (text, expected) in [
            ("什么时候发货", Sentiment::Neutral),
            ("能开发票吗", Sentiment::Neutral),
            ("垃圾店铺,再也不来了,骗子", Sentiment::Negative),
            ("衣服收到了,质量很好,非常喜欢", Sentiment::Positive),
            ("衣服收到了,品質很好,非常喜歡", Sentiment::Positive),
            ("this is terrible, worst shop ever", Sentiment::Negative),
            ("where is my order", Sentiment::Neutral),
            ("???", Sentiment::Neutral),
            ("", Sentiment::Neutral),
        ] {
            assert_eq!(of(text).likeliest(), expected, "{text}: {:?}", of(text));
        }
        assert!(of_review("质量非常好,做工精细,强烈推荐") > 0.9);
        assert!(of_review("质量太差了,用了两天就坏,非常失望") < 0.1);
    }

    proptest! {
        #[test]
        fn shares_are_shares_whatever_is_written(text in "\\PC{0,200}") {
            let Shares { negative, neutral, positive } = of(&text);
            prop_assert!((negative + neutral + positive - 1.0).abs() < 1e-3);
            prop_assert!((0.0..=1.0).contains(&of_review(&text)));
        }
    }
}
