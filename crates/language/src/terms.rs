//! What a text is compared by: single characters and pairs of neighbours for Chinese, word stems for Latin letters,
//! numbers as they are.

use crate::language::is_han;

/// Terms of a normalised text, in order, with repeats.
pub fn terms(normalised: &str, mut each: impl FnMut(&str)) {
    let mut previous: Option<char> = None;
    let mut word = String::new();
    let mut buffer = String::with_capacity(8);
    for c in normalised.chars() {
        if is_han(c) {
            end_word(&mut word, &mut each);
            // Left out before pairs are made: 退款要多久才能到账 and 退款多久到账 are the same question.
            if is_filler(c) {
                continue;
            }
            buffer.clear();
            buffer.push(c);
            each(&buffer);
            if let Some(before) = previous {
                buffer.clear();
                buffer.push(before);
                buffer.push(c);
                each(&buffer);
            }
            previous = Some(c);
        } else {
            previous = None;
            if c.is_alphanumeric() {
                // A word longer than this is rubbish or a link; its head is enough.
                if word.len() < 40 {
                    word.push(c);
                }
            } else if c != '\'' {
                end_word(&mut word, &mut each);
            }
        }
    }
    end_word(&mut word, &mut each);
}

fn end_word(word: &mut String, each: &mut impl FnMut(&str)) {
    if !word.is_empty() && !STOP_WORDS.contains(&word.as_str()) {
        let stem = stem(word);
        each(SAME.iter().find(|(other, _)| *other == stem).map_or(stem, |(_, ours)| ours));
    }
    word.clear();
}

/// Characters that a question can do without.
fn is_filler(c: char) -> bool {
    "的了吗呢啊呀吧么嘛哦我你您是在有就都也还要才能和跟与这那个".contains(c)
}

/// English endings, cut carefully: a wrong stem hurts more than a missed one.
fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 4 || word.bytes().any(|b| b.is_ascii_digit()) {
        return word;
    }
    for (ending, keep) in [
        ("ations", 4),
        ("ation", 4),
        ("ingly", 3),
        ("ments", 4),
        ("ment", 4),
        ("ings", 3),
        ("ing", 3),
        ("ies", 3),
        ("ied", 3),
        ("ees", 3),
        ("ers", 4),
        ("ed", 3),
        ("es", 4),
        ("ly", 4),
        ("er", 4),
        ("s", 3),
        ("y", 4),
        ("e", 4),
    ] {
        if let Some(head) = word.strip_suffix(ending).filter(|head| head.len() >= keep) {
            if ending == "s" && head.ends_with('s') {
                return word;
            }
            // cancelling, cancelled, shipped
            let bytes = head.as_bytes();
            let doubled = matches!(ending, "ing" | "ed" | "er" | "ers" | "ings")
                && bytes.len() > 3
                && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
            return if doubled { &head[..head.len() - 1] } else { head.strip_suffix('e').filter(|h| h.len() >= 4).unwrap_or(head) };
        }
    }
    word
}

/// Stems that mean the same in a shop.
const SAME: &[(&str, &str)] = &[
    ("packag", "parcel"),
    ("shipment", "parcel"),
    ("purchas", "order"),
    ("bill", "invoic"),
    ("modify", "chang"),
    ("modif", "chang"),
    ("edit", "chang"),
    ("updat", "chang"),
    ("correct", "chang"),
    ("amend", "chang"),
    ("remov", "delet"),
    ("reset", "recover"),
    ("retriev", "recover"),
    ("reimburs", "refund"),
];

const STOP_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "is",
    "are",
    "am",
    "be",
    "was",
    "were",
    "do",
    "does",
    "did",
    "i",
    "you",
    "we",
    "it",
    "my",
    "me",
    "your",
    "to",
    "of",
    "for",
    "in",
    "on",
    "at",
    "and",
    "or",
    "can",
    "could",
    "would",
    "will",
    "please",
    "help",
    "want",
    "need",
    "with",
    "this",
    "that",
    "have",
    "has",
    "im",
    "id",
    "there",
    "some",
    "any",
    "about",
    "if",
    "so",
    "hi",
    "hello",
    "what",
    "how",
    "know",
    "tell",
    "if",
    "us",
    "u",
    "ive",
    "dont",
    "should",
    "may",
    "let",
    "get",
    "from",
    "by",
    "possible",
    "assistance",
    "wanna",
    "gotta",
    "try",
    "trying",
    "see",
    "show",
    "give",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        terms(&crate::normalise(text), |term| found.push(term.to_owned()));
        found
    }

    #[test]
    fn chinese_gives_characters_and_pairs_and_english_gives_stems() {
        assert_eq!(all("查物流"), ["查", "物", "查物", "流", "物流"]);
        assert_eq!(all("我的"), Vec::<String>::new());
        assert_eq!(all("退款要多久才能到账呢"), all("退款多久到账"));
        assert_eq!(all("Cancelled orders"), ["cancel", "order"]);
        assert_eq!(all("cancelling order"), ["cancel", "order"]);
        assert_eq!(all("type-c 接口"), ["type", "c", "接", "口", "接口"]);
        assert_eq!(all("shipping shipped ships"), ["ship", "ship", "ship"]);
        assert_eq!(all("my package"), all("my parcel"));
        assert_eq!(all("edit purchase bill"), all("change order invoice"));
    }
}
