//! How urgent a ticket is, and why (DOMAIN §3.6): an angry return is not a calm return. The priority only rises by
//! itself; a person may set any, with a reason, and then the formula keeps its hands off.

use super::Priority;
use crate::conversation::Mood;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the formula looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// 0 low … 3 urgent, from the ticket type.
    pub base: i64,
    pub mood: Mood,
    pub rebound_count: i64,
    pub vip: bool,
    pub value_at_risk: bool,
}

/// From this amount paid, the order itself is a reason to hurry.
pub const VALUE_AT_RISK_FEN: i64 = 100_000;

/// Tiers whose customers are looked after first; shops name them in their own words.
pub fn is_vip(tier: &str) -> bool {
    const MARKS: &[&str] = &["vip", "gold", "platinum", "diamond", "black", "金", "钻", "鑽", "黑卡", "至尊"];
    let tier = tier.to_lowercase();
    MARKS.iter().any(|mark| tier.contains(mark))
}

crate::word_enum! {
    /// One reason for points.
    Why {
        Base = "base",
        Angry = "angry",
        Threat = "threat",
        Rebound = "rebound",
        Vip = "vip",
        ValueAtRisk = "value_at_risk",
        /// It was higher already and is never lowered automatically.
        Kept = "kept",
        /// A rebound raises by at least one step.
        Step = "step",
        /// Set by a person.
        Person = "person",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Part {
    pub why: Why,
    pub points: i64,
}

/// Why the priority is what it is; stored with the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    pub parts: Vec<Part>,
    /// The reason a person gave; the formula is silent while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by_person: Option<String>,
}

crate::word_enum! {
    /// How a mood is handled; with the issue it makes the category key.
    Band { Calm = "calm", Upset = "upset", Angry = "angry", Threat = "threat", }
}

pub fn band(mood: Mood) -> Band {
    match mood {
        Mood::Calm => Band::Calm,
        Mood::Anxious | Mood::Disappointed => Band::Upset,
        Mood::Angry => Band::Angry,
        Mood::Threat => Band::Threat,
    }
}

/// 退货·平静 and 退货·愤怒 are different categories: `return_refund.calm`, `return_refund.angry`.
pub fn category_key(issue: &str, mood: Mood) -> String {
    [issue, ".", band(mood).as_str()].concat()
}

/// How a band is to be served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Handling {
    /// The bot may go on answering.
    pub bot: bool,
    /// Belongs to somebody senior.
    pub senior: bool,
    /// Begins with an apology.
    pub apology: bool,
    /// Ring back within this time.
    pub callback_within_ms: Option<i64>,
}

pub fn handling(band: Band) -> Handling {
    const MINUTE: i64 = 60_000;
    match band {
        Band::Calm => Handling { bot: true, senior: false, apology: false, callback_within_ms: None },
        Band::Upset => Handling { bot: true, senior: false, apology: true, callback_within_ms: None },
        Band::Angry | Band::Threat => Handling { bot: false, senior: true, apology: true, callback_within_ms: Some(15 * MINUTE) },
    }
}

/// The formula, with nothing before it.
pub fn assess(facts: Facts) -> (Priority, Explanation) {
    let mut parts = vec![Part { why: Why::Base, points: facts.base.clamp(0, 3) }];
    let mut add = |why, points| {
        if points > 0 {
            parts.push(Part { why, points });
        }
    };
    match facts.mood {
        Mood::Calm | Mood::Anxious | Mood::Disappointed => {}
        Mood::Angry => add(Why::Angry, 1),
        Mood::Threat => add(Why::Threat, 3),
    }
    add(Why::Rebound, facts.rebound_count.min(2));
    add(Why::Vip, i64::from(facts.vip));
    add(Why::ValueAtRisk, i64::from(facts.value_at_risk));
    let level = from_level(parts.iter().map(|part| part.points).sum());
    (level, Explanation { parts, set_by_person: None })
}

/// The formula over a ticket that has a priority already: it may rise, never fall, and leaves a person's choice alone.
pub fn reassess(now: Priority, why: &Explanation, facts: Facts) -> (Priority, Explanation) {
    if why.set_by_person.is_some() {
        return (now, why.clone());
    }
    let (fresh, mut explanation) = assess(facts);
    if fresh < now {
        explanation.parts.push(Part { why: Why::Kept, points: level(now) - level(fresh) });
        return (now, explanation);
    }
    (fresh, explanation)
}

/// A rebound: the formula with one more rebound, and at least one step up, also above a person's choice.
pub fn rebound(now: Priority, why: &Explanation, facts: Facts) -> (Priority, Explanation) {
    let step_up = from_level(level(now) + 1);
    let (fresh, mut explanation) = reassess(now, why, facts);
    if fresh >= step_up {
        return (fresh, explanation);
    }
    explanation.parts.push(Part { why: Why::Step, points: 1 });
    (step_up, explanation)
}

/// A person decides, and says why.
pub fn set_by_person(to: Priority, reason: &str) -> Explanation {
    Explanation { parts: vec![Part { why: Why::Person, points: level(to) }], set_by_person: Some(reason.to_owned()) }
}

pub fn level(priority: Priority) -> i64 {
    match priority {
        Priority::Low => 0,
        Priority::Normal => 1,
        Priority::High => 2,
        Priority::Urgent => 3,
    }
}

/// The nearest level; whatever is above urgent is urgent.
pub fn from_level(level: i64) -> Priority {
    match level {
        ..=0 => Priority::Low,
        1 => Priority::Normal,
        2 => Priority::High,
        3.. => Priority::Urgent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 退货: base normal, an ordinary customer, an ordinary amount.
    fn a_return(mood: Mood, rebound_count: i64) -> Facts {
        Facts { base: 1, mood, rebound_count, vip: false, value_at_risk: false }
    }

    #[test]
    fn golden_values_of_the_emotion_aware_priority() {
        assert_eq!(assess(a_return(Mood::Calm, 0)).0, Priority::Normal);
        assert_eq!(assess(a_return(Mood::Angry, 0)).0, Priority::High);
        assert_eq!(assess(a_return(Mood::Angry, 1)).0, Priority::Urgent);
        assert_eq!(assess(a_return(Mood::Threat, 0)).0, Priority::Urgent);
    }

    #[test]
    fn golden_handling_of_calm_and_angry() {
        assert_eq!(category_key("return_refund", Mood::Calm), "return_refund.calm");
        assert_eq!(category_key("return_refund", Mood::Angry), "return_refund.angry");
        assert!(handling(Band::Calm).bot, "a calm return goes the self-service way");
        assert_eq!(handling(Band::Angry), Handling { bot: false, senior: true, apology: true, callback_within_ms: Some(900_000) });
    }

    #[test]
    fn member_and_money_add_one_each_and_urgent_is_the_top() {
        let facts = Facts { base: 0, mood: Mood::Disappointed, rebound_count: 5, vip: true, value_at_risk: true };
        let (priority, why) = assess(facts);
        assert_eq!(priority, Priority::Urgent);
        let parts: Vec<(Why, i64)> = why.parts.iter().map(|part| (part.why, part.points)).collect();
        assert_eq!(parts, [(Why::Base, 0), (Why::Rebound, 2), (Why::Vip, 1), (Why::ValueAtRisk, 1)]);
    }

    #[test]
    fn the_high_tiers_of_any_shop_are_recognised() {
        assert!(["金卡会员", "钻石会员", "SVIP", "Platinum"].iter().all(|tier| is_vip(tier)));
        assert!(!["", "普通会员", "银卡会员", "silver"].iter().any(|tier| is_vip(tier)));
    }

    #[test]
    fn a_persons_choice_stands_until_the_customer_comes_back() {
        let why = set_by_person(Priority::Low, "客户说不急");
        assert_eq!(reassess(Priority::Low, &why, a_return(Mood::Angry, 0)).0, Priority::Low);
        let (raised, why) = rebound(Priority::Low, &why, a_return(Mood::Angry, 1));
        assert_eq!(raised, Priority::Normal);
        assert_eq!(why.set_by_person.as_deref(), Some("客户说不急"));
        assert_eq!(why.parts.last(), Some(&Part { why: Why::Step, points: 1 }));
    }

    fn facts() -> impl Strategy<Value = Facts> {
        (0..4i64, 0..Mood::ALL.len(), 0..6i64, any::<bool>(), any::<bool>()).prop_map(|(base, mood, rebound_count, vip, value_at_risk)| {
            Facts { base, mood: Mood::ALL[mood], rebound_count, vip, value_at_risk }
        })
    }

    proptest! {
        #[test]
        fn the_priority_never_falls_by_itself_and_a_rebound_always_raises(first in facts(), second in facts()) {
            let (before, why) = assess(first);
            let (after, why) = reassess(before, &why, second);
            prop_assert!(after >= before);
            let (again, _) = rebound(after, &why, second);
            prop_assert!(again > after || again == Priority::Urgent);
        }

        #[test]
        fn the_parts_of_an_explanation_add_up(first in facts(), second in facts()) {
            let (before, why) = assess(first);
            let (after, why) = reassess(before, &why, second);
            let sum: i64 = why.parts.iter().filter(|part| part.why != Why::Kept).map(|part| part.points).sum();
            let kept: i64 = why.parts.iter().filter(|part| part.why == Why::Kept).map(|part| part.points).sum();
            prop_assert_eq!(from_level(sum.min(3) + kept), after);
        }
    }
}
