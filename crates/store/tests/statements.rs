//! Every statement of the product is understood by both engines.

mod support;

use std::path::{Path, PathBuf};

/// Statements of one engine only, each at a place that knows its engine.
const SQLITE_ONLY: [&str; 3] = ["PRAGMA ", "VACUUM ", "BEGIN IMMEDIATE"];

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_prepared_on_both_engines() {
    let statements = statements();
    assert!(statements.len() > 50, "only {} statements were found: is the search broken?", statements.len());
    let databases = support::both().await;
    let mut failed = Vec::new();
    for (place, sql) in &statements {
        let sqlite_only = SQLITE_ONLY.iter().any(|start| sql.starts_with(start));
        if let Err(error) = databases.sqlite.prepare(sql).await {
            failed.push(format!("SQLite, {place}: {error}\n{sql}"));
        }
        if !sqlite_only && let Err(error) = databases.postgres.prepare(sql).await {
            failed.push(format!("PostgreSQL, {place}: {error}\n{sql}"));
        }
    }
    databases.finish().await;
    assert!(failed.is_empty(), "{} of {} statements:\n{}", failed.len(), statements.len(), failed.join("\n\n"));
}

/// Place and text of every `q!("…")` in the sources of all crates.
fn statements() -> Vec<(String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of crates").to_owned();
    let mut found = Vec::new();
    for file in sources(&crates) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let mut rest = text.as_str();
        while let Some(at) = rest.find("q!(") {
            // `seq!(` would be another macro.
            let part_of_a_word = rest[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            rest = &rest[at + 3..];
            let Some(literal) = rest.trim_start().strip_prefix('"').filter(|_| !part_of_a_word) else { continue };
            let line = text[..text.len() - rest.len()].lines().count();
            let sql = unescape(literal);
            // The example in the macro's own description.
            if !sql.contains('…') {
                found.push((format!("{}:{line}", file.strip_prefix(&crates).unwrap_or(&file).display()), sql));
            }
        }
    }
    found
}

/// A string literal up to its closing quote, as the compiler reads it.
fn unescape(literal: &str) -> String {
    let mut out = String::new();
    let mut chars = literal.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                Some(other) => out.push(other),
                None => break,
            },
            c => out.push(c),
        }
    }
    out
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
