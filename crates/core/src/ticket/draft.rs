//! A ticket in one click: which type a conversation is most likely about, and its first words (S0-16, S0-19).

use super::TicketFamily;
use crate::{conversation::Mood, order::OrderState};
use std::collections::HashSet;

/// A type as far as guessing goes.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    pub key: &'a str,
    pub family: TicketFamily,
    /// Name and description, in every language.
    pub words: String,
    pub order_states: &'a [OrderState],
}

/// What is known of the conversation.
#[derive(Debug, Clone, Default)]
pub struct Signals<'a> {
    /// Keys of its category and of the categories above, most special first.
    pub category_keys: Vec<&'a str>,
    /// Names and keywords of the category, and what the customer wrote.
    pub text: String,
    pub order_state: Option<OrderState>,
    pub angry: bool,
    pub threatens: bool,
}

impl Signals<'_> {
    pub fn mood(mut self, mood: Mood) -> Self {
        self.angry = mood >= Mood::Angry;
        self.threatens = mood >= Mood::Threat;
        self
    }
}

/// Index of the likeliest candidate; the first of equals. `None` only when there is none.
pub fn guess(candidates: &[Candidate<'_>], signals: &Signals<'_>) -> Option<usize> {
    let said = pairs(&signals.text);
    let score = |candidate: &Candidate<'_>| {
        let own: HashSet<&str> = candidate.key.split('_').collect();
        let by_category: i64 =
            signals.category_keys.iter().map(|key| 6 * key.split('_').filter(|word| own.contains(word)).count() as i64).max().unwrap_or(0);
        let by_words = pairs(&candidate.words).intersection(&said).count().min(6) as i64;
        let by_order = match signals.order_state {
            Some(_) if candidate.order_states.is_empty() => 0,
            Some(state) if candidate.order_states.contains(&state) => 2,
            // An exchange of something that was never sent is not what is meant.
            Some(_) => -8,
            None if candidate.order_states.is_empty() => 1,
            None => -2,
        };
        let complaint = candidate.family == TicketFamily::Complaint;
        let by_mood = match (complaint, signals.threatens, signals.angry) {
            (true, true, _) => 8,
            (true, false, true) => 3,
            (true, false, false) => -3,
            (false, _, _) => 0,
        };
        by_category + by_words + by_order + by_mood
    };
    let mut best: Option<(usize, i64)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let score = score(candidate);
        if best.is_none_or(|(_, highest)| score > highest) {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

/// Neighbouring characters of Chinese and whole words of anything else: no dictionary is needed to see that two
/// texts speak of the same thing.
fn pairs(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        if word.is_ascii() {
            if word.len() > 2 {
                found.insert(word.to_owned());
            }
            continue;
        }
        let chars: Vec<char> = word.chars().collect();
        for pair in chars.windows(2) {
            found.insert(pair.iter().collect());
        }
    }
    found
}

/// At most `longest` characters, cut with an ellipsis, on one line.
pub fn cut(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    let head: String = line.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types() -> Vec<Candidate<'static>> {
        use OrderState::*;
        let candidate = |key, family, words: &str, order_states| Candidate { key, family, words: words.to_owned(), order_states };
        vec![
            candidate("return_refund", TicketFamily::AfterSale, "退货退款 Return and refund 商品寄回仓库", &[Delivered, Completed]),
            candidate("refund_only", TicketFamily::AfterSale, "仅退款 Refund only 未发货直接退款", &[Paid, Shipped, Delivered]),
            candidate("logistics_trace", TicketFamily::AfterSale, "物流查询 Delivery enquiry 物流停滞、派送异常", &[Shipped, Delivered]),
            candidate("complaint", TicketFamily::Complaint, "投诉 Complaint 对商品、服务不满意", &[]),
        ]
    }
    fn guessed(signals: Signals) -> &'static str {
        let types = types();
        types[guess(&types, &signals).expect("there are types")].key
    }

    #[test]
    fn the_category_and_the_order_lead_to_the_type() {
        let signals = |category, state| Signals { category_keys: vec![category], order_state: Some(state), ..Signals::default() };
        assert_eq!(guessed(signals("return_quality", OrderState::Delivered)), "return_refund");
        assert_eq!(guessed(signals("logistics_stuck", OrderState::Shipped)), "logistics_trace");
        assert_eq!(guessed(signals("refund_arrival", OrderState::Paid)), "refund_only");
    }

    #[test]
    fn without_a_category_the_words_decide() {
        let signals = |text: &str, state| Signals { text: text.into(), order_state: Some(state), ..Signals::default() };
        assert_eq!(guessed(signals("我的物流停滞三天了", OrderState::Shipped)), "logistics_trace");
        assert_eq!(guessed(signals("想退货退款，怎么寄回", OrderState::Delivered)), "return_refund");
        assert_eq!(guessed(signals("I want to return it", OrderState::Completed)), "return_refund");
    }

    #[test]
    fn a_threat_is_a_complaint_and_calm_words_are_not() {
        let threat = Signals { text: "再不退我打12315".into(), order_state: Some(OrderState::Delivered), ..Signals::default() };
        assert_eq!(guessed(threat.mood(Mood::Threat)), "complaint");
        assert_ne!(guessed(Signals { order_state: Some(OrderState::Delivered), ..Signals::default() }.mood(Mood::Calm)), "complaint");
    }

    #[test]
    fn nothing_to_choose_from_is_no_type_and_long_words_are_cut() {
        assert_eq!(guess(&[], &Signals::default()), None);
        assert_eq!(cut("  一二三\n四五六 ", 7), "一二三 四五六");
        assert_eq!(cut("一二三四五六七八", 4), "一二三…");
    }
}
