//! After-sale cases: some one in ten orders has one, older ones are over, recent ones are in every state.

use super::{
    calendar::{DAY, HOUR, MINUTE},
    content::content,
    orders::Shop,
    people::PERSONAS,
    random::Random,
};
use yingke_core::{order::*, time::Millis};

use AftersaleKind::*;
use AftersaleState::*;

/// Gives the order at this place a case, perhaps.
pub fn maybe(random: &mut Random, shop: &mut Shop, place: usize, now: Millis) {
    if let Some((kind, state)) = written(shop, place) {
        return add(random, shop, place, kind, Some(state), now);
    }
    let order = &shop.orders[place];
    let kind = match order.state {
        OrderState::Cancelled if order.paid_at.is_some() => Some(RefundOnly),
        OrderState::PendingPayment | OrderState::Cancelled => None,
        _ if shop.customer_of[place] < PERSONAS.len() => None,
        OrderState::Paid => random.chance(4).then_some(RefundOnly),
        OrderState::Shipped => random.chance(4).then_some(RefundOnly),
        OrderState::Delivered | OrderState::Completed => {
            let kinds = [ReturnRefund, Exchange, Resend, Repair, PriceProtection, Compensation, RefundOnly];
            random.chance(11).then(|| kinds[random.weighted(&[40, 18, 12, 9, 10, 4, 7])])
        }
    };
    if let Some(kind) = kind {
        let forced = (order.state == OrderState::Cancelled).then_some(Done);
        add(random, shop, place, kind, forced, now);
    }
}

/// The cases of the people one can sign in as.
fn written(shop: &Shop, place: usize) -> Option<(AftersaleKind, AftersaleState)> {
    let nth = shop.customer_of[..place].iter().filter(|customer| **customer == shop.customer_of[place]).count();
    match (shop.customer_of[place], nth) {
        // 小满's orders, oldest first: the third one (eleven days ago) is being refunded.
        (0, 2) => Some((ReturnRefund, Refunding)),
        (0, 0) => Some((PriceProtection, Done)),
        // 果果妈 sent one back for another size.
        (2, 1) => Some((Exchange, BuyerShipped)),
        _ => None,
    }
}

fn add(random: &mut Random, shop: &mut Shop, place: usize, kind: AftersaleKind, state: Option<AftersaleState>, now: Millis) {
    let order = &shop.orders[place];
    let lines = shop.lines_of(place);
    let line = &lines[random.below(lines.len())];
    let since = order.cancelled_at.or(order.delivered_at).or(order.shipped_at).or(order.paid_at).unwrap_or(order.ordered_at);
    let latest = now.since(since).min(7 * DAY);
    let applied_at = match order.cancelled_at {
        Some(at) => at.plus(-2 * MINUTE),
        None => since.plus(random.between(latest / 10, latest * 9 / 10)),
    };
    let age = now.since(applied_at);
    let state = state.unwrap_or_else(|| if age > 12 * DAY { over(random) } else { under_way(random, kind, age) });
    let whole = kind == RefundOnly && order.delivered_at.is_none();
    let amount_fen = match kind {
        RefundOnly if whole => order.paid_fen,
        RefundOnly | ReturnRefund => line.paid_fen,
        PriceProtection => line.paid_fen / random.between(8, 15),
        Compensation => random.between(3, 20) * 100,
        Exchange | Resend | Repair => 0,
    };
    let moved_at = match state {
        Applied => applied_at,
        Done | Refused | Closed => applied_at.plus(age.min(random.between(HOUR, 6 * DAY))),
        _ => applied_at.plus(age * random.between(20, 80) / 100),
    };
    let deadline_at = match state {
        Applied | MerchantReview | Refunding | RefundFailed => Some(moved_at.plus(2 * DAY)),
        WaitBuyerReturn => Some(moved_at.plus(7 * DAY)),
        BuyerShipped | Inspecting => Some(moved_at.plus(10 * DAY)),
        Arbitration => Some(moved_at.plus(3 * DAY)),
        Approved | Reshipping | Repairing => Some(moved_at.plus(5 * DAY)),
        Done | Refused | Closed => None,
    };
    let reasons = &content().shop.return_reasons;
    let reason = match kind {
        PriceProtection => "降价了申请退差".to_owned(),
        Resend => "少件/漏发".to_owned(),
        _ if whole => (*random.pick(&["拍错/重复下单", "物流太慢不想要了", "不想要了"])).to_owned(),
        _ => random.pick(reasons).clone(),
    };
    let case = Aftersale {
        id: random.id(applied_at),
        external_id: format!("AS{}{:03}", &order.order_no[2..], random.between(0, 999)),
        order_id: order.id,
        line_no: (!whole).then_some(line.line_no),
        kind,
        state,
        reason,
        amount_fen,
        applied_at,
        deadline_at,
        updated_at: moved_at.min(now),
    };
    shop.aftersales.push(case);
}

fn over(random: &mut Random) -> AftersaleState {
    [Done, Closed, Refused][random.weighted(&[82, 11, 7])]
}

fn under_way(random: &mut Random, kind: AftersaleKind, age: i64) -> AftersaleState {
    if age < 3 * HOUR {
        return Applied;
    }
    let states: &[AftersaleState] = match kind {
        RefundOnly | PriceProtection | Compensation => {
            &[Applied, MerchantReview, Refunding, Done, Done, Refused, RefundFailed, Arbitration]
        }
        ReturnRefund => &[
            Applied,
            MerchantReview,
            Approved,
            WaitBuyerReturn,
            WaitBuyerReturn,
            BuyerShipped,
            Inspecting,
            Refunding,
            Done,
            Done,
            Refused,
            Arbitration,
            RefundFailed,
        ],
        Exchange | Resend => &[Applied, MerchantReview, WaitBuyerReturn, BuyerShipped, Inspecting, Reshipping, Done],
        Repair => &[Applied, MerchantReview, WaitBuyerReturn, BuyerShipped, Repairing, Done],
    };
    *random.pick(states)
}
