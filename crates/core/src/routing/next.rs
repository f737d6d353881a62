//! Which contact a free agent gets: priority, then the longest real wait, then id.

use crate::{conversation::session::Declined, id::*, time::Millis};
use std::cmp::Ordering;

/// A waiting contact as routing sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub group_id: GroupId,
    pub priority: i64,
    pub enqueued_at: Millis,
    pub declined: Vec<Declined>,
}

pub fn order(a: &Waiting, b: &Waiting) -> Ordering {
    b.priority.cmp(&a.priority).then_with(|| a.enqueued_at.cmp(&b.enqueued_at)).then_with(|| a.conversation_id.cmp(&b.conversation_id))
}
