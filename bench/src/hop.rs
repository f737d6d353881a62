//! One message from a visitor's socket through the durable write to the agent's socket, at rising open-loop rates.
//!
//! Latency counts from the scheduled send time. Floors, interleaved with the product: the same hop through a relay
//! that stores nothing, and fdatasync of one page.

use crate::{
    calibrate,
    load::{Load, Outcome},
    process::Child,
    stats,
};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Options {
    /// `postgres://…/empty_database` to measure PostgreSQL too.
    #[arg(long, env = "YINGKE_BENCH_POSTGRES")]
    postgres: Option<String>,
    #[arg(long, default_value_t = 400)]
    visitors: usize,
    #[arg(long, default_value_t = 4.0)]
    seconds: f64,
    #[arg(long, value_delimiter = ',', default_value = "500,1000,2000,3000,4000,6000,8000,12000")]
    rates: Vec<u64>,
    /// Interleaved pairs at a quarter of saturation.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
}

pub async fn run(options: Options) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut targets = vec![("SQLite", format!("sqlite:{}", folder.path().join("hop.db").display()))];
    if let Some(url) = &options.postgres {
        targets.push(("PostgreSQL", url.clone()));
    }
    for (name, url) in targets {
        let server = Child::start(&["serve-world", "--database", &url, "--visitors", &options.visitors.to_string()]).await?;
        let relay = Child::start(&["serve-relay", "--visitors", &options.visitors.to_string()]).await?;
        let product = Load::connect(&server.world).await?;
        let floor = Load::connect(&relay.world).await?;
        println!("\n{name}: rate/s → delivered/s, ack p50/p99 ms, hop p50/p99 ms, server CPU µs/message, lost");
        let mut saturation = 0.0f64;
        for rate in &options.rates {
            let cpu = server.cpu_us();
            let outcome = product.run(*rate as f64, options.seconds).await?;
            let per_message = (server.cpu_us() - cpu) as f64 / outcome.delivered.max(1) as f64;
            print_row(*rate, &outcome, per_message);
            saturation = saturation.max(outcome.delivered_per_s());
            if outcome.delivered_per_s() < *rate as f64 * 0.8 {
                break;
            }
        }
        let quarter = saturation / 4.0;
        let (mut ratios, mut hops, mut floors, mut syncs, mut void) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
        while ratios.len() < options.pairs && void < options.pairs * 2 {
            let before = calibrate::speed();
            let memory = floor.run(quarter, options.seconds).await?;
            let sync = fdatasync_p99(folder.path())?;
            let durable = product.run(quarter, options.seconds).await?;
            if calibrate::moved(before, calibrate::speed()) {
                void += 1;
                continue;
            }
            let (hop, memory) = (durable.hop_ms(99.0), memory.hop_ms(99.0));
            ratios.push(hop / (memory + sync));
            hops.push(hop);
            floors.push(memory);
            syncs.push(sync);
        }
        println!(
            "{name}: saturation {saturation:.0}/s; at a quarter ({quarter:.0}/s) hop p99 {:.1} ms, memory hop p99 {:.1} ms, fdatasync p99 {:.1} ms; \
             ratio median {:.2} (range {}), {void} pairs void",
            stats::median(&mut hops),
            stats::median(&mut floors),
            stats::median(&mut syncs),
            stats::median(&mut ratios.clone()),
            stats::range(&ratios)
        );
    }
    Ok(())
}

fn print_row(rate: u64, outcome: &Outcome, cpu: f64) {
    println!(
        "{rate:>6} → {:>6.0}, {:>6.1} / {:>6.1}, {:>6.1} / {:>6.1}, {cpu:>5.0}, {}",
        outcome.delivered_per_s(),
        outcome.ack_ms(50.0),
        outcome.ack_ms(99.0),
        outcome.hop_ms(50.0),
        outcome.hop_ms(99.0),
        outcome.sent - outcome.delivered
    );
}

/// Writes one page and makes it durable, again and again for a second; the 99th percentile in ms.
fn fdatasync_p99(folder: &std::path::Path) -> anyhow::Result<f64> {
    use std::io::{Seek as _, Write as _};
    let mut file = std::fs::File::create(folder.join("sync"))?;
    let (page, started) = ([7u8; 4096], Instant::now());
    let mut times = Vec::new();
    while started.elapsed() < Duration::from_secs(1) {
        let at = Instant::now();
        file.seek(std::io::SeekFrom::Start(0))?;
        file.write_all(&page)?;
        file.sync_data()?;
        times.push(at.elapsed().as_secs_f64() * 1e3);
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(stats::percentile(&mut times, 99.0))
}
