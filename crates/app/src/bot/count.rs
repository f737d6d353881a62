//! How often an answer was given, and whether it helped. Called inside the command that stores the plan or the click.

use super::plan::BotPlan;
use crate::Result;
use yingke_core::{conversation::MessageKind, id::*};
use yingke_store::{Tx, knowledge};

/// The answers of a plan that is being said.
pub async fn said(tx: &mut Tx, org_id: OrgId, plan: &BotPlan) -> Result<()> {
    for message in plan.messages.iter().filter(|message| message.kind == MessageKind::Answer) {
        if let Some(id) = knowledge_of(&message.payload) {
            knowledge::count_asked(tx, org_id, id).await?;
        }
    }
    Ok(())
}

/// The customer's word on an answer, by the answer's payload.
pub async fn judged(tx: &mut Tx, org_id: OrgId, answer: &serde_json::Value, solved: bool) -> Result<()> {
    match (knowledge_of(answer), solved) {
        (Some(id), true) => knowledge::count_helped(tx, org_id, id).await?,
        (Some(id), false) => knowledge::count_not_helped(tx, org_id, id).await?,
        (None, _) => {}
    }
    Ok(())
}

fn knowledge_of(payload: &serde_json::Value) -> Option<KnowledgeId> {
    payload["knowledge_id"].as_str()?.parse().ok()
}
