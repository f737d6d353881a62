//! Housekeeping: what has served its time goes. On many nodes each does it; deleting twice deletes once.

use crate::{App, Result};
use std::time::Duration;
use yingke_store::{idempotency, sessions, visitors};

const EVERY: Duration = Duration::from_secs(600);
const KEYS_KEPT_MS: i64 = 24 * 3_600_000;
/// Visitors who never said a word are forgotten after a week.
const SILENT_KEPT_MS: i64 = 7 * 24 * 3_600_000;
/// An upload takes minutes; what is older was left by a crash.
const UPLOAD_KEPT: Duration = Duration::from_secs(3600);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: u64,
    pub visitors: u64,
    pub silent: u64,
    pub keys: u64,
}

/// Runs until the task is dropped.
pub async fn run(app: App) {
    loop {
        tokio::time::sleep(EVERY).await;
        match once(&app).await {
            Ok(swept) => tracing::debug!(?swept, "swept"),
            Err(error) => tracing::warn!(%error, "sweeping failed, trying again later"),
        }
    }
}

pub async fn once(app: &App) -> Result<Swept> {
    let now = app.clock.now();
    let swept = app
        .door
        .write(None, move |tx| {
            Box::pin(async move {
                Ok::<_, crate::Error>(Swept {
                    sessions: sessions::delete_expired(tx, now).await?,
                    visitors: visitors::delete_expired(tx, now).await?,
                    silent: visitors::forget_silent(tx, now.plus(-SILENT_KEPT_MS), 500).await?,
                    keys: idempotency::delete_before(tx, now.plus(-KEYS_KEPT_MS)).await?,
                })
            })
        })
        .await?;
    unfinished_uploads(app).await;
    Ok(swept)
}

async fn unfinished_uploads(app: &App) {
    let Ok(mut folder) = tokio::fs::read_dir(&app.files).await else { return };
    while let Ok(Some(entry)) = folder.next_entry().await {
        let unfinished = entry.file_name().to_string_lossy().starts_with(".upload-");
        let age = entry.metadata().await.ok().and_then(|meta| meta.modified().ok()).and_then(|at| at.elapsed().ok());
        if unfinished && age.is_some_and(|age| age > UPLOAD_KEPT) {
            let _ = tokio::fs::remove_file(entry.path()).await;
        }
    }
}
