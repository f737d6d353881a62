//! The times and limits of a conversation. One set of values for the product; tests pass their own.

use crate::time::Millis;

#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// How long an agent may take to accept an offer.
    pub offer_ms: i64,
    /// A message this soon after the end goes on with the same session.
    pub revive_ms: i64,
    /// Silence of the customer, after an agent's answer, before a reminder.
    pub idle_reminder_ms: i64,
    /// Silence after the reminder before the conversation is closed.
    pub idle_close_ms: i64,
    /// Silence after a bot answer before the session counts as over.
    pub bot_idle_ms: i64,
    /// What the agent gets to finish the record once the customer has gone.
    pub wrapup_ms: i64,
    /// How long after the end a customer may rate, and change the rating.
    pub rating_ms: i64,
    /// Longest queue of one group; beyond it a message or a request is offered instead.
    pub queue_cap: i64,
    /// Last-agent affinity looks back this far.
    pub affinity_ms: i64,
    /// Unanswered questions before the bot hands over by itself.
    pub misses_before_human: i64,
}

impl Policy {
    pub const DEFAULT: Policy = Policy {
        offer_ms: 20_000,
        revive_ms: 10 * 60_000,
        idle_reminder_ms: 3 * 60_000,
        idle_close_ms: 5 * 60_000,
        bot_idle_ms: 10 * 60_000,
        wrapup_ms: 2 * 60_000,
        rating_ms: 7 * 24 * 3_600_000,
        queue_cap: 1000,
        affinity_ms: 72 * 3_600_000,
        misses_before_human: 2,
    };

    pub(super) fn revives(&self, ended_at: Millis, now: Millis) -> bool {
        now.since(ended_at) < self.revive_ms
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}
