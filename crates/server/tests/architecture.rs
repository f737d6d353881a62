//! Which crate may lean on which.

use std::{collections::BTreeMap, process::Command};

/// What each crate of ours may depend on, of ours.
const ALLOWED: &[(&str, &[&str])] = &[
    ("yingke-core", &[]),
    ("yingke-language", &["yingke-core"]),
    ("yingke-store", &["yingke-core"]),
    ("yingke-app", &["yingke-core", "yingke-language", "yingke-store"]),
    ("yingke-server", &["yingke-core", "yingke-language", "yingke-store", "yingke-app"]),
];

/// What must never reach the pure crates, and SQL only the store.
const BARRED: &[(&str, &[&str])] = &[
    ("yingke-core", &["tokio", "sqlx", "axum", "reqwest", "jiff", "getrandom", "tracing"]),
    ("yingke-language", &["tokio", "sqlx", "axum", "reqwest", "getrandom"]),
    ("yingke-store", &["axum", "reqwest", "async-nats"]),
    ("yingke-app", &["sqlx", "axum", "tower-http"]),
    ("yingke-server", &["sqlx"]),
];

#[test]
fn the_direction_of_dependencies_is_core_then_language_and_store_then_app_then_server() {
    let edges = edges();
    for (name, allowed) in ALLOWED {
        let ours: Vec<&String> = edges[*name].iter().filter(|dependency| dependency.starts_with("yingke-")).collect();
        for dependency in ours {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
    for (name, barred) in BARRED {
        for dependency in &edges[*name] {
            assert!(!barred.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

/// Ordinary dependencies by crate, from cargo itself.
fn edges() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let ordinary = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
            let names = ordinary.filter_map(|dependency| dependency["name"].as_str().map(str::to_owned)).collect();
            (package["name"].as_str().expect("a name").to_owned(), names)
        })
        .collect()
}
