//! Several questions in one message: taken apart where people put a mark or a word between them.

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
    if (2..=MOST).contains(&out.len()) { out } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn questions_are_taken_apart_where_people_part_them() {
        assert_eq!(parts("快递到哪了\u{ff1f}能开发票吗\u{ff1f}"), ["快递到哪了", "能开发票吗"]);
        assert_eq!(parts("怎么退货,另外发票怎么开"), ["怎么退货", "发票怎么开"]);
        assert_eq!(parts("Where is my parcel? Can I return it?"), ["Where is my parcel", "Can I return it"]);
        assert!(parts("快递到哪了?").is_empty());
        assert!(parts("在吗?我的快递到哪了").len() < 2, "a greeting of two signs is no question");
        assert!(parts(&"问题一个?".repeat(9)).is_empty(), "a story is read as one");
        assert!(parts("").is_empty());
    }
}
