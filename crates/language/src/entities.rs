//! What a message names: orders and parcels by number, phones, addresses, amounts, dates, mails, links.

use crate::{
    numbers,
    personal::{self, Kind},
    plain::Plain,
    rules::rule,
    spot::spot,
};
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    pub kind: EntityKind,
    /// As it stands in the message; numbers of persons without what groups them.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Of an order or a parcel: only the database knows which.
    Number,
    Phone,
    IdCard,
    BankCard,
    Address,
    Email,
    Link,
    Amount {
        fen: i64,
    },
    Date,
}

const MOST: usize = 20;

pub fn entities(text: &str) -> Vec<Entity> {
    let plain = Plain::of(text);
    let mut found: Vec<Entity> = Vec::new();
    let mut push = |kind, text: &str| {
        let entity = Entity { kind, text: text.trim().to_owned() };
        if found.len() < MOST && !found.contains(&entity) {
            found.push(entity);
        }
    };
    let mut hidden = plain.text.clone();
    for one in personal::find(&plain.text) {
        let (kind, value) = match one.kind {
            Kind::Mobile | Kind::Phone => (EntityKind::Phone, one.value.clone()),
            Kind::IdCard => (EntityKind::IdCard, one.value.clone()),
            Kind::BankCard => (EntityKind::BankCard, one.value.clone()),
            Kind::Email => (EntityKind::Email, one.value.clone()),
            Kind::Address => (EntityKind::Address, plain.original(one.from, one.to)),
        };
        push(kind, &value);
        // So that a phone is no order number and a house number no date.
        hidden.replace_range(one.from..one.to, &" ".repeat(one.to - one.from));
    }
    if hidden.bytes().filter(u8::is_ascii_digit).nth(4).is_some() || hidden.contains("://") {
        // Case matters to numbers and links.
        let shown: String = plain.original_where(&hidden);
        let spotted = spot(&shown);
        spotted.links.iter().for_each(|link| push(EntityKind::Link, link));
        spotted.numbers.iter().for_each(|number| push(EntityKind::Number, number));
    }
    for amount in AMOUNT.captures_iter(&hidden) {
        let number = amount.name("a").or_else(|| amount.name("b")).map_or("", |m| m.as_str());
        let (Some(fen), Some(whole)) = (numbers::fen(number), amount.get(0)) else { continue };
        push(EntityKind::Amount { fen }, whole.as_str());
    }
    for date in DATE.find_iter(&hidden) {
        push(EntityKind::Date, date.as_str());
    }
    found
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?:[¥￥$£€]|rmb|nt\$?|hk\$) ?(?P<a>[0-9][0-9,]{0,12}(?:\.[0-9]{1,2})?)|(?P<b>[0-9][0-9,]{0,12}(?:\.[0-9]{1,2})?|[一二两俩三四五六七八九十百千万零]{1,9}) ?(?:块钱|元|块|塊|圆|圓|rmb|yuan|dollars|bucks|quid)",
    )
});

/// A day or a time as people say it; what it means depends on when it was said.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let n = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})";
    rule(&format!(
        r"(?:19|20)[0-9]{{2}}[-/.年][01]?[0-9][-/.月][0-3]?[0-9]日?|{n}月{n}[日号號]?|{n}[号號](?:[^楼线机码店仓库门位链]|$)|(?:大?前天|昨[天日晚儿]|今[天日晚早儿]|明[天日晚早儿]|大?后天|后儿|前儿|聽日|尋日)(?:早上|上午|中午|下午|晚上)?(?:{n}[点點](?:半|{n}分?)?)?|(?:上上?个?|下下?个?|这个?|本)?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天末1-6](?:早上|上午|中午|下午|晚上)?(?:{n}[点點]半?)?|(?:早上|上午|中午|下午|晚上|凌晨|今晚|傍晚){n}[点點](?:半|{n}分?)?|[上下]个?月底?|月底|年底|周末|週末|\b(?:today|tonight|tomorrow|yesterday|(?:next |last |this |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|last week|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|december)|[0-9]{{1,2}}(?::[0-9]{{2}})? ?[ap]m)\b"
    ))
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(text: &str) -> Vec<(EntityKind, String)> {
        entities(text).into_iter().map(|entity| (entity.kind, entity.text)).collect()
    }
    fn one(text: &str, kind: EntityKind, named_text: &str) {
        assert!(named(text).contains(&(kind, named_text.to_owned())), "{text}: {:?}", named(text));
    }

    #[test]
    fn a_message_names_orders_people_places_sums_and_days() {
        one("订单QH20261103000123退我12.5元", EntityKind::Number, "QH20261103000123");
        one("订单QH20261103000123退我12.5元", EntityKind::Amount { fen: 1_250 }, "12.5元");
        one("赔我三百五十块", EntityKind::Amount { fen: 35_000 }, "三百五十块");
        one("$1,299.90 was charged", EntityKind::Amount { fen: 129_990 }, "$1,299.90");
        one("打13812345678", EntityKind::Phone, "13812345678");
        one("发到 lin@example.com", EntityKind::Email, "lin@example.com");
        one("寄到浙江省杭州市余杭区荷花里8幢1单元502", EntityKind::Address, "浙江省杭州市余杭区荷花里8幢1单元502");
        one("https://shop.example/p/1 这个", EntityKind::Link, "https://shop.example/p/1");
        one("明天下午三点前要", EntityKind::Date, "明天下午三点");
        one("12月5日买的", EntityKind::Date, "12月5日");
        one("need it by next friday", EntityKind::Date, "next friday");
        assert!(named("打13812345678").iter().all(|(kind, _)| *kind != EntityKind::Number));
        assert_eq!(named("什么时候发货"), []);
        assert_eq!(named(""), []);
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(text in "\\PC{0,200}") {
            entities(&text);
        }
        #[test]
        fn numbers_do_not_either(text in "[0-9 一二三百元点月日号-]{0,60}") {
            entities(&text);
        }
    }
}
