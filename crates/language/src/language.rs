//! Which language a message is written in, by counting its letters. Statistics over letter pairs fail on the few
//! characters that customers type; the script itself does not.

use crate::{normalise::spelling_distance, spot::LINK};
use yingke_core::text::Locale;

/// What the letters of a text say about its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Simplified,
    Traditional,
    /// Chinese, and none of its characters tells which.
    Chinese,
    English,
    /// Kana, Hangul, Cyrillic …: a language that we do not answer in.
    Other,
    /// No letters at all: digits, links, emoji.
    Nothing,
}

/// Words that people of every language type.
const EVERYWHERE: &[&str] = &["ok", "okay", "hi", "hello", "hey", "thx", "thanks", "bye", "yes", "no", "vip", "app", "sku", "emo"];

/// Reads at most the first thousand characters. Links, and numbers with letters in them, tell nothing.
pub fn written(text: &str) -> Written {
    let text: String = text.chars().take(1_000).collect();
    let text = LINK.replace_all(&text, " ");
    let (mut han, mut latin_words, mut other) = (0, 0, 0);
    for part in text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_') {
        let mut word = String::new();
        for c in part.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '\u{00C0}'..='\u{024F}') {
                word.push(c);
                continue;
            }
            let is_word = word.chars().any(char::is_alphabetic) && !word.chars().any(|c| c.is_ascii_digit());
            latin_words += usize::from(is_word && !EVERYWHERE.contains(&word.to_ascii_lowercase().as_str()));
            word.clear();
            han += usize::from(is_han(c));
            other += usize::from(!is_han(c) && c.is_alphabetic());
        }
    }
    if other > han && other > latin_words {
        return Written::Other;
    }
    if han == 0 && latin_words == 0 {
        return Written::Nothing;
    }
    if han < latin_words {
        return Written::English;
    }
    let head: String = text.chars().filter(|c| is_han(*c)).collect();
    match spelling_distance(&head) {
        (0, 0) => Written::Chinese,
        (from_simplified, from_traditional) if from_simplified > from_traditional => Written::Traditional,
        (from_simplified, from_traditional) if from_simplified < from_traditional => Written::Simplified,
        _ => Written::Chinese,
    }
}

/// The language to answer in: that of the message where it is clear, otherwise that of the reader.
pub fn answer_in(written: Written, reader: Locale) -> Locale {
    match (written, reader) {
        (Written::Traditional, _) => Locale::ZhTw,
        (Written::Simplified, _) => Locale::ZhCn,
        (Written::Chinese, Locale::En) => Locale::ZhCn,
        (Written::Chinese, Locale::ZhCn | Locale::ZhTw) => reader,
        (Written::English, _) => Locale::En,
        (Written::Other | Written::Nothing, _) => reader,
    }
}

pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF | 0x3005 | 0x3007)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_tell_the_language() {
        for (text, expected) in [
            ("什么时候发货", Written::Simplified),
            ("什麼時候出貨", Written::Traditional),
            ("人工", Written::Chinese),
            ("物流", Written::Chinese),
            ("where is my parcel", Written::English),
            ("OK 好的 thx", Written::Chinese),
            ("接口是type-c吗", Written::Simplified),
            ("my order 订单 is not here yet please", Written::English),
            ("いつ届きますか", Written::Other),
            ("где мой заказ", Written::Other),
            ("13812345678 ??", Written::Nothing),
            ("QH10001", Written::Nothing),
            ("https://shop.example/orders/first", Written::Nothing),
            ("OK", Written::Nothing),
            ("", Written::Nothing),
        ] {
            let got = written(text);
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn an_answer_follows_the_message_and_otherwise_the_reader() {
        assert_eq!(answer_in(Written::Chinese, Locale::ZhTw), Locale::ZhTw);
        assert_eq!(answer_in(Written::Traditional, Locale::ZhCn), Locale::ZhTw);
        assert_eq!(answer_in(Written::Nothing, Locale::En), Locale::En);
        assert_eq!(answer_in(Written::English, Locale::ZhCn), Locale::En);
    }
}
