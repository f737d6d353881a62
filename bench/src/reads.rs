//! Reads over HTTP with much stored, as a share of the requests a bare hello server answers at the same load.

use crate::{bare, calibrate, process::Child, stats};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    #[arg(long, env = "YINGKE_BENCH_POSTGRES_READS")]
    postgres: Option<String>,
    #[arg(long, default_value_t = 1_000_000)]
    messages: usize,
    #[arg(long, default_value_t = 100_000)]
    tickets: usize,
    #[arg(long, default_value_t = 16)]
    connections: usize,
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    #[arg(long, default_value_t = 5)]
    pairs: usize,
}

pub async fn run(options: Options) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut targets = vec![("SQLite", format!("sqlite:{}", folder.path().join("reads.db").display()))];
    if let Some(url) = &options.postgres {
        targets.push(("PostgreSQL", url.clone()));
    }
    let hello = Child::start(&["serve-relay", "--visitors", "0"]).await?;
    for (name, url) in targets {
        let (messages, tickets) = (options.messages.to_string(), options.tickets.to_string());
        let server =
            Child::start(&["serve-world", "--database", &url, "--visitors", "1", "--messages", &messages, "--tickets", &tickets]).await?;
        println!("\n{name}, {messages} messages and {tickets} tickets stored: requests/s as a share of hello");
        for (what, path) in &server.world.paths {
            for client in [Client::Ordinary, Client::Bare] {
                let share = share(client, &hello, &server, path, &options).await?;
                println!("{what:<24} {client:<10?} {share}");
            }
        }
    }
    Ok(())
}

/// Interleaved pairs of hello and product.
async fn share(client: Client, hello: &Child, server: &Child, path: &str, options: &Options) -> anyhow::Result<String> {
    let (mut ratios, mut rates, mut p99s, mut floors, mut void) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
    while ratios.len() < options.pairs && void < options.pairs * 2 {
        let before = calibrate::speed();
        let floor = measure(client, hello.world.addr, "/hello", "", options).await?;
        let ours = measure(client, server.world.addr, path, &server.world.cookie, options).await?;
        if calibrate::moved(before, calibrate::speed()) {
            void += 1;
            continue;
        }
        ratios.push(ours.per_s / floor.per_s);
        rates.push(ours.per_s);
        floors.push(floor.per_s);
        p99s.push(ours.p99_ms);
    }
    anyhow::ensure!(!ratios.is_empty(), "the machine's speed moved in every pair: measure again when it is quiet");
    Ok(format!(
        "{:>7.0}/s, p99 {:>6.1} ms, hello {:>7.0}/s, share median {:.3} (range {}), {void} void",
        stats::median(&mut rates),
        stats::median(&mut p99s),
        stats::median(&mut floors),
        stats::median(&mut ratios.clone()),
        stats::range(&ratios)
    ))
}

struct Measured {
    per_s: f64,
    p99_ms: f64,
}

/// Who asks. The bare client costs next to nothing, so its shares are the server's alone; an ordinary one costs what callers
/// pay, which both sides of a share contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Client {
    Ordinary,
    Bare,
}

async fn measure(client: Client, addr: SocketAddr, path: &str, cookie: &str, options: &Options) -> anyhow::Result<Measured> {
    let until = Instant::now() + Duration::from_secs_f64(options.seconds);
    let started = Instant::now();
    let mut tasks = Vec::new();
    let ordinary = yingke_app::outside::client_builder().tcp_nodelay(true).build()?;
    for _ in 0..options.connections {
        let (ordinary, path, cookie) = (ordinary.clone(), path.to_owned(), cookie.to_owned());
        tasks.push(tokio::spawn(async move {
            match client {
                Client::Ordinary => ask(&ordinary, addr, &path, &cookie, until).await,
                Client::Bare => bare::ask(addr, &path, &cookie, until).await,
            }
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(Measured { per_s: times.len() as f64 / started.elapsed().as_secs_f64(), p99_ms: stats::percentile(&mut times, 99.0) })
}

async fn ask(client: &reqwest::Client, addr: SocketAddr, path: &str, cookie: &str, until: Instant) -> anyhow::Result<Vec<f64>> {
    let url = format!("http://{addr}{path}");
    let mut times = Vec::new();
    while Instant::now() < until {
        let at = Instant::now();
        let answer = client.get(&url).header("cookie", cookie).send().await?.error_for_status()?;
        answer.bytes().await?;
        times.push(at.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}
