//! What a text means, as a direction in 128 dimensions: the sum of the directions of its words. Questions with one
//! meaning point the same way though they share no word.
//!
//! File: `YKWORDS1`, number of rows (u32); then for each row its hash (u64), in ascending order; then its scale (f32);
//! then 128 signed bytes. All little endian.

use crate::{english::known_form, language::is_han};

pub const DIMENSIONS: usize = 128;
const MAGIC: &[u8; 8] = b"YKWORDS1";
/// Longest run of Chinese characters that is looked up.
const LONGEST: usize = 4;
/// The first step of a search for a hash.
const NEAR: usize = 32;
/// Words of a text beyond this are left out.
const MOST: usize = 1_200;

#[derive(Debug)]
pub struct Words<'a> {
    hashes: &'a [u8],
    scales: &'a [u8],
    rows: &'a [u8],
}

impl<'a> Words<'a> {
    /// `None`: not such a file.
    pub fn read(file: &'a [u8]) -> Option<Words<'a>> {
        let rest = file.strip_prefix(MAGIC)?;
        let (count, rest) = rest.split_at_checked(4)?;
        let count = u32::from_le_bytes(count.try_into().ok()?) as usize;
        let (hashes, rest) = rest.split_at_checked(count.checked_mul(8)?)?;
        let (scales, rows) = rest.split_at_checked(count * 4)?;
        (rows.len() == count * DIMENSIONS).then_some(Words { hashes, scales, rows })
    }

    pub fn write(mut rows: Vec<(u64, Vec<f32>)>) -> Vec<u8> {
        rows.sort_by_key(|(hash, _)| *hash);
        rows.dedup_by_key(|(hash, _)| *hash);
        let scale = |row: &[f32]| row.iter().fold(0.0f32, |most, x| most.max(x.abs())).max(1e-9) / 127.0;
        let mut file = MAGIC.to_vec();
        file.extend((rows.len() as u32).to_le_bytes());
        rows.iter().for_each(|(hash, _)| file.extend(hash.to_le_bytes()));
        rows.iter().for_each(|(_, row)| file.extend(scale(row).to_le_bytes()));
        for (_, row) in &rows {
            let scale = scale(row);
            file.extend(row.iter().map(|x| (x / scale).round() as i8 as u8));
        }
        file
    }

    /// The direction of a text that [`crate::normalise()`] returned, of length one; `None` when no word of it is known.
    pub fn direction(&self, normalised: &str) -> Option<[f32; DIMENSIONS]> {
        let mut sum = [0.0f32; DIMENSIONS];
        tokens(normalised, |token, text| {
            let known = |word: &str| self.find(hash(word)).is_some();
            let place = self.find(token).or_else(|| self.find(hash(&known_form(text, known)?)));
            if let Some(place) = place {
                let scale = f32::from_le_bytes(self.scales[place * 4..place * 4 + 4].try_into().unwrap_or_default());
                let row = &self.rows[place * DIMENSIONS..(place + 1) * DIMENSIONS];
                for (sum, x) in sum.iter_mut().zip(row) {
                    *sum += scale * f32::from(*x as i8);
                }
            }
        });
        let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        (length > 1e-6).then(|| sum.map(|x| x / length))
    }

    /// Hashes are spread evenly, so each stands near the place that its size says: the search begins there and widens.
    fn find(&self, hash: u64) -> Option<usize> {
        let count = self.hashes.len() / 8;
        let at = |place: usize| u64::from_le_bytes(self.hashes[place * 8..place * 8 + 8].try_into().unwrap_or_default());
        let near = ((u128::from(hash) * count as u128) >> 64) as usize;
        let (mut low, mut high) = (near, near);
        let mut step = NEAR;
        while low > 0 && at(low) > hash {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = NEAR;
        while high < count && at(high) < hash {
            high = (high + step).min(count);
            step *= 2;
        }
        high = (high + 1).min(count);
        while low < high {
            let middle = low.midpoint(high);
            match at(middle).cmp(&hash) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Everything in a text that may be a word: runs of one to four Chinese characters, and Latin words.
pub fn tokens(normalised: &str, mut each: impl FnMut(u64, &str)) {
    let mut starts: Vec<usize> = Vec::new();
    let mut word: Option<usize> = None;
    let mut given = 0;
    for (at, c) in normalised.char_indices().chain([(normalised.len(), ' ')]) {
        let han = is_han(c);
        if let Some(start) = word.filter(|_| han || !c.is_alphanumeric()) {
            let text = &normalised[start..at];
            if text.len() <= 24 {
                each(hash(text), text);
            }
            word = None;
        }
        if han {
            let end = at + c.len_utf8();
            starts.push(at);
            for start in starts.iter().rev().take(LONGEST) {
                each(hash(&normalised[*start..end]), &normalised[*start..end]);
            }
            given += 1;
        } else {
            starts.clear();
            if c.is_alphanumeric() && word.is_none() {
                word = Some(at);
                given += 1;
            }
        }
        if given > MOST {
            return;
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_of_characters_and_every_latin_word_may_be_a_word() {
        let mut found = Vec::new();
        tokens("退货款 where is 它", |_, text| found.push(text.to_owned()));
        assert_eq!(found, ["退", "货", "退货", "款", "货款", "退货款", "where", "is", "它"]);
    }

    #[test]
    fn a_written_table_is_read_back_and_a_broken_file_is_none() {
        let mut rows = Vec::new();
        tokens("退货", |hash, _| rows.push((hash, (0..DIMENSIONS).map(|x| x as f32 / 100.0).collect())));
        let file = Words::write(rows);
        let words = Words::read(&file).expect("a table");
        let direction = words.direction("退货").expect("known words");
        assert!((direction.iter().map(|x| x * x).sum::<f32>() - 1.0).abs() < 1e-3);
        assert!(words.direction("abc").is_none());
        assert!(Words::read(&file[..file.len() - 1]).is_none());
    }
}
