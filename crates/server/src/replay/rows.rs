//! Tab-separated files with one header line and no quoting.

use anyhow::Context as _;
use std::path::Path;

/// What somebody says, and what the file calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// Empty without a label column.
    pub label: String,
}

/// One column's texts with another's labels, in order; `limit` cuts. Also how many rows had no words and are left out.
pub fn read(file: &Path, column: &str, label: Option<&str>, limit: Option<usize>) -> anyhow::Result<(Vec<Line>, usize)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    parse(&text, column, label, limit).with_context(|| format!("read {}", file.display()))
}

fn parse(text: &str, column: &str, label: Option<&str>, limit: Option<usize>) -> anyhow::Result<(Vec<Line>, usize)> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let names: Vec<&str> = lines.next().context("the file is empty")?.split('\t').collect();
    let place = |wanted: &str| {
        let found = names.iter().position(|name| *name == wanted);
        found.with_context(|| format!("there is no column {wanted:?}; the header has {}", names.join(", ")))
    };
    let words = place(column)?;
    let label = label.map(place).transpose()?;
    let cell = |line: &str, at: usize| line.split('\t').nth(at).unwrap_or_default().trim().to_owned();
    let all: Vec<Line> = lines
        .take(limit.unwrap_or(usize::MAX))
        .map(|line| Line { text: cell(line, words), label: label.map_or_else(String::new, |at| cell(line, at)) })
        .collect();
    let count = all.len();
    let kept: Vec<Line> = all.into_iter().filter(|line| !line.text.is_empty()).collect();
    let without_words = count - kept.len();
    Ok((kept, without_words))
}

#[cfg(test)]
mod tests {
    use super::{Line, parse};

    #[test]
    fn a_column_is_found_by_its_name_and_a_missing_one_names_the_others() {
        let file = "label\ttext\n1\t你好\n0\t\n1\tgone \"wrong\"\n";
        let line = |label: &str, text: &str| Line { text: text.into(), label: label.into() };
        assert_eq!(parse(file, "text", None, None).unwrap(), (vec![line("", "你好"), line("", "gone \"wrong\"")], 1));
        assert_eq!(parse(file, "text", Some("label"), Some(1)).unwrap().0, [line("1", "你好")]);
        assert!(parse(file, "words", None, None).unwrap_err().to_string().contains("label, text"));
        assert!(parse(file, "text", Some("kind"), None).is_err());
    }
}
