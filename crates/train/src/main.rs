//! Trains the models that `crates/language` ships, and tells how good they are.
//!
//! `cargo run --release -p train -- service` and so on; docs/models tells what each reads. The same input gives the same
//! files, byte for byte. Only text that may be shipped trains anything: our own in `data/`, and what the model's card
//! names; files that merely measure are read by the tests of `crates/language`.

mod corpus;
mod fit;
mod measure;
mod scores;
mod sentiment;
mod service;
mod split;
mod vectors;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(about = "Trains and measures the language models")]
struct Cli {
    /// The repository.
    #[arg(long, default_value = ".")]
    repo: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Which author and topic stand on which side: data/split/messages.tsv.
    Split,
    /// Three classes, emotions, intents and the wish for a person.
    Service(service::Options),
    /// Good and bad reviews.
    Sentiment(sentiment::Options),
    /// The table of words.
    Vectors(vectors::Options),
}

fn main() -> anyhow::Result<()> {
    let Cli { repo, what } = Cli::parse();
    match what {
        What::Split => split::write(&repo),
        What::Service(options) => service::train(&repo, &options),
        What::Sentiment(options) => sentiment::train(&repo, &options),
        What::Vectors(options) => vectors::train(&repo, &options),
    }
}
