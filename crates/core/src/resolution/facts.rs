//! What is known of one bot conversation. Small on purpose: it stands as JSON in the ledger's row.

use super::{Contact, Issue, Said};
use crate::{conversation::Mood, id::*, time::Millis};
use serde::{Deserialize, Serialize};

/// A conversation that goes on for ever keeps its newest turns; what fell out before has been decided upon.
pub const MOST_TURNS: usize = 60;
pub const MOST_CONTACTS: usize = 40;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Facts {
    pub turns: Vec<Turn>,
    /// The customer's side is over since then; empty while it goes on.
    pub ended_at: Option<Millis>,
    /// Ended once and opened again; the next real question makes it a return.
    #[serde(default)]
    pub reopened: bool,
    /// First real question after an end that followed an answer.
    pub returned_at: Option<Millis>,
    /// The first call for a person, in whatever way. Stays: it is what deflection counts.
    pub called_at: Option<Millis>,
    /// The call that is still open or was served.
    pub waiting_since: Option<Millis>,
    pub taken_at: Option<Millis>,
    pub message_left_at: Option<Millis>,
    pub request: Option<TicketId>,
    pub rating: Option<i64>,
    pub rated_at: Option<Millis>,
    pub disputed_at: Option<Millis>,
    /// Where the objection came from: `widget`, `portal`, or the thread's own words.
    #[serde(default)]
    pub disputed_on: String,
    pub issue: Issue,
    /// Later contacts of the same customer, on the same issue or not.
    pub contacts: Vec<Contact>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub at: Millis,
    /// Of the customer's message; the bot's words follow it.
    pub seq: i64,
    pub said: Said,
    pub mood: Mood,
    pub answers: Vec<Answer>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Absent for live answers: no item stands behind them.
    pub item: Option<KnowledgeId>,
}

impl Facts {
    /// Turns in which something was asked or said, not only greeted.
    pub fn asked(&self) -> impl DoubleEndedIterator<Item = &Turn> {
        self.turns.iter().filter(|turn| turn.said != Said::Chat)
    }
    pub fn last_answer(&self) -> Option<&Turn> {
        self.turns.iter().rev().find(|turn| turn.said == Said::Answered)
    }
    /// The item to which the class is credited.
    pub fn item(&self) -> Option<KnowledgeId> {
        self.last_answer()?.answers.iter().find_map(|answer| answer.item)
    }
    pub fn started_at(&self) -> Millis {
        self.turns.first().map_or(Millis(0), |turn| turn.at)
    }
    /// Nobody but the bot was called.
    pub fn deflected(&self) -> bool {
        self.asked().next().is_some() && self.called_at.is_none() && self.message_left_at.is_none()
    }
}
