//! Personal data in a text: phones, identity cards, bank cards, e-mail, addresses. One finder for everybody: what is kept for
//! others to read is masked by it, and an agent's draft is checked by it. Numbers are proved by their checksums, so
//! that an order number is no bank card.

use crate::{plain::Plain, rules::rule};
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::customer::{mask_address, mask_email, mask_phone};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Mobile,
    /// Land lines, and numbers of other countries.
    Phone,
    IdCard,
    BankCard,
    Email,
    Address,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    pub kind: Kind,
    /// Bytes of the text.
    pub from: usize,
    pub to: usize,
    /// Digits of a number without what groups them; otherwise as it stands.
    pub value: String,
    /// What may be shown instead.
    pub masked: String,
    /// By its checksum or its form; otherwise it is only called so.
    pub proved: bool,
}

/// The text as others may read it.
pub fn mask(text: &str) -> String {
    mask_where(text, |_| true)
}

/// For what the shop itself publishes: where its stores are is no secret.
pub fn mask_but_addresses(text: &str) -> String {
    mask_where(text, |kind| kind != Kind::Address)
}

fn mask_where(text: &str, hidden: impl Fn(Kind) -> bool) -> String {
    if !may_hold_any(text) {
        return text.to_owned();
    }
    let plain = Plain::whole(text);
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for one in find(&plain.text).into_iter().filter(|one| hidden(one.kind)) {
        let (from, to) = plain.bytes(one.from, one.to);
        masked.push_str(&text[at..from]);
        masked.push_str(&one.masked);
        at = to;
    }
    masked.push_str(&text[at..]);
    masked
}

/// All of it, in the order in which it stands, without overlaps. Reads text in half width and lower case ([`Plain`]).
pub fn find(plain: &str) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    if !may_hold_any(plain) {
        return found;
    }
    let mut push =
        |kind, from, to, value: &str, masked, proved| found.push(Personal { kind, from, to, value: value.to_owned(), masked, proved });
    for mail in EMAIL.find_iter(plain) {
        push(Kind::Email, mail.start(), mail.end(), mail.as_str(), mask_email(mail.as_str()), true);
    }
    let links: Vec<_> = crate::spot::LINK.find_iter(plain).map(|link| link.range()).collect();
    for run in RUN.find_iter(plain).filter(|run| !borders_letters(plain, run.start(), run.end())) {
        let (from, to) = (run.start(), run.end());
        if links.iter().any(|link| link.contains(&from)) {
            continue;
        }
        let digits: String = run.as_str().chars().filter(|c| c.is_ascii_digit() || *c == 'x').collect();
        let before = tail(&plain[..from], 8);
        let told = |words: &[&str]| words.iter().any(|word| before.contains(word));
        let of_a_thing = told(&["订单", "訂單", "单号", "單號", "编号", "編號", "运单", "物流", "order", "tracking", "sku"]);
        if is_id_card(&digits) || (is_like_id_card(&digits) && told(&["身份", "身分"])) {
            push(
                Kind::IdCard,
                from,
                to,
                &digits,
                format!("{}************{}", &digits[..3], digits[15..].to_ascii_uppercase()),
                is_id_card(&digits),
            );
        } else if let Some(phone) = mobile(&digits) {
            // The country code stays.
            let start = run.as_str().find(&phone[..3]).map_or(from, |at| from + at);
            let start = if plain[start..to].chars().filter(char::is_ascii_digit).count() == phone.len() { start } else { from };
            push(Kind::Mobile, start, to, phone, mask_phone(phone), true);
        } else if !of_a_thing
            && (is_bank_card(&digits) || told(&["卡号", "卡號", "银行卡", "銀行卡", "储蓄卡", "信用卡"]) && is_like_bank_card(&digits))
        {
            push(Kind::BankCard, from, to, &digits, format!("****{}", &digits[digits.len() - 4..]), is_bank_card(&digits));
        } else if !of_a_thing && is_other_phone(run.as_str(), &digits) {
            push(Kind::Phone, from, to, &digits, format!("****{}", &digits[digits.len() - 2..]), false);
        }
    }
    for card in TAIWAN_ID.find_iter(plain).filter(|card| is_taiwan_id(card.as_str())) {
        let before = tail(&plain[..card.start()], 8);
        if ["身分", "身份", "证号", "證號"].iter().any(|word| before.contains(word)) {
            let masked = format!("{}******{}", card.as_str()[..2].to_ascii_uppercase(), &card.as_str()[8..]);
            push(Kind::IdCard, card.start(), card.end(), card.as_str(), masked, true);
        }
    }
    for address in ADDRESS.find_iter(plain) {
        // Words before the address that belong to the sentence: 请寄到…
        let lead = LEAD.find_iter(address.as_str()).last().map_or(0, |lead| lead.end());
        let text = &address.as_str()[lead..];
        if text.chars().count() >= SHORTEST_ADDRESS {
            push(Kind::Address, address.start() + lead, address.end(), text, shown_address(text), false);
        }
    }
    for address in ENGLISH_ADDRESS.find_iter(plain) {
        push(Kind::Address, address.start(), address.end(), address.as_str(), "****".to_owned(), false);
    }
    found.sort_by_key(|one| (one.from, std::cmp::Reverse(one.to)));
    let mut end = 0;
    found.retain(|one| {
        let apart = one.from >= end;
        end = if apart { one.to } else { end };
        apart
    });
    found
}

/// Most messages hold neither a number of any length nor an address, and are not read further.
fn may_hold_any(text: &str) -> bool {
    text.chars().filter(|c| c.is_numeric() || "一二三四五六七八九十".contains(*c)).nth(1).is_some() || text.contains(['@', '＠'])
}

/// Down to the district, when it is told.
fn shown_address(address: &str) -> String {
    if address.chars().take(16).any(|c| "省市区县區縣".contains(c)) { mask_address(address) } else { "****".to_owned() }
}

fn tail(text: &str, chars: usize) -> &str {
    text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

/// Part of a longer number with letters: a tracking number, a link.
fn borders_letters(text: &str, from: usize, to: usize) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '=' | '.' | '#'));
    part(text[..from].chars().next_back()) || text[to..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Of the mainland with or without its code, and of Taiwan.
fn mobile(digits: &str) -> Option<&str> {
    let phone = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).filter(|rest| rest.len() == 11).unwrap_or(digits);
    let mainland = phone.len() == 11 && phone.starts_with('1') && !phone[1..].starts_with(['0', '1', '2']);
    let taiwan = phone.len() == 10 && phone.starts_with("09");
    (mainland || taiwan).then_some(phone)
}

/// With its area code set off, or with the code of a country. 400 and 800 are numbers of shops.
fn is_other_phone(run: &str, digits: &str) -> bool {
    let length = digits.len();
    let groups: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    (run.starts_with('+') && (9..=15).contains(&length))
        || (digits.starts_with('0') && (10..=12).contains(&length) && groups.len() >= 2 && (2..=5).contains(&groups[0]))
        || (groups == [3, 3, 4] && !digits.starts_with(['0', '1']) && !digits.starts_with("400") && !digits.starts_with("800"))
}

fn is_like_id_card(digits: &str) -> bool {
    let (true, Some(body)) = (digits.len() == 18, digits.get(..17)) else { return false };
    body.bytes().all(|b| b.is_ascii_digit()) && matches!(&body[6..8], "19" | "20")
}

/// GB 11643: seventeen digits, a birthday among them, and their check digit.
fn is_id_card(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if !is_like_id_card(digits) {
        return false;
    }
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    let check = b"10x98765432"[(sum % 11) as usize];
    digits.as_bytes()[17] == check
}

/// A letter and nine digits, the last of them the check digit.
fn is_taiwan_id(card: &str) -> bool {
    const LETTERS: &str = "abcdefghjklmnpqrstuvxywzio";
    let mut bytes = card.bytes();
    let Some(place) = bytes.next().and_then(|first| LETTERS.find(char::from(first))) else { return false };
    let number = place as u32 + 10;
    let digits: Vec<u32> = bytes.map(|b| u32::from(b.wrapping_sub(b'0'))).collect();
    if digits.len() != 9 || digits.iter().any(|digit| *digit > 9) {
        return false;
    }
    let weighted: u32 = digits[..8].iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    (number / 10 + number % 10 * 9 + weighted + digits[8]).is_multiple_of(10)
}

fn is_like_bank_card(digits: &str) -> bool {
    (15..=19).contains(&digits.len()) && digits.starts_with(['3', '4', '5', '6']) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Luhn, with a first digit that card networks use.
fn is_bank_card(digits: &str) -> bool {
    if !is_like_bank_card(digits) {
        return false;
    }
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| {
            let digit = u32::from(b - b'0');
            match place % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

const SHORTEST_ADDRESS: usize = 6;

/// Digits, perhaps in groups.
static RUN: LazyLock<Regex> = LazyLock::new(|| rule(r"\+?\(?[0-9](?:[ ()-]{0,2}[0-9]){8,21}x?"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}").expect("a pattern"));
static TAIWAN_ID: LazyLock<Regex> = LazyLock::new(|| rule(r"\b[a-z][12][0-9]{8}\b"));
/// A street or village and a number behind it, with what stands around them.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let han = r"[\p{Han}a-z0-9]";
    let number = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})";
    let unit = r"(?:号楼|號樓|号|號|弄|栋|棟|幢|座|单元|單元|室|楼|樓|户|戶|层|層|门|門|巷|段)";
    let more = format!("(?: ?-?{han}{{0,6}}?{number}(?:-[0-9]{{1,5}})* ?{unit}?){{0,4}}");
    let street = "(?:路|街|大道|胡同|巷|弄|苑|花园|花園|公寓|大厦|大廈|广场|廣場|新村|社区|社區|小区|小區|庄|村|镇|鎮|乡|鄉)";
    // Ends of names that are everyday words too: only with the number of a house behind them.
    let (name, house) = ("(?:里|园|園|城|府|湾|灣|庭|坊|段|道)", "(?:栋|棟|幢|座|单元|單元|室)");
    rule(&format!("{han}{{2,30}}?(?:{street}{han}{{0,12}}? ?{number} ?-?{unit}|{name} ?{number} ?-?{house}){more}"))
});
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "寄到|送到|发到|發到|寄往|寄去|送去|改成|改到|改为|改為|换成|換成|换到|地址是|地址为|地址写|地址寫|地址填|新地址|旧地址|地址|住在|住址|收货|收貨|我家在|我在|就是|麻烦|请|請",
    )
});
static ENGLISH_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"\b[0-9]{1,5}[a-z]? (?:[a-z.']{2,15} ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|crescent|terrace|way|close)\b(?:,? (?:apt|unit|flat|suite|#) ?[a-z0-9-]{1,6})?",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_belongs_to_a_person_is_hidden() {
        for (text, masked) in [
            ("打我电话13812345678吧", "打我电话138****5678吧"),
            ("+86 138-1234-5678", "+86 138****5678"),
            ("１３８１２３４５６７８", "138****5678"),
            ("我的手機 0912-345-678", "我的手機 ********78"),
            ("身份证11010519491231002X", "身份证110************02X"),
            ("身份证 110105194912310021 打错一位", "身份证 110************021 打错一位"),
            ("身分證 A123456789", "身分證 A1******89"),
            ("卡号6222020200112233445", "卡号****3445"),
            ("4111 1111 1111 1111", "****1111"),
            ("Mail me: Lin.Mei@Example.com", "Mail me: l***@example.com"),
            ("座机 0571-80000316", "座机 ****16"),
            ("call (312) 555-0177", "call ****77"),
            ("ring +44 7700 900 418", "ring ****18"),
            ("寄到浙江省杭州市余杭区荷花里8幢1单元502", "寄到浙江省杭州市余杭区****"),
            ("地址改成文三路99号3幢", "地址改成****"),
            ("ship it to 12 Long Lane, apt 4b please", "ship it to **** please"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    #[test]
    fn what_belongs_to_nobody_stays() {
        for text in [
            "订单20261103000123",
            "订单号 6222020200112233445",
            "QH20261103000123",
            "SF1234567890123 到哪了",
            "客服热线 400-820-8820",
            "https://shop.example/orders/13812345678",
            "2026-11-03 12:30 买的",
            "满300减50,第2件半价",
            "价格 1,299.90",
            "12号能到吗",
            "三楼有货吗",
            "这个楼道8月能装吗",
            "",
        ] {
            assert_eq!(mask(text), text, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic_and_masking_twice_hides_no_less(text in "\\PC{0,200}") {
            mask(&mask(&text));
        }
        #[test]
        fn numbers_in_any_form_do_not_make_it_panic(text in "[0-9０-９ ()+x路号省-]{0,80}") {
            mask(&text);
        }
    }
}
