//! Figures of half hours for the staffing forecast, and what the follower keeps while conversations are under way.

use crate::{Query, Result, Run, bulk, dialect, events, q};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    event::Event,
    id::*,
    staffing::fold::{Counts, Open},
};

/// How far the log has been read; 0 before the first time.
pub async fn cursor(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    let row = on.opt(q!("SELECT seq FROM staffing_cursor WHERE org_id = $1", org_id)).await?;
    row.map_or(Ok(0), |row| row.get(0))
}

pub async fn set_cursor(on: &mut impl Run, org_id: OrgId, seq: i64) -> Result<()> {
    on.execute(q!(
        "INSERT INTO staffing_cursor (org_id, seq)
         VALUES ($1, $2)
         ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq",
        org_id,
        seq
    ))
    .await?;
    Ok(())
}

/// Conversations that began or moved, oldest first; a partial index holds only these.
pub async fn news(on: &mut impl Run, org_id: OrgId, after: i64, limit: i64) -> Result<Vec<Event>> {
    let rows = on
        .all(q!(
            "SELECT org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data
               FROM event
              WHERE org_id = $1
                AND seq > $2
                AND kind IN ('conversation.created', 'conversation.changed')
              ORDER BY seq
              LIMIT $3",
            org_id,
            after,
            limit
        ))
        .await?;
    rows.iter().map(events::event).collect()
}

/// What is known of these conversations.
pub async fn open(on: &mut impl Run, org_id: OrgId, ids: &[ConversationId]) -> Result<HashMap<ConversationId, Open>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!("SELECT conversation_id, facts FROM staffing_open WHERE org_id = {org} AND conversation_id IN {ids}").into();
    read_open(on, query).await
}

/// Everything that these people have in hand.
pub async fn held_by(on: &mut impl Run, org_id: OrgId, agents: &[AgentId]) -> Result<HashMap<ConversationId, Open>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let agents = dialect::in_list(&mut query, agents);
    query.sql = format!(
        "SELECT conversation_id, facts
           FROM staffing_open
          WHERE org_id = {org}
            AND agent_id IS NOT NULL
            AND agent_id IN {agents}"
    )
    .into();
    read_open(on, query).await
}

async fn read_open(on: &mut impl Run, query: Query) -> Result<HashMap<ConversationId, Open>> {
    let rows = on.all(query).await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.json()?))
        })
        .collect()
}

pub async fn save_open(on: &mut impl Run, org_id: OrgId, all: &[(ConversationId, &Open)]) -> Result<()> {
    let rows: Vec<(ConversationId, Option<AgentId>, String)> =
        all.iter().map(|(id, open)| Ok((*id, open.holder(), serde_json::to_string(open)?))).collect::<Result<_>>()?;
    bulk::write(
        on,
        "INSERT INTO staffing_open (org_id, conversation_id, agent_id, facts)",
        &rows,
        |(id, holder, facts)| vec![org_id.into(), (*id).into(), (*holder).into(), facts.clone().into()],
        "ON CONFLICT (org_id, conversation_id) DO UPDATE SET agent_id = excluded.agent_id, facts = excluded.facts",
    )
    .await
}

pub async fn close(on: &mut impl Run, org_id: OrgId, ids: &[ConversationId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!("DELETE FROM staffing_open WHERE org_id = {org} AND conversation_id IN {ids}").into();
    on.execute(query).await?;
    Ok(())
}

/// Stands for all groups together.
const WHOLE_SHOP: GroupId = GroupId(uuid::Uuid::nil());

/// Moves figures, of the groups and of the whole shop.
pub async fn count(on: &mut impl Run, org_id: OrgId, moved: &BTreeMap<(GroupId, i64), Counts>) -> Result<()> {
    let mut all = moved.clone();
    for ((_, slot), counts) in moved {
        all.entry((WHOLE_SHOP, *slot)).or_default().add(counts);
    }
    all.retain(|_, counts| !counts.is_nothing());
    let rows: Vec<((GroupId, i64), Counts)> = all.into_iter().collect();
    bulk::write(
        on,
        "INSERT INTO staffing_slot (org_id, group_id, slot, contacts, answered, abandoned, left_message, turned_away, bot_only, handled,
                wait_ms, answered_wait_ms, held_ms, shared_ms)",
        &rows,
        |((group_id, slot), counts)| {
            let mut row = vec![org_id.into(), (*group_id).into(), (*slot).into()];
            row.extend(counts.fields().map(|field| field.into()));
            row
        },
        "ON CONFLICT (org_id, group_id, slot) DO UPDATE
            SET contacts = staffing_slot.contacts + excluded.contacts, answered = staffing_slot.answered + excluded.answered,
                abandoned = staffing_slot.abandoned + excluded.abandoned, left_message = staffing_slot.left_message + excluded.left_message,
                turned_away = staffing_slot.turned_away + excluded.turned_away, bot_only = staffing_slot.bot_only + excluded.bot_only,
                handled = staffing_slot.handled + excluded.handled, wait_ms = staffing_slot.wait_ms + excluded.wait_ms,
                answered_wait_ms = staffing_slot.answered_wait_ms + excluded.answered_wait_ms,
                held_ms = staffing_slot.held_ms + excluded.held_ms, shared_ms = staffing_slot.shared_ms + excluded.shared_ms",
    )
    .await
}

/// The half hour in which the figures of an organisation begin.
pub async fn first_slot(on: &mut impl Run, org_id: OrgId) -> Result<Option<i64>> {
    let first = on
        .opt(q!(
            "SELECT slot
               FROM staffing_slot
              WHERE org_id = $1
                AND group_id = $2
              ORDER BY slot
              LIMIT 1",
            org_id,
            WHOLE_SHOP
        ))
        .await?;
    first.map(|row| row.get(0)).transpose()
}

/// Half hours of a time, oldest first: of one group, or of all of them together.
pub async fn slots(on: &mut impl Run, org_id: OrgId, group_id: Option<GroupId>, from: i64, to: i64) -> Result<Vec<(i64, Counts)>> {
    let rows = on
        .all(q!(
            "SELECT slot, contacts, answered, abandoned, left_message, turned_away, bot_only, handled, wait_ms, answered_wait_ms, held_ms,
                    shared_ms
               FROM staffing_slot
              WHERE org_id = $1
                AND group_id = $2
                AND slot >= $3
                AND slot < $4
              ORDER BY slot",
            org_id,
            group_id.unwrap_or(WHOLE_SHOP),
            from,
            to
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut fields = [0; 11];
            for (place, field) in fields.iter_mut().enumerate() {
                *field = row.get(place + 1)?;
            }
            Ok((row.get(0)?, Counts::of_fields(fields)))
        })
        .collect()
}

/// Empties the figures of an organisation, so that they are made anew from the log.
pub async fn forget(on: &mut impl Run, org_id: OrgId) -> Result<()> {
    on.execute(q!("DELETE FROM staffing_slot WHERE org_id = $1", org_id)).await?;
    on.execute(q!("DELETE FROM staffing_open WHERE org_id = $1", org_id)).await?;
    on.execute(q!("DELETE FROM staffing_cursor WHERE org_id = $1", org_id)).await?;
    Ok(())
}
