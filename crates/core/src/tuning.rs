//! How sure the bot must be, and whether a change of that makes it better.

use serde::{Deserialize, Serialize};

/// In percent of certainty; none = as the product is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Thresholds {
    /// From here on an item is given as the answer.
    pub answer: Option<i64>,
    /// From here on it is offered as "did you mean".
    pub near: Option<i64>,
}

impl Thresholds {
    pub fn check(&self) -> Result<(), &'static str> {
        let within = |value: Option<i64>| value.is_none_or(|value| (5..=100).contains(&value));
        if !within(self.answer) || !within(self.near) {
            return Err("from 5 to 100 percent");
        }
        if let (Some(answer), Some(near)) = (self.answer, self.near)
            && near > answer
        {
            return Err("what is offered cannot need more certainty than what is answered");
        }
        Ok(())
    }
}

crate::word_enum! {
    /// What the bot would do with a question.
    Would { Answer = "answer", Offer = "offer", Miss = "miss", Chat = "chat", HandOver = "hand_over", }
}

crate::word_enum! {
    SetChange { Better = "better", Worse = "worse", Same = "same", }
}

crate::word_enum! {
    /// How near to what was expected.
    Grade {
        /// The wrong answer, or an answer where there is none: worse than silence.
        Wrong = "wrong",
        Missed = "missed",
        /// Among the choices.
        Offered = "offered",
        Right = "right",
    }
}

/// `expected` is an item, or none when nothing of the shop's answers it. `offered` are the choices shown, best first.
pub fn mark<T: PartialEq>(would: Would, best: Option<&T>, offered: &[T], expected: Option<&T>) -> Grade {
    match (would, expected) {
        (Would::Answer, Some(expected)) if best == Some(expected) => Grade::Right,
        (Would::Answer, _) => Grade::Wrong,
        (Would::Offer, Some(expected)) if offered.contains(expected) => Grade::Offered,
        (Would::Offer | Would::Miss | Would::Chat | Would::HandOver, Some(_)) => Grade::Missed,
        (Would::Miss | Would::HandOver | Would::Chat, None) => Grade::Right,
        (Would::Offer, None) => Grade::Offered,
    }
}

pub fn change(before: Grade, after: Grade) -> SetChange {
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => SetChange::Better,
        std::cmp::Ordering::Less => SetChange::Worse,
        std::cmp::Ordering::Equal => SetChange::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_worse_than_none_and_a_choice_with_the_right_one_is_better() {
        let of = |would, best: Option<i32>, offered: &[i32], expected: Option<i32>| mark(would, best.as_ref(), offered, expected.as_ref());
        for (given, expected) in [
            (of(Would::Answer, Some(1), &[], Some(1)), Grade::Right),
            (of(Would::Answer, Some(2), &[], Some(1)), Grade::Wrong),
            (of(Would::Answer, Some(2), &[], None), Grade::Wrong),
            (of(Would::Offer, None, &[2, 1], Some(1)), Grade::Offered),
            (of(Would::Offer, None, &[2], Some(1)), Grade::Missed),
            (of(Would::Miss, None, &[], Some(1)), Grade::Missed),
            (of(Would::Miss, None, &[], None), Grade::Right),
        ] {
            assert_eq!(given, expected);
        }
        assert_eq!(change(Grade::Wrong, Grade::Missed), SetChange::Better);
        assert_eq!(change(Grade::Right, Grade::Offered), SetChange::Worse);
        assert_eq!(change(Grade::Right, Grade::Right), SetChange::Same);
    }

    #[test]
    fn thresholds_stay_in_order_and_within_bounds() {
        let of = |answer, near| Thresholds { answer, near }.check().is_ok();
        assert!(of(None, None) && of(Some(60), Some(40)) && of(Some(5), None));
        assert!(!of(Some(101), None) && !of(None, Some(0)) && !of(Some(40), Some(60)));
    }
}
