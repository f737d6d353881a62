//! Reads the log behind the commits from a place that is saved together with what was made of it, as the ledger does; it is
//! woken with it.

use crate::{App, Error, Result};
use std::collections::BTreeSet;
use yingke_core::{event::Event, id::*, staffing::fold::Desk};
use yingke_store::{Tx, staffing};

/// Events of one transaction; they are folded in memory and written in a handful of statements.
const PIECE: i64 = 400;

/// Reads everything that has happened; afterwards the figures stand where the log stands.
pub async fn catch_up(app: &App, org_id: OrgId) -> Result<()> {
    loop {
        let from = staffing::cursor(&mut app.read(), org_id).await?;
        let news = staffing::news(&mut app.read(), org_id, from, PIECE).await?;
        let Some(last) = news.last().map(|event| event.seq) else { return Ok(()) };
        app.door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    // Another node was faster.
                    if staffing::cursor(tx, org_id).await? != from {
                        return Ok(());
                    }
                    take_in(tx, org_id, &news).await?;
                    Ok::<_, Error>(staffing::set_cursor(tx, org_id, last).await?)
                })
            })
            .await?;
    }
}

/// Empties the figures and makes them again from the log. The result is the same: that is tested.
pub async fn recompute(app: &App, org_id: OrgId) -> Result<()> {
    app.door.write(org_id, move |tx| Box::pin(async move { Ok::<_, Error>(staffing::forget(tx, org_id).await?) })).await?;
    catch_up(app, org_id).await
}

async fn take_in(tx: &mut Tx, org_id: OrgId, news: &[Event]) -> Result<()> {
    let ids: BTreeSet<ConversationId> = news.iter().filter_map(|event| event.event.conversation_id).collect();
    let ids: Vec<ConversationId> = ids.into_iter().collect();
    let mut open = staffing::open(tx, org_id, &ids).await?;
    // With one conversation that somebody takes or puts down, all that he holds are counted up.
    let mut people: BTreeSet<AgentId> = news.iter().filter_map(|event| event.event.agent_id).collect();
    people.extend(open.values().filter_map(|open| open.holder()));
    if !people.is_empty() {
        let people: Vec<AgentId> = people.into_iter().collect();
        open.extend(staffing::held_by(tx, org_id, &people).await?);
    }
    let mut desk = Desk { open, ..Desk::default() };
    for event in news {
        desk.take_in(&event.event);
    }
    let (still, over): (Vec<ConversationId>, Vec<ConversationId>) = desk.changed.iter().copied().partition(|id| desk.open.contains_key(id));
    let still: Vec<_> = still.into_iter().filter_map(|id| Some((id, desk.open.get(&id)?))).collect();
    staffing::save_open(tx, org_id, &still).await?;
    staffing::close(tx, org_id, &over).await?;
    Ok(staffing::count(tx, org_id, &desk.moved).await?)
}
