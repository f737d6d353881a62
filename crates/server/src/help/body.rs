//! An answer's plain text as paragraphs and lists. Nothing of it is markup: the template escapes every piece.

use regex::Regex;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// `[{kind: "p" | "ul" | "ol", items: [[{text, href?}]]}]`; a paragraph has its lines as items.
pub fn blocks(text: &str) -> Value {
    let mut blocks: Vec<(&'static str, Vec<Value>)> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            fresh = true;
            continue;
        }
        let (kind, words) = item_of(line);
        match blocks.last_mut() {
            Some((last, items)) if *last == kind && (kind != "p" || !fresh) => items.push(pieces(words)),
            _ => blocks.push((kind, vec![pieces(words)])),
        }
        fresh = false;
    }
    blocks.into_iter().map(|(kind, items)| json!({ "kind": kind, "items": items })).collect()
}

fn item_of(line: &str) -> (&'static str, &str) {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:\d{1,2}(?:[.)]\s|[、)]))\s*").expect("a good pattern"));
    for mark in ["- ", "* ", "• ", "· "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return ("ul", rest.trim());
        }
    }
    match NUMBER.find(line) {
        Some(number) => ("ol", &line[number.end()..]),
        None => ("p", line),
    }
}

fn pieces(line: &str) -> Value {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"https?://[^\s<>"'，。；、！？（）【】《》]{4,500}"#).expect("a good pattern"));
    let mut found = Vec::new();
    let mut from = 0;
    for link in LINK.find_iter(line) {
        let address = link.as_str().trim_end_matches(['.', ',', ';', '!', '?', ')', ':']);
        if link.start() > from {
            found.push(json!({ "text": &line[from..link.start()] }));
        }
        found.push(json!({ "text": address, "href": address }));
        from = link.start() + address.len();
    }
    if from < line.len() {
        found.push(json!({ "text": &line[from..] }));
    }
    Value::Array(found)
}

/// The beginning of an answer, for lists and for the page's description.
pub fn excerpt(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    format!("{}…", flat.chars().take(most).collect::<String>().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_lists_and_addresses_become_links() {
        let made = blocks("签收后 7 天内可退。\n运费规则如下：\n\n1. 质量问题我们出\n2、其他您出\n- 见 https://shop.example/rules。");
        assert_eq!(made[0]["kind"], "p");
        assert_eq!(made[0]["items"].as_array().map(Vec::len), Some(2));
        assert_eq!((&made[1]["kind"], &made[1]["items"][1][0]["text"]), (&json!("ol"), &json!("其他您出")));
        assert_eq!((&made[2]["kind"], &made[2]["items"][0][1]["href"]), (&json!("ul"), &json!("https://shop.example/rules")));
        assert_eq!(made[2]["items"][0][2]["text"], "。");
    }

    #[test]
    fn nothing_but_web_addresses_becomes_a_link() {
        assert_eq!(blocks("javascript:alert(1) <script>")[0]["items"][0], json!([{ "text": "javascript:alert(1) <script>" }]));
        assert_eq!(blocks(" \n \n"), json!([]));
    }

    #[test]
    fn an_excerpt_is_cut_between_characters() {
        assert_eq!(excerpt("退货\n退款", 10), "退货 退款");
        assert_eq!(excerpt("退货退款换货", 3), "退货退…");
    }
}
