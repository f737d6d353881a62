//! Reads over HTTP with much stored, as a share of the requests a bare hello server answers at the same load.

use crate::{calibrate, process::Child, stats};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
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
            let (mut ratios, mut rates, mut p99s, mut void) = (Vec::new(), Vec::new(), Vec::new(), 0);
            while ratios.len() < options.pairs && void < options.pairs * 2 {
                let before = calibrate::speed();
                let floor = measure(hello.world.addr, "/hello", "", &options).await?;
                let ours = measure(server.world.addr, path, &server.world.cookie, &options).await?;
                if calibrate::moved(before, calibrate::speed()) {
                    void += 1;
                    continue;
                }
                ratios.push(ours.per_s / floor.per_s);
                rates.push(ours.per_s);
                p99s.push(ours.p99_ms);
            }
            println!(
                "{what:<24} {:>7.0}/s, p99 {:>6.1} ms, ratio median {:.3} (range {}), {void} void",
                stats::median(&mut rates),
                stats::median(&mut p99s),
                stats::median(&mut ratios.clone()),
                stats::range(&ratios)
            );
        }
    }
    Ok(())
}

struct Measured {
    per_s: f64,
    p99_ms: f64,
}

async fn measure(addr: SocketAddr, path: &str, cookie: &str, options: &Options) -> anyhow::Result<Measured> {
    let until = Instant::now() + Duration::from_secs_f64(options.seconds);
    let started = Instant::now();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\ncookie: {cookie}\r\n\r\n");
    let mut tasks = Vec::new();
    for _ in 0..options.connections {
        let request = request.clone();
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(addr).await?;
            stream.set_nodelay(true)?;
            let mut times = Vec::new();
            let mut buffer = Vec::with_capacity(64 * 1024);
            while Instant::now() < until {
                let at = Instant::now();
                stream.write_all(request.as_bytes()).await?;
                read_answer(&mut stream, &mut buffer).await?;
                times.push(at.elapsed().as_secs_f64() * 1e3);
            }
            anyhow::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(Measured { per_s: times.len() as f64 / started.elapsed().as_secs_f64(), p99_ms: stats::percentile(&mut times, 99.0) })
}

/// Reads one answer with a known length and insists on 200.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    buffer.clear();
    loop {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
        let Some(end) = buffer.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&buffer[..end])?.to_ascii_lowercase();
        anyhow::ensure!(head.starts_with("http/1.1 200"), "not 200: {}", head.lines().next().unwrap_or_default());
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .and_then(|value| value.trim().parse().ok())
            .ok_or_else(|| anyhow::anyhow!("no content-length"))?;
        while buffer.len() < end + 4 + length {
            anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
        }
        return Ok(());
    }
}
