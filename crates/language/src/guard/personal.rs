//! Personal data in a draft: what [`crate::personal`] proves, unless the shop says it publicly, and the customer's own address
//! and other people's orders.

use super::{Facts, Found, Plain};
use crate::personal::{self, Kind};
use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{customer::mask_address, guard::GuardKind};

const SHORTEST_ADDRESS: usize = 8;

pub(super) fn mentioned(plain: &Plain) -> bool {
    plain.text.bytes().filter(u8::is_ascii_digit).count() >= 5
        || plain.text.chars().count() >= SHORTEST_ADDRESS && ADDRESS.is_match(&plain.text)
}

pub(super) fn find(plain: &Plain, facts: &Facts, found: &mut Vec<Found>) {
    let mut push =
        |code, from, to, fix| found.push(Found { kind: GuardKind::Personal, code, from, to, fix: Some(fix), detail: String::new() });
    let public = |digits: &str| facts.shop_texts.iter().any(|text| digits_of(text).contains(digits));
    let written = |mail: &str| facts.shop_texts.iter().any(|text| text.to_ascii_lowercase().contains(mail));
    let ours = |number: &str| {
        facts.orders.iter().any(|order| {
            order.order_no.eq_ignore_ascii_case(number) || order.tracking_nos.iter().any(|tracking| tracking.eq_ignore_ascii_case(number))
        })
    };
    for one in personal::find(&plain.text).into_iter().filter(|one| one.proved && !ours(&one.value)) {
        match one.kind {
            Kind::IdCard => push("id_card", one.from, one.to, one.masked),
            Kind::BankCard => push("bank_card", one.from, one.to, one.masked),
            Kind::Mobile if !public(&one.value) => push("phone", one.from, one.to, one.masked),
            Kind::Email if !written(&one.value) => push("email", one.from, one.to, one.masked),
            // An agent tells the shop's land line and address all day; the customer's own is found below.
            Kind::Mobile | Kind::Email | Kind::Phone | Kind::Address => {}
        }
    }
    for order in facts.orders.iter().filter(|order| order.address.chars().count() >= SHORTEST_ADDRESS) {
        let address = Plain::of(&order.address).text;
        if let Some(at) = plain.text.find(&address) {
            push("address", at, at + address.len(), mask_address(&order.address));
        }
    }
    for number in &facts.foreign_orders {
        let number = number.to_ascii_lowercase();
        if let Some(at) = plain.text.find(&number).filter(|_| number.len() >= 6 && number.is_ascii()) {
            push("other_order", at, at + number.len(), format!("{}****", &number[..2].to_ascii_uppercase()));
        }
    }
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| rule("[省市区县區縣路街道号號弄栋棟]|@|\\b(?:road|street|lane|avenue)\\b"));
