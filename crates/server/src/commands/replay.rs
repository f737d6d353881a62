//! `yingke replay`

use crate::replay::{Account, Expected, Plan, Target, labels, read, replay};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::{path::PathBuf, process::ExitCode, time::Duration};

/// Send the rows of a tab-separated file as visitors of the widget, and check that none is lost.
///
/// The file has a header line. Every row becomes a message through the widget's own protocol; the next step is the bot's
/// answer or the hand-over to a person. Waits are counted from the time a row was due. The server should allow it:
/// `yingke demo --replay-allowance`. Goes to this machine only. Exit code 1 when anything is lost or doubled.
#[derive(Debug, Args)]
pub struct Replay {
    /// Tab-separated file with a header line
    file: PathBuf,
    /// Where the server listens; a loopback address
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Public key of the entry (in its snippet; `yingke demo` prints it)
    #[arg(long)]
    entry: String,
    /// Rows a second
    #[arg(long, default_value_t = 50.0)]
    rate: f64,
    /// So many visitors take turns; without it each row is somebody new
    #[arg(long)]
    visitors: Option<usize>,
    /// Column with the words
    #[arg(long, default_value = "text")]
    column: String,
    /// Column that says what a row is about
    #[arg(long, requires = "expect")]
    label: Option<String>,
    /// Tab-separated file with a header: label, and the questions (` | ` between them), `human` or `nothing` that it should get
    #[arg(long, requires = "label")]
    expect: Option<PathBuf>,
    /// How many of the most frequent mistakes to show
    #[arg(long, default_value_t = 10)]
    mistakes: usize,
    /// Only the first so many rows
    #[arg(long)]
    limit: Option<usize>,
    /// How long to wait for a reply, in seconds
    #[arg(long, default_value_t = 10)]
    patience: u64,
    /// E-mail of an agent who may see the wall: also compare contacts with records
    #[arg(long, requires = "password")]
    email: Option<String>,
    /// That agent's password
    #[arg(long, env = "YINGKE_REPLAY_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

impl Replay {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let target = Target::parse(&self.url)?;
        anyhow::ensure!(self.rate > 0.0 && self.rate.is_finite(), "--rate must be more than 0");
        anyhow::ensure!(self.visitors != Some(0), "--visitors must be at least 1");
        let account = self.email.zip(self.password).map(|(email, password)| Account { email, password });
        let (rows, without_words) = read(&self.file, &self.column, self.label.as_deref(), self.limit)?;
        let expected = self.expect.as_deref().map(Expected::read).transpose()?;
        anyhow::ensure!(!rows.is_empty(), "{} has no words in the column {:?}", self.file.display(), self.column);
        let before = match &account {
            Some(account) => Some(account.coverage(&target).await?),
            None => None,
        };
        let progress = ProgressBar::new(rows.len() as u64)
            .with_style(ProgressStyle::with_template("{bar:36} {pos}/{len} {per_sec} {eta}").expect("the template is a constant"));
        let plan = Plan {
            target: target.clone(),
            entry: self.entry,
            rate: self.rate,
            visitors: self.visitors,
            patience: Duration::from_secs(self.patience),
        };
        let mut tally = replay(plan, rows, progress.clone()).await?;
        progress.finish_and_clear();
        print!("{}", tally.table());
        if let Some(expected) = &expected {
            print!("\n{}", labels::table(&tally.kept, expected, self.mistakes));
        }
        if without_words > 0 {
            println!("{without_words} rows without words were left out.");
        }
        for (trouble, times) in &tally.troubles {
            println!("{times} × {trouble}");
        }
        let mut whole = tally.is_whole();
        if let (Some(account), Some((contacts, records))) = (&account, before) {
            let (now_contacts, now_records) = account.coverage(&target).await?;
            println!(
                "contacts {contacts} → {now_contacts}, records {records} → {now_records}, coverage {:.4}",
                now_records as f64 / now_contacts.max(1) as f64
            );
            whole &= now_contacts == now_records;
        }
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
