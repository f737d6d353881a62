//! `yingke replay`: every row of a file comes in as a customer's words, through the protocol of the widget, at a chosen
//! rate; afterwards the store is asked whether each acknowledged one is there once.
//!
//! Open loop: a row is due at its time whether or not earlier ones have been answered, and every wait is counted from
//! then. Only towards this machine: a load tool that reaches others is a weapon.

mod coverage;
pub mod labels;
mod rows;
mod tally;
mod target;
mod visitor;

pub use coverage::Account;
pub use labels::Expected;
pub use rows::{Line, read};
pub use tally::Tally;
pub use target::Target;

use indicatif::ProgressBar;
use std::{sync::Arc, time::Duration};
use tokio::{sync::mpsc, time::Instant};

#[derive(Debug, Clone)]
pub struct Plan {
    pub target: Target,
    pub entry: String,
    /// Rows a second.
    pub rate: f64,
    /// So many visitors take turns; `None` = each row is somebody new.
    pub visitors: Option<usize>,
    /// How long a reply may take before the row counts as without one.
    pub patience: Duration,
}

/// One row on its way.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub number: usize,
    pub text: String,
    pub label: String,
    pub due: Instant,
}

/// Sends all rows and returns what became of them.
pub async fn replay(plan: Plan, rows: Vec<Line>, progress: ProgressBar) -> anyhow::Result<Tally> {
    let plan = Arc::new(plan);
    let before = Instant::now();
    let (done, mut results) = mpsc::unbounded_channel();
    let gap = Duration::from_secs_f64(1.0 / plan.rate.max(0.001));
    // One channel a visitor: a person says one thing after the other.
    let people: Vec<mpsc::UnboundedSender<Row>> = (0..plan.visitors.unwrap_or(0))
        .map(|_| {
            let (queue, waiting) = mpsc::unbounded_channel();
            tokio::spawn(visitor::several(plan.clone(), waiting, done.clone()));
            queue
        })
        .collect();
    let total = rows.len();
    tokio::spawn(async move {
        let start = Instant::now();
        for (number, Line { text, label }) in rows.into_iter().enumerate() {
            let due = start + gap.mul_f64(number as f64);
            tokio::time::sleep_until(due).await;
            let row = Row { number, text, label, due };
            match people.len() {
                0 => drop(tokio::spawn(visitor::one(plan.clone(), row, done.clone()))),
                count => drop(people[number % count].send(row)),
            }
        }
    });
    let mut tally = Tally::default();
    for _ in 0..total {
        let Some(outcome) = results.recv().await else { break };
        tally.add(outcome);
        progress.inc(1);
    }
    tally.rows = total;
    tally.took = before.elapsed();
    Ok(tally)
}
