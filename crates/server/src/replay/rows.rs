//! Tab-separated files with one header line and no quoting.

use anyhow::Context as _;
use std::path::Path;

/// The texts of one column, in order; `limit` cuts. Also how many rows had no words and are left out.
pub fn read(file: &Path, column: &str, limit: Option<usize>) -> anyhow::Result<(Vec<String>, usize)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    parse(&text, column, limit).with_context(|| format!("read {}", file.display()))
}

fn parse(text: &str, column: &str, limit: Option<usize>) -> anyhow::Result<(Vec<String>, usize)> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let names: Vec<&str> = lines.next().context("the file is empty")?.split('\t').collect();
    let place = names
        .iter()
        .position(|name| *name == column)
        .with_context(|| format!("there is no column {column:?}; the header has {}", names.join(", ")))?;
    let all: Vec<&str> =
        lines.map(|line| line.split('\t').nth(place).unwrap_or_default().trim()).take(limit.unwrap_or(usize::MAX)).collect();
    let texts: Vec<String> = all.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect();
    let without_words = all.len() - texts.len();
    Ok((texts, without_words))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_column_is_found_by_its_name_and_a_missing_one_names_the_others() {
        let file = "label\ttext\n1\t你好\n0\t\n1\tgone \"wrong\"\n";
        assert_eq!(parse(file, "text", None).unwrap(), (vec!["你好".to_owned(), "gone \"wrong\"".to_owned()], 1));
        assert_eq!(parse(file, "text", Some(1)).unwrap().0.len(), 1);
        assert!(parse(file, "words", None).unwrap_err().to_string().contains("label, text"));
    }
}
