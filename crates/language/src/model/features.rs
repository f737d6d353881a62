//! A text as a bag of hashed pieces: runs of one to four characters for Chinese; words, pairs of words and pieces of
//! words for Latin letters. Repeats weigh less than the first; the whole has length one, so that a long review and a
//! short message meet the same weights.

use crate::language::is_han;

/// Longest run of tokens that is one feature.
const LONGEST: usize = 4;
/// A text with more tokens than this is a story; its beginning and end say what it is about.
const MOST_TOKENS: usize = 1_600;

#[derive(Debug, Clone, Default)]
pub struct Features {
    /// Hash and value, each hash once in the features of one text.
    pub values: Vec<(u64, f32)>,
    /// Scales the values to length one.
    norm: f32,
}

impl Features {
    /// Of a text that [`crate::normalise()`] returned.
    pub fn of(normalised: &str) -> Features {
        Features::with(normalised, &[])
    }

    /// `facts` known otherwise, such as what a rule said: a name and how much of it, not scaled down by the length of
    /// the text.
    pub fn with(normalised: &str, facts: &[(u64, f32)]) -> Features {
        let mut hashes = Vec::with_capacity(normalised.len() * 2);
        hash_runs(normalised, &mut hashes);
        hashes.sort_unstable();
        let mut values: Vec<(u64, f32)> = Vec::with_capacity(hashes.len() + facts.len());
        for hash in hashes {
            match values.last_mut() {
                Some((last, count)) if *last == hash => *count += 1.0,
                _ => values.push((hash, 1.0)),
            }
        }
        let mut length = 0.0;
        for (_, value) in &mut values {
            if *value > 1.0 {
                *value = 1.0 + value.ln();
            }
            length += *value * *value;
        }
        let norm = if length > 0.0 { 1.0 / f32::sqrt(length) } else { 1.0 };
        Features { values, norm }.and(facts.iter().copied())
    }

    /// With more that is known otherwise.
    pub fn and(mut self, facts: impl IntoIterator<Item = (u64, f32)>) -> Features {
        let norm = if self.norm > 0.0 { self.norm } else { 1.0 };
        self.norm = norm;
        self.values.extend(facts.into_iter().map(|(name, value)| (mix(name, FACT_SEED), value / norm)));
        self
    }

    /// These and those of another text, each as long as it was.
    pub fn beside(&self, other: &Features) -> Features {
        let scaled = |features: &Features| features.values.iter().map(|(hash, value)| (*hash, value * features.norm)).collect::<Vec<_>>();
        Features { values: [scaled(self), scaled(other)].concat(), norm: 1.0 }
    }

    /// The places of the features in a table of `2^bits` rows, and their values.
    pub fn rows(&self, bits: u32) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.values.iter().map(move |(hash, value)| ((hash >> (64 - bits)) as usize, value * self.norm))
    }
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const FACT_SEED: u64 = 0xD1B5_4A32_D192_ED03;
const WORD_SEED: u64 = 0x8CB9_2BA7_2F3D_8DD7;
const PIECE_SEED: u64 = 0xA24B_AED4_963E_E407;

fn mix(a: u64, b: u64) -> u64 {
    let mut h = (a ^ b.rotate_left(29)).wrapping_mul(SEED);
    h ^= h >> 32;
    h = h.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h ^ (h >> 32)
}

fn hash_runs(text: &str, hashes: &mut Vec<u64>) {
    let mut tokens: Vec<(u64, bool)> = Vec::with_capacity(text.len() / 2);
    // A border counts as a token: 谢谢 alone is not 谢谢 inside a sentence.
    tokens.push((mix(1, SEED), true));
    let mut word: Vec<char> = Vec::new();
    for c in text.chars() {
        if c.is_alphanumeric() && !is_han(c) {
            word.push(c);
            continue;
        }
        end_word(&mut word, &mut tokens, hashes);
        if c != ' ' && c != '\'' {
            tokens.push((mix(u64::from(u32::from(c)), SEED), is_han(c)));
        }
        if tokens.len() >= MOST_TOKENS {
            break;
        }
    }
    end_word(&mut word, &mut tokens, hashes);
    tokens.push((mix(2, SEED), true));
    for start in 0..tokens.len() {
        let mut hash = 0;
        for (n, (token, is_chinese)) in tokens[start..].iter().take(LONGEST).enumerate() {
            // Three words in a row are seldom seen twice; three characters are a word.
            if n >= 2 && !is_chinese {
                break;
            }
            hash = mix(hash, *token);
            hashes.push(hash);
        }
    }
}

/// A Latin word or a number. Numbers differ in length only: no digit of an order says what is wanted.
fn end_word(word: &mut Vec<char>, tokens: &mut Vec<(u64, bool)>, hashes: &mut Vec<u64>) {
    if word.is_empty() {
        return;
    }
    let digits = word.iter().filter(|c| c.is_numeric()).count();
    if digits == word.len() {
        tokens.push((mix(100 + digits.min(20) as u64, WORD_SEED), false));
    } else {
        let whole = word.iter().take(24).fold(WORD_SEED, |hash, c| mix(hash, u64::from(u32::from(*c))));
        tokens.push((whole, false));
        if digits == 0 && word.len() >= 5 {
            for piece in word[..word.len().min(24)].windows(4) {
                hashes.push(piece.iter().fold(PIECE_SEED, |hash, c| mix(hash, u64::from(u32::from(*c)))));
            }
        }
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_features_of_length_one() {
        let features = Features::of("退款什么时候到账, where is my refund 12345");
        let length: f32 = features.rows(20).map(|(_, value)| value * value).sum();
        assert!((length - 1.0).abs() < 1e-4);
        assert_eq!(features.values, Features::of("退款什么时候到账, where is my refund 12345").values);
        // Which digits they are does not matter, how many does.
        assert_eq!(Features::of("订单 12345").values, Features::of("订单 99999").values);
        assert_ne!(Features::of("订单 12345").values, Features::of("订单 1").values);
    }
}
