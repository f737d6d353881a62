//! SOPs: steps with choices, and an agent's walk through them. A step without choices is an end.

use crate::{id::AgentId, time::Millis};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

pub const MOST_STEPS: usize = 60;
const MOST_CHOICES: usize = 10;
/// A walk may come back to a step, but not for ever.
const MOST_MOVES: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Step {
    pub key: String,
    pub title: String,
    /// What to do and to look at.
    #[serde(default)]
    pub text: String,
    /// What may be said to the customer, with a script's variables; inserted by a click.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub say: String,
    #[serde(default)]
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Choice {
    pub label: String,
    /// Key of the next step.
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("an SOP has 1 to {MOST_STEPS} steps")]
    Count,
    #[error("step {0}: a key of 1 to 40 letters, digits, _ or -, used once")]
    Key(String),
    #[error("step {0}: a title of 1 to 100 characters, texts of at most 3000")]
    Text(String),
    #[error("step {0}: at most {MOST_CHOICES} choices, each with 1 to 60 characters")]
    Choices(String),
    #[error("step {0} leads to {1}, which is not there")]
    Nowhere(String, String),
    #[error("no way leads to step {0}")]
    Unreachable(String),
    #[error("no way out of step {0}: an end is a step without choices")]
    Endless(String),
}

/// `whole`: ready to be walked. While it is being drawn, ways may still be open.
pub fn check(steps: &[Step], whole: bool) -> Result<(), Flaw> {
    if steps.len() > MOST_STEPS || (whole && steps.is_empty()) {
        return Err(Flaw::Count);
    }
    let mut keys = BTreeSet::new();
    for step in steps {
        let good = (1..=40).contains(&step.key.len()) && step.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        if !good || !keys.insert(step.key.as_str()) {
            return Err(Flaw::Key(step.key.clone()));
        }
        let length = |text: &str| text.chars().count();
        if length(&step.title) > 100 || (whole && step.title.trim().is_empty()) || length(&step.text) > 3_000 || length(&step.say) > 3_000 {
            return Err(Flaw::Text(step.key.clone()));
        }
        let labelled = |choice: &Choice| length(&choice.label) <= 60 && (!whole || !choice.label.trim().is_empty());
        if step.choices.len() > MOST_CHOICES || !step.choices.iter().all(labelled) {
            return Err(Flaw::Choices(step.key.clone()));
        }
    }
    if whole { ways(steps) } else { Ok(()) }
}

fn ways(steps: &[Step]) -> Result<(), Flaw> {
    let by_key: HashMap<&str, &Step> = steps.iter().map(|step| (step.key.as_str(), step)).collect();
    for step in steps {
        if let Some(lost) = step.choices.iter().find(|choice| !by_key.contains_key(choice.to.as_str())) {
            return Err(Flaw::Nowhere(step.key.clone(), lost.to.clone()));
        }
    }
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = steps.first().map(|step| step.key.as_str()).into_iter().collect();
    while let Some(key) = open.pop() {
        if reached.insert(key) {
            open.extend(by_key[key].choices.iter().map(|choice| choice.to.as_str()));
        }
    }
    if let Some(step) = steps.iter().find(|step| !reached.contains(step.key.as_str())) {
        return Err(Flaw::Unreachable(step.key.clone()));
    }
    // From the ends backwards: what is never met can only go round.
    let mut ends: BTreeSet<&str> = steps.iter().filter(|step| step.choices.is_empty()).map(|step| step.key.as_str()).collect();
    loop {
        let more: Vec<&str> = steps
            .iter()
            .filter(|step| !ends.contains(step.key.as_str()) && step.choices.iter().any(|choice| ends.contains(choice.to.as_str())))
            .map(|step| step.key.as_str())
            .collect();
        if more.is_empty() {
            break;
        }
        ends.extend(more);
    }
    match steps.iter().find(|step| !ends.contains(step.key.as_str())) {
        Some(step) => Err(Flaw::Endless(step.key.clone())),
        None => Ok(()),
    }
}

crate::word_enum! {
    WalkState {
        Walking = "walking",
        /// An end was reached.
        Done = "done",
        /// Given up before an end.
        Left = "left",
    }
}

/// One choice that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Move {
    pub step: String,
    pub choice: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub agent_id: AgentId,
    pub at: Millis,
}

/// A walk in progress or over: the steps as they were when it began, and what was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    pub steps: Vec<Step>,
    pub at_step: String,
    pub trail: Vec<Move>,
    pub state: WalkState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this walk is over")]
    Over,
    #[error("this step has no such choice")]
    NoChoice,
    #[error("there is nothing to take back")]
    AtStart,
    #[error("this walk has gone round too often; leave it and begin again")]
    TooLong,
}

impl Walk {
    /// At the first step; none when there is no step to stand on.
    pub fn begin(steps: Vec<Step>) -> Option<Walk> {
        let first = steps.first()?;
        let (at_step, over) = (first.key.clone(), first.choices.is_empty());
        Some(Walk { steps, at_step, trail: Vec::new(), state: if over { WalkState::Done } else { WalkState::Walking } })
    }

    pub fn step(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == self.at_step)
    }

    pub fn choose(mut self, choice: usize, note: &str, agent_id: AgentId, at: Millis) -> Result<Walk, Refused> {
        if self.state != WalkState::Walking {
            return Err(Refused::Over);
        }
        if self.trail.len() >= MOST_MOVES {
            return Err(Refused::TooLong);
        }
        let chosen = self.step().and_then(|step| step.choices.get(choice)).cloned().ok_or(Refused::NoChoice)?;
        let step = std::mem::replace(&mut self.at_step, chosen.to);
        self.trail.push(Move { step, choice: chosen.label, note: note.trim().chars().take(500).collect(), agent_id, at });
        if self.step().is_none_or(|step| step.choices.is_empty()) {
            self.state = WalkState::Done;
        }
        Ok(self)
    }

    /// Back to where the last choice was made; an end that was reached by mistake is left too.
    pub fn take_back(mut self) -> Result<Walk, Refused> {
        if self.state == WalkState::Left {
            return Err(Refused::Over);
        }
        let last = self.trail.pop().ok_or(Refused::AtStart)?;
        self.at_step = last.step;
        self.state = WalkState::Walking;
        Ok(self)
    }

    pub fn leave(mut self) -> Result<Walk, Refused> {
        if self.state != WalkState::Walking {
            return Err(Refused::Over);
        }
        self.state = WalkState::Left;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn step(key: &str, to: &[&str]) -> Step {
        let choices = to.iter().map(|to| Choice { label: format!("去{to}"), to: (*to).to_owned() }).collect();
        Step { key: key.into(), title: key.into(), text: String::new(), say: String::new(), choices }
    }

    #[test]
    fn steps_must_be_reachable_and_lead_to_an_end() {
        assert_eq!(check(&[step("a", &["b"]), step("b", &[])], true), Ok(()));
        assert_eq!(check(&[step("a", &["b", "a"]), step("b", &[])], true), Ok(()), "a step may be repeated");
        assert_eq!(check(&[], true), Err(Flaw::Count));
        assert_eq!(check(&[], false), Ok(()));
        assert_eq!(check(&[step("a", &["x"])], true), Err(Flaw::Nowhere("a".into(), "x".into())));
        assert_eq!(check(&[step("a", &["x"])], false), Ok(()), "still being drawn");
        assert_eq!(check(&[step("a", &[]), step("b", &[])], true), Err(Flaw::Unreachable("b".into())));
        assert_eq!(check(&[step("a", &["b"]), step("b", &["a"])], true), Err(Flaw::Endless("a".into())));
        assert_eq!(check(&[step("a", &[]), step("a", &[])], false), Err(Flaw::Key("a".into())));
    }

    #[test]
    fn a_walk_records_each_choice_and_can_be_taken_back() {
        let agent = AgentId(Uuid::from_u128(1));
        let walk = Walk::begin(vec![step("a", &["b", "c"]), step("b", &["c"]), step("c", &[])]).expect("steps");
        assert_eq!(walk.clone().choose(2, "", agent, Millis(1)), Err(Refused::NoChoice));
        let walk = walk.choose(0, " 已看图 ", agent, Millis(1)).expect("b");
        assert_eq!((walk.at_step.as_str(), walk.trail[0].note.as_str(), walk.trail[0].choice.as_str()), ("b", "已看图", "去b"));
        let done = walk.choose(0, "", agent, Millis(2)).expect("c");
        assert_eq!(done.state, WalkState::Done);
        assert_eq!(done.clone().choose(0, "", agent, Millis(3)), Err(Refused::Over));
        assert_eq!(done.clone().leave(), Err(Refused::Over));
        let back = done.take_back().expect("b again");
        assert_eq!((back.at_step.as_str(), back.state), ("b", WalkState::Walking));
        assert_eq!(back.leave().map(|walk| walk.state), Ok(WalkState::Left));
    }

    #[test]
    fn a_walk_that_goes_round_ends_at_a_bound() {
        let agent = AgentId(Uuid::from_u128(1));
        let mut walk = Walk::begin(vec![step("a", &["a", "b"]), step("b", &[])]).expect("steps");
        for _ in 0..MOST_MOVES {
            walk = walk.choose(0, "", agent, Millis(1)).expect("round again");
        }
        assert_eq!(walk.choose(0, "", agent, Millis(1)), Err(Refused::TooLong));
    }
}
