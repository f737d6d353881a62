//! The real binary: start-up on an empty database, idle memory, size on disk.

use crate::stats;
use anyhow::Context as _;
use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[derive(clap::Args)]
pub struct Options {
    /// The binary; usually beside this one.
    #[arg(long)]
    binary: Option<PathBuf>,
    #[arg(long, default_value_t = 5)]
    times: usize,
}

pub async fn run(options: Options) -> anyhow::Result<()> {
    let binary = match options.binary {
        Some(path) => path,
        None => std::env::current_exe()?.with_file_name("yingke"),
    };
    let size = std::fs::metadata(&binary).with_context(|| format!("no binary at {}: run `make build`", binary.display()))?.len();
    let folder = tempfile::tempdir()?;
    let (mut fresh, mut again, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..options.times {
        let data = folder.path().join(i.to_string());
        fresh.push(start(&binary, &data).await?.0);
        let (ms, pss) = start(&binary, &data).await?;
        again.push(ms);
        memory.push(pss);
    }
    println!(
        "start to /readyz: new database {:.0} ms, existing {:.0} ms; idle PSS {:.1} MB; binary {:.1} MB",
        stats::median(&mut fresh),
        stats::median(&mut again),
        stats::median(&mut memory),
        size as f64 / 1048576.0
    );
    Ok(())
}

/// Milliseconds until it is ready, and its PSS in MB after three idle seconds.
async fn start(binary: &std::path::Path, data: &std::path::Path) -> anyhow::Result<(f64, f64)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let began = Instant::now();
    let mut child = Command::new(binary)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut ready = false;
    while !ready && began.elapsed() < Duration::from_secs(30) {
        ready = is_ready(port).await.unwrap_or(false);
        if !ready {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    let ms = began.elapsed().as_secs_f64() * 1e3;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let rollup = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", child.id())).unwrap_or_default();
    let pss = rollup
        .lines()
        .find_map(|l| l.strip_prefix("Pss:"))
        .and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .unwrap_or(f64::NAN);
    child.kill()?;
    child.wait()?;
    anyhow::ensure!(ready, "the server did not become ready");
    Ok((ms, pss / 1024.0))
}

async fn is_ready(port: u16) -> anyhow::Result<bool> {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}
