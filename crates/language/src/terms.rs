//! What a text is compared by: single characters and pairs of neighbours for Chinese, stems of Latin words ([`crate::english`]),
//! numbers as they are.

use crate::{english::stem, language::is_han};

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
        each(&stem(word));
    }
    word.clear();
}

/// Characters that a question can do without.
fn is_filler(c: char) -> bool {
    "的了吗呢啊呀吧么嘛哦我你您是在有就都也还要才能和跟与这那个".contains(c)
}

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
    // When it was is seldom what is asked.
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
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
