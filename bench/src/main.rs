//! Benches: each measures the product beside a floor program in the same run, and reports a ratio.
//!
//! `cargo run --release -p yingke-bench -- append` and so on; `make bench` runs all. Method: docs/BENCHMARKS.md.

mod append;
mod calibrate;
mod stats;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures Yingke beside floor programs in the same run")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Durable appends through the write door, beside a raw multi-row insert of the same rows.
    Append(append::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().what {
        What::Append(options) => append::run(options).await,
    }
}
