//! Live updates: readers of the event log that tell sockets what changed.

use crate::app::App;
use tokio::sync::mpsc;
use yingke_store::{Committed, Db};

pub struct Hub {}

impl Hub {
    pub async fn new(_db: Db, _nats: Option<&str>) -> anyhow::Result<Hub> {
        Ok(Hub {})
    }
}

/// Follows this node's commits.
pub fn follow(app: App, mut committed: mpsc::UnboundedReceiver<Committed>) {
    tokio::spawn(async move {
        while let Some(batch) = committed.recv().await {
            app.timers.observe(&batch);
        }
    });
}
