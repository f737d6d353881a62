//! Honest waiting: places in the queue, and an estimate from how fast the group really takes conversations.

use super::duty::{self, Presence};
use crate::{Result, views::widget::HumanDoor};
use yingke_core::{id::*, time::Millis};
use yingke_store::{Run, conversations::Stored, entries, queue};

/// The estimate looks back this far …
const LOOK_BACK_MS: i64 = 60 * 60_000;
/// … at so many accepted conversations at most …
const NEWEST: i64 = 20;
/// … and says nothing when there were fewer than these.
const TOO_FEW: usize = 3;

/// One waiting customer's place, to be told to him.
#[derive(Debug, Clone, PartialEq)]
pub struct QueuePosition {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    /// 1-based, by the order of being served.
    pub position: i64,
    pub wait_ms: Option<i64>,
}

/// Places of everybody in a group's queue, for the live hub after the queue has moved. The first 200: further back a
/// step of one place is no news.
pub async fn queue_positions(on: &mut impl Run, org_id: OrgId, group_id: GroupId, now: Millis) -> Result<Vec<QueuePosition>> {
    let pace = pace(on, org_id, group_id, now).await?;
    let waiting = queue::heads(on, org_id, group_id, None, 200).await?;
    Ok((1..)
        .zip(waiting)
        .map(|(position, w)| QueuePosition {
            conversation_id: w.conversation_id,
            customer_id: w.customer_id,
            position,
            wait_ms: pace.map(|pace| pace * position),
        })
        .collect())
}

/// Place and estimate of one waiting conversation; none when it does not wait.
pub async fn position(on: &mut impl Run, org_id: OrgId, stored: &Stored, now: Millis) -> Result<Option<(i64, Option<i64>)>> {
    let session = &stored.session;
    let (yingke_core::conversation::Stage::Queued { .. }, Some(group_id), Some(enqueued_at)) =
        (&session.stage, session.group_id, session.enqueued_at)
    else {
        return Ok(None);
    };
    let position = 1 + queue::ahead_of(on, org_id, group_id, session.priority, enqueued_at, session.id).await?;
    Ok(Some((position, pace(on, org_id, group_id, now).await?.map(|pace| pace * position))))
}

/// The human door of a group, before anybody has asked.
pub async fn human_door(on: &mut impl Run, org_id: OrgId, group_id: Option<GroupId>, now: Millis) -> Result<HumanDoor> {
    let closed = |ahead| HumanDoor { open: false, ahead, wait_ms: None, back_at: None };
    let Some(group_id) = group_id else { return Ok(closed(0)) };
    let ahead = queue::length(on, org_id, group_id).await?;
    let wait_ms = match duty::presence(on, org_id, group_id).await? {
        Presence::Nobody => return Ok(closed(ahead)),
        Presence::Free if ahead == 0 => Some(0),
        Presence::Free | Presence::Occupied => pace(on, org_id, group_id, now).await?.map(|pace| pace * (ahead + 1)),
    };
    Ok(HumanDoor { open: true, ahead, wait_ms, back_at: None })
}

/// The same with the moment at which somebody is there again, by the hours of the entry.
pub async fn entry_door(on: &mut impl Run, org_id: OrgId, entry_id: EntryId, group_id: Option<GroupId>, now: Millis) -> Result<HumanDoor> {
    let door = human_door(on, org_id, group_id, now).await?;
    let back_at = if door.open { None } else { back_at(on, org_id, Some(entry_id), now).await? };
    Ok(HumanDoor { back_at, ..door })
}

/// When somebody is there again; none when the shop has not said, or when somebody should be there already.
pub async fn back_at(on: &mut impl Run, org_id: OrgId, entry_id: Option<EntryId>, now: Millis) -> Result<Option<Millis>> {
    let Some(entry_id) = entry_id else { return Ok(None) };
    let entry = entries::find(on, org_id, entry_id).await?;
    Ok(entry.and_then(|entry| entry.settings.hours).and_then(|hours| hours.next_opening(now)))
}

/// Milliseconds between two conversations that the group takes; none when too few were taken lately.
async fn pace(on: &mut impl Run, org_id: OrgId, group_id: GroupId, now: Millis) -> Result<Option<i64>> {
    let taken = queue::recent_accepts(on, org_id, group_id, now.plus(-LOOK_BACK_MS), NEWEST).await?;
    let Some(oldest) = taken.last().filter(|_| taken.len() >= TOO_FEW) else { return Ok(None) };
    Ok(Some(now.since(*oldest) / taken.len() as i64))
}
