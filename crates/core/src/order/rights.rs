//! What a customer may still do with an order: return it, get the difference back, change or cancel it. The rules are
//! the shop's; the sums are ours.

use super::{Order, OrderState};
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const DAY: i64 = 24 * 3_600_000;

/// A shop's own terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Terms {
    /// Days after delivery in which goods may be returned without a reason.
    pub return_days: i64,
    /// Words in a product's category or title that have other terms; the first that fits counts.
    #[serde(default)]
    pub return_exceptions: Vec<ReturnException>,
    /// Days after payment in which a lower price is made good; 0 = not offered.
    pub price_days: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReturnException {
    pub words: Vec<String>,
    /// 0 = may not be returned without a reason.
    pub days: i64,
}

impl Default for Terms {
    /// What the law asks of shops in China: seven days, but not for what spoils or was made to order.
    fn default() -> Self {
        let words = ["定制", "刻字", "生鲜", "内衣", "内裤", "贴身", "鲜花", "充值", "点卡"];
        Self { return_days: 7, return_exceptions: vec![ReturnException { words: words.map(str::to_owned).into(), days: 0 }], price_days: 7 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayReturn {
    /// Until then, without a reason.
    Until(Millis),
    /// Not sent yet: it can simply be cancelled.
    CancelInstead,
    /// Under way: refuse it, or return it after it has come.
    OnItsWay,
    Late(Millis),
    /// Of a kind that is only taken back when it is faulty.
    OnlyFaulty,
    NotPaid,
    Cancelled,
}

/// `lines` are category and title of what was ordered.
pub fn may_return(order: &Order, lines: &[String], terms: &Terms, now: Millis) -> MayReturn {
    match order.state {
        OrderState::PendingPayment => MayReturn::NotPaid,
        OrderState::Paid => MayReturn::CancelInstead,
        OrderState::Shipped => MayReturn::OnItsWay,
        OrderState::Cancelled => MayReturn::Cancelled,
        OrderState::Delivered | OrderState::Completed => {
            let exception = terms.return_exceptions.iter().find(|exception| {
                !lines.is_empty()
                    && lines.iter().all(|line| exception.words.iter().any(|word| !word.is_empty() && line.contains(word.as_str())))
            });
            let days = exception.map_or(terms.return_days, |exception| exception.days);
            if days <= 0 {
                return MayReturn::OnlyFaulty;
            }
            let from = order.delivered_at.or(order.completed_at).unwrap_or(order.ordered_at);
            let until = from.plus(days.saturating_mul(DAY));
            if now < until { MayReturn::Until(until) } else { MayReturn::Late(until) }
        }
    }
}

/// `max(0, paid − now) × quantity − already made good`, never below nothing.
pub fn price_difference(paid_unit_fen: i64, unit_now_fen: i64, quantity: i64, made_good_fen: i64) -> i64 {
    let difference = paid_unit_fen.saturating_sub(unit_now_fen).max(0).saturating_mul(quantity.max(0));
    difference.saturating_sub(made_good_fen.max(0)).max(0)
}

/// Until when a lower price is made good.
pub fn price_protected_until(order: &Order, terms: &Terms) -> Option<Millis> {
    let paid = matches!(order.state, OrderState::Paid | OrderState::Shipped | OrderState::Delivered | OrderState::Completed);
    (paid && terms.price_days > 0).then(|| order.paid_at.unwrap_or(order.ordered_at).plus(terms.price_days.saturating_mul(DAY)))
}

/// Address and the order itself can change until it is sent.
pub fn is_unsent(state: OrderState) -> bool {
    matches!(state, OrderState::PendingPayment | OrderState::Paid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::*;
    use uuid::Uuid;

    const NOW: Millis = Millis(100 * DAY);

    fn order(state: OrderState, delivered_ago: Option<i64>) -> Order {
        Order {
            id: OrderId(Uuid::nil()),
            order_no: String::new(),
            customer_id: CustomerId(Uuid::nil()),
            state,
            total_fen: 0,
            paid_fen: 0,
            freight_fen: 0,
            discount_fen: 0,
            receiver: String::new(),
            phone: String::new(),
            address: String::new(),
            url: String::new(),
            note: String::new(),
            ordered_at: Millis(NOW.0 - 20 * DAY),
            paid_at: Some(Millis(NOW.0 - 20 * DAY)),
            shipped_at: None,
            delivered_at: delivered_ago.map(|ms| Millis(NOW.0 - ms)),
            completed_at: None,
            cancelled_at: None,
            updated_at: NOW,
            version: 1,
        }
    }

    #[test]
    fn whether_it_may_be_returned_follows_state_time_and_kind() {
        let terms = Terms::default();
        let may = |state, ago, line: &str| may_return(&order(state, ago), &[line.to_owned()], &terms, NOW);
        assert_eq!(may(OrderState::Delivered, Some(6 * DAY), "四件套"), MayReturn::Until(Millis(NOW.0 + DAY)));
        assert_eq!(may(OrderState::Delivered, Some(7 * DAY), "四件套"), MayReturn::Late(NOW));
        assert_eq!(may(OrderState::Delivered, Some(DAY), "定制抱枕"), MayReturn::OnlyFaulty);
        assert_eq!(may(OrderState::Paid, None, "定制抱枕"), MayReturn::CancelInstead);
        assert_eq!(may(OrderState::Shipped, None, ""), MayReturn::OnItsWay);
        let mixed = may_return(&order(OrderState::Delivered, Some(DAY)), &["定制抱枕".into(), "四件套".into()], &terms, NOW);
        assert_eq!(mixed, MayReturn::Until(Millis(NOW.0 + 6 * DAY)), "a part of it may be");
    }

    #[test]
    fn a_lower_price_is_made_good_once_and_never_below_nothing() {
        assert_eq!(price_difference(12_900, 9_900, 2, 0), 6_000);
        assert_eq!(price_difference(12_900, 9_900, 2, 5_000), 1_000);
        assert_eq!(price_difference(12_900, 9_900, 2, 6_000), 0);
        assert_eq!(price_difference(9_900, 12_900, 2, 0), 0);
        assert_eq!(price_difference(i64::MAX, 0, i64::MAX, 0), i64::MAX);
        assert_eq!(price_protected_until(&order(OrderState::Cancelled, None), &Terms::default()), None);
    }
}
