//! What one conversation adds to the figures. A change of class takes the old away and adds the new, so figures are read,
//! never counted, and each of them is the number of rows that it opens.

use super::{Class, Facts, Said};
use crate::{conversation::Mood, id::*, metric};
use std::collections::BTreeMap;

crate::word_enum! {
    Scope {
        All = "all",
        Entry = "entry",
        Item = "item",
        /// First-contact resolution, by who served.
        First = "first",
        /// The ways that customers took, by how they went on; beside them waits and clicks ([`super::paths`]).
        Path = "path",
    }
}

crate::word_enum! {
    /// What an item did to the customer.
    ItemMark { Helped = "helped", NotHelped = "not_helped", Annoyed = "annoyed", }
}

/// What is known of one item in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemUse {
    pub helped: bool,
    pub not_helped: bool,
    /// The customer's next words were angrier than those before the answer.
    pub annoyed: bool,
    /// … or calmer.
    pub calmed: bool,
    /// Mood after the answer minus mood before, in steps; absent when nothing was said afterwards.
    pub mood_shift: Option<i64>,
}

/// Day, scope, key within the scope, figure.
pub type Key = (i64, Scope, String, &'static str);

pub fn counts(facts: &Facts, class: Class, class_7d: Class, entry_id: Option<EntryId>) -> BTreeMap<Key, i64> {
    let day = metric::day(facts.started_at());
    let mut out = BTreeMap::new();
    let mut scopes = vec![(Scope::All, String::new())];
    scopes.extend(entry_id.map(|id| (Scope::Entry, id.to_string())));
    scopes.extend(facts.item().map(|id| (Scope::Item, id.to_string())));
    for (scope, key) in scopes {
        let mut add = |figure| *out.entry((day, scope, key.clone(), figure)).or_default() += 1;
        add(class.as_str());
        add(name_7d(class_7d));
        if facts.deflected() {
            add("deflected");
        }
    }
    for (item, used) in items(facts) {
        let mut add = |figure, n: i64| {
            if n != 0 {
                *out.entry((day, Scope::Item, item.to_string(), figure)).or_default() += n;
            }
        };
        add("asked", 1);
        add("helped", i64::from(used.helped));
        add("not_helped", i64::from(used.not_helped));
        add("annoyed", i64::from(used.annoyed));
        add("calmed", i64::from(used.calmed));
        add("mood_shift", used.mood_shift.unwrap_or(0));
    }
    out
}

/// Each item that was said, once a conversation.
pub fn items(facts: &Facts) -> BTreeMap<KnowledgeId, ItemUse> {
    let mut out: BTreeMap<KnowledgeId, ItemUse> = BTreeMap::new();
    for (place, turn) in facts.turns.iter().enumerate() {
        let next = facts.turns.get(place + 1);
        for item in turn.answers.iter().filter_map(|answer| answer.item) {
            let used = out.entry(item).or_default();
            if let Some(next) = next {
                let shift = steps(next.mood) - steps(turn.mood);
                used.mood_shift = Some(shift);
                used.annoyed |= shift > 0;
                used.calmed |= shift < 0;
                used.helped |= next.said == Said::Confirmed;
                used.not_helped |= next.said == Said::Unsolved;
            }
        }
    }
    if let (Some(_), Some(item)) = (facts.disputed_at, facts.item())
        && let Some(used) = out.get_mut(&item)
    {
        used.not_helped = true;
        used.helped = false;
    }
    out
}

fn steps(mood: Mood) -> i64 {
    match mood {
        Mood::Calm => 0,
        Mood::Anxious => 1,
        Mood::Disappointed => 2,
        Mood::Angry => 3,
        Mood::Threat => 4,
    }
}

fn name_7d(class: Class) -> &'static str {
    match class {
        Class::Pending => "pending_7d",
        Class::Confirmed => "confirmed_7d",
        Class::Assumed => "assumed_7d",
        Class::GaveUp => "gave_up_7d",
        Class::Failed => "failed_7d",
        Class::NothingAsked => "nothing_asked_7d",
    }
}
