//! Reading on where it was left: conversations that have moved since, into the table of open questions. Doing it twice
//! finds the same questions under the same names.

use super::mine::mine;
use crate::{App, Error, Result};
use yingke_core::{id::*, time::Millis};
use yingke_store::{
    messages::{self, Eyes},
    unanswered,
};

const AT_ONCE: i64 = 100;
const ROUNDS: usize = 20;
/// Of one conversation.
const MESSAGES: i64 = 500;

/// Up to 2,000 conversations a call; what is left waits for the next one.
pub async fn harvest(app: &App, org_id: OrgId) -> Result<()> {
    let on = &mut app.read();
    let begin = (Millis(i64::MIN), ConversationId(uuid::Uuid::nil()));
    let mut place = unanswered::mark(on, org_id).await?.unwrap_or(begin);
    for _ in 0..ROUNDS {
        let moved = unanswered::moved_after(on, org_id, place, AT_ONCE).await?;
        let Some(last) = moved.last().copied() else { return Ok(()) };
        let mut found = Vec::new();
        for (_, id) in &moved {
            found.extend(mine(&messages::after(on, org_id, *id, Eyes::Colleague, 0, MESSAGES).await?));
        }
        app.door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    unanswered::put(tx, org_id, &found).await?;
                    unanswered::set_mark(tx, org_id, last.0, last.1).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        if (moved.len() as i64) < AT_ONCE {
            return Ok(());
        }
        place = last;
    }
    Ok(())
}
