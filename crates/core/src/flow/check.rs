//! What is wrong with a drawing. A flow with problems is not published.

use super::{Does, Flow, MOST_STEPS, Step};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

crate::word_enum! {
    ProblemKind {
        NoSteps = "no_steps",
        TooManySteps = "too_many_steps",
        NoStart = "no_start",
        SameKey = "same_key",
        /// A way leads to a step that is not there.
        DeadWay = "dead_way",
        /// No way leads here.
        Unreachable = "unreachable",
        /// From here the flow never ends.
        NoExit = "no_exit",
        /// A tool or a text needs a slot that is not filled on every way.
        MissingSlot = "missing_slot",
        /// An action without the customer's yes right before it.
        Unconfirmed = "unconfirmed",
        NoText = "no_text",
        NoOptions = "no_options",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Empty: the whole flow.
    pub step: String,
    pub kind: ProblemKind,
    /// The slot or step that it is about.
    pub what: String,
}

pub fn problems(flow: &Flow) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |step: &str, kind, what: &str| found.push(Problem { step: step.to_owned(), kind, what: what.to_owned() });
    if flow.steps.is_empty() {
        add("", ProblemKind::NoSteps, "");
        return found;
    }
    if flow.steps.len() > MOST_STEPS {
        add("", ProblemKind::TooManySteps, "");
        return found;
    }
    let mut keys = BTreeSet::new();
    for step in &flow.steps {
        if step.key.is_empty() || !keys.insert(step.key.as_str()) {
            add(&step.key, ProblemKind::SameKey, &step.key);
        }
    }
    if !keys.contains(flow.start.as_str()) {
        add("", ProblemKind::NoStart, &flow.start);
        return found;
    }
    let ways: BTreeMap<&str, Vec<Way<'_>>> = flow.steps.iter().map(|step| (step.key.as_str(), ways(step))).collect();
    let reached = reached(flow.start.as_str(), &ways);
    let ending = ending(&ways);
    for step in &flow.steps {
        let key = step.key.as_str();
        for way in ways[key].iter().filter(|way| !way.to.is_empty() && !keys.contains(way.to)) {
            add(key, ProblemKind::DeadWay, way.to);
        }
        if !reached.contains(key) {
            add(key, ProblemKind::Unreachable, "");
        } else if !ending.contains(key) {
            add(key, ProblemKind::NoExit, "");
        }
        if says_nothing(step) {
            add(key, ProblemKind::NoText, "");
        }
        if offers_nothing(step) {
            add(key, ProblemKind::NoOptions, "");
        }
        if let Does::Act { .. } = step.does {
            let unconfirmed = ways.values().flatten().any(|way| way.to == key && !way.yes) || flow.start == key;
            if unconfirmed {
                add(key, ProblemKind::Unconfirmed, "");
            }
        }
    }
    let filled = filled(flow, &ways);
    for step in flow.steps.iter().filter(|step| reached.contains(step.key.as_str())) {
        for slot in needs(step) {
            if !filled.get(step.key.as_str()).is_some_and(|held| held.contains(slot.as_str())) {
                add(&step.key, ProblemKind::MissingSlot, &slot);
            }
        }
    }
    found
}

/// A way out of a step. `yes`: only taken when the customer confirmed. `fills`: whether the step's own slot is filled on it.
struct Way<'f> {
    to: &'f str,
    yes: bool,
    fills: bool,
}

fn ways(step: &Step) -> Vec<Way<'_>> {
    let plain = |to| Way { to, yes: false, fills: true };
    match &step.does {
        Does::Say { next, .. } | Does::Ask { next, .. } | Does::PickItems { next, .. } => vec![plain(next)],
        Does::Choose { options, next, .. } => {
            let mut all: Vec<Way<'_>> = options.iter().filter(|option| !option.next.is_empty()).map(|option| plain(&option.next)).collect();
            if all.len() < options.len() || options.is_empty() {
                all.push(plain(next));
            }
            all
        }
        Does::PickOrder { next, none, .. } | Does::PickTime { next, none, .. } => {
            vec![plain(next), Way { to: none, yes: false, fills: false }]
        }
        Does::Branch { cases, otherwise } => cases.iter().map(|case| plain(case.next.as_str())).chain([plain(otherwise)]).collect(),
        Does::Confirm { yes, no, .. } => vec![Way { to: yes, yes: true, fills: true }, plain(no)],
        Does::Act { done, refused, .. } => vec![plain(done), Way { to: refused, yes: false, fills: false }],
        Does::HandOver { .. } => Vec::new(),
    }
}

fn reached<'f>(start: &'f str, ways: &BTreeMap<&'f str, Vec<Way<'f>>>) -> BTreeSet<&'f str> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(key) = open.pop() {
        if ways.contains_key(key) && seen.insert(key) {
            open.extend(ways[key].iter().map(|way| way.to));
        }
    }
    seen
}

/// Steps from which some way leads to an end.
fn ending<'f>(ways: &BTreeMap<&'f str, Vec<Way<'f>>>) -> BTreeSet<&'f str> {
    let mut good: BTreeSet<&str> = BTreeSet::new();
    loop {
        let more: Vec<&str> = ways
            .iter()
            .filter(|(key, out)| {
                !good.contains(*key) && (out.is_empty() || out.iter().any(|way| way.to.is_empty() || good.contains(way.to)))
            })
            .map(|(key, _)| *key)
            .collect();
        if more.is_empty() {
            return good;
        }
        good.extend(more);
    }
}

/// For each step, the slots that are filled on every way to it.
fn filled<'f>(flow: &'f Flow, ways: &BTreeMap<&'f str, Vec<Way<'f>>>) -> BTreeMap<&'f str, BTreeSet<String>> {
    let all: BTreeSet<String> = flow.steps.iter().flat_map(fills).collect();
    let mut held: BTreeMap<&str, BTreeSet<String>> = flow.steps.iter().map(|step| (step.key.as_str(), all.clone())).collect();
    held.insert(flow.start.as_str(), BTreeSet::new());
    // Shrinks until nothing changes: at most once for each slot and step.
    loop {
        let mut changed = false;
        for step in &flow.steps {
            let before = held[step.key.as_str()].clone();
            for way in &ways[step.key.as_str()] {
                let mut after = before.clone();
                if way.fills {
                    after.extend(fills(step));
                }
                if let Some(next) = held.get_mut(way.to) {
                    let less: BTreeSet<String> = next.intersection(&after).cloned().collect();
                    changed |= less.len() < next.len();
                    *next = less;
                }
            }
        }
        if !changed {
            return held;
        }
    }
}

fn fills(step: &Step) -> Vec<String> {
    match &step.does {
        Does::Ask { slot, .. } | Does::Choose { slot, .. } => vec![slot.clone()],
        Does::PickOrder { .. } => vec!["order".to_owned()],
        Does::PickTime { .. } => vec!["time".to_owned()],
        Does::PickItems { .. } => vec!["items".to_owned()],
        Does::Act { .. } => vec!["result".to_owned()],
        Does::Say { .. } | Does::Branch { .. } | Does::Confirm { .. } | Does::HandOver { .. } => Vec::new(),
    }
}

fn needs(step: &Step) -> Vec<String> {
    let mut needed: Vec<String> = match &step.does {
        Does::Act { tool, .. } => tool.needs().iter().map(|slot| (*slot).to_owned()).collect(),
        _ => Vec::new(),
    };
    if let Some(text) = text(step) {
        for part in text.zh_cn.split("{{").skip(1) {
            if let Some((slot, _)) = part.split_once("}}") {
                needed.push(slot.trim().to_owned());
            }
        }
    }
    needed.sort_unstable();
    needed.dedup();
    needed
}

fn text(step: &Step) -> Option<&crate::text::Text> {
    match &step.does {
        Does::Say { text, .. }
        | Does::Ask { text, .. }
        | Does::Choose { text, .. }
        | Does::PickOrder { text, .. }
        | Does::PickTime { text, .. }
        | Does::PickItems { text, .. }
        | Does::Confirm { text, .. }
        | Does::HandOver { text } => Some(text),
        Does::Branch { .. } | Does::Act { .. } => None,
    }
}

fn says_nothing(step: &Step) -> bool {
    let may_be_silent = matches!(step.does, Does::HandOver { .. });
    !may_be_silent && text(step).is_some_and(|text| text.zh_cn.trim().is_empty())
}

fn offers_nothing(step: &Step) -> bool {
    match &step.does {
        Does::Choose { options, .. } => options.is_empty(),
        Does::PickItems { items, .. } => items.is_empty(),
        Does::PickOrder { states, .. } => states.is_empty(),
        Does::PickTime { times, days, capacity, resource, .. } => times.is_empty() || *days < 1 || *capacity < 1 || resource.is_empty(),
        Does::Branch { cases, .. } => cases.is_empty(),
        Does::Say { .. } | Does::Ask { .. } | Does::Confirm { .. } | Does::Act { .. } | Does::HandOver { .. } => false,
    }
}
