//! Whether an answer is what was asked for.

use super::{Expects, Held, Offered, words};
use crate::text::Locale;

/// The value, or what to tell the customer.
pub fn read(expects: Expects, text: &str, picture: Option<&str>, locale: Locale) -> Result<Held, &'static str> {
    let text = text.trim();
    let held = |value: &str| Held { value: value.to_owned(), label: value.to_owned() };
    match expects {
        Expects::Picture => match picture {
            Some(id) => Ok(Held { value: id.to_owned(), label: words::pick(locale, "图片", "圖片", "picture").to_owned() }),
            None if !text.is_empty() => Ok(held(&cut(text, 500))),
            None => Err(words::pick(
                locale,
                "请发一张图片，或用文字说明。",
                "請傳一張圖片，或用文字說明。",
                "Send a picture, or describe it in words.",
            )),
        },
        Expects::Text => match text.chars().count() {
            0 => Err(words::pick(locale, "请用文字回复。", "請用文字回覆。", "Please answer in words.")),
            1..=500 => Ok(held(text)),
            _ => Err(words::pick(
                locale,
                "太长了，请用 500 字以内说明。",
                "太長了，請用 500 字以內說明。",
                "Please keep it under 500 characters.",
            )),
        },
        Expects::Number => number(text).map(|n| held(&n.to_string())).ok_or(words::pick(
            locale,
            "请回复一个数字，例如 2。",
            "請回覆一個數字，例如 2。",
            "Please answer with a number, for example 2.",
        )),
        Expects::Phone => phone(text).map(|p| Held { label: masked(&p), value: p }).ok_or(words::pick(
            locale,
            "这不像一个电话号码，请再核对一次，例如 13812345678。",
            "這不像電話號碼，請再確認一次，例如 0912345678。",
            "That does not look like a phone number. Please check it, for example 13812345678.",
        )),
        Expects::Address => match address(text) {
            Some(found) => Ok(held(found)),
            None => Err(words::pick(
                locale,
                "请写完整的收货地址：省市区、街道和门牌号，例如：浙江省杭州市西湖区文三路 8 号 2 幢 301。",
                "請寫完整的收件地址：縣市、區、路名與門牌號，例如：台北市信義區松高路 8 號 3 樓。",
                "Please write the full address with city, street and number, for example: 8 Wensan Road, Xihu, Hangzhou.",
            )),
        },
    }
}

/// What was meant of what was offered: its number, its words, or a piece of them that fits only one.
pub fn chosen<'o>(offered: &'o [Offered], text: &str) -> Option<&'o Offered> {
    let text = words::plain(text);
    if text.is_empty() {
        return None;
    }
    if let Some(exact) = offered.iter().find(|o| words::plain(&o.label) == text || o.value.eq_ignore_ascii_case(&text)) {
        return Some(exact);
    }
    let ordinal = text.trim_start_matches('第').trim_end_matches(['个', '個', '项', '項', '单', '單', '号', '號', '条', '條']);
    if let Some(n) = number(ordinal).filter(|_| ordinal.chars().count() <= 2) {
        return usize::try_from(n - 1).ok().and_then(|i| offered.get(i));
    }
    let mut fits = offered.iter().filter(|o| {
        let label = words::plain(&o.label);
        (text.chars().count() >= 2 && label.contains(&text)) || (label.chars().count() >= 2 && text.contains(&label))
    });
    match (fits.next(), fits.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// `2`, `２`, `两`, `十二`, `two`.
pub fn number(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches(['个', '個', '份', '件', '杯', '碗', '只', '隻', '张', '張', '位', '人', '名', '瓶', '盒']);
    let digits: String =
        text.chars().map(|c| if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c }).collect();
    if let Ok(n) = digits.parse::<i64>() {
        return (0..=1_000_000).contains(&n).then_some(n);
    }
    let english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(n) = english.iter().position(|word| text.eq_ignore_ascii_case(word)) {
        return i64::try_from(n).ok();
    }
    chinese(text)
}

fn chinese(text: &str) -> Option<i64> {
    let one = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两' || c == '兩').then_some(2)).map(|n| n as i64);
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        [] => None,
        ['十'] => Some(10),
        [c] => one(*c),
        ['十', c] => Some(10 + one(*c)?),
        [c, '十'] => Some(one(*c)? * 10),
        [c, '十', d] => Some(one(*c)? * 10 + one(*d)?),
        _ => None,
    }
}

fn phone(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let digits = kept.trim_start_matches('+');
    // Everything but the number's own signs would be words: "my number is …" is fine, letters inside it are not.
    (kept.len() - digits.len() <= 1 && (8..=15).contains(&digits.len()) && !digits.contains('+')).then_some(kept)
}

/// Never the whole number back on a screen that somebody else may see.
fn masked(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    match chars.len() {
        8.. => {
            format!("{}****{}", chars[..chars.len() - 8].iter().collect::<String>(), chars[chars.len() - 4..].iter().collect::<String>())
        }
        _ => phone.to_owned(),
    }
}

fn address(text: &str) -> Option<&str> {
    let lead = ["收货地址", "新地址", "地址", "改成", "改到", "改为", "寄到", "收件地址", "new address", "address"];
    let mut text = text.trim();
    while let Some(rest) = lead.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest.trim_start_matches(['是', '为', ':', '\u{ff1a}', ' ', '到', '成']);
    }
    let length = text.chars().count();
    let place = [
        "省", "市", "区", "區", "县", "縣", "镇", "鎮", "乡", "鄉", "路", "街", "道", "村", "号", "號", "巷", "弄", "楼", "樓", "road",
        "street", "rd", "st", "ave", "avenue", "lane",
    ];
    let lower = text.to_lowercase();
    let marks = place.iter().filter(|mark| lower.contains(*mark)).count();
    let asks = text.ends_with(['?', '\u{ff1f}', '吗', '嗎']);
    ((8..=200).contains(&length) && marks >= 2 && !asks).then_some(text)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(expects: Expects, text: &str) -> Option<String> {
        read(expects, text, None, Locale::ZhCn).ok().map(|held| held.value)
    }

    #[test]
    fn answers_are_taken_as_people_write_them_and_others_are_refused() {
        for (expects, text, expected) in [
            (Expects::Number, "两份", Some("2")),
            (Expects::Number, "12", Some("12")),
            (Expects::Number, "二十三", Some("23")),
            (Expects::Number, "很多", None),
            (Expects::Phone, "我的号码 138-1234-5678", Some("13812345678")),
            (Expects::Phone, "12345", None),
            (Expects::Phone, "没有电话", None),
            (Expects::Address, "改到浙江省杭州市西湖区文三路8号", Some("浙江省杭州市西湖区文三路8号")),
            (Expects::Address, "台北市信義區松高路 8 號 3 樓", Some("台北市信義區松高路 8 號 3 樓")),
            (Expects::Address, "可以寄到公司的路边吗?", None),
            (Expects::Address, "杭州", None),
            (Expects::Text, "   ", None),
        ] {
            assert_eq!(ok(expects, text).as_deref(), expected, "{expects} {text}");
        }
        assert_eq!(read(Expects::Phone, "13812345678", None, Locale::ZhCn).map(|held| held.label), Ok("138****5678".to_owned()));
    }

    #[test]
    fn a_choice_is_found_by_number_by_words_and_by_a_piece_that_fits_only_one() {
        let offered: Vec<Offered> =
            [("a", "全棉四件套"), ("b", "全棉浴巾"), ("c", "乳胶枕")].map(|(v, l)| Offered { value: v.into(), label: l.into() }).into();
        let of = |text: &str| chosen(&offered, text).map(|o| o.value.as_str());
        assert_eq!(
            [of("2"), of("第三个"), of("乳胶枕"), of("浴巾"), of("全棉"), of("9"), of("")],
            [Some("b"), Some("c"), Some("c"), Some("b"), None, None, None]
        );
    }
}
