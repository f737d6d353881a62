//! The clock: a solved ticket that nobody sent back in seven days closes.

use super::{policy, save};
use crate::{App, Result};
use std::{sync::Arc, time::Duration};
use yingke_core::{
    event::Actor,
    id::*,
    ticket::{Command, REOPEN_WINDOW_MS},
    time::Millis,
};
use yingke_store::tickets;

const AT_ONCE: i64 = 200;

/// Looks every minute, as long as the app lives. On several nodes each may look: whoever comes second finds the
/// ticket closed.
pub fn start(app: &App) {
    let app = Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(Duration::from_secs(60));
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        // The first tick comes at once; nothing is that urgent while the process starts.
        tick.tick().await;
        loop {
            tick.tick().await;
            let Some(inner) = app.upgrade() else { return };
            if let Err(error) = close_due(&App { inner }).await {
                tracing::error!(%error, "closing solved tickets");
            }
        }
    });
}

/// Closes what is due now; returns how many.
pub async fn close_due(app: &App) -> Result<usize> {
    let before = Millis(app.clock.now().0 - REOPEN_WINDOW_MS);
    let mut closed = 0;
    loop {
        let due = tickets::due_to_close(&mut app.read(), before, AT_ONCE).await?;
        let mut progress = false;
        for (org_id, id) in &due {
            if close(app, *org_id, *id).await? {
                closed += 1;
                progress = true;
            }
        }
        if !progress || (due.len() as i64) < AT_ONCE {
            return Ok(closed);
        }
    }
}

async fn close(app: &App, org_id: OrgId, id: TicketId) -> Result<bool> {
    let app = app.clone();
    app.clone()
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let Some(ticket) = tickets::get(tx, org_id, id).await? else { return Ok(false) };
                let known = policy::load(tx, org_id, ticket.type_id, None, None).await?;
                match save::carry_out(tx, &app, org_id, &ticket, &known, &Command::Close, &Actor::System).await {
                    Ok(saved) => Ok(saved.is_some()),
                    // Somebody sent it back between the look and the lock.
                    Err(crate::Error::Conflict { .. } | crate::Error::RateLimited { .. }) => Ok(false),
                    Err(error) => Err(error),
                }
            })
        })
        .await
}
