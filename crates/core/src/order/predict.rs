//! What the rules of predicted questions ([`crate::likely`]) and live answers look at in an order.

use super::*;
use crate::time::Millis;

const DAY: i64 = 24 * 3_600_000;

/// What the rules look at.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderFacts {
    pub id: crate::id::OrderId,
    pub state: OrderState,
    pub ordered_at: Millis,
    pub paid_at: Option<Millis>,
    pub shipped_at: Option<Millis>,
    pub delivered_at: Option<Millis>,
    /// Newest scan of a parcel that is still under way.
    pub last_scan_at: Option<Millis>,
    pub aftersale_open: bool,
}

/// Sent more than three days ago, and no scan for as long.
pub fn is_stuck(order: &OrderFacts, now: Millis) -> bool {
    order.state == OrderState::Shipped
        && order.shipped_at.is_some_and(|at| now.since(at) > 3 * DAY)
        && order.last_scan_at.is_none_or(|at| now.since(at) > 3 * DAY)
}
