//! Promises that nobody here can keep: "guaranteed", "in your account tomorrow". What the shop itself says publicly may be
//! said, and whoever says "expected" has promised nothing.

use super::{Facts, Found, Plain};
use crate::{language::Written, language::written, rules::rule};
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::guard::GuardKind;

pub(super) fn mentioned(plain: &Plain) -> bool {
    ABSOLUTE.is_match(&plain.text) || (WHEN.is_match(&plain.text) && OUTCOME.is_match(&plain.text))
}

pub(super) fn find(plain: &Plain, facts: &Facts, found: &mut Vec<Found>) {
    let spelling = Spelling::of(&plain.text);
    for word in ABSOLUTE.find_iter(&plain.text).take(10) {
        let (begin, end) = plain.clause(word.start(), word.end());
        let (before, after) = (&plain.text[begin..word.start()], &plain.text[word.end()..end]);
        if NOT_ABSOLUTE_BEFORE.is_match(before) || NOT_ABSOLUTE_AFTER.is_match(after) || !OUTCOME.is_match(&plain.text[begin..end]) {
            continue;
        }
        let fix = Some(softer(word.as_str(), spelling).to_owned());
        found.push(Found { kind: GuardKind::Promise, code: "absolute", from: word.start(), to: word.end(), fix, detail: String::new() });
    }
    for when in WHEN.find_iter(&plain.text).take(10) {
        let (begin, end) = plain.clause(when.start(), when.end());
        let clause = &plain.text[begin..end];
        let asks = plain.text[end..].starts_with(['?', '？']) || clause.ends_with(['吗', '嗎']);
        if asks || HEDGED.is_match(clause) || !OUTCOME.is_match(clause) || NEGATED.is_match(clause) || says(facts, when.as_str()) {
            continue;
        }
        let fix = Some(expected(when.as_str(), &plain.original(when.start(), when.end()), spelling));
        found.push(Found { kind: GuardKind::Promise, code: "date", from: when.start(), to: when.end(), fix, detail: String::new() });
    }
}

/// The same span of time stands in what the shop says publicly.
fn says(facts: &Facts, when: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    let when = bare(when);
    when.chars().any(|c| c.is_ascii_digit()) && facts.shop_texts.iter().any(|text| bare(text).contains(&when))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Simplified,
    Traditional,
    English,
}

impl Spelling {
    fn of(text: &str) -> Self {
        match written(text) {
            Written::Traditional => Spelling::Traditional,
            Written::English => Spelling::English,
            _ => Spelling::Simplified,
        }
    }
}

fn softer(word: &str, spelling: Spelling) -> &'static str {
    match (word, spelling) {
        ("guarantee", Spelling::English) => "aim for",
        ("guaranteed", Spelling::English) => "expected",
        ("without fail", Spelling::English) => "as far as we can",
        (_, Spelling::English) => "should",
        ("一定" | "必定", Spelling::Simplified) => "会尽力",
        ("一定" | "必定", Spelling::Traditional) => "會盡力",
        ("保证" | "包您", Spelling::Simplified) => "会尽力让",
        ("保證" | "包您", Spelling::Traditional) => "會盡力讓",
        ("肯定", Spelling::Simplified) => "预计",
        ("肯定", Spelling::Traditional) => "預計",
        (_, Spelling::Traditional) => "通常",
        (_, Spelling::Simplified) => "一般",
    }
}

fn expected(when: &str, original: &str, spelling: Spelling) -> String {
    match (when, spelling) {
        ("马上" | "立刻" | "立即" | "馬上", Spelling::Simplified) => "尽快".to_owned(),
        ("马上" | "立刻" | "立即" | "馬上", Spelling::Traditional) => "盡快".to_owned(),
        ("immediately" | "right away", _) => "as soon as possible".to_owned(),
        (_, Spelling::Simplified) => format!("预计{original}"),
        (_, Spelling::Traditional) => format!("預計{original}"),
        (_, Spelling::English) => format!("probably {original}"),
    }
}

static ABSOLUTE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "保证|保證|肯定|一定|绝对|絕對|百分之?百|100%|必定|包您|\\bguaranteed?\\b|\\b(?:will )?(?:definitely|absolutely|certainly)(?: will)?\\b|\\bwithout fail\\b",
    )
});
static NOT_ABSOLUTE_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| rule("(?:不|不能|无法|無法|难以|質量|质量|品质|品質|没法|不敢|can'?t |cannot |not )$"));
static NOT_ABSOLUTE_AFTER: LazyLock<Regex> = LazyLock::new(|| rule("^(?:要|需|得|程度|能不能|会不会|的)|[吗嗎]$"));
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "今天|今晚|今日|明天|明早|明日|后天|後天|当天|當天|次日|马上|馬上|立刻|立即|(?:[0-9]{1,3}|[一二两兩三四五六七八九十半]{1,3}) ?(?:个|個)?(?:小时|小時|分钟|分鐘|天|工作日|自然日)(?:之?内|之?內|以内|以內)|(?:这|這|下|本)?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]|[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号號]|\\btoday\\b|\\btomorrow\\b|\\btonight\\b|\\bimmediately\\b|\\bright away\\b|\\b(?:within|in) [0-9]{1,3} (?:hours?|days?|minutes?|business days?)\\b|\\bby (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b",
    )
});
static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "到账|到帳|入账|入帳|退款|退回|退还|退還|退给|退給|送达|送達|送到|到货|到貨|收到|发货|發貨|发出|發出|寄出|出货|出貨|补发|補寄|解决|解決|没问题|沒問題|通过|通過|赔|賠|修好|\\barrives?\\b|\\bdelivered\\b|\\brefund(?:ed)?\\b|\\bship(?:ped|s)?\\b|\\breceive\\b|\\bin your account\\b|\\bfixed\\b|\\bresolved?\\b|\\bapproved?\\b",
    )
});
static HEDGED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "预计|預計|大约|大約|大概|尽量|盡量|尽快|盡快|一般|通常|可能|左右|争取|爭取|估计|估計|最快|预估|\\bexpect|\\busually\\b|\\babout\\b|\\bshould\\b|\\bprobably\\b|\\bestimated\\b|\\bup to\\b|\\blikely\\b|\\btry\\b|\\bnormally\\b",
    )
});
/// Said of the customer's side, of the past, or denied.
static NEGATED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "不能|无法|無法|没|沒|不会|不會|请您|請您|麻烦您|麻煩您|您在|签收后|簽收後|收到后|收到後|已|您可以|\\bcan'?t\\b|\\bcannot\\b|\\bnot\\b|\\bplease\\b|\\byou can\\b",
    )
});
