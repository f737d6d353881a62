//! Ordering by menu: "两份宫保鸡丁,再来一杯豆浆" → what and how many.

use super::{Held, Item, slot};
use crate::text::Locale;
use std::collections::BTreeMap;

/// Of one thing.
pub const MOST_OF_ONE: i64 = 99;

/// How many of which; kept in a slot as `key*2,key*1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cart(pub BTreeMap<String, i64>);

impl Cart {
    pub fn read(text: &str) -> Cart {
        let pairs = text.split(',').filter_map(|pair| pair.rsplit_once('*'));
        Cart(pairs.filter_map(|(key, n)| Some((key.to_owned(), n.parse().ok()?))).collect())
    }
    pub fn add(&mut self, more: &[(String, i64)]) {
        for (key, n) in more {
            let held = self.0.entry(key.clone()).or_default();
            *held = (*held + n).clamp(0, MOST_OF_ONE);
        }
        self.0.retain(|_, n| *n > 0);
    }
    pub fn total_fen(&self, menu: &[Item]) -> i64 {
        menu.iter().map(|item| item.price_fen * self.0.get(&item.key).copied().unwrap_or(0)).sum()
    }
    pub fn held(&self, menu: &[Item], locale: Locale) -> Held {
        let value: Vec<String> = self.0.iter().map(|(key, n)| format!("{key}*{n}")).collect();
        let named = menu.iter().filter_map(|item| Some(format!("{} ×{}", item.label.get(locale), self.0.get(&item.key)?)));
        let total = self.total_fen(menu);
        let label = format!("{}(¥{}.{:02})", named.collect::<Vec<_>>().join("、"), total / 100, total % 100);
        Held { value: value.join(","), label }
    }
}

/// What these words order; things that are not on the menu are not heard. "不要豆浆" takes it away.
pub fn ordered(menu: &[Item], text: &str) -> Vec<(String, i64)> {
    let text = text.to_lowercase();
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    for item in menu {
        let names = [&item.label.zh_cn, &item.label.zh_tw, &item.label.en].into_iter().chain(&item.words);
        for name in names.filter(|name| !name.trim().is_empty()) {
            let name = name.trim().to_lowercase();
            places.extend(text.match_indices(&name).map(|(at, found)| (at, at + found.len(), item.key.as_str())));
        }
    }
    // A longer name wins over one that it contains.
    places.sort_by_key(|(from, to, _)| (*from, usize::MAX - *to));
    let mut found: Vec<(String, i64)> = Vec::new();
    let mut end = 0;
    for (from, to, key) in places {
        if from < end {
            continue;
        }
        let before = &text[end..from];
        let n = if taken_away(before) { -MOST_OF_ONE } else { count_before(before).or_else(|| count_after(&text[to..])).unwrap_or(1) };
        found.push((key.to_owned(), n));
        end = to;
    }
    found
}

fn taken_away(before: &str) -> bool {
    ["不要", "去掉", "删掉", "刪掉", "without", "no "].iter().any(|word| before.trim_end().ends_with(word.trim_end()))
}

/// The number right before the name: `两份`, `2 `, `two `.
fn count_before(before: &str) -> Option<i64> {
    let part = before.trim_end().trim_end_matches(['的', '大', '小']);
    let tail: Vec<char> = part.chars().rev().take(6).collect();
    let tail: String = tail.into_iter().rev().collect();
    let starts = tail.char_indices().map(|(at, _)| at);
    starts.filter_map(|at| slot::number(tail[at..].trim()).filter(|n| (1..=MOST_OF_ONE).contains(n))).next()
}

/// `豆浆 x2`, `豆浆两杯`.
fn count_after(after: &str) -> Option<i64> {
    let part = after.trim_start_matches([' ', 'x', '×', '*']);
    let head: String = part.chars().take(3).collect();
    let ends: Vec<usize> = head.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    // `豆浆两杯宫保鸡丁` is two of the first; `豆浆 两份鸡丁` cannot be told apart and counts for the first as well.
    ends.into_iter().rev().filter_map(|to| slot::number(&head[..to]).filter(|n| (1..=MOST_OF_ONE).contains(n))).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn menu() -> Vec<Item> {
        [("gb", "宫保鸡丁", 2800), ("dj", "豆浆", 600), ("dj_l", "大杯豆浆", 900)]
            .map(|(key, name, price_fen)| Item { key: key.into(), label: Text::zh(name), price_fen, words: vec![] })
            .into()
    }

    fn of(text: &str) -> Vec<(String, i64)> {
        ordered(&menu(), text)
    }

    #[test]
    fn several_things_with_their_numbers_are_heard_in_one_sentence() {
        let pair = |key: &str, n| (key.to_owned(), n);
        assert_eq!(of("来两份宫保鸡丁,再来一杯豆浆"), [pair("gb", 2), pair("dj", 1)]);
        assert_eq!(of("宫保鸡丁 x3"), [pair("gb", 3)]);
        assert_eq!(of("12份宫保鸡丁"), [pair("gb", 12)]);
        assert_eq!(of("大杯豆浆"), [pair("dj_l", 1)]);
        assert_eq!(of("有披萨吗"), []);
        assert_eq!(of("不要豆浆"), [pair("dj", -MOST_OF_ONE)]);
    }

    #[test]
    fn the_cart_adds_takes_away_and_knows_its_total() {
        let mut cart = Cart::default();
        cart.add(&of("两份宫保鸡丁和一杯豆浆"));
        assert_eq!(cart.total_fen(&menu()), 6200);
        cart.add(&of("不要豆浆"));
        let held = cart.held(&menu(), Locale::ZhCn);
        assert_eq!((held.value.as_str(), held.label.as_str()), ("gb*2", "宫保鸡丁 ×2(¥56.00)"));
        assert_eq!(Cart::read(&held.value), cart);
    }
}
