//! The command line, one file a command.

mod backup;
mod demo;
mod doctor;
mod manifest;
mod migrate;
mod openapi;
mod replay;
mod restore;
mod seed;
mod serve;

use crate::configuration::{Configuration, Given};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Customer service and ticketing for shops, in one program.
///
/// Start with `yingke demo`: a shop with customers, orders and agents to try everything with. For your own shop, run
/// `yingke serve` and open http://localhost:8080.
#[derive(Debug, Parser)]
#[command(name = "yingke", version, after_help = AFTER)]
struct Line {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    given: Given,
}

const AFTER: &str = "Settings come from flags, then YINGKE_* variables, then the file (./yingke.toml), in this order.\n\
    Examples:\n  \
    yingke serve --listen 0.0.0.0:8080 --data /var/lib/yingke\n  \
    yingke serve --database postgres://yingke@db/yingke --nats nats://bus:4222\n  \
    yingke backup /var/backups/yingke-2026-03-02\n  \
    yingke doctor";

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Migrate(migrate::Migrate),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Doctor(doctor::Doctor),
    Openapi(openapi::Openapi),
    Demo(demo::Demo),
    Seed(seed::Seed),
    Replay(Box<replay::Replay>),
}

/// What `main` does.
pub fn run() -> ExitCode {
    let line = Line::parse();
    match execute(line) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("yingke: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(line: Line) -> anyhow::Result<ExitCode> {
    // Needs no settings and must work in a build script.
    if let Command::Openapi(command) = line.command {
        return command.run();
    }
    let configuration = match line.command {
        Command::Demo(_) => line.given.decide_in("var/demo")?,
        _ => line.given.decide()?,
    };
    logging(&configuration)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match line.command {
            Command::Serve(command) => command.run(configuration).await,
            Command::Migrate(command) => command.run(configuration).await,
            Command::Backup(command) => command.run(configuration).await,
            Command::Restore(command) => command.run(configuration).await,
            Command::Doctor(command) => command.run(configuration).await,
            Command::Openapi(command) => command.run(),
            Command::Demo(command) => command.run(configuration).await,
            Command::Seed(command) => command.run(configuration).await,
            Command::Replay(command) => command.run().await,
        }
    })
}

fn logging(configuration: &Configuration) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&configuration.log)
        .map_err(|error| anyhow::anyhow!("the log filter {:?} is not valid: {error}", configuration.log))?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if configuration.log_json {
        logs.json().init()
    } else {
        logs.init()
    }
    Ok(())
}
