//! What a customer probably came for, from the state of the orders and the time (S3-07). Rules are data, read from
//! top to bottom; the first four that hold become the first chips.

use super::*;
use crate::time::Millis;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

crate::word_enum! {
    /// A likely question.
    Likely {
        RefundProgress = "refund_progress",
        LogisticsStuck = "logistics_stuck",
        WhenShipped = "when_shipped",
        LogisticsProgress = "logistics_progress",
        ReturnOrFault = "return_or_fault",
        PayTrouble = "pay_trouble",
    }
}

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

type Rule = (Likely, fn(&OrderFacts, Millis) -> bool);

/// In order of how much it hurts.
const RULES: &[Rule] = &[
    (Likely::RefundProgress, |order, _| order.aftersale_open),
    (Likely::LogisticsStuck, is_stuck),
    (Likely::WhenShipped, |order, now| order.state == OrderState::Paid && order.paid_at.is_some_and(|at| now.since(at) > 48 * HOUR)),
    (Likely::LogisticsProgress, |order, now| order.state == OrderState::Shipped && !is_stuck(order, now)),
    (Likely::ReturnOrFault, |order, now| order.delivered_at.is_some_and(|at| now.since(at) < 7 * DAY)),
    (Likely::PayTrouble, |order, now| order.state == OrderState::PendingPayment && now.since(order.ordered_at) < DAY),
];

/// Up to `limit` likely questions, each once, about the newest order that it holds for. `orders` are newest first.
pub fn predict(orders: &[OrderFacts], now: Millis, limit: usize) -> Vec<(Likely, crate::id::OrderId)> {
    RULES.iter().filter_map(|(likely, holds)| orders.iter().find(|o| holds(o, now)).map(|o| (*likely, o.id))).take(limit).collect()
}

/// Sent more than three days ago, and no scan for as long.
pub fn is_stuck(order: &OrderFacts, now: Millis) -> bool {
    order.state == OrderState::Shipped
        && order.shipped_at.is_some_and(|at| now.since(at) > 3 * DAY)
        && order.last_scan_at.is_none_or(|at| now.since(at) > 3 * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::OrderId;
    use uuid::Uuid;

    const NOW: Millis = Millis(100 * DAY);

    fn order(n: u128, state: OrderState) -> OrderFacts {
        OrderFacts {
            id: OrderId(Uuid::from_u128(n)),
            state,
            ordered_at: Millis(NOW.0 - 10 * DAY),
            paid_at: None,
            shipped_at: None,
            delivered_at: None,
            last_scan_at: None,
            aftersale_open: false,
        }
    }
    fn ago(ms: i64) -> Option<Millis> {
        Some(Millis(NOW.0 - ms))
    }
    fn words(orders: &[OrderFacts]) -> Vec<Likely> {
        predict(orders, NOW, 4).into_iter().map(|(likely, _)| likely).collect()
    }

    #[test]
    fn each_rule_holds_just_past_its_limit_and_not_before() {
        let paid = |ms| OrderFacts { paid_at: ago(ms), ..order(1, OrderState::Paid) };
        assert_eq!(words(&[paid(48 * HOUR)]), []);
        assert_eq!(words(&[paid(48 * HOUR + 1)]), [Likely::WhenShipped]);
        let shipped = |ms, scan| OrderFacts { shipped_at: ago(ms), last_scan_at: ago(scan), ..order(1, OrderState::Shipped) };
        assert_eq!(words(&[shipped(4 * DAY, 3 * DAY)]), [Likely::LogisticsProgress]);
        assert_eq!(words(&[shipped(4 * DAY, 3 * DAY + 1)]), [Likely::LogisticsStuck]);
        let delivered = |ms| OrderFacts { delivered_at: ago(ms), ..order(1, OrderState::Delivered) };
        assert_eq!(words(&[delivered(7 * DAY - 1)]), [Likely::ReturnOrFault]);
        assert_eq!(words(&[delivered(7 * DAY)]), []);
        assert_eq!(words(&[OrderFacts { aftersale_open: true, ..order(1, OrderState::Completed) }]), [Likely::RefundProgress]);
        assert_eq!(words(&[]), []);
    }

    #[test]
    fn a_shipped_parcel_without_any_scan_counts_as_stuck_after_three_days() {
        assert_eq!(words(&[OrderFacts { shipped_at: ago(3 * DAY + 1), ..order(1, OrderState::Shipped) }]), [Likely::LogisticsStuck]);
    }

    #[test]
    fn there_are_never_more_than_asked_for_and_none_twice() {
        let orders = [
            OrderFacts { aftersale_open: true, ..order(1, OrderState::Delivered) },
            OrderFacts { shipped_at: ago(5 * DAY), ..order(2, OrderState::Shipped) },
            OrderFacts { shipped_at: ago(DAY), last_scan_at: ago(HOUR), ..order(3, OrderState::Shipped) },
            OrderFacts { paid_at: ago(3 * DAY), ..order(4, OrderState::Paid) },
            OrderFacts { delivered_at: ago(DAY), ..order(5, OrderState::Delivered) },
        ];
        assert_eq!(words(&orders), [Likely::RefundProgress, Likely::LogisticsStuck, Likely::WhenShipped, Likely::LogisticsProgress]);
    }
}
