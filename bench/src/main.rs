//! Benches: each measures the product beside a floor program in the same run, and reports a ratio.
//!
//! `cargo run --release -p yingke-bench -- append` and so on; `make bench` runs all. Method: docs/BENCHMARKS.md.

mod append;
mod append_floor;
mod bare;
mod calibrate;
mod fill;
mod hop;
mod language;
mod load;
mod process;
mod reads;
mod relay;
mod sockets;
mod start;
mod stats;
mod world;

use clap::{Parser, Subcommand};

/// The same as the product's, for floors and product alike.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(about = "Measures Yingke beside floor programs in the same run")]
struct Cli {
    /// All of them, one after the other, when none is named.
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Durable appends through the write door, beside a raw multi-row insert of the same rows.
    Append(append::Options),
    /// Visitor socket to agent socket at rising rates, beside a relay that stores nothing.
    Hop(hop::Options),
    /// Memory of idle visitor sockets.
    Sockets(sockets::Options),
    /// Lists and details with much stored, beside a hello server.
    Reads(reads::Options),
    /// Reading a message, finding a question, loading the models.
    Language(language::Options),
    /// Start-up, idle memory and size of the real binary.
    Start(start::Options),
    /// Used by the others: the server under test.
    #[command(hide = true)]
    ServeWorld(world::Options),
    /// Used by the others: the floor of a hop and of a request.
    #[command(hide = true)]
    ServeRelay(relay::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().what {
        Some(What::Append(options)) => append::run(options).await,
        Some(What::Hop(options)) => hop::run(options).await,
        Some(What::Sockets(options)) => sockets::run(options).await,
        Some(What::Reads(options)) => reads::run(options).await,
        Some(What::Start(options)) => start::run(options).await,
        Some(What::Language(options)) => language::run(options),
        Some(What::ServeWorld(options)) => world::serve(options).await,
        Some(What::ServeRelay(options)) => relay::serve(options).await,
        None => all().await,
    }
}

async fn all() -> anyhow::Result<()> {
    for name in ["language", "start", "append", "hop", "sockets", "reads"] {
        println!("\n== {name}");
        match Cli::parse_from(["bench", name]).what {
            Some(What::Append(options)) => append::run(options).await?,
            Some(What::Hop(options)) => hop::run(options).await?,
            Some(What::Sockets(options)) => sockets::run(options).await?,
            Some(What::Reads(options)) => reads::run(options).await?,
            Some(What::Start(options)) => start::run(options).await?,
            Some(What::Language(options)) => language::run(options)?,
            _ => {}
        }
    }
    Ok(())
}
