//! Personal data in a draft. Numbers are proved by their checksums, so that an order number is no bank card.

use super::{Facts, Found, Plain};
use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{
    customer::{mask_address, mask_email, mask_phone},
    guard::GuardKind,
};

const SHORTEST_ADDRESS: usize = 8;

pub(super) fn mentioned(plain: &Plain) -> bool {
    plain.text.bytes().filter(u8::is_ascii_digit).count() >= 5
        || plain.text.chars().count() >= SHORTEST_ADDRESS && ADDRESS.is_match(&plain.text)
}

pub(super) fn find(plain: &Plain, facts: &Facts, found: &mut Vec<Found>) {
    let mut push =
        |code, from, to, fix| found.push(Found { kind: GuardKind::Personal, code, from, to, fix: Some(fix), detail: String::new() });
    let public = |digits: &str| facts.shop_texts.iter().any(|text| digits_of(text).contains(digits));
    let ours = |number: &str| {
        facts.orders.iter().any(|order| {
            order.order_no.eq_ignore_ascii_case(number) || order.tracking_nos.iter().any(|tracking| tracking.eq_ignore_ascii_case(number))
        })
    };
    for run in RUN.find_iter(&plain.text) {
        let text = run.as_str();
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == 'x').collect();
        if ours(&digits) || borders_letters(&plain.text, run.start(), run.end()) {
            continue;
        }
        if is_id_card(&digits) {
            push("id_card", run.start(), run.end(), format!("{}************{}", &digits[..3], digits[15..].to_ascii_uppercase()));
        } else if let Some(phone) = phone_of(&digits).filter(|phone| !public(phone)) {
            push("phone", run.start(), run.end(), mask_phone(phone));
        } else if is_bank_card(&digits) {
            push("bank_card", run.start(), run.end(), format!("****{}", &digits[digits.len() - 4..]));
        }
    }
    for mail in EMAIL.find_iter(&plain.text) {
        if !facts.shop_texts.iter().any(|text| text.to_ascii_lowercase().contains(mail.as_str())) {
            push("email", mail.start(), mail.end(), mask_email(mail.as_str()));
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

/// Part of a longer number with letters: a tracking number, a link.
fn borders_letters(text: &str, from: usize, to: usize) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '=' | '.' | '#'));
    part(text[..from].chars().next_back()) || text[to..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric())
}

fn phone_of(digits: &str) -> Option<&str> {
    let phone = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits);
    let mobile = phone.len() == 11 && phone.starts_with('1') && !phone[1..].starts_with(['0', '1', '2']);
    mobile.then_some(phone)
}

/// GB 11643: seventeen digits, a birthday among them, and their check digit.
fn is_id_card(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (true, Some(body)) = (digits.len() == 18, digits.get(..17)) else { return false };
    if !body.bytes().all(|b| b.is_ascii_digit()) || !matches!(&body[6..8], "19" | "20") {
        return false;
    }
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    let check = b"10x98765432"[(sum % 11) as usize];
    digits.as_bytes()[17] == check
}

/// Luhn, with a first digit that card networks use.
fn is_bank_card(digits: &str) -> bool {
    if !(15..=19).contains(&digits.len()) || !digits.starts_with(['3', '4', '5', '6']) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| {
            let digit = u32::from(b - b'0');
            if place % 2 == 0 {
                digit
            } else if digit > 4 {
                digit * 2 - 9
            } else {
                digit * 2
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Digits, perhaps in groups.
static RUN: LazyLock<Regex> = LazyLock::new(|| rule(r"\+?[0-9](?:[ -]?[0-9]){9,21}x?"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| rule(r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}"));
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| rule("[省市区县區縣路街道号號弄栋棟]|@|\\b(?:road|street|lane|avenue)\\b"));
