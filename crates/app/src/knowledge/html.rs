//! An editor's markup: what of it is kept, and the plain text that the bot says and search reads.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use yingke_core::knowledge::Content;

/// Headings, lists, emphasis and links; no pictures from elsewhere, no styles, nothing that runs.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = ["p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "b", "em", "i", "u", "s", "code", "pre", "blockquote", "hr", "a"];
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(HashSet::from(tags))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// Where markup is given it is cleaned, and the plain text is made from it; otherwise the plain text stands.
pub fn clean(content: Content) -> Content {
    if content.html.trim().is_empty() {
        return Content { html: String::new(), ..content };
    }
    // Cleaning takes time with the length; what is far too long is refused by its length anyway.
    if content.html.len() > 8 * yingke_core::knowledge::content::MOST_HTML {
        return content;
    }
    let html = CLEANER.clean(&content.html).to_string();
    let answer = plain(&html);
    if answer.is_empty() { Content { html: String::new(), answer, ..content } } else { Content { html, answer, ..content } }
}

/// The text of cleaned markup: paragraphs apart, list items marked, addresses beside their links.
pub fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut link: Option<(String, usize)> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let (closing, name) = match tag.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, tag.split([' ', '/']).next().unwrap_or_default()),
        };
        match (name, closing) {
            ("br", _) => out.push('\n'),
            ("hr", _) => line(&mut out),
            ("ul", false) => lists.push(None),
            ("ol", false) => lists.push(Some(0)),
            ("ul" | "ol", true) => {
                lists.pop();
                line(&mut out);
            }
            ("li", false) => {
                line(&mut out);
                out.push_str(&"  ".repeat(lists.len().saturating_sub(1)));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        out.push_str(&format!("{number}. "));
                    }
                    Some(None) | None => out.push_str("• "),
                }
            }
            ("p", false) if !out.ends_with("• ") && !out.ends_with(". ") => line(&mut out),
            ("h2" | "h3" | "h4" | "blockquote" | "pre", _) | ("p" | "li", true) => line(&mut out),
            ("a", false) => link = attribute(tag, "href").map(|href| (href, out.len())),
            ("a", true) => {
                if let Some((href, from)) = link.take()
                    && !out[from.min(out.len())..].contains(href.as_str())
                {
                    out.push_str(&format!(" ({href})"));
                }
            }
            _ => {}
        }
    }
    push_text(&mut out, rest);
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// Markup of a plain text, for what was written without an editor and is opened in one.
pub fn of_plain(text: &str) -> String {
    text.lines().map(|line| format!("<p>{}</p>", escape(line))).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_text(out: &mut String, text: &str) {
    out.push_str(&unescape(text));
}

fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand last: `&amp;lt;` is the text `&lt;`.
    [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str) -> Content {
        clean(Content { html: html.to_owned(), ..Content::default() })
    }

    #[test]
    fn what_runs_or_loads_from_elsewhere_is_taken_out() {
        let hostile = r#"<p onclick="x()">好<script>alert(1)</script><img src="https://x.example/a.png"><a href="javascript:x()">点</a><iframe src="//x"></iframe><style>p{}</style></p>"#;
        let content = cleaned(hostile);
        for word in ["script", "onclick", "img", "javascript", "iframe", "style", "alert"] {
            assert!(!content.html.contains(word), "{word} in {}", content.html);
        }
        assert_eq!(content.answer, "好点");
    }

    #[test]
    fn the_plain_text_keeps_paragraphs_lists_and_addresses() {
        let content = cleaned(
            r#"<h2>退款</h2><p>三步&nbsp;&lt;请看&gt;：</p><ol><li><p>申请</p></li><li><p>寄回<br>保留单号</p></li></ol><ul><li>运费险</li></ul><p>详见 <a href="https://a.example/r?a=1&amp;b=2">规则</a></p>"#,
        );
        assert_eq!(content.answer, "退款\n三步 <请看>：\n1. 申请\n2. 寄回\n保留单号\n• 运费险\n详见 规则 (https://a.example/r?a=1&b=2)");
        assert!(content.html.contains("rel=\"noopener"));
    }

    #[test]
    fn plain_text_survives_the_way_through_an_editor() {
        for text in ["一行", "两行\n<b>不是标签</b> & 符号", "a &lt; b"] {
            assert_eq!(plain(&of_plain(text)), text);
        }
        assert_eq!(cleaned("<p></p>").html, "");
    }
}
