//! Memory of an idle visitor socket: many are opened, each as a signed-in widget would, and left alone.

use crate::{load, process::Child};
use futures_util::{SinkExt as _, StreamExt as _};
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::Message;

#[derive(clap::Args)]
pub struct Options {
    #[arg(long, default_value_t = 15_000)]
    sockets: usize,
}

pub async fn run(options: Options) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("sockets.db").display());
    let server =
        Child::start(&["serve-world", "--database", &url, "--visitors", "1", "--idle-visitors", &options.sockets.to_string()]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (before, cpu, started) = (server.rss_anon(), server.cpu_us(), Instant::now());
    let mut open = Vec::with_capacity(options.sockets);
    for (i, path) in server.world.visitors.iter().skip(1).enumerate() {
        // At most 10,000 connections from one source address.
        let mut socket = load::open(server.world.addr, [127, 0, 0, 10 + (i / 8000) as u8], path, "").await?;
        socket.send(Message::text(r#"{"type":"hello","after":0}"#)).await?;
        let welcome = tokio::time::timeout(Duration::from_secs(10), socket.next()).await?;
        anyhow::ensure!(matches!(&welcome, Some(Ok(Message::Text(_)))), "no welcome: {welcome:?}");
        open.push(socket);
    }
    let (took, cpu) = (started.elapsed().as_secs_f64(), server.cpu_us() - cpu);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let per_socket = (server.rss_anon().saturating_sub(before)) as f64 / open.len() as f64;
    println!(
        "{} idle visitor sockets: {:.1} KB RssAnon each; opened in {took:.1} s, {:.0} µs server CPU each",
        open.len(),
        per_socket / 1024.0,
        cpu as f64 / open.len() as f64
    );
    Ok(())
}
