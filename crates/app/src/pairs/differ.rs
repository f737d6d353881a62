//! Whether two answers say different things: other numbers of the same measure, other facts, yes against no. Pure.

use crate::views::care::Difference;
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};
use yingke_core::fact::references;
use yingke_language::normalise;

/// Both answers with their facts said, and as they are written.
pub fn differences(a: &str, b: &str, a_written: &str, b_written: &str) -> Vec<Difference> {
    let (a, b) = (normalise(a), normalise(b));
    let mut found = Vec::new();
    let (of_a, of_b) = (amounts(&a), amounts(&b));
    for (unit, numbers) in &of_a {
        let Some(others) = of_b.get(unit) else { continue };
        // What both have in common may be the same thing with more said about it.
        if numbers.is_disjoint(others) {
            found.push(Difference { a: said(numbers, unit), b: said(others, unit) });
        }
    }
    for (yes, no) in OPPOSITES {
        match (stance(&a, yes, no), stance(&b, yes, no)) {
            (Some(x), Some(y)) if x != y => found.push(Difference { a: word(x, yes, no), b: word(y, yes, no) }),
            _ => {}
        }
    }
    let facts = |text: &str| references(text).into_iter().map(|reference| reference.key.to_owned()).collect::<BTreeSet<_>>();
    let (facts_a, facts_b) = (facts(a_written), facts(b_written));
    if !facts_a.is_empty() && !facts_b.is_empty() && facts_a.is_disjoint(&facts_b) {
        let list = |keys: BTreeSet<String>| keys.into_iter().collect::<Vec<_>>().join(", ");
        found.push(Difference { a: list(facts_a), b: list(facts_b) });
    }
    found
}

const OPPOSITES: [(&str, &str); 8] = [
    ("支持", "不支持"),
    ("可以", "不可以"),
    ("能", "不能"),
    ("包邮", "不包邮"),
    ("需要", "不需要"),
    ("提供", "不提供"),
    ("we do", "we do not"),
    ("is possible", "is not possible"),
];

/// What a text says about it, when it says only one of the two.
fn stance(text: &str, yes: &str, no: &str) -> Option<bool> {
    let denies = text.contains(no);
    let affirms = text.replace(no, " ").contains(yes);
    match (affirms, denies) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (true, true) | (false, false) => None,
    }
}

fn word(affirmed: bool, yes: &str, no: &str) -> String {
    if affirmed { yes } else { no }.to_owned()
}

/// Numbers by what they measure; bare numbers may be anything and say nothing.
fn amounts(text: &str) -> BTreeMap<&'static str, BTreeSet<String>> {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"([¥￥$])?\s*(\d+(?:\.\d+)?)\s*(个?工作日|小时|分钟|天|日|周|个月|年|元|块|%|折|次|件|公斤|kg|hours?|minutes?|working days?|days?|weeks?|months?|years?|yuan)?",
        )
        .expect("a good pattern")
    });
    let mut found: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    for amount in AMOUNT.captures_iter(text) {
        let unit = match (amount.get(1).map(|m| m.as_str()), amount.get(3).map(|m| m.as_str())) {
            (Some(_), _) | (None, Some("元" | "块" | "yuan")) => "元",
            (None, Some("个工作日" | "工作日" | "working day" | "working days")) => "工作日",
            (None, Some("小时" | "hour" | "hours")) => "小时",
            (None, Some("分钟" | "minute" | "minutes")) => "分钟",
            (None, Some("天" | "日" | "day" | "days")) => "天",
            (None, Some("周" | "week" | "weeks")) => "周",
            (None, Some("个月" | "month" | "months")) => "个月",
            (None, Some("年" | "year" | "years")) => "年",
            (None, Some("%")) => "%",
            (None, Some("折")) => "折",
            (None, Some("次")) => "次",
            (None, Some("件")) => "件",
            (None, Some("公斤" | "kg")) => "kg",
            (None, _) => continue,
        };
        found.entry(unit).or_default().insert(amount[2].to_owned());
    }
    found
}

fn said(numbers: &BTreeSet<String>, unit: &str) -> String {
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    format!("{} {unit}", numbers.join(" / "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> Vec<(String, String)> {
        differences(a, b, a, b).into_iter().map(|found| (found.a, found.b)).collect()
    }

    #[test]
    fn other_numbers_of_the_same_measure_contradict() {
        assert_eq!(differ("签收后 7 天内可退", "签收后15天内可退"), [("7 天".into(), "15 天".into())]);
        assert_eq!(differ("满 99 元包邮", "满¥99包邮"), []);
        assert_eq!(differ("Within 7 days", "within 30 days of delivery"), [("7 天".to_owned(), "30 天".to_owned())]);
        // More said about the same is no contradiction; other measures are other things.
        assert_eq!(differ("7 天内可退，15 天内可换", "7 天内可退"), []);
        assert_eq!(differ("48 小时内发货", "3 天到货"), []);
    }

    #[test]
    fn yes_against_no_contradicts() {
        assert_eq!(differ("我们支持货到付款", "抱歉，不支持货到付款"), [("支持".to_owned(), "不支持".to_owned())]);
        assert_eq!(differ("支持微信，不支持货到付款", "不支持货到付款"), []);
    }

    #[test]
    fn other_facts_contradict_even_when_they_sound_alike_today() {
        let found = differences("7 天", "7 天", "{{fact:return_days}}", "{{fact:refund_days}}");
        assert_eq!((found[0].a.as_str(), found[0].b.as_str()), ("return_days", "refund_days"));
    }
}
