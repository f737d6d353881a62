//! Which rules hold, and which of them come first.

use super::{Moment, Rule, Since, When};
use crate::{id::OrderId, order::predict::OrderFacts, time::Millis};

/// What became of a rule's chip, in one state of the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Shown before a first word that then came.
    pub shown: i64,
    pub clicked: i64,
    /// Not clicked, but asked for in words.
    pub asked: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// Place of the rule in the list.
    pub rule: usize,
    pub order_id: Option<OrderId>,
    /// Under which its figures are kept: the order's state, or `none`.
    pub state: &'static str,
    pub score: f64,
}

/// What customers do without any knowledge of this rule: one in four.
const PRIOR: f64 = 0.25;
/// So many showings weigh as much as the prior.
const CAUTION: f64 = 20.0;

/// How much more (or less) than others this chip is wanted, from what customers did; 1 as long as nothing is known.
pub fn factor(figures: Figures) -> f64 {
    let hits = (figures.clicked + figures.asked).max(0) as f64;
    let rate = (hits + CAUTION * PRIOR) / (figures.shown.max(0) as f64 + CAUTION);
    (rate / PRIOR).clamp(0.25, 4.0)
}

/// Best first; each rule once, for the newest order that it holds for; the same question about the same order once.
/// `orders` are newest first.
pub fn likely(
    rules: &[Rule],
    orders: &[OrderFacts],
    page: &str,
    contacted_at: Option<Millis>,
    now: Millis,
    figures: impl Fn(&str, &str) -> Figures,
) -> Vec<Likely> {
    let page = page.to_lowercase();
    let mut found: Vec<Likely> = Vec::new();
    for (rule, it) in rules.iter().enumerate().filter(|(_, it)| it.enabled) {
        let around = on_page(&it.when, &page) && lately(&it.when, contacted_at, now);
        if !around {
            continue;
        }
        let (order_id, state) = if it.when.about_order() {
            let Some(order) = orders.iter().find(|order| about(&it.when, order, now)) else { continue };
            (Some(order.id), order.state.as_str())
        } else {
            (None, "none")
        };
        let score = it.weight as f64 * factor(figures(&it.key, state));
        found.push(Likely { rule, order_id, state, score });
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.rule.cmp(&b.rule)));
    let mut seen: Vec<(&str, &str, Option<OrderId>)> = Vec::new();
    found.retain(|one| {
        let it = &rules[one.rule];
        let new = !seen
            .iter()
            .any(|(action, label, id)| (*action == it.action && *action != "ask" || *label == it.label.zh_cn) && *id == one.order_id);
        seen.push((it.action.as_str(), it.label.zh_cn.as_str(), one.order_id));
        new
    });
    found
}

fn on_page(when: &When, page: &str) -> bool {
    when.pages.is_empty() || when.pages.iter().any(|part| !part.is_empty() && page.contains(&part.to_lowercase()))
}

fn lately(when: &When, contacted_at: Option<Millis>, now: Millis) -> bool {
    when.contacted_within_h.is_none_or(|hours| contacted_at.is_some_and(|at| now.since(at) < hours.saturating_mul(HOUR)))
}

fn about(when: &When, order: &OrderFacts, now: Millis) -> bool {
    (when.order_states.is_empty() || when.order_states.contains(&order.state))
        && when.aftersale_open.is_none_or(|open| open == order.aftersale_open)
        && when.since.iter().all(|since| holds(since, order, now))
}

const HOUR: i64 = 3_600_000;

fn holds(since: &Since, order: &OrderFacts, now: Millis) -> bool {
    let at = match since.moment {
        Moment::Ordered => Some(order.ordered_at),
        Moment::Paid => order.paid_at,
        Moment::Shipped => order.shipped_at,
        Moment::Delivered => order.delivered_at,
        Moment::LastScan => order.last_scan_at,
    };
    match (at, since.moment) {
        (Some(at), _) => {
            let passed = now.since(at);
            since.over_h.is_none_or(|hours| passed > hours.saturating_mul(HOUR))
                && since.under_h.is_none_or(|hours| passed <= hours.saturating_mul(HOUR))
        }
        (None, Moment::LastScan) => since.under_h.is_none(),
        (None, Moment::Ordered | Moment::Paid | Moment::Shipped | Moment::Delivered) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::defaults;
    use super::*;
    use crate::order::OrderState;
    use uuid::Uuid;

    const DAY: i64 = 24 * HOUR;
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
    fn keys(orders: &[OrderFacts]) -> Vec<String> {
        let rules = defaults();
        likely(&rules, orders, "", None, NOW, |_, _| Figures::default()).into_iter().map(|one| rules[one.rule].key.clone()).collect()
    }

    #[test]
    fn the_first_rules_hold_just_past_their_limits_and_not_before() {
        let paid = |ms| OrderFacts { paid_at: ago(ms), ..order(1, OrderState::Paid) };
        assert!(keys(&[paid(48 * HOUR)]).is_empty());
        assert_eq!(keys(&[paid(48 * HOUR + 1)]), ["when_shipped"]);
        let shipped = |ms, scan| OrderFacts { shipped_at: ago(ms), last_scan_at: ago(scan), ..order(1, OrderState::Shipped) };
        assert_eq!(keys(&[shipped(4 * DAY, 3 * DAY)]), ["logistics_progress"]);
        assert_eq!(keys(&[shipped(4 * DAY, 3 * DAY + 1)]), ["logistics_stuck"]);
        assert_eq!(
            keys(&[OrderFacts { shipped_at: ago(3 * DAY + 1), ..order(1, OrderState::Shipped) }]),
            ["logistics_stuck"],
            "no scan at all"
        );
        assert_eq!(keys(&[OrderFacts { shipped_at: ago(HOUR), ..order(1, OrderState::Shipped) }]), ["logistics_first_scan"]);
        assert_eq!(keys(&[OrderFacts { aftersale_open: true, ..order(1, OrderState::Completed) }]), ["refund_progress"]);
        assert!(keys(&[]).is_empty());
    }

    #[test]
    fn what_customers_click_comes_first_in_the_end() {
        let rules = defaults();
        let orders = [
            OrderFacts { aftersale_open: true, ..order(1, OrderState::Completed) },
            OrderFacts { shipped_at: ago(DAY), last_scan_at: ago(HOUR), ..order(2, OrderState::Shipped) },
        ];
        let first = |figures: &dyn Fn(&str, &str) -> Figures| rules[likely(&rules, &orders, "", None, NOW, figures)[0].rule].key.clone();
        assert_eq!(first(&|_, _| Figures::default()), "refund_progress");
        let learnt = |key: &str, state: &str| match (key, state) {
            ("refund_progress", "completed") => Figures { shown: 200, clicked: 4, asked: 0 },
            ("logistics_progress", "shipped") => Figures { shown: 200, clicked: 110, asked: 10 },
            _ => Figures::default(),
        };
        assert_eq!(first(&learnt), "logistics_progress");
        assert!((factor(Figures::default()) - 1.0).abs() < 1e-9);
        assert!(factor(Figures { shown: 1, clicked: 1, asked: 0 }) < 1.2, "one click is no proof");
    }

    #[test]
    fn a_rule_of_a_page_or_of_history_needs_no_order() {
        let rule = |when| Rule { when, action: "ask".into(), ..defaults().remove(0) };
        let rules = [rule(When { pages: vec!["/Checkout".into()], ..When::default() })];
        let on = |page: &str| likely(&rules, &[], page, None, NOW, |_, _| Figures::default()).len();
        assert_eq!((on("https://shop.example/checkout?x=1"), on("https://shop.example/")), (1, 0));
        let rules = [rule(When { contacted_within_h: Some(24), ..When::default() })];
        let seen = |at| likely(&rules, &[], "", at, NOW, |_, _| Figures::default()).len();
        assert_eq!((seen(ago(HOUR)), seen(ago(25 * HOUR)), seen(None)), (1, 0, 0));
    }
}
