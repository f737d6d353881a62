//! Flows under way, what the bot really did, and why it handed over.

use crate::{Result, Run, q};
use uuid::Uuid;
use yingke_core::{flow, id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct StoredRun {
    pub flow_id: FlowId,
    pub number: i64,
    pub run: flow::Run,
}

pub async fn of_conversation(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<StoredRun>> {
    let row = on.opt(q!("SELECT flow_id, number, state FROM bot_run WHERE org_id = $1 AND conversation_id = $2", org_id, id)).await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok(StoredRun { flow_id: c.take()?, number: c.take()?, run: c.json()? })
    })
    .transpose()
}

pub async fn save(on: &mut impl Run, org_id: OrgId, id: ConversationId, run: &StoredRun, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_run (org_id, conversation_id, flow_id, number, state, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (org_id, conversation_id) DO UPDATE
            SET flow_id = excluded.flow_id, number = excluded.number, state = excluded.state, updated_at = excluded.updated_at",
        org_id,
        id,
        run.flow_id,
        run.number,
        serde_json::to_string(&run.run)?,
        now
    ))
    .await?;
    Ok(())
}

pub async fn end(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<()> {
    on.execute(q!("DELETE FROM bot_run WHERE org_id = $1 AND conversation_id = $2", org_id, id)).await?;
    Ok(())
}

/// What the bot did, or tried to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    pub run_id: Uuid,
    pub step: String,
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub tool: String,
    pub done: bool,
    /// What the customer was told.
    pub result: String,
    pub at: Millis,
}

pub async fn action(on: &mut impl Run, org_id: OrgId, run_id: Uuid, step: &str) -> Result<Option<(bool, String)>> {
    let row =
        on.opt(q!("SELECT done, result FROM bot_action WHERE org_id = $1 AND run_id = $2 AND step = $3", org_id, run_id, step)).await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok((c.take()?, c.take()?))
    })
    .transpose()
}

pub async fn insert_action(on: &mut impl Run, org_id: OrgId, action: &Action) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_action (org_id, run_id, step, conversation_id, customer_id, tool, done, result, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        org_id,
        action.run_id,
        &action.step,
        action.conversation_id,
        action.customer_id,
        &action.tool,
        action.done,
        &action.result,
        action.at
    ))
    .await?;
    Ok(())
}

/// `(tool, done, result, at)` of a conversation, oldest first.
pub async fn actions(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Vec<(String, bool, String, Millis)>> {
    let rows = on
        .all(q!(
            "SELECT tool, done, result, at
               FROM bot_action
              WHERE org_id = $1
                AND conversation_id = $2
              ORDER BY at, step
              LIMIT 50",
            org_id,
            id
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.take()?, c.take()?, c.take()?))
        })
        .collect()
}

/// Why it was handed over; the newest reason stays.
pub async fn handed_over(on: &mut impl Run, org_id: OrgId, id: ConversationId, reason: &str, at: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO bot_handover (org_id, conversation_id, reason, at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (org_id, conversation_id) DO UPDATE
            SET reason = excluded.reason, at = excluded.at",
        org_id,
        id,
        reason,
        at
    ))
    .await?;
    Ok(())
}

pub async fn handover(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<(String, Millis)>> {
    let row = on.opt(q!("SELECT reason, at FROM bot_handover WHERE org_id = $1 AND conversation_id = $2", org_id, id)).await?;
    row.map(|row| {
        let mut c = row.columns();
        Ok((c.take()?, c.take()?))
    })
    .transpose()
}
