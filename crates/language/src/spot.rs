//! Numbers and links inside a message: what could be an order, a parcel or a product, and how much money.

use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;

/// What a message may refer to, best guess first. The caller looks each up: only the database knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spotted {
    /// Web addresses, without what stands after `#`.
    pub links: Vec<String>,
    /// Order or tracking numbers: 6 to 40 letters, digits and inner dashes, at least five digits among them. Phone
    /// numbers are left out.
    pub numbers: Vec<String>,
    /// The message is nothing but such numbers and links (and words like 订单号): the customer just pasted it.
    pub bare: bool,
}

const MOST: usize = 8;

/// Reads raw text (case of numbers and links matters).
pub fn spot(text: &str) -> Spotted {
    let text: String = text.chars().take(5_000).map(half_width_ascii).collect();
    let links: Vec<String> = LINK.find_iter(&text).map(|m| clean_link(m.as_str())).filter(|link| link.len() > 10).take(MOST).collect();
    let rest = LINK.replace_all(&text, " ");
    let mut numbers = Vec::new();
    // Parameters and last parts of links name orders and products too.
    for found in links.iter().flat_map(|link| NUMBER.find_iter(link)).chain(NUMBER.find_iter(&rest)) {
        let number = found.as_str().trim_matches('-').to_owned();
        if plausible(&number) && !numbers.contains(&number) && numbers.len() < MOST {
            numbers.push(number);
        }
    }
    let left = NUMBER.replace_all(&rest, "");
    let left = AROUND.replace_all(&left, "");
    let bare = (!links.is_empty() || !numbers.is_empty()) && left.chars().all(|c| !c.is_alphanumeric());
    Spotted { links, numbers, bare }
}

/// Amounts of money in fen: `¥12.50`, `12.5元`, `30块`.
pub fn amounts_fen(text: &str) -> Vec<i64> {
    AMOUNT.captures_iter(text).filter_map(|c| crate::numbers::fen(c.get(1).or_else(|| c.get(2))?.as_str())).collect()
}

/// An address as it is compared: no scheme, no `www.`/`m.`, no query of trackers, no trailing slash, lower-case host.
pub fn comparable_link(link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |i| rest.split_at(i));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !TRACKERS.iter().any(|t| p.starts_with(t))).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{host}{}{query}", path.trim_end_matches('/'))
}

const TRACKERS: &[&str] =
    &["utm_", "spm=", "scm=", "from=", "share", "source=", "ref=", "timestamp=", "ut_sk=", "un=", "gclid=", "fbclid="];

fn plausible(number: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (6..=40).contains(&number.len()) && digits >= 5 && !is_phone(number) && !DATE.is_match(number)
}

fn is_phone(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1') && !number[1..].starts_with(['0', '1', '2']) && number.bytes().all(|b| b.is_ascii_digit())
}

fn clean_link(link: &str) -> String {
    link.split('#').next().unwrap_or_default().trim_end_matches(['.', ',', ')', ';', '!', '?', '"', '\'']).to_owned()
}

fn half_width_ascii(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

pub(crate) static LINK: LazyLock<Regex> =
    LazyLock::new(|| rule(r"https?://[A-Za-z0-9.\-]+(?::[0-9]+)?[A-Za-z0-9\-._~/?#\[\]@!$&'()*+,;=%]*"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| rule(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"));
static DATE: LazyLock<Regex> = LazyLock::new(|| rule(r"^(?:19|20)[0-9]{2}-?[01]?[0-9]-?[0-3]?[0-9]$"));
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    rule(r"[¥￥$] ?([0-9][0-9,]{0,40}(?:\.[0-9]{1,2})?)|([0-9][0-9,]{0,40}(?:\.[0-9]{1,2})?) ?(?:元|块|塊|圆|圓|rmb|RMB|yuan)")
});
/// Words around a pasted number.
static AROUND: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?i-u:order|tracking|number|no\.?|my|is|the|id)|订单编号|订单号码|订单号|订单|訂單編號|訂單號碼|訂單|單號|快递单号|物流单号|运单号|快递|物流|单号|编号|号码|我的|这个|帮我查|帮我看|查一下|看一下|看下|查下|查|是|这是|你好|您好|链接|商品",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pasted_number_is_seen_and_a_phone_number_is_not_one() {
        let spotted = spot("订单号：QH20261103000123");
        assert_eq!(spotted.numbers, ["QH20261103000123"]);
        assert!(spotted.bare);
        assert_eq!(spot("SF1234567890123 到哪了").numbers, ["SF1234567890123"]);
        assert!(!spot("SF1234567890123 到哪了").bare);
        assert_eq!(spot("我的电话13812345678").numbers, Vec::<String>::new());
        assert_eq!(spot("2026-11-03 买的").numbers, Vec::<String>::new());
        assert_eq!(spot("买了3件 2号链接"), Spotted::default());
    }

    #[test]
    fn a_link_gives_its_address_and_the_numbers_in_it() {
        let spotted = spot("看这个 https://shop.example/orders/QH20261103000123?from=app#top 谢谢");
        assert_eq!(spotted.links, ["https://shop.example/orders/QH20261103000123?from=app"]);
        assert_eq!(spotted.numbers, ["QH20261103000123"]);
        assert_eq!(comparable_link("https://www.Shop.example/p/1/?utm_source=x&id=3#a"), "shop.example/p/1?id=3");
    }

    #[test]
    fn amounts_are_read_in_fen() {
        assert_eq!(amounts_fen("退我¥12.5,还有30元和1,299.90块"), [1250, 3000, 129990]);
        assert_eq!(amounts_fen("99999999999999999999元"), Vec::<i64>::new());
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(text in "\\PC{0,200}") {
            spot(&text);
            amounts_fen(&text);
            comparable_link(&text);
        }
    }
}
