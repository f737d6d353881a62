//! Servers under test run as children of the bench, so that their memory and CPU are their own.

use crate::load::World;
use anyhow::Context as _;
use std::{
    io::{BufRead as _, BufReader},
    process::{Child as Process, Command, Stdio},
};

pub struct Child {
    process: Process,
    pub world: World,
}

impl Child {
    /// Starts this program with another subcommand and waits for its first line: the world, as JSON.
    pub async fn start(args: &[&str]) -> anyhow::Result<Child> {
        let mut process = Command::new(std::env::current_exe()?).args(args).stdout(Stdio::piped()).stdin(Stdio::null()).spawn()?;
        let out = process.stdout.take().context("no stdout")?;
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(out).read_line(&mut line).map(|_| line)
        })
        .await??;
        let world = serde_json::from_str(&line).with_context(|| format!("the server under test said {line:?}"))?;
        Ok(Child { process, world })
    }

    /// User and system time so far.
    pub fn cpu_us(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: u64 = fields.get(11).and_then(|t| t.parse::<u64>().ok()).unwrap_or(0)
            + fields.get(12).and_then(|t| t.parse::<u64>().ok()).unwrap_or(0);
        ticks * 10_000
    }

    /// Anonymous resident memory in bytes: what it allocated, without mapped files.
    pub fn rss_anon(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
            .unwrap_or(0)
            * 1024
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
