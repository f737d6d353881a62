//! Words that the shop never says.

use super::{Found, Plain};
use yingke_core::guard::{GuardKind, GuardPolicy};

/// Finds in one word; a list of hundreds must not flood the screen.
const MOST_OF_ONE: usize = 5;

pub(super) fn find(plain: &Plain, policy: &GuardPolicy, found: &mut Vec<Found>) {
    for entry in &policy.words {
        let wanted = Plain::of(&entry.word).text;
        if wanted.is_empty() {
            continue;
        }
        let places = plain.text.match_indices(&wanted).map(|(at, _)| at).filter(|at| stands_alone(&plain.text, *at, wanted.len()));
        for from in places.take(MOST_OF_ONE) {
            let (to, fix) = (from + wanted.len(), Some(entry.instead.clone()));
            found.push(Found { kind: GuardKind::Forbidden, code: "word", from, to, fix, detail: String::new() });
        }
    }
}

/// A Latin word is not part of a longer one; Chinese has no such borders.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (first, last) = (text[at..].chars().next(), text[..at + length].chars().next_back());
    let (before, after) = (text[..at].chars().next_back(), text[at + length..].chars().next());
    let (grows_before, grows_after) = (letter(first) && letter(before), letter(last) && letter(after));
    !grows_before && !grows_after
}
