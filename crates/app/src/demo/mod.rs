//! The demo world: one believable shop, made from a seed, placed around now.
//!
//! [`content`] holds the words, written by people; the other files combine them into rows. Nothing here looks at a
//! clock or at real randomness: both come in as arguments.

pub mod aftersales;
pub mod calendar;
pub mod content;
pub mod conversations;
pub mod first;
pub mod half_hours;
pub mod ledger;
pub mod library;
pub mod orders;
pub mod parcels;
pub mod people;
pub mod random;
pub mod rota;
pub mod running;
pub mod seed;
pub mod session;
pub mod setup;
pub mod tickets;
pub mod visits;
pub mod world;
#[cfg(test)]
mod world_tests;

#[cfg(test)]
mod tests {
    use super::{orders::shop, people::people, random::Random};
    use std::collections::BTreeMap;
    use yingke_core::{
        likely,
        order::{predict::*, *},
        time::Millis,
    };

    const NOW: Millis = Millis(1_795_247_000_000);

    fn made() -> (super::people::People, super::orders::Shop) {
        let random = Random::new(20_261_121);
        let mut people = people(&mut random.fork("people"), NOW);
        let shop = shop(&mut random.fork("orders"), &mut people, NOW);
        (people, shop)
    }

    #[test]
    fn sums_of_orders_are_right_to_the_fen() {
        let (_, shop) = made();
        for (place, order) in shop.orders.iter().enumerate() {
            let lines = shop.lines_of(place);
            assert_eq!(order.total_fen, lines.iter().map(|line| line.unit_fen * line.quantity).sum::<i64>());
            assert_eq!(order.paid_fen, order.total_fen + order.freight_fen - order.discount_fen);
            assert_eq!(order.paid_fen - order.freight_fen, lines.iter().map(|line| line.paid_fen).sum::<i64>());
        }
    }

    #[test]
    fn states_and_times_of_orders_tell_the_same_story() {
        let (_, shop) = made();
        for order in &shop.orders {
            let times: Vec<Millis> = [Some(order.ordered_at), order.paid_at, order.shipped_at, order.delivered_at, order.completed_at]
                .into_iter()
                .flatten()
                .collect();
            assert!(times.is_sorted() && times.iter().all(|at| *at <= NOW), "{order:?}");
            let reached = match order.state {
                OrderState::Cancelled => order.cancelled_at,
                OrderState::Completed => order.completed_at,
                OrderState::Delivered => order.delivered_at.filter(|_| order.completed_at.is_none()),
                OrderState::Shipped => order.shipped_at.filter(|_| order.delivered_at.is_none()),
                OrderState::Paid => order.paid_at.filter(|_| order.shipped_at.is_none()),
                OrderState::PendingPayment => Some(order.ordered_at).filter(|_| order.paid_at.is_none()),
            };
            assert!(reached.is_some(), "{order:?}");
            assert_eq!(order.shipped_at.is_some(), shop.shipment_of.contains_key(&order.id));
        }
        for parcel in &shop.shipments {
            assert!(parcel.scans.is_sorted_by(|a, b| a.at >= b.at) && parcel.scans.iter().all(|scan| scan.at <= NOW), "{parcel:?}");
            assert_eq!(parcel.state == "delivered", parcel.delivered_at.is_some());
        }
    }

    #[test]
    fn every_state_is_there_and_the_people_of_the_demo_have_their_stories() {
        let (people, shop) = made();
        let mut orders = BTreeMap::new();
        for order in &shop.orders {
            *orders.entry(order.state).or_insert(0) += 1;
        }
        let mut cases = BTreeMap::new();
        for case in &shop.aftersales {
            *cases.entry(case.state).or_insert(0) += 1;
        }
        println!("{orders:?} {cases:?} lines {} parcels {}", shop.lines.len(), shop.shipments.len());
        assert!(OrderState::ALL.iter().all(|state| orders.contains_key(state)), "{orders:?}");
        assert!(AftersaleState::ALL.iter().all(|state| cases.contains_key(state)), "{cases:?}");
        let facts = |customer: usize| {
            let id = people.customers[customer].id;
            let facts = shop.orders.iter().filter(|order| order.customer_id == id).rev().map(|order| OrderFacts {
                id: order.id,
                state: order.state,
                ordered_at: order.ordered_at,
                paid_at: order.paid_at,
                shipped_at: order.shipped_at,
                delivered_at: order.delivered_at,
                last_scan_at: shop.shipment_of.get(&order.id).and_then(|place| shop.shipments[*place].last_scan_at),
                aftersale_open: shop.aftersales.iter().any(|case| case.order_id == order.id && !case.state.is_over()),
            });
            let rules = likely::defaults();
            let found = likely::likely(&rules, &facts.collect::<Vec<_>>(), "", None, NOW, |_, _| likely::Figures::default());
            found.into_iter().map(|one| rules[one.rule].key.clone()).take(4).collect::<Vec<_>>()
        };
        assert_eq!(facts(0), ["refund_progress", "logistics_stuck", "when_shipped", "return_or_fault"]);
        assert_eq!(facts(1), ["logistics_progress", "pay_trouble"]);
    }

    #[test]
    fn the_same_seed_makes_the_same_shop() {
        let ((one, first), (two, second)) = (made(), made());
        assert_eq!(one.customers, two.customers);
        assert_eq!(
            (first.orders, first.lines, first.shipments, first.aftersales),
            (second.orders, second.lines, second.shipments, second.aftersales)
        );
    }
}
