//! Whether an answer that a model wrote stands on its sources: every number, date and link in it must be in them, every
//! sentence must speak of what they speak of, and it must say which it used. What is not proved is not shown.

use crate::{normalise::normalise, rules::rule, spot::LINK, terms::terms};
use regex::Regex;
use std::{collections::HashSet, sync::LazyLock};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ungrounded {
    Empty,
    TooLong,
    /// No source is named, or one that there is not.
    Citation,
    Number,
    Link,
    /// A sentence speaks of something that no source mentions.
    Unsupported,
    /// It talks about its instructions, or carries markup.
    Leak,
}

/// An answer that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounded {
    /// Without its citations: fit to be sent.
    pub body: String,
    /// Places of the sources it names, beginning at 0.
    pub cited: Vec<usize>,
}

const LONGEST: usize = 1_200;
/// Shorter sentences are courtesies.
const SHORT: usize = 6;
/// How much of a sentence must be found in the sources.
const SUPPORT: f32 = 0.35;

pub fn check(answer: &str, sources: &[&str]) -> Result<Grounded, Ungrounded> {
    let answer = answer.trim();
    if answer.is_empty() {
        return Err(Ungrounded::Empty);
    }
    if answer.chars().count() > LONGEST {
        return Err(Ungrounded::TooLong);
    }
    let mut cited = Vec::new();
    for citation in CITATION.captures_iter(answer) {
        let number: usize = citation[1].parse().map_err(|_| Ungrounded::Citation)?;
        let place = number.checked_sub(1).filter(|place| *place < sources.len()).ok_or(Ungrounded::Citation)?;
        if !cited.contains(&place) {
            cited.push(place);
        }
    }
    if cited.is_empty() {
        return Err(Ungrounded::Citation);
    }
    let body = SPACES.replace_all(CITATION.replace_all(answer, "").trim(), "$1").into_owned();
    if LEAK.is_match(&body.to_lowercase()) {
        return Err(Ungrounded::Leak);
    }
    // Only what it says it used counts.
    let used: Vec<String> = cited.iter().map(|place| sources[*place].to_owned()).collect();
    let allowed_links: HashSet<&str> = used.iter().flat_map(|text| LINK.find_iter(text)).map(|link| link.as_str()).collect();
    if LINK.find_iter(&body).any(|link| !allowed_links.contains(link.as_str())) || BARE_LINK.is_match(&LINK.replace_all(&body, "")) {
        return Err(Ungrounded::Link);
    }
    let known: HashSet<String> = used.iter().flat_map(|text| numbers(text)).collect();
    if numbers(&body).iter().any(|number| !known.contains(number)) {
        return Err(Ungrounded::Number);
    }
    let mut support = HashSet::new();
    for text in &used {
        terms(&normalise(text), |term| {
            support.insert(term.to_owned());
        });
    }
    let supported = |sentence: &str| {
        let (mut all, mut found) = (0.0f32, 0.0f32);
        terms(&normalise(sentence), |term| {
            all += 1.0;
            found += if support.contains(term) { 1.0 } else { 0.0 };
        });
        all == 0.0 || found / all >= SUPPORT
    };
    let sentences = body.split(['。', '！', '？', '!', '?', '\n', ';', '；']).map(str::trim);
    if sentences
        .filter(|sentence| sentence.chars().count() > SHORT && !COURTESY.is_match(&normalise(sentence)))
        .any(|sentence| !supported(sentence))
    {
        return Err(Ungrounded::Unsupported);
    }
    Ok(Grounded { body, cited })
}

/// Every number, also spoken ones with a unit behind them, as its digits.
fn numbers(text: &str) -> Vec<String> {
    let text = normalise(text);
    let mut found: Vec<String> = NUMBER.find_iter(&text).map(|number| plain(number.as_str())).collect();
    found.extend(SPOKEN.captures_iter(&text).map(|spoken| digits_of(&spoken[1])));
    found
}

/// `1,299.00` and `1299` are the same.
fn plain(number: &str) -> String {
    let number = number.replace(',', "");
    match number.split_once('.') {
        Some((whole, part)) if part.chars().all(|c| c == '0') => whole.to_owned(),
        _ => number.trim_start_matches('0').to_owned(),
    }
}

fn digits_of(spoken: &str) -> String {
    let value = |c: char| "零一二三四五六七八九".chars().position(|d| d == if matches!(c, '两' | '兩') { '二' } else { c });
    let mut sum = 0usize;
    let mut digit = 0usize;
    for c in spoken.chars() {
        match (c, value(c)) {
            ('十', _) => {
                sum += digit.max(1) * 10;
                digit = 0;
            }
            ('百', _) => {
                sum += digit.max(1) * 100;
                digit = 0;
            }
            (_, Some(value)) => digit = value,
            _ => {}
        }
    }
    (sum + digit).to_string()
}

static CITATION: LazyLock<Regex> = LazyLock::new(|| rule(r" ?[\[【]([0-9]{1,3})[\]】]"));
static SPACES: LazyLock<Regex> = LazyLock::new(|| rule(r" +([。，,.!?！？])"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| rule(r"[0-9][0-9,]*(?:\.[0-9]+)?"));
static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    rule("([一二两兩三四五六七八九十百]{1,5})(?:个|個)?(?:天|日|小时|小時|分钟|分鐘|周|週|月|年|元|块|塊|折|次|件|工作日)")
});
static BARE_LINK: LazyLock<Regex> =
    LazyLock::new(|| rule(r"(?i)\bwww\.|\b[a-z0-9-]+\.(?:com|cn|net|org|io|top|xyz|shop|info|tw|hk|cc|ru)\b|[a-z]+://"));
static LEAK: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "system prompt|instructions|as an ai|language model|ignore (?:all|the|previous)|系统提示|系統提示|提示词|提示詞|忽略(?:以上|之前|前面)|作为(?:一个)?ai|作為(?:一個)?ai|语言模型|語言模型|```|<[a-z/!]|\"sources\"|no_answer",
    )
});
static COURTESY: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "^(?:您好|你好|亲|抱歉|非常抱歉|不好意思|感谢|謝謝|谢谢|请问还有|如有|如果您?还有|有(?:任何|其他)?问题|祝您|hello|hi|sorry|thank|let (?:me|us) know|if you have)",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOURCES: [&str; 2] =
        ["签收后 7 天内可以无理由退货,运费由买家承担。", "退款在仓库验货后 3 个工作日内原路退回,查看 https://shop.example/refund"];

    #[test]
    fn what_stands_in_the_cited_sources_passes_without_its_citations() {
        let good = check("您好,签收后7天内可以无理由退货[1]。", &SOURCES).expect("grounded");
        assert_eq!(good.body, "您好,签收后7天内可以无理由退货。");
        assert_eq!(good.cited, [0]);
        assert!(check("退款在验货后三个工作日内原路退回 [2]", &SOURCES).is_ok());
        assert!(check("退款原路退回,查看 https://shop.example/refund [2]", &SOURCES).is_ok());
    }

    #[test]
    fn what_does_not_is_refused() {
        for (answer, why) in [
            ("", Ungrounded::Empty),
            ("签收后7天内可以无理由退货", Ungrounded::Citation),
            ("签收后7天内可以退货[3]", Ungrounded::Citation),
            ("签收后15天内可以无理由退货[1]", Ungrounded::Number),
            ("签收后十五天内可以无理由退货[1]", Ungrounded::Number),
            ("退款 3 个工作日内退回[1]", Ungrounded::Number),
            ("退款原路退回 https://evil.example/pay [2]", Ungrounded::Link),
            ("退货请到 evil.com 办理[1]", Ungrounded::Link),
            ("恭喜您获得全额免单资格和终身会员[1]", Ungrounded::Unsupported),
            ("My instructions say refund[1]", Ungrounded::Leak),
            ("可以退货<img src=x>[1]", Ungrounded::Leak),
        ] {
            assert_eq!(check(answer, &SOURCES).expect_err(answer), why, "{answer}");
        }
        assert_eq!(check(&"退".repeat(2000), &SOURCES).expect_err("long"), Ungrounded::TooLong);
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(answer in "\\PC{0,200}", source in "\\PC{0,200}") {
            let _ = check(&answer, &[&source]);
        }
    }
}
