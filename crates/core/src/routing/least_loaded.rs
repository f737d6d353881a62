//! Fewest conversations first, then most room in percent, then the one who has waited longest for work.

use super::eligible::Member;
use std::cmp::Ordering;

pub fn least_loaded<'m>(free: &[&'m Member]) -> Option<&'m Member> {
    free.iter().copied().min_by(|a, b| {
        a.load
            .cmp(&b.load)
            .then_with(|| spare(b, a))
            .then_with(|| a.last_assigned_at.cmp(&b.last_assigned_at))
            .then_with(|| a.seat.cmp(&b.seat))
            .then_with(|| a.agent_id.cmp(&b.agent_id))
    })
}

/// Compares the free share of the capacity without fractions: 1 of 2 and 2 of 10 free are 50 % and 20 %.
pub fn spare(a: &Member, b: &Member) -> Ordering {
    let free = |m: &Member| (m.capacity - m.load).max(0);
    (free(a) * b.capacity).cmp(&(free(b) * a.capacity))
}
