//! One spelling for what means the same: half width, lower case, simplified, no emoji, single spaces.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::LazyLock;

/// What a customer may send in one message; anything longer is cut before it is looked at.
const MAX_CHARS: usize = 5_000;

/// Idempotent: normalising the result again changes nothing.
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().take(MAX_CHARS) {
        match half_width(c) {
            c if c.is_whitespace() => {
                if !plain.is_empty() && !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c if is_decoration(c) => {}
            c => plain.extend(c.to_lowercase()),
        }
    }
    if plain.ends_with(' ') {
        plain.pop();
    }
    simplified(plain)
}

/// Traditional Chinese as written in Taiwan, with its words, from simplified text.
pub fn to_traditional(text: &str) -> String {
    TO_TRADITIONAL.convert(text)
}

static TO_SIMPLIFIED: LazyLock<OpenCC> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).expect("built in"));
static TO_TRADITIONAL: LazyLock<OpenCC> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2twp).expect("built in"));

fn simplified(mut text: String) -> String {
    // Most messages hold no character beyond ASCII or are simplified already: one conversion shows that. A phrase of
    // the dictionary may give way to another one, so go on until nothing changes.
    for _ in 0..4 {
        if text.is_ascii() {
            break;
        }
        let converted = TO_SIMPLIFIED.convert(&text);
        if converted == text {
            break;
        }
        text = converted;
    }
    text
}

/// How far the text is from its simplified spelling, in characters; and from its traditional one.
pub(crate) fn spelling_distance(text: &str) -> (usize, usize) {
    let differs = |converted: &str| text.chars().zip(converted.chars()).filter(|(a, b)| a != b).count();
    static CHARS: LazyLock<OpenCC> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).expect("built in"));
    (differs(&TO_SIMPLIFIED.convert(text)), differs(&CHARS.convert(text)))
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '。' => '.',
        '、' => ',',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => c,
    }
}

/// Emoji, variation selectors, joiners, control characters: nothing that a question depends on.
fn is_decoration(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0x00AD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
            | 0x2190..=0x21FF | 0x2300..=0x23FF | 0x2500..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF
            | 0x1F000..=0x1FAFF | 0xE0000..=0xE01EF | 0xFFF9..=0xFFFD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_for_what_means_the_same() {
        assert_eq!(normalise(" 物流 到哪了？ "), "物流 到哪了?");
        assert_eq!(normalise("ＡＢＣ１２３"), "abc123");
        assert_eq!(normalise("請問訂單什麼時候發貨"), "请问订单什么时候发货");
        assert_eq!(normalise("好的👌🏻谢谢❤️"), "好的谢谢");
        assert_eq!(normalise("\u{200B}\n\t"), "");
        assert_eq!(normalise("a\u{3000} b"), "a b");
    }

    #[test]
    fn taiwan_reads_its_own_words() {
        assert_eq!(to_traditional("请点击软件的设置"), "請點選軟體的設定");
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(text in "\\PC{0,60}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
        #[test]
        fn chinese_text_is_idempotent_too(text in "[\u{4e00}-\u{9fff}a-zＡ-Ｚ，。 ]{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
