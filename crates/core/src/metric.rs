//! Counters kept with every event, in its transaction: what the wall shows is read, never counted.
//!
//! An event says what moved: `conversation.created {state}`, `conversation.changed {from, to, rating?}`,
//! `ticket.created {state}`, `ticket.changed {from, to}`, `contact.started`, `contact.recorded` (once per contact).

use crate::event::{EventKind, NewEvent};
use crate::time::{CHINA_MS, Millis};

/// What one event adds to which counter. Keys: `conversations:<state>`, `tickets:<state>`, `contacts`, `records`, and
/// `<day>:<what>` for figures of one day.
pub fn deltas(event: &NewEvent) -> Vec<(String, i64)> {
    let word = |key: &str| event.data.get(key).and_then(|value| value.as_str());
    let day = |what: &str| (format!("{}:{what}", day(event.at)), 1);
    let mut out = Vec::new();
    match event.kind {
        EventKind::ConversationCreated => {
            out.push((format!("conversations:{}", word("state").unwrap_or("bot")), 1));
            out.push(day("conversations"));
            if word("state") == Some("queued") {
                out.push(day("to_human"));
            }
        }
        EventKind::ConversationChanged => {
            if let (Some(from), Some(to)) = (word("from"), word("to"))
                && from != to
            {
                out.push((format!("conversations:{from}"), -1));
                out.push((format!("conversations:{to}"), 1));
                if from == "bot" && to == "queued" {
                    out.push(day("to_human"));
                }
                if from == "bot" && to == "ended" {
                    out.push(day("bot_only"));
                }
            }
            if let Some(stars) = event.data.get("rating").and_then(|value| value.as_i64()) {
                out.push(day("ratings"));
                if stars >= 4 {
                    out.push(day("ratings_good"));
                }
            }
        }
        EventKind::TicketCreated => {
            out.push((format!("tickets:{}", word("state").unwrap_or("new")), 1));
            out.push(day("tickets_created"));
        }
        EventKind::TicketChanged => {
            if let (Some(from), Some(to)) = (word("from"), word("to"))
                && from != to
            {
                out.push((format!("tickets:{from}"), -1));
                out.push((format!("tickets:{to}"), 1));
                if to == "solved" {
                    out.push(day("tickets_solved"));
                }
            }
        }
        EventKind::ContactStarted => out.push(("contacts".into(), 1)),
        EventKind::ContactRecorded => out.push(("records".into(), 1)),
        EventKind::MessageAppended
        | EventKind::BotTurn
        | EventKind::PathTaken
        | EventKind::ResolutionDisputed
        | EventKind::TicketEntryAdded
        | EventKind::AgentChanged
        | EventKind::AgentStateChanged
        | EventKind::GroupChanged
        | EventKind::CustomerChanged
        | EventKind::OrderChanged
        | EventKind::VisitRecorded
        | EventKind::NoticeCreated
        | EventKind::WalkChanged
        | EventKind::BotActed
        | EventKind::SettingsChanged => {}
    }
    out
}

/// Days since 1970-01-01 in China's civil time (UTC+8 all year).
pub fn day(at: Millis) -> i64 {
    (at.0 + CHINA_MS).div_euclid(86_400_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Actor;

    #[test]
    fn moving_between_states_keeps_the_sum() {
        let event = NewEvent::new(EventKind::ConversationChanged, Actor::System, Millis(0))
            .data(serde_json::json!({"from": "bot", "to": "queued"}));
        let moved = deltas(&event);
        assert!(moved.contains(&("conversations:bot".into(), -1)) && moved.contains(&("conversations:queued".into(), 1)));
        assert!(moved.contains(&("0:to_human".into(), 1)));
    }

    #[test]
    fn a_change_that_is_not_of_state_moves_nothing() {
        let event = NewEvent::new(EventKind::ConversationChanged, Actor::System, Millis(0))
            .data(serde_json::json!({"from": "active", "to": "active"}));
        assert!(deltas(&event).is_empty());
    }

    #[test]
    fn the_day_changes_at_midnight_in_china() {
        // 2026-11-20T16:00:00Z is midnight of the 21st in Shanghai.
        assert_eq!(day(Millis(1_795_190_400_000)) - day(Millis(1_795_190_399_999)), 1);
    }
}
