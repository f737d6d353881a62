//! The class of a bot conversation at a moment, by what is known of it.

use super::{Class, ClassReason, Contact, Facts, Said};
use crate::time::Millis;

pub const DAYS_3: i64 = 72 * 3_600_000;
pub const DAYS_7: i64 = 7 * 24 * 3_600_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub class: Class,
    pub reason: ClassReason,
    /// When time alone changes it.
    pub due_at: Option<Millis>,
}

/// The customer's own word comes first, then people who were needed, then silence.
pub fn decide(facts: &Facts, window_ms: i64, now: Millis) -> Verdict {
    let settled = |class, reason| Verdict { class, reason, due_at: None };
    let Some(last) = facts.asked().next_back() else {
        return match facts.called_at {
            Some(_) => without_question(facts),
            None => settled(Class::NothingAsked, ClassReason::OnlyGreeting),
        };
    };
    if facts.disputed_at.is_some() {
        return settled(Class::Failed, ClassReason::Disputed);
    }
    if facts.rating.is_some_and(|stars| stars <= 2) && facts.rated_at >= Some(last.at) {
        return settled(Class::Failed, ClassReason::BadRating);
    }
    if facts.taken_at.is_some() {
        return settled(Class::Failed, ClassReason::Human);
    }
    if facts.message_left_at.is_some() {
        return settled(Class::Failed, ClassReason::LeftMessage);
    }
    if facts.waiting_since.is_some() {
        return match facts.ended_at {
            Some(_) => settled(Class::GaveUp, ClassReason::LeftWaiting),
            None => settled(Class::Pending, ClassReason::Open),
        };
    }
    if facts.request.is_some() {
        return settled(Class::Failed, ClassReason::Request);
    }
    match last.said {
        Said::Confirmed => settled(Class::Confirmed, ClassReason::Clicked),
        Said::Unsolved => settled(Class::Failed, ClassReason::Unsolved),
        Said::Answered => answered(facts, last.at, window_ms, now),
        Said::Offered | Said::Missed | Said::HandedOver | Said::Chat => match facts.ended_at {
            Some(_) => settled(Class::GaveUp, ClassReason::NoAnswer),
            None => settled(Class::Pending, ClassReason::Open),
        },
    }
}

/// Greeted, and then called for a person.
fn without_question(facts: &Facts) -> Verdict {
    let (class, reason) = match (facts.taken_at, facts.message_left_at, facts.ended_at) {
        (Some(_), ..) => (Class::Failed, ClassReason::Human),
        (None, Some(_), _) => (Class::Failed, ClassReason::LeftMessage),
        (None, None, Some(_)) => (Class::GaveUp, ClassReason::LeftWaiting),
        (None, None, None) => (Class::Pending, ClassReason::Open),
    };
    Verdict { class, reason, due_at: None }
}

fn answered(facts: &Facts, answered_at: Millis, window_ms: i64, now: Millis) -> Verdict {
    let due = answered_at.plus(window_ms);
    let (class, reason, due_at) = if facts.rating.is_some_and(|stars| stars >= 4) && facts.rated_at >= Some(answered_at) {
        (Class::Confirmed, ClassReason::GoodRating, None)
    } else if facts.returned_at.is_some() {
        (Class::Failed, ClassReason::CameBack, None)
    } else if recontact(facts, answered_at, window_ms).is_some() {
        (Class::Failed, ClassReason::Recontact, None)
    } else if now >= due {
        (Class::Assumed, ClassReason::NoReturn, None)
    } else {
        (Class::Pending, ClassReason::Window, Some(due))
    };
    Verdict { class, reason, due_at }
}

/// The contact that takes an assumed resolution away: the first on the same issue after the answer, within the window.
pub fn recontact(facts: &Facts, answered_at: Millis, window_ms: i64) -> Option<&Contact> {
    facts
        .contacts
        .iter()
        .find(|contact| contact.at > answered_at && contact.at.since(answered_at) <= window_ms && facts.issue.same(&contact.issue))
}
