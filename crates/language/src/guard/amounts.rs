//! Money in a draft: amounts that the order contradicts, and gifts beyond one's limit.

use super::{Facts, Found, OrderFacts, Plain, money};
use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{
    guard::{GuardKind, GuardPolicy},
    permission::Role,
};

/// What an amount stands for, by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Gift,
    Refund,
    Paid,
    Price,
}

struct Amount {
    from: usize,
    to: usize,
    fen: i64,
    sense: Sense,
}

pub(super) fn mentioned(plain: &Plain) -> bool {
    !amounts(plain).is_empty()
}

pub(super) fn given_away(plain: &Plain) -> Vec<i64> {
    amounts(plain).into_iter().filter(|amount| amount.sense == Sense::Gift).map(|amount| amount.fen).collect()
}

pub(super) fn find(plain: &Plain, policy: &GuardPolicy, role: Role, facts: &Facts, found: &mut Vec<Found>) {
    let orders = scope(plain, facts);
    let mut given = facts.promised_fen.clone();
    for amount in amounts(plain) {
        let contradiction = match amount.sense {
            Sense::Gift => None,
            Sense::Refund => above_paid(&amount, &orders),
            Sense::Paid => differs(&amount, &orders, "wrong_paid", |order| vec![order.paid_fen, order.total_fen]),
            Sense::Price => wrong_price(&amount, &orders, facts),
        };
        if let Some((code, known)) = contradiction {
            let (fix, detail) = (known.map(money), known.map(money).unwrap_or_default());
            found.push(Found { kind: GuardKind::Fact, code, from: amount.from, to: amount.to, fix, detail });
            continue;
        }
        let is_gift = match amount.sense {
            Sense::Gift => true,
            // Money back that is none of the order's own amounts is given, not returned.
            Sense::Refund => !orders.is_empty() && !orders.iter().any(|order| own_amounts(order).contains(&amount.fen)),
            Sense::Paid | Sense::Price => false,
        };
        // Saying the same amount again gives it once.
        if is_gift && !given.contains(&amount.fen) {
            given.push(amount.fen);
            let total: i64 = given.iter().fold(0i64, |sum, fen| sum.saturating_add(*fen));
            if let Some(limit) = policy.limit_fen(role).filter(|limit| total > *limit) {
                let left = limit - (total - amount.fen);
                let fix = (left > 0).then(|| money(left));
                found.push(Found {
                    kind: GuardKind::Authority,
                    code: "over_limit",
                    from: amount.from,
                    to: amount.to,
                    fix,
                    detail: money(limit),
                });
            }
        }
    }
}

/// The orders that the draft speaks of: those it names, else those that the case is about, else all there are.
pub(super) fn scope<'f>(plain: &Plain, facts: &'f Facts) -> Vec<&'f OrderFacts> {
    let named: Vec<&OrderFacts> = facts
        .orders
        .iter()
        .filter(|order| !order.order_no.is_empty() && plain.text.contains(&order.order_no.to_ascii_lowercase()))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let about: Vec<&OrderFacts> = facts.orders.iter().filter(|order| facts.about.contains(&order.order_no)).collect();
    if about.is_empty() { facts.orders.iter().collect() } else { about }
}

type Contradiction = Option<(&'static str, Option<i64>)>;

fn above_paid(amount: &Amount, orders: &[&OrderFacts]) -> Contradiction {
    let most = orders.iter().flat_map(|order| own_amounts(order)).max()?;
    (amount.fen > most).then_some(("above_paid", Some(most)))
}

fn differs(amount: &Amount, orders: &[&OrderFacts], code: &'static str, known: impl Fn(&OrderFacts) -> Vec<i64>) -> Contradiction {
    let all: Vec<i64> = orders.iter().flat_map(|order| known(order)).collect();
    if all.is_empty() || all.contains(&amount.fen) {
        return None;
    }
    Some((code, orders.first().filter(|_| orders.len() == 1).and_then(|order| known(order).first().copied())))
}

fn wrong_price(amount: &Amount, orders: &[&OrderFacts], facts: &Facts) -> Contradiction {
    let mut known: Vec<i64> = facts.prices_fen.clone();
    known.extend(orders.iter().flat_map(|order| &order.lines_fen).flat_map(|(unit, paid)| [*unit, *paid]));
    if known.is_empty() || known.contains(&amount.fen) || said_by_shop(amount.fen, facts) {
        return None;
    }
    let only = facts.prices_fen.first().copied().filter(|_| facts.prices_fen.len() == 1);
    Some(("wrong_price", only))
}

fn said_by_shop(fen: i64, facts: &Facts) -> bool {
    facts.shop_texts.iter().any(|text| {
        let text = Plain::of(text);
        raw(&text).iter().any(|(_, _, amount)| *amount == fen)
    })
}

fn own_amounts(order: &OrderFacts) -> Vec<i64> {
    let mut own = vec![order.paid_fen, order.total_fen, order.freight_fen, order.paid_fen - order.freight_fen];
    own.extend(order.lines_fen.iter().flat_map(|(unit, paid)| [*unit, *paid]));
    own.extend(order.aftersales.iter().map(|(_, fen)| *fen));
    own
}

/// Amounts whose sense is clear.
fn amounts(plain: &Plain) -> Vec<Amount> {
    raw(plain)
        .into_iter()
        .filter_map(|(from, to, fen)| {
            let (begin, end) = plain.clause(from, to);
            let (before, clause) = (&plain.text[begin..from], &plain.text[begin..end]);
            // "Vouchers from 99 yuan on": a threshold, no gift.
            if THRESHOLD.is_match(before) {
                return None;
            }
            let sense = if GIFT.is_match(clause) {
                Sense::Gift
            } else if REFUND.is_match(clause) {
                Sense::Refund
            } else if PAID.is_match(clause) {
                Sense::Paid
            } else if PRICE.is_match(clause) {
                Sense::Price
            } else {
                return None;
            };
            Some(Amount { from, to, fen, sense })
        })
        .collect()
}

fn raw(plain: &Plain) -> Vec<(usize, usize, i64)> {
    let mut found: Vec<(usize, usize, i64)> = AMOUNT
        .captures_iter(&plain.text)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let fen = match (c.get(1).or_else(|| c.get(2)), c.get(3)) {
                (Some(number), _) => fen_of(number.as_str())?,
                (None, Some(words)) => spoken(words.as_str())?.checked_mul(100)?,
                (None, None) => return None,
            };
            Some((whole.start(), whole.end(), fen))
        })
        .collect();
    found.truncate(40);
    found
}

fn fen_of(number: &str) -> Option<i64> {
    let (yuan, fen) = number.split_once('.').unwrap_or((number, ""));
    let yuan: i64 = yuan.replace(',', "").parse().ok()?;
    let fen: i64 = format!("{fen:0<2}").get(..2)?.parse().ok()?;
    yuan.checked_mul(100)?.checked_add(fen)
}

/// `二十五` → 25, `一百` → 100, `两千` → 2000.
fn spoken(words: &str) -> Option<i64> {
    let (mut sum, mut digit) = (0i64, 0i64);
    for c in words.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' | '萬' => {
                sum = (sum + digit).max(1) * 10_000;
                digit = 0;
                continue;
            }
            _ => {
                digit =
                    i64::try_from("零一二三四五六七八九".chars().position(|d| d == if c == '两' || c == '兩' { '二' } else { c })?).ok()?;
                continue;
            }
        };
        sum += digit.max(1) * unit;
        digit = 0;
    }
    Some(sum + digit)
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"[¥￥$] ?([0-9][0-9,]{0,12}(?:\.[0-9]{1,2})?)|([0-9][0-9,]{0,12}(?:\.[0-9]{1,2})?) ?(?:元|块钱?|塊錢?|圆|圓|rmb|yuan|cny)|([一二两兩三四五六七八九十百千万萬]{1,8})(?:元|块钱?|塊錢?)",
    )
});
static THRESHOLD: LazyLock<Regex> = LazyLock::new(|| rule(r"(?:满|滿|超过|超過|以上|over|above|from|spend)[ ¥￥$]*$"));
static GIFT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "补偿|補償|赔偿|賠償|赔付|賠付|赔您|赔你|賠您|補您|补您|补你|补贴给|红包|紅包|优惠券|優惠券|代金券|无门槛|無門檻|抵用券|折價券|購物金|返现|返現|返您|(?:给|給|帮|幫)(?:您|你|妳).{0,12}(?:优惠|優惠|便宜|减|減|免|打折)|compensat|goodwill|voucher|coupon|gift card|store credit",
    )
});
static REFUND: LazyLock<Regex> = LazyLock::new(|| rule("退款|退您|退你|退妳|退还|退還|退回|退给|退給|原路|refund|money back"));
static PAID: LazyLock<Regex> = LazyLock::new(|| {
    rule("实付|實付|实际支付|實際支付|支付了|您付了|一共付|共支付|订单金额|訂單金額|订单总额|訂單總額|you paid|amount paid|order total")
});
static PRICE: LazyLock<Regex> = LazyLock::new(|| {
    rule("价格是|價格是|价格为|价格:|售价|售價|单价|單價|现价|現價|卖价|賣價|只要|(?:the |unit )?price is|it costs|costs ")
});
