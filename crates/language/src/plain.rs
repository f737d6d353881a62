//! A text as patterns read it: half width, lower case, without invisible characters that would hide a word, and with
//! the way back to the place in the original.

pub(crate) struct Plain<'d> {
    pub text: String,
    draft: &'d str,
    /// For each byte of `text` (and one behind the last) the byte and the UTF-16 unit of the draft.
    places: Vec<(usize, usize)>,
}

/// Longer drafts cannot be sent.
const LONGEST: usize = 6_000;

impl<'d> Plain<'d> {
    pub fn of(draft: &'d str) -> Self {
        Self::read(draft, LONGEST)
    }
    /// However long it is.
    pub fn whole(text: &'d str) -> Self {
        Self::read(text, usize::MAX)
    }
    fn read(draft: &'d str, most: usize) -> Self {
        let (mut text, mut places, mut unit, mut end) = (String::with_capacity(draft.len()), Vec::with_capacity(draft.len() + 1), 0, 0);
        for (byte, c) in draft.char_indices().take(most) {
            if !invisible(c) {
                let plain = half_width(c).to_ascii_lowercase();
                text.push(plain);
                places.extend(std::iter::repeat_n((byte, unit), plain.len_utf8()));
            }
            unit += c.len_utf16();
            end = byte + c.len_utf8();
        }
        places.push((end, unit));
        Self { text, draft, places }
    }
    /// UTF-16 units of a range.
    pub fn units(&self, from: usize, to: usize) -> (usize, usize) {
        (self.places[from].1, self.places[to].1)
    }
    /// Bytes of a range in the original.
    pub fn bytes(&self, from: usize, to: usize) -> (usize, usize) {
        (self.places[from].0, self.places[to].0)
    }
    pub fn original(&self, from: usize, to: usize) -> String {
        let (from, to) = self.bytes(from, to);
        self.draft[from..to].to_owned()
    }
    /// The original without what was blanked out of the plain text, byte for byte as long as it.
    pub fn original_where(&self, shown: &str) -> String {
        let kept = shown.char_indices().map(|(at, c)| if c == ' ' { " " } else { &self.draft[self.places[at].0..][..self.char_at(at)] });
        kept.collect()
    }
    fn char_at(&self, at: usize) -> usize {
        self.draft[self.places[at].0..].chars().next().map_or(0, char::len_utf8)
    }
    /// The part of the sentence around a range: commas end it too, unless they stand inside a number.
    pub fn clause(&self, from: usize, to: usize) -> (usize, usize) {
        let ends = |at: usize, c: char| match c {
            ',' | '.' => !(self.digit_before(at) && self.digit_at(at + 1)),
            '，' | '。' | ';' | '；' | '!' | '！' | '?' | '？' | '\n' | '、' => true,
            _ => false,
        };
        let begin = self.text[..from].char_indices().rev().find(|(at, c)| ends(*at, *c)).map_or(0, |(at, c)| at + c.len_utf8());
        let end = self.text[to..].char_indices().find(|(at, c)| ends(to + at, *c)).map_or(self.text.len(), |(at, _)| to + at);
        (begin, end)
    }
    fn digit_before(&self, at: usize) -> bool {
        at > 0 && self.text.as_bytes()[at - 1].is_ascii_digit()
    }
    fn digit_at(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

fn half_width(c: char) -> char {
    match c {
        // Full-width commas and stops are Chinese punctuation and stay.
        '\u{FF0C}' | '\u{FF1B}' | '\u{FF01}' | '\u{FF1F}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}
