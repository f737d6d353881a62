//! "Did this help?" under an article. One voice a reader and day; a changed mind replaces the first word.

use super::Centre;
use crate::{App, Error, Result, secrets};
use yingke_core::id::*;
use yingke_store::help_votes::{self, Before};

const DAY_MS: i64 = 24 * 3_600_000;

/// `reader` is whatever tells readers apart (address and program); only a hash that changes every day is kept.
pub async fn vote(app: &App, centre: &Centre, id: KnowledgeId, reader: &str, helped: bool) -> Result<()> {
    let (org_id, now) = (centre.org_id, app.clock.now());
    let voter = secrets::hash(&format!("{org_id} {} {reader}", now.0 / DAY_MS));
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let moved = match (help_votes::put(tx, org_id, id, &voter, helped, now).await?, helped) {
                    (Before::Same, _) => return Ok(()),
                    (Before::None, true) => (1, 0),
                    (Before::None, false) => (0, 1),
                    (Before::Other, true) => (1, -1),
                    (Before::Other, false) => (-1, 1),
                };
                help_votes::count(tx, org_id, id, moved).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
