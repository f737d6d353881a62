//! Reading rows one by one, and what is common to deciding about them.

use crate::{
    error::{Error, Result},
    views::import::{ImportError, ImportResult},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};
use yingke_store::Tx;

/// Rows of one request.
const MOST: usize = 500;
const DAY_MS: i64 = 86_400_000;
/// A thousand million yuan: beyond it somebody mixed up units.
const MOST_FEN: i64 = 100_000_000_000;

/// Rows that can be read and pass `check`, with their place; the others become errors.
pub(super) fn read<T: DeserializeOwned>(
    rows: Vec<Value>,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<(Vec<(i64, T)>, ImportResult)> {
    if rows.len() > MOST {
        return Err(Error::TooLarge(format!("send at most {MOST} rows at once")));
    }
    let mut result = ImportResult::default();
    let mut good = Vec::with_capacity(rows.len());
    for (index, row) in (0..).zip(rows) {
        match serde_json::from_value::<T>(row).map_err(|error| error.to_string()).and_then(|row| check(&row).map(|()| row)) {
            Ok(row) => good.push((index, row)),
            Err(message) => result.errors.push(ImportError { index, code: "invalid".into(), message }),
        }
    }
    Ok((good, result))
}

pub(super) fn text(name: &str, value: &str, least: usize, most: usize) -> Result<(), String> {
    let length = value.trim().chars().count();
    if (least..=most).contains(&length) { Ok(()) } else { Err(format!("{name} has {length} characters; it must have {least} to {most}")) }
}

pub(super) fn money(name: &str, fen: i64) -> Result<(), String> {
    if (0..=MOST_FEN).contains(&fen) { Ok(()) } else { Err(format!("{name} is {fen}; it must be an amount in fen, 0 to {MOST_FEN}")) }
}

/// A shop whose clock runs ahead would shut out its own later changes.
pub(super) fn time(name: &str, at: Option<Millis>, now: Millis) -> Result<(), String> {
    match at {
        Some(at) if at.0 < 0 || at.0 > now.0 + DAY_MS => {
            Err(format!("{name} is {}; times are milliseconds since 1970 and not in the future", at.0))
        }
        _ => Ok(()),
    }
}

/// What happens to one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Created,
    Updated,
    /// The same facts; only the shop's time moves on.
    Same,
    /// Older than what we hold.
    Stale,
}

/// `same` compares the facts, without times and versions.
pub(super) fn fate(held_at: Option<Option<Millis>>, at: Millis, same: bool) -> Fate {
    match held_at {
        None => Fate::Created,
        Some(Some(held)) if at < held => Fate::Stale,
        Some(_) if same => Fate::Same,
        Some(_) => Fate::Updated,
    }
}

/// Rows to write, by key, in the order of their first appearance: the same key twice in one request is one row.
pub(super) struct Batch<K, V> {
    held: HashMap<K, V>,
    order: Vec<K>,
    created: Vec<K>,
    changed: Vec<K>,
}

impl<K: std::hash::Hash + Eq + Clone, V: Clone> Batch<K, V> {
    pub fn new(held: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { held: held.into_iter().collect(), order: Vec::new(), created: Vec::new(), changed: Vec::new() }
    }
    pub fn get(&self, key: &K) -> Option<&V> {
        self.held.get(key)
    }
    pub fn put(&mut self, key: K, value: V, fate: Fate, result: &mut ImportResult) {
        match fate {
            Fate::Created => {
                result.created += 1;
                self.created.push(key.clone());
                self.changed.push(key.clone());
            }
            Fate::Updated => {
                result.updated += 1;
                if !self.changed.contains(&key) {
                    self.changed.push(key.clone());
                }
            }
            Fate::Same => result.unchanged += 1,
            Fate::Stale => {
                result.unchanged += 1;
                return;
            }
        }
        if !self.order.contains(&key) {
            self.order.push(key.clone());
        }
        self.held.insert(key, value);
    }
    /// Everything to be written, those that are only newer too.
    pub fn writes(&self) -> Vec<V> {
        self.order.iter().map(|key| self.held[key].clone()).collect()
    }
    /// What readers must hear of.
    pub fn changed(&self) -> Vec<V> {
        self.changed.iter().map(|key| self.held[key].clone()).collect()
    }
    pub fn is_new(&self, key: &K) -> bool {
        self.created.contains(key)
    }
}

/// One event for each customer, however many rows.
pub(super) fn tell(
    tx: &mut Tx,
    org_id: OrgId,
    kind: EventKind,
    actor: &Actor,
    customers: impl IntoIterator<Item = CustomerId>,
    now: Millis,
) {
    for customer_id in customers.into_iter().collect::<BTreeSet<_>>() {
        tx.emit(org_id, NewEvent::new(kind, actor.clone(), now).customer(customer_id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_never_wins_and_what_is_the_same_changes_nothing() {
        let at = |ms| Some(Some(Millis(ms)));
        assert_eq!(fate(None, Millis(5), false), Fate::Created);
        assert_eq!(fate(at(6), Millis(5), false), Fate::Stale);
        assert_eq!(fate(at(6), Millis(5), true), Fate::Stale);
        assert_eq!(fate(at(5), Millis(5), false), Fate::Updated);
        assert_eq!(fate(at(4), Millis(5), true), Fate::Same);
        // Known to us, but the shop has never told us about it.
        assert_eq!(fate(Some(None), Millis(5), false), Fate::Updated);
    }

    #[test]
    fn a_bad_row_is_reported_and_the_others_are_read() {
        let rows = vec![serde_json::json!(1), serde_json::json!("x"), serde_json::json!(-1)];
        let (good, result) = read::<i64>(rows, |n| if *n < 0 { Err("negative".into()) } else { Ok(()) }).expect("few rows");
        assert_eq!(good, [(0, 1)]);
        assert_eq!(result.errors.iter().map(|error| error.index).collect::<Vec<_>>(), [1, 2]);
        assert!(read::<i64>(vec![serde_json::json!(1); 501], |_| Ok(())).is_err());
    }
}
