//! Several questions in one message: taken apart where people put a mark or a word between them.

use yingke_language::remark::asks_something;

/// More parts than this are a story, which is read as one.
const MOST: usize = 4;

/// The questions, or nothing when the message is one.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    for c in text.chars() {
        match c {
            '?' | '\u{ff1f}' | '\u{3002}' | ';' | '\u{ff1b}' | '\n' | '!' | '\u{ff01}' => parts.push(String::new()),
            c => parts.last_mut().expect("never empty").push(c),
        }
    }
    let apart = ["另外", "还有就是", "顺便问", "顺便", "還有就是", "順便", " and also ", " also,"];
    let mut out: Vec<String> = Vec::new();
    for part in parts {
        let mut rest = part.as_str();
        let mut found: Vec<&str> = Vec::new();
        while let Some((at, word)) = apart.iter().filter_map(|word| Some((rest.find(word)?, *word))).min() {
            found.push(&rest[..at]);
            rest = &rest[at + word.len()..];
        }
        found.push(rest);
        out.extend(found.into_iter().map(|one| one.trim_matches([' ', ',', '\u{ff0c}', '\u{3001}']).to_owned()));
    }
    out.retain(|one| one.chars().filter(|c| c.is_alphanumeric()).count() >= 3);
    match out.len() {
        2..=MOST => out,
        1 => softly(&out[0]),
        _ => Vec::new(),
    }
}

/// "多少钱包邮，能开专票吗", "退款多久到 还有能补差价吗": a comma or a space parts questions only when each side asks by itself.
fn softly(text: &str) -> Vec<String> {
    let commas = |text: &str| -> Vec<String> { text.split([',', '\u{ff0c}', '\u{3001}']).map(str::to_owned).collect() };
    let mut parts = commas(text);
    if parts.len() < 2 && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        parts = text.split([' ', '\u{3000}']).map(str::to_owned).collect();
    }
    let begins = ["还有", "以及", "然后", "再问下", "再问一下", "還有", "and "];
    let bare = |part: &str| begins.iter().fold(part.trim(), |part, word| part.strip_prefix(word).map_or(part, str::trim_start)).to_owned();
    let parts: Vec<String> = parts.iter().map(|part| bare(part)).filter(|part| !part.is_empty()).collect();
    let each_asks = parts.iter().all(|part| part.chars().filter(|c| c.is_alphanumeric()).count() >= 4 && asks_something(part));
    if (2..=MOST).contains(&parts.len()) && each_asks { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn questions_are_taken_apart_where_people_part_them() {
        assert_eq!(parts("快递到哪了\u{ff1f}能开发票吗\u{ff1f}"), ["快递到哪了", "能开发票吗"]);
        assert_eq!(parts("怎么退货,另外发票怎么开"), ["怎么退货", "发票怎么开"]);
        assert_eq!(parts("Where is my parcel? Can I return it?"), ["Where is my parcel", "Can I return it"]);
        assert_eq!(parts("多少钱包邮\u{ff0c}能开专票吗"), ["多少钱包邮", "能开专票吗"]);
        assert_eq!(parts("退款什么时候到账 还有买贵了能补差价吗"), ["退款什么时候到账", "买贵了能补差价吗"]);
        assert!(parts("昨天买的锅\u{ff0c}能退吗").is_empty(), "one side only says what it is about");
        assert!(parts("How long does it take, by the way").is_empty());
        assert!(parts("快递到哪了?").is_empty());
        assert!(parts("在吗?我的快递到哪了").len() < 2, "a greeting of two signs is no question");
        assert!(parts(&"问题一个?".repeat(9)).is_empty(), "a story is read as one");
        assert!(parts("").is_empty());
    }
}
