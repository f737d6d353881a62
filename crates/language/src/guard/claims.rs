//! Claims about an order that its state contradicts: shipped, delivered, refunded.

use super::{Facts, Found, OrderFacts, Plain, amounts::scope};
use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{
    guard::GuardKind,
    order::{AftersaleState, OrderState},
};

type Claim = (&'static LazyLock<Regex>, &'static str, fn(&OrderFacts) -> bool);

const CLAIMS: [Claim; 3] =
    [(&SHIPPED, "not_shipped", is_shipped), (&DELIVERED, "not_delivered", is_delivered), (&REFUNDED, "not_refunded", is_refunded)];

pub(super) fn mentioned(plain: &Plain) -> bool {
    CLAIMS.iter().any(|(words, ..)| words.is_match(&plain.text))
}

/// A claim that no order in question supports. Without orders nothing contradicts it.
pub(super) fn find(plain: &Plain, facts: &Facts, found: &mut Vec<Found>) {
    let orders = scope(plain, facts);
    if orders.is_empty() {
        return;
    }
    for (words, code, holds) in CLAIMS {
        let Some(claim) = words.find_iter(&plain.text).find(|claim| is_said(plain, claim.start(), claim.end())) else { continue };
        if !orders.iter().any(|order| holds(order)) {
            let detail = orders.first().filter(|_| orders.len() == 1).map(|order| order.state.to_string()).unwrap_or_default();
            found.push(Found { kind: GuardKind::Fact, code, from: claim.start(), to: claim.end(), fix: None, detail });
        }
    }
}

/// Neither asked nor denied nor put as a condition.
fn is_said(plain: &Plain, from: usize, to: usize) -> bool {
    let (begin, end) = plain.clause(from, to);
    let after = &plain.text[to..end];
    let asks = after.starts_with(['吗', '嗎', '没', '沒']) || plain.text[end..].starts_with(['?', '？']);
    !asks && !UNSAID.is_match(&plain.text[begin..from])
}

fn is_shipped(order: &OrderFacts) -> bool {
    matches!(order.state, OrderState::Shipped | OrderState::Delivered | OrderState::Completed)
}

fn is_delivered(order: &OrderFacts) -> bool {
    matches!(order.state, OrderState::Delivered | OrderState::Completed)
}

fn is_refunded(order: &OrderFacts) -> bool {
    order.aftersales.iter().any(|(state, _)| *state == AftersaleState::Done)
}

static SHIPPED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:已经?|已經)(?:帮您|給您|给您|为您)?(?:发货|發貨|寄出|发出|發出|出货|出貨)|(?:has|have) (?:already )?(?:been )?shipped|was shipped",
    )
});
static DELIVERED: LazyLock<Regex> =
    LazyLock::new(|| rule("(?:已经?|已經)(?:被)?(?:签收|簽收|送达|送達|妥投)|(?:has|have) (?:already )?been delivered|was delivered"));
static REFUNDED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:已经?|已經)(?:帮您|給您|给您|为您)?(?:退款(?:成功|完成|了)|退款到账|退到|到账|到帳|入帳|退完)|(?:has|have) (?:already )?been refunded|was refunded|refund (?:is|was|has been) (?:complete|paid)",
    )
});
static UNSAID: LazyLock<Regex> = LazyLock::new(|| {
    rule("没有?$|沒有?$|未$|不$|是否$|如果|若|等到?$|显示$|一旦|要是|如|还没|還沒|(?:if|once|when|whether|not|until|after) [a-z ]*$")
});
