//! The parts of a message, each of which may hold the wish. 退款少27？说是折旧。换个人跟我说 asks in its last words for a
//! person, and what stands before would outweigh them if only the whole were weighed.

use crate::language::is_han;

/// Of a longer story its first and its last parts are read.
const EACH_END: usize = 6;

/// Of a normalised text: what stands between its marks, and between blanks where Chinese is written with blanks for
/// marks. Empty when there is one part only, which is the whole.
pub(super) fn clauses(normalised: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = normalised.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let ends = match c {
            // 3.5 and 1,200 are one.
            '.' | ',' => !next.is_ascii_digit(),
            '!' | '?' | ';' | '~' | '…' => true,
            ' ' => is_han(before) && is_han(next),
            _ => false,
        };
        if ends {
            parts.push(&normalised[start..at]);
            start = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(&normalised[start..]);
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    if parts.len() > 2 * EACH_END {
        parts.drain(EACH_END..parts.len() - EACH_END);
    }
    if parts.len() < 2 { Vec::new() } else { parts.into_iter().map(str::trim).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_parted_at_marks_and_at_blanks_between_chinese() {
        assert_eq!(clauses("退款少27?说是折旧.换个人跟我说"), ["退款少27", "说是折旧", "换个人跟我说"]);
        assert_eq!(clauses("发货 了吗 iphone 15 壳"), ["发货", "了吗 iphone 15 壳"]);
        assert_eq!(clauses("i paid 3.50, twice. manager please!"), ["i paid 3.50", "twice", "manager please"]);
        for whole in ["转人工", "转人工!!!", "...", "", "where is my order?"] {
            assert!(clauses(whole).is_empty(), "{whole}");
        }
    }

    #[test]
    fn of_a_long_story_the_ends_are_read() {
        let story: Vec<String> = (0..100).map(|n| format!("第{n}句")).collect();
        let story = story.join(",");
        let parts = clauses(&story);
        assert_eq!(parts.len(), 12);
        assert_eq!((parts[5], parts[6]), ("第5句", "第94句"));
    }
}
