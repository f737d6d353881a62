//! Word lists and patterns, written over several lines for people to read.

use regex::Regex;

/// A pattern of this crate. Line breaks and indents are left out; `\b`, `\w` and `\d` mean ASCII, because a Chinese
/// character beside a Latin word is no part of it.
pub(crate) fn rule(text: &str) -> Regex {
    let text = text.replace(['\n', '\t'], "").replace("    ", "");
    let text = text.replace("\\b", "(?-u:\\b)").replace("\\w", "[a-z]").replace("\\d", "[0-9]");
    Regex::new(&text).unwrap_or_else(|error| panic!("a rule of this crate is wrong: {error}: {text}"))
}
