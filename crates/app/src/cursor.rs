//! Opaque places in lists that are ordered by a time and an id.

use crate::error::{Error, Result};
use uuid::Uuid;

pub fn encode(at: i64, id: Uuid) -> String {
    format!("{at:x}.{}", id.simple())
}

/// Absent and empty mean: from the beginning.
pub fn decode(cursor: Option<&str>) -> Result<Option<(i64, Uuid)>> {
    let Some(cursor) = cursor.filter(|c| !c.is_empty()) else { return Ok(None) };
    let parsed = cursor.split_once('.').and_then(|(at, id)| Some((i64::from_str_radix(at, 16).ok()?, Uuid::try_parse(id).ok()?)));
    parsed.map(Some).ok_or_else(|| Error::invalid("cursor", "this cursor is not one of ours; begin again without it"))
}

/// `?limit=` as asked for, within 1..=100; 50 when absent.
pub fn limit(asked: Option<i64>) -> i64 {
    asked.unwrap_or(50).clamp(1, 100)
}

/// Cuts the one row too many that was read to see whether there is more, and names the place of the last one kept.
pub fn cut<T>(items: &mut Vec<T>, limit: i64, place: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(0);
    if items.len() <= limit {
        return None;
    }
    items.truncate(limit);
    items.last().map(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_round_trip_and_rubbish_is_refused() {
        let id = Uuid::from_u128(9);
        assert_eq!(decode(Some(&encode(1_700_000_000_000, id))).expect("ours"), Some((1_700_000_000_000, id)));
        assert!(decode(Some("x.y")).is_err());
        assert!(decode(Some("1700")).is_err());
        assert_eq!(decode(Some("")).expect("none"), None);
    }
}
