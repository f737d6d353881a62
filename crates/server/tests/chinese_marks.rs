//! Chinese text is written with Chinese marks: what the bot, the thread and the demo shop say to people.

use regex::Regex;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files with search patterns, in which such marks are no punctuation.
const PATTERNS: &[&str] = &["gaps/mine.rs", "pairs/differ.rs", "bot/refund.rs", "bot/contact.rs", "bot/price.rs"];
/// What customers and colleagues type is as people type it; one English sentence names a column of a file.
const PEOPLES_WORDS: &[&str] = &["demo/orders.rs", "demo/tickets.rs", "knowledge/files/read.rs"];
const CONTENT: &[&str] = &["bot/industry.json", "demo/content/flows.json", "demo/content/menus.json", "demo/content/shop.json"];

/// An ASCII mark between Chinese characters, or at the end of Chinese text; braces stand for what is filled in.
fn half_width() -> Regex {
    Regex::new(r#"[\p{Han}」”}][,?!;:](?:[\p{Han}「“{\\]|$)|\p{Han}\.(?:\p{Han}|$)|\p{Han}[()]|[()]\p{Han}"#).expect("a pattern")
}

#[test]
fn no_chinese_text_for_people_has_a_half_width_mark() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates").to_owned();
    let (mark, literal, han) = (half_width(), literal(), Regex::new(r"\p{Han}").expect("a pattern"));
    let mut seen = 0;
    let mut wrong = Vec::new();
    for folder in ["app/src", "core/src", "server/src"] {
        for file in files(&sources.join(folder)) {
            let path = file.to_string_lossy().replace('\\', "/");
            if PATTERNS.iter().chain(PEOPLES_WORDS).any(|known| path.ends_with(known)) || path.ends_with("_tests.rs") {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a source file");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for found in literal.captures_iter(line).filter(|found| han.is_match(&found[1])) {
                    seen += 1;
                    if mark.is_match(&found[1]) {
                        wrong.push(format!("{path}: {}", &found[1]));
                    }
                }
            }
        }
    }
    for name in CONTENT {
        let text = fs::read_to_string(sources.join("app/src").join(name)).expect("the demo's content");
        for found in literal.captures_iter(&text).filter(|found| han.is_match(&found[1])) {
            seen += 1;
            if mark.is_match(&found[1]) {
                wrong.push(format!("{name}: {}", &found[1]));
            }
        }
    }
    assert!(seen > 500, "only {seen} Chinese texts were looked at");
    assert!(wrong.is_empty(), "{} texts: {wrong:#?}", wrong.len());
}

#[test]
fn a_half_width_mark_is_seen_where_it_is_wrong_and_nowhere_else() {
    for text in ["您好,请问", "想查哪一单?", "订单 {no}:{state}", "(试运行)取消", "好的.没有了"] {
        assert!(half_width().is_match(text), "{text}");
    }
    for text in ["您好，请问", "想查哪一单？", "每天 09:00-22:00", "2.5 米", "订单 {no}：{state}", "Which order?"] {
        assert!(!half_width().is_match(text), "{text}");
    }
}

fn literal() -> Regex {
    Regex::new(r#""((?:[^"\\]|\\.)*)""#).expect("a pattern")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
