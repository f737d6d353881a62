//! Keyword menus: one short word brings a list of questions to click (S0-11).

use crate::normalise::normalise;

/// A keyword written as customers write it, ready to be compared.
pub fn keyword(text: &str) -> String {
    let plain = normalise(text);
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let mut word = plain;
    // What people put around a single word without asking anything more.
    for around in ["请问", "我想问", "我要问", "咨询一下", "咨询", "问一下", "问下", "关于", "我的", "my ", "the "] {
        word = word.strip_prefix(around).map_or(word, str::trim_start);
    }
    for around in ["的问题", "问题", "相关", "呢", "吗", "啊", "呀"] {
        word = word.strip_suffix(around).map_or(word, str::trim_end);
    }
    (if word.is_empty() { plain } else { word }).to_owned()
}

/// Whether the whole message is one of the keywords.
pub fn matches(message: &str, keywords: &[String]) -> bool {
    let plain = normalise(message);
    // A keyword is short; a long message is a question of its own.
    if plain.chars().count() > 24 {
        return false;
    }
    let message = keyword(&plain);
    !message.is_empty() && keywords.iter().any(|known| keyword(known) == message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_matches_alone_and_not_inside_a_question() {
        let keywords = ["物流", "查快递", "tracking"].map(String::from);
        for text in ["物流", " 物流？", "物流!!", "请问物流", "物流问题", "Tracking", "查快遞", "my tracking"] {
            assert!(matches(text, &keywords), "{text}");
        }
        for text in ["物流不更新", "物流三天没动了怎么办", "问题", "", "?"] {
            assert!(!matches(text, &keywords), "{text}");
        }
    }
}
