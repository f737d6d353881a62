//! What a conversation was about, in its own words: the customer's most telling sentences and what the shop last did about
//! it. Nothing is made up and nothing need be typed; personal numbers are masked.

use crate::{
    normalise::normalise,
    personal::mask,
    rules::rule,
    small_talk::small_talk,
    spot::{amounts_fen, spot},
    terms::terms,
};
use regex::Regex;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Customer,
    Shop,
}

const MOST_SENTENCES: usize = 200;
const CUSTOMER_SENTENCES: usize = 2;
/// A sentence that repeats what is already chosen tells nothing new.
const SAME: f32 = 0.6;

/// At most `most_chars` characters; empty when nothing was said that tells anything.
pub fn summarise(lines: &[(Side, &str)], most_chars: usize) -> String {
    let customer: Vec<&str> = lines.iter().filter(|(side, _)| *side == Side::Customer).map(|(_, text)| *text).collect();
    let mut summary = most_telling(&customer, CUSTOMER_SENTENCES).join("；");
    let shop: Vec<&str> = lines.iter().filter(|(side, _)| *side == Side::Shop).map(|(_, text)| *text).collect();
    let did = sentences(&shop).into_iter().rev().find(|(sentence, _)| DID.is_match(&normalise(sentence)));
    if let Some((sentence, _)) = did {
        if !summary.is_empty() {
            summary.push_str(" → ");
        }
        summary.push_str(&mask(&sentence));
    }
    if summary.chars().count() <= most_chars {
        return summary;
    }
    summary.chars().take(most_chars.saturating_sub(1)).chain(['…']).collect()
}

/// The sentences of these messages that say most, in their own order, none that repeats another.
pub fn most_telling(messages: &[&str], most: usize) -> Vec<String> {
    let sentences = sentences(messages);
    let mut spread: HashMap<&str, usize> = HashMap::new();
    for word in sentences.iter().flat_map(|(_, words)| words) {
        *spread.entry(word).or_default() += 1;
    }
    let mut ranked: Vec<(f32, usize)> =
        sentences.iter().enumerate().map(|(at, (sentence, words))| (telling(sentence, words, &spread, at), at)).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, at) in ranked {
        if chosen.len() < most && chosen.iter().all(|other| alike(&sentences[*other].1, &sentences[at].1) < SAME) {
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|at| mask(&sentences[at].0)).collect()
}

/// Sentences that tell something, with their terms.
fn sentences(messages: &[&str]) -> Vec<(String, HashSet<String>)> {
    messages
        .iter()
        .flat_map(|text| split(text))
        .take(MOST_SENTENCES)
        .map(|sentence| {
            let words = words_of(&sentence);
            (sentence, words)
        })
        .filter(|(sentence, words)| !words.is_empty() && small_talk(sentence).is_none())
        .collect()
}

fn split(text: &str) -> Vec<String> {
    text.split(['。', '！', '？', '!', '?', '\n', ';', '；'])
        .map(|sentence| sentence.trim().chars().take(80).collect::<String>())
        .filter(|sentence| sentence.chars().count() >= 3)
        .collect()
}

fn words_of(sentence: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    terms(&normalise(sentence), |term| {
        words.insert(term.to_owned());
    });
    words
}

/// Numbers, amounts, wishes and trouble tell; so does what is said again and again, and what is said first.
fn telling(sentence: &str, words: &HashSet<String>, spread: &HashMap<&str, usize>, at: usize) -> f32 {
    let shared = words.iter().filter(|word| spread.get(word.as_str()).copied().unwrap_or(0) > 1).count();
    let length = sentence.chars().count();
    let mut score = shared as f32 / words.len().max(1) as f32;
    score += if WANTS.is_match(&normalise(sentence)) { 1.5 } else { 0.0 };
    score += if spot(sentence).numbers.is_empty() { 0.0 } else { 0.5 };
    score += if amounts_fen(sentence).is_empty() { 0.0 } else { 0.5 };
    score += if (6..=50).contains(&length) { 0.5 } else { 0.0 };
    score - at as f32 * 0.02
}

fn alike(a: &HashSet<String>, b: &HashSet<String>) -> f32 {
    let shared = a.intersection(b).count() as f32;
    shared / a.len().min(b.len()).max(1) as f32
}

static WANTS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "退|换|换货|赔|补发|发票|催|没收到|没到|没发|坏|破|碎|漏|少发|错发|不能用|打不开|不对|质量|取消|修改|改地址|查|怎么|为什么|什么时候|多久|能不能|可以|想要|投诉|refund|return|exchange|cancel|invoice|broken|damaged|missing|wrong|late|where|when|how|why|change|complain",
    )
});
static DID: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "已经?|帮您|为您|会在|安排|登记|工单|补发|退款|退货|换货|改好|取消|发出|寄出|核实|反馈|处理|i have|i've|we have|we will|we'll|arranged|refund|resend|cancelled|ticket|checked",
    )
});

#[cfg(test)]
mod tests {
    use super::Side::*;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_says_what_was_wanted_and_what_was_done() {
        let lines = [
            (Customer, "你好"),
            (Customer, "我的订单 QH20261103000123 收到的杯子碎了"),
            (Shop, "您好,很抱歉,麻烦拍张照片"),
            (Customer, "拍好了。想要补发一个"),
            (Customer, "谢谢"),
            (Shop, "已经为您登记补发,预计两天内寄出"),
            (Customer, "好的,我电话 13812345678"),
        ];
        let summary = summarise(&lines, 200);
        assert_eq!(summary, "我的订单 QH20261103000123 收到的杯子碎了；想要补发一个 → 已经为您登记补发,预计两天内寄出");
    }

    #[test]
    fn nothing_said_is_nothing_told_and_numbers_of_people_are_masked() {
        assert_eq!(summarise(&[], 200), "");
        assert_eq!(summarise(&[(Customer, "你好"), (Customer, "谢谢")], 200), "");
        assert_eq!(summarise(&[(Customer, "改电话为13812345678")], 200), "改电话为138****5678");
        assert_eq!(summarise(&[(Customer, "退货退货,这个杯子一直漏水不能用")], 10).chars().count(), 10);
    }

    proptest! {
        #[test]
        fn no_conversation_makes_it_panic(a in "\\PC{0,120}", b in "\\PC{0,120}") {
            prop_assert!(summarise(&[(Customer, &a), (Shop, &b)], 100).chars().count() <= 130);
        }
    }
}
